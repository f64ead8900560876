#pragma once

#include <QString>

namespace views {

/// \a text as it is shown in one line: what breaks a line, or is no sign at all, becomes a sign of
/// its own ("↵", "␀"). Tabs stay.
QString oneLine(QString text);

} // namespace views
