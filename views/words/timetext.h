#pragma once

#include "engine/trace/record.h"

#include <QString>

namespace views {

/// \a time as instantText() writes it, without its unit: for columns of times. "7.000", from a
/// minute on "2:05.000", from an hour on "12:00:00.000".
QString bareTimeText(trace::Time time);

} // namespace views
