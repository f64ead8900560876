#pragma once

#include "engine/trace/record.h"

#include <QString>

namespace views {

// The longest time stands for any sum beyond it: "over 292 years".

/// A length of time in as few signs as a label has room for: "3.0 s", "250 ms", "2 min 05 s".
QString durationText(trace::Time duration);

/// The same with three digits after the point, so that a column of them is of one kind: "3.000 s",
/// "29.000 ms", "1.250 µs".
QString exactDurationText(trace::Time duration);

/// A moment of the run, written as finely as \a resolution tells moments apart, and at least in
/// milliseconds: "7.000 s", and as a clock from a minute on: "2:05.000", "1:02:03.000". Rounded
/// down.
QString instantText(trace::Time at, trace::Time resolution = std::chrono::milliseconds(1));
/// The same to its last digit, by thousands.
QString wholeInstantText(trace::Time at);

/// The same without a unit, for columns of times: "7.000", "2:05.000".
QString bareTimeText(trace::Time time);

} // namespace views
