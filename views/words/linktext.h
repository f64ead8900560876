#pragma once

#include "views/analysis/sourcelines.h"
#include "views/model/runmodel.h"

#include <QString>

#include <optional>

namespace views {

/// The name of \a task as a link.
QString linkTo(const RunModel &model, trace::TaskId task);
/// The name of \a object as a link; None: "it".
QString linkTo(const RunModel &model, trace::ObjectId object);
/// The place of \a site, "queue.cpp:42", as a link; empty when it is not known.
QString linkToPlace(const RunModel &model, trace::SiteId site);

/// The task that the link \a href stands for; None for anything else.
trace::TaskId linkTarget(const QString &href);
/// The object that the link \a href stands for; None for anything else.
trace::ObjectId linkedObject(const QString &href);
/// The line that the link \a href stands for; nothing for anything else.
std::optional<SourceLine> linkedPlace(const QString &href);

} // namespace views
