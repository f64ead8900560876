#pragma once

#include "engine/trace/record.h"

#include <QString>

#include <optional>

namespace views {

/// The moment that a person means by \a text, which they write as the program does or more briefly:
/// "7", "7.5 s", "250 ms", "10 us", "2:05.000", "1:02:03", with a point or a comma. Nothing when it
/// is no moment that a run can reach.
std::optional<trace::Time> momentFrom(const QString &text);

} // namespace views
