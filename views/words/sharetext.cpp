#include "views/words/sharetext.h"

#include "views/analysis/timesum.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::ShareText)
};

constexpr std::size_t MostSegments = 200'000; // of a task, that are asked for their reason

QString shareWord(State state)
{
    switch (state) {
    case State::Ready:
        return Words::tr("in the ready queue");
    case State::Running:
        return Words::tr("running");
    case State::Blocking:
        return Words::tr("holding the loop");
    case State::Sleeping:
        return Words::tr("sleeping");
    case State::Cancelling:
        return Words::tr("being cancelled");
    case State::Lost:
        return Words::tr("waiting for ever");
    default:
        return Words::tr("waiting");
    }
}

QString shareWord(trace::Shape shape)
{
    switch (shape) {
    case trace::Shape::QueueGet:
        return Words::tr("waiting for an item");
    case trace::Shape::QueuePut:
        return Words::tr("waiting for room");
    case trace::Shape::QueueJoin:
        return Words::tr("waiting until all is done");
    case trace::Shape::Task:
        return Words::tr("waiting for a task");
    case trace::Shape::Gather:
        return Words::tr("waiting for several tasks");
    case trace::Shape::Lock:
        return Words::tr("waiting for a lock");
    case trace::Shape::Event:
        return Words::tr("waiting to be told");
    case trace::Shape::Network:
        return Words::tr("waiting for the network");
    case trace::Shape::Executor:
        return Words::tr("waiting for a job");
    case trace::Shape::Generator:
        return Words::tr("waiting for a value");
    default:
        return Words::tr("waiting");
    }
}

/// The times of the waits of \a task within \a range by the shape of what they were for.
std::map<trace::Shape, trace::Time> waitsByShape(const RunModel &model, trace::TaskId task,
                                                 const TimeRange &range)
{
    std::map<trace::Shape, trace::Time> times;
    const TaskTrack &track = model.track(task);
    const std::size_t first = track.segmentAt(range.begin);
    for (std::size_t i = first == TaskTrack::None ? 0 : first;
         i < track.size() && track.start(i) < range.end; ++i) {
        if (track.state(i) != State::Waiting)
            continue;
        const trace::Wait *wait = model.wait({task, i});
        const trace::Time until
            = i + 1 < track.size() ? std::min(track.start(i + 1), range.end) : range.end;
        times[wait ? model.trace().waitKind(wait->reason).shape : trace::Shape::Other]
            += until - std::max(track.start(i), range.begin);
    }
    return times;
}

/// Adds shares of \a all to a list.
class Shares
{
public:
    explicit Shares(double all)
        : m_all(all)
    {
    }

    void add(State state, trace::Shape shape, const QString &word, trace::Time time)
    {
        add(state, shape, word, time, static_cast<double>(time.count()));
    }
    /// \a ns is the time where that may be beyond what a trace::Time can tell.
    void add(State state, trace::Shape shape, const QString &word, trace::Time time, double ns)
    {
        if (time > trace::Time{0})
            m_shares.push_back({state, shape, word, time, ns / m_all});
    }
    std::vector<Share> take() { return std::move(m_shares); }

private:
    double m_all;
    std::vector<Share> m_shares;
};

} // namespace

TimeRange lifeOf(const RunModel &model, trace::TaskId task)
{
    const TaskTrack &track = model.track(task);
    return {track.start(0), track.hasEnded() ? track.start(track.size() - 1) : model.end()};
}

std::vector<Share> sharesOf(const RunModel &model, trace::TaskId task)
{
    return sharesOf(model, task, lifeOf(model, task));
}

std::vector<Share> sharesOf(const RunModel &model, trace::TaskId task, const TimeRange &range)
{
    const TimeRange life = lifeOf(model, task);
    const TimeRange lived{std::max(life.begin, range.begin), std::min(life.end, range.end)};
    if (lived.begin >= lived.end)
        return {};
    const std::size_t segments = model.track(task).size();
    Shares shares(static_cast<double>(lived.length().count()));
    const Mix mix = model.mix(task, {lived.begin.count(), lived.end.count()}, AxisKind::Clock);
    for (std::size_t i = 0; i < mix.size(); ++i) {
        const auto state = static_cast<State>(i);
        if (state != State::Waiting || segments > MostSegments) {
            shares.add(state, trace::Shape::Other, shareWord(state), trace::Time{mix[i]});
            continue;
        }
        for (const auto &[shape, time] : waitsByShape(model, task, lived))
            shares.add(state, shape, shareWord(shape), time);
    }
    return shares.take();
}

std::vector<Share> sharesOfAll(const RunModel &model, const TimeRange &range)
{
    std::array<trace::Time, TimedStates> sum{};
    std::array<double, TimedStates> ns{};
    for (std::size_t i = 0; i < model.taskCount(); ++i) {
        const Mix mix = model.mix(trace::TaskId{static_cast<std::uint32_t>(i)},
                                  {range.begin.count(), range.end.count()}, AxisKind::Clock);
        for (std::size_t s = 0; s < mix.size(); ++s) {
            sum[s] = sumOf(sum[s], trace::Time{mix[s]});
            ns[s] += static_cast<double>(mix[s]);
        }
    }
    const double all = std::accumulate(ns.begin(), ns.end(), 0.0);
    if (all <= 0)
        return {};
    Shares shares(all);
    for (std::size_t i = 0; i < sum.size(); ++i) {
        const auto state = static_cast<State>(i);
        shares.add(state, trace::Shape::Other, shareWord(state), sum[i], ns[i]);
    }
    return shares.take();
}

} // namespace views
