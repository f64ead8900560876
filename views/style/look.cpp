#include "views/style/look.h"

namespace views {

namespace {

struct Measure
{
    int row;
    int bar;
    int cap;
};

constexpr std::array<Measure, RowHeights.size()> Measures{{{24, 16, 16},
                                                           {20, 14, 14},
                                                           {16, 12, 14},
                                                           {12, 8, 8},
                                                           {8, 6, 6},
                                                           {4, 3, 4},
                                                           {2, 2, 4},
                                                           {1, 1, 2}}};

const Measure &measureOf(int rowHeight)
{
    for (const Measure &measure : Measures) {
        if (rowHeight >= measure.row)
            return measure;
    }
    return Measures.back();
}

} // namespace

RowMetrics::RowMetrics(int rowHeight)
    : row(rowHeight)
    , bar(measureOf(rowHeight).bar)
    , tickWidth(rowHeight >= 12      ? 3
                    : rowHeight >= 4 ? 2
                                     : 1)
    , tickHeight(std::min(rowHeight, bar + (rowHeight >= 12 ? 4 : 2)))
    , capWidth(measureOf(rowHeight).cap)
    , hatched(rowHeight >= 8)
    , labelled(rowHeight >= 16)
{
}

Look lookOf(trace::Reason reason) noexcept
{
    switch (reason) {
    case trace::Reason::Sleep:
        return Look::Timer;
    case trace::Reason::Yield:
        return Look::Ready;
    case trace::Reason::QueueGet:
        return Look::QueueGet;
    case trace::Reason::QueuePut:
        return Look::QueuePut;
    case trace::Reason::QueueJoin:
        return Look::QueueJoin;
    case trace::Reason::Lock:
    case trace::Reason::Semaphore:
        return Look::Lock;
    case trace::Reason::Event:
    case trace::Reason::Condition:
    case trace::Reason::Signal:
        return Look::Event;
    case trace::Reason::Gather:
    case trace::Reason::Wait:
    case trace::Reason::TaskGroup:
        return Look::Gather;
    case trace::Reason::Executor:
        return Look::Executor;
    case trace::Reason::Network:
    case trace::Reason::Socket:
    case trace::Reason::Process:
        return Look::Network;
    case trace::Reason::Generator:
        return Look::Generator;
    case trace::Reason::Task:
    case trace::Reason::WaitFor:
    case trace::Reason::CancelAndWait:
    case trace::Reason::Shield:
    case trace::Reason::Future:
        break;
    }
    return Look::Task;
}

Look lookOf(const TrackModel &model, const SegmentRef &segment)
{
    switch (model.state(segment)) {
    case State::Ready:
        return Look::Ready;
    case State::Running:
        return Look::Running;
    case State::Blocking:
        return Look::Blocking;
    case State::Cancelling:
        return Look::Cancelling;
    case State::Lost:
        return Look::Lost;
    case State::Sleeping:
        return Look::Timer;
    default:
        break;
    }
    const trace::Wait *wait = model.wait(segment);
    return wait ? lookOf(wait->reason) : Look::Task;
}

Glyph glyphOf(Look look) noexcept
{
    switch (look) {
    case Look::Ready:
        return Glyph::HalfDisc;
    case Look::Running:
        return Glyph::Play;
    case Look::Blocking:
        return Glyph::Alarm;
    case Look::Cancelling:
        return Glyph::Wave;
    case Look::Lost:
        return Glyph::Question;
    case Look::Timer:
        return Glyph::Clock;
    case Look::QueueGet:
        return Glyph::TrayOut;
    case Look::QueuePut:
        return Glyph::TrayIn;
    case Look::QueueJoin:
        return Glyph::TrayTick;
    case Look::Task:
        return Glyph::RingArrow;
    case Look::Gather:
        return Glyph::Merge;
    case Look::Lock:
        return Glyph::Padlock;
    case Look::Event:
        return Glyph::Flag;
    case Look::Network:
        return Glyph::Exchange;
    case Look::Executor:
        return Glyph::Chip;
    case Look::Generator:
        return Glyph::DotsChevron;
    }
    return Glyph::None;
}

Glyph glyphOf(State state, const trace::Wait *wait) noexcept
{
    switch (state) {
    case State::Ready:
        return Glyph::HalfDisc;
    case State::Running:
        return Glyph::Play;
    case State::Blocking:
        return Glyph::Alarm;
    case State::Cancelling:
        return Glyph::Wave;
    case State::Lost:
        return Glyph::Question;
    case State::Done:
        return Glyph::Tick;
    case State::Failed:
        return Glyph::Cross;
    case State::Cancelled:
        return Glyph::SlashedRing;
    case State::Sleeping:
    case State::Waiting:
        break;
    }
    return glyphOf(wait ? lookOf(wait->reason) : Look::Task);
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

} // namespace views
