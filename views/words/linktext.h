#pragma once

#include "views/model/runmodel.h"

#include <QString>

namespace views {

/// The name of \a task as a link.
QString linkTo(const RunModel &model, trace::TaskId task);
/// The name of \a object as a link; None: "it".
QString linkTo(const RunModel &model, trace::ObjectId object);

/// The task that the link \a href stands for; None for anything else.
trace::TaskId linkTarget(const QString &href);
/// The object that the link \a href stands for; None for anything else.
trace::ObjectId linkedObject(const QString &href);

} // namespace views
