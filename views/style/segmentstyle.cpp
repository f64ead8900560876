#include "views/style/segmentstyle.h"

namespace views {

SegmentStyle styleOf(trace::Shape shape) noexcept
{
    switch (shape) {
    case trace::Shape::Timer:
        return SegmentStyle::Timer;
    case trace::Shape::Turn:
        return SegmentStyle::Ready;
    case trace::Shape::QueueGet:
        return SegmentStyle::QueueGet;
    case trace::Shape::QueuePut:
        return SegmentStyle::QueuePut;
    case trace::Shape::QueueJoin:
        return SegmentStyle::QueueJoin;
    case trace::Shape::Task:
        return SegmentStyle::Task;
    case trace::Shape::Gather:
        return SegmentStyle::Gather;
    case trace::Shape::Lock:
        return SegmentStyle::Lock;
    case trace::Shape::Event:
        return SegmentStyle::Event;
    case trace::Shape::Network:
        return SegmentStyle::Network;
    case trace::Shape::Executor:
        return SegmentStyle::Executor;
    case trace::Shape::Generator:
        return SegmentStyle::Generator;
    case trace::Shape::Other:
        break;
    }
    return SegmentStyle::Other;
}

SegmentStyle styleOf(const RunModel &model, const SegmentRef &segment)
{
    switch (model.state(segment)) {
    case State::Ready:
        return SegmentStyle::Ready;
    case State::Running:
        return SegmentStyle::Running;
    case State::Blocking:
        return SegmentStyle::Blocking;
    case State::Cancelling:
        return SegmentStyle::Cancelling;
    case State::Lost:
        return SegmentStyle::Lost;
    case State::Sleeping:
        return SegmentStyle::Timer;
    default:
        break;
    }
    const trace::Wait *wait = model.wait(segment);
    return wait ? styleOf(model.trace().waitKind(wait->reason).shape) : SegmentStyle::Task;
}

Glyph glyphOf(SegmentStyle style) noexcept
{
    switch (style) {
    case SegmentStyle::Ready:
        return Glyph::HalfDisc;
    case SegmentStyle::Running:
        return Glyph::Play;
    case SegmentStyle::Blocking:
        return Glyph::Alarm;
    case SegmentStyle::Cancelling:
        return Glyph::Wave;
    case SegmentStyle::Lost:
        return Glyph::Question;
    case SegmentStyle::Timer:
        return Glyph::Clock;
    case SegmentStyle::QueueGet:
        return Glyph::TrayOut;
    case SegmentStyle::QueuePut:
        return Glyph::TrayIn;
    case SegmentStyle::QueueJoin:
        return Glyph::TrayTick;
    case SegmentStyle::Task:
        return Glyph::RingArrow;
    case SegmentStyle::Gather:
        return Glyph::Merge;
    case SegmentStyle::Lock:
        return Glyph::Padlock;
    case SegmentStyle::Event:
        return Glyph::Flag;
    case SegmentStyle::Network:
        return Glyph::Exchange;
    case SegmentStyle::Executor:
        return Glyph::Chip;
    case SegmentStyle::Generator:
        return Glyph::DotsChevron;
    case SegmentStyle::Other:
        return Glyph::RingDot;
    }
    return Glyph::None;
}

Glyph glyphOf(State end) noexcept
{
    switch (end) {
    case State::Failed:
        return Glyph::Cross;
    case State::Cancelled:
        return Glyph::SlashedRing;
    default:
        return Glyph::Tick;
    }
}

Glyph glyphOf(const RunModel &model, const SegmentRef &segment)
{
    const State state = model.state(segment);
    return isEnd(state) ? glyphOf(state) : glyphOf(styleOf(model, segment));
}

QColor colorOf(State state, const Theme &theme)
{
    switch (state) {
    case State::Ready:
        return theme.ready;
    case State::Running:
        return theme.running;
    case State::Blocking:
    case State::Failed:
        return theme.failed;
    case State::Cancelling:
    case State::Cancelled:
        return theme.cancelled;
    case State::Done:
        return theme.done;
    case State::Sleeping:
    case State::Waiting:
    case State::Lost:
        break;
    }
    return theme.hatch;
}

QColor haloOf(const Theme &theme)
{
    QColor halo = theme.canvas;
    halo.setAlphaF(0.7F);
    return halo;
}

QColor veilOf(const Theme &theme)
{
    // Bright things show through a dark veil more than dark ones through a bright one.
    return faded(theme.canvas, theme.dark ? 0.7 : 0.6);
}

QPen referencePen(const Theme &theme)
{
    constexpr double Width = 1.25;
    QPen pen(theme.text3, Width);
    pen.setDashPattern({4 / Width, 3 / Width});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

QColor busyColor(const Theme &theme)
{
    QColor color = theme.failed;
    color.setAlphaF(theme.dark ? 0.5F : 0.22F);
    return color;
}

QPen thresholdPen(const Theme &theme)
{
    QPen dots(theme.text2, 1);
    dots.setDashPattern({2, 3});
    return dots;
}

} // namespace views
