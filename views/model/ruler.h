#pragma once

#include "views/model/timeaxis.h"

#include <QString>

#include <vector>

namespace views {

/// What stands along an axis.
struct RulerTick
{
    Units at = 0;
    QString label; ///< empty for a minor tick

    bool isMajor() const { return !label.isEmpty(); }
};

/// Ticks at round places: labelled ones at least \a spacing pixels apart, minor ones that divide
/// the distance evenly between them.
struct Ruler
{
    std::vector<RulerTick> ticks;
    /// The unit of the labels, "s", "ms", "h:min", "steps", …
    QString unit;
    /// Where the labels count from. Not 0 on a Clock axis that is so far from it, for its scale,
    /// that full times would not fit between the ticks; the labels then begin with "+".
    Units origin = 0;

    /// \a unitInLabels: each label ends in its unit ("4 s"); otherwise they are bare numbers.
    static Ruler along(const TimeAxis &axis, double spacing, bool unitInLabels = true);
};

} // namespace views
