#pragma once

class QAbstractItemView;

namespace views {

/// Gives \a view a menu on the right button for the row under it: to go where it tells of, as
/// activating it does, and to copy it as text, Ctrl+C.
void offerRowActions(QAbstractItemView *view);

} // namespace views
