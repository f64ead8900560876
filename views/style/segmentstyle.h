#pragma once

#include "views/model/runmodel.h"
#include "views/style/glyph.h"
#include "views/style/theme.h"

#include <QPen>
#include <QString>

#include <cstdint>

namespace views {

/// How a segment is drawn. Every look has a shape, hatch or glyph of its own, so that none
/// depends on colour.
enum class SegmentStyle : std::uint8_t {
    Ready,
    Running,
    Blocking,
    Cancelling,
    Lost,
    Timer,
    QueueGet,
    QueuePut,
    QueueJoin,
    Task,
    Gather,
    Lock,
    Event,
    Network, ///< input and output of any kind
    Executor,
    Generator,
    Other, ///< a kind of wait of which no more is known than its word
};

inline constexpr std::size_t SegmentStyleCount = 17;

constexpr bool isWait(SegmentStyle style) noexcept
{
    return style >= SegmentStyle::Timer;
}

SegmentStyle styleOf(trace::Shape shape) noexcept;
/// The look of a segment that has not ended its task.
SegmentStyle styleOf(const RunModel &model, const SegmentRef &segment);

Glyph glyphOf(SegmentStyle style) noexcept;
/// Of a state that ends a task.
Glyph glyphOf(State end) noexcept;
Glyph glyphOf(const RunModel &model, const SegmentRef &segment);
QColor colorOf(State state, const Theme &theme);
/// What lies under the lines of the hand, a little wider, so that they stand out on any fill.
QColor haloOf(const Theme &theme);
/// What lies over all that something else is to stand out from.
QColor veilOf(const Theme &theme);
/// Of the curve of a run that another one is compared with.
QPen referencePen(const Theme &theme);
/// Of the area that says for how much of the time steps run.
QColor busyColor(const Theme &theme);
/// Of a value that a curve had better not, or cannot, exceed.
QPen thresholdPen(const Theme &theme);

} // namespace views
