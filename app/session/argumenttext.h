#pragma once

#include "engine/scenario/scenario.h"

#include <QString>

namespace app {

/// What \a before has where \a now has something else, in words: "consumers 3, queue size 2".
QString differenceText(const scenario::Arguments &before, const scenario::Arguments &now);

/// What a curve of the run with \a before is called beside one with \a now.
QString referenceText(const scenario::Arguments &before, const scenario::Arguments &now);

/// Every argument in words, as under the title of a picture: "Producers 5, consumers 10, queue
/// size unbounded, seed 444".
QString summaryText(const scenario::Arguments &arguments);

/// A file name without suffix that tells the run: "queue-producers-5-consumers-10-seed-444".
QString fileBaseName(const scenario::Arguments &arguments);

} // namespace app
