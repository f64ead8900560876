#pragma once

#include <functional>

class QAbstractItemView;
class QModelIndex;

namespace views {

/// Gives \a view a menu on the right button for the row under it: to go where it tells of, as
/// activating it does, and to copy it as text, Ctrl+C.
void offerRowActions(QAbstractItemView *view);

/// Adds to that menu to show the line in the source that a row names, for those that \a has one.
void offerLine(QAbstractItemView *view, std::function<bool(const QModelIndex &)> has,
               std::function<void(const QModelIndex &)> show);

} // namespace views
