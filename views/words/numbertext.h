#pragma once

#include <QString>

#include <cstddef>

namespace views {

/// The one style of numbers on screen, whatever the locale: a decimal point, as the programs print
/// it, and digits in threes from 10 000 on, parted by a narrow space that no one takes for a point.
QString numberText(qint64 number);
/// As short as four digits tell it: "0.5", "10".
QString numberText(double number);

QString stepCountText(std::size_t steps); ///< "1 step", "96 steps"
QString taskCountText(std::size_t tasks);
QString awaitableCountText(std::size_t awaitables); ///< tasks and futures
QString lineCountText(std::size_t lines);

} // namespace views
