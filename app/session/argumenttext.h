#pragma once

#include "engine/scenario/scenario.h"
#include "views/model/rundocument.h"

#include <QString>

namespace app {

/// What a run with \a arguments is called.
views::RunInfo infoOf(const scenario::Arguments &arguments, views::RunInfo::Origin origin);

/// What the run \a before has where the run \a now has something else: "consumers 3, queue size 2".
QString differenceText(const views::RunInfo &before, const views::RunInfo &now);

/// What a curve of the run \a before is called beside the run \a now: "reference: consumers 3".
QString referenceText(const views::RunInfo &before, const views::RunInfo &now);

/// Every argument in words, as under the title of a picture: "Producers 5, consumers 10, queue
/// size unbounded, seed 444".
QString summaryText(const views::RunInfo &run);

/// A file name without suffix that tells the run: "queue-producers-5-consumers-10-seed-444".
QString fileBaseName(const scenario::Arguments &arguments);

} // namespace app
