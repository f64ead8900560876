#include "views/analysis/slack.h"

#include "views/analysis/blame.h"
#include "views/model/deadline.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

namespace views {

namespace {

using trace::Kind;
using trace::Time;

constexpr Time Never{std::numeric_limits<std::int64_t>::max()};

/// Latest time \a latest minus \a time, where that is bounded.
Time room(Time latest, Time time)
{
    return latest == Never ? Never : latest - time;
}

/// Goes through the records from the last to the first. What a step could be late by is bounded
/// while its records are passed, and known when its beginning is.
class Finder
{
public:
    Finder(const RunModel &model, std::size_t records)
        : m_model(model)
        , m_end(records > 0 ? recordAt(records - 1).time() : Time{0})
        , m_records(records)
        , m_tasks(model.taskCount())
    {
        std::map<trace::TextId, std::uint32_t> loops;
        for (std::size_t i = 0; i < m_tasks.size(); ++i) {
            const trace::TextId loop = model.trace().task(taskId(i)).loop;
            m_tasks[i].loop
                = loops.emplace(loop, static_cast<std::uint32_t>(loops.size())).first->second;
            m_tasks[i].segments = model.track(taskId(i)).size();
        }
        m_loops.resize(std::max<std::size_t>(1, loops.size()));
        m_slack.steps.resize(model.steps().before(records));
        m_slack.tasks.resize(m_tasks.size(), Time{-1});
        m_slack.tightest.resize(m_tasks.size());
    }

    Slack find()
    {
        m_step = m_slack.steps.size();
        for (std::size_t i = 0; i < m_tasks.size(); ++i) {
            const TaskTrack &track = m_model.track(taskId(i));
            const std::size_t last = track.segmentAfter(m_records);
            if (last != TaskTrack::None && isRunning(track.state(last)))
                open(taskId(i), m_end);
        }
        for (std::size_t i = m_records; i-- > 0;)
            pass(recordAt(i), i);
        return std::move(m_slack);
    }

private:
    struct Event
    {
        Time *latest; ///< where its latest time is kept
        Time time;
    };
    struct Task
    {
        std::uint32_t loop = 0;
        std::size_t segments = 0; ///< of its track that have not been passed
        Time next = Never; ///< the latest beginning of the next step
        Time due{0}; ///< when that would have come by itself, if it would
        bool byItself = false; ///< by its own timer, or by something outside
        Time bound = Never; ///< how late the step in hand, or the one before, may be
        Time end = Never; ///< of the step in hand
        bool isOpen = false; ///< the step in hand is being passed
    };
    struct Loop
    {
        Time held = Never; ///< the latest beginning of what could not begin before \a until
        Time until{0};
        Time any = Never; ///< the earliest of the latest beginnings of all later steps
        Time blocking = Never; ///< the same of those that block it

        void hold(Time latest, Time at)
        {
            held = until == at ? std::min(held, latest) : latest;
            until = at;
        }
    };
    /// Of a queue before the record in hand.
    struct Flow
    {
        std::size_t changes = 0;
        std::size_t put = 0;
        std::size_t taken = 0;
        std::vector<Time>
            puts; ///< when each item is to be put at the latest, as far as that is known
        std::vector<Time> takes; ///< the same of taking it
    };

    static trace::TaskId taskId(std::size_t index)
    {
        return trace::TaskId{static_cast<std::uint32_t>(index)};
    }
    const trace::Record &recordAt(std::size_t index) const
    {
        return m_model.trace().records()[index];
    }
    bool isTask(trace::TaskId task) const
    {
        return static_cast<std::size_t>(task) < m_tasks.size();
    }
    Task &task(trace::TaskId id) { return m_tasks[static_cast<std::size_t>(id)]; }
    static void lower(Time &bound, Time to) { bound = std::min(bound, to); }

    void pass(const trace::Record &record, std::size_t index)
    {
        switch (record.kind()) {
        case Kind::Suspended:
            endStep(record, false);
            break;
        case Kind::Finished:
        case Kind::Failed:
        case Kind::Cancelled:
            endStep(record, true);
            break;
        case Kind::Resumed:
            beginStep(record, index);
            break;
        case Kind::Ready:
            wake(record);
            break;
        case Kind::Created:
            wake(record);
            std::erase(m_open, record.task()); // should it have ended without a step
            break;
        case Kind::Depth:
            changeDepth(record);
            break;
        case Kind::Acquired:
            remember(lockOf(record.object()), record.time());
            break;
        case Kind::Released:
            lowerOpen(room(lockOf(record.object()), record.time()));
            break;
        default:
            break;
        }
    }

    void endStep(const trace::Record &record, bool ends)
    {
        if (!isTask(record.task()))
            return;
        Task &own = task(record.task());
        const Time time = record.time();
        if (ends && own.bound == Never) {
            const trace::TaskId creator = m_model.trace().task(record.task()).creator;
            if (isTask(creator))
                lower(own.bound, room(task(creator).next, time));
        }
        lower(own.bound, own.byItself ? room(own.next, own.due) : room(own.next, time));
        lower(own.bound, m_end - time);
        Loop &loop = m_loops[own.loop];
        lower(own.bound, room(loop.blocking, time));
        if (time < loop.until)
            loop.held = Never;
        lower(own.bound, room(loop.held, time));
        open(record.task(), time);
    }

    void open(trace::TaskId id, Time end)
    {
        // What another step did that runs at the same time may follow what this one does.
        for (const Event &event : m_events)
            *event.latest = event.time;
        if (!task(id).isOpen)
            m_open.push_back(id);
        task(id).end = end;
        task(id).isOpen = true;
    }

    void beginStep(const trace::Record &record, std::size_t index)
    {
        if (!isTask(record.task()) || m_step == 0)
            return;
        Task &own = task(record.task());
        Loop &loop = m_loops[own.loop];
        const Time time = record.time();
        const Time end = own.isOpen ? own.end : m_end;
        lower(own.bound, m_end - end);
        const bool blocks = end - time >= BlockingThreshold;
        if (blocks)
            lower(own.bound, room(loop.any, end));
        const Time slack = std::max(Time{0}, own.bound);
        m_slack.steps[--m_step] = slack;
        if (end > time)
            takeTime(record.task(), slack, index);
        if (m_actor == record.task()) {
            for (const Event &event : m_events)
                *event.latest = event.time + slack;
            m_events.clear();
        }
        own.next = time + slack;
        lower(loop.any, own.next);
        if (blocks)
            lower(loop.blocking, own.next);
        if (end > time)
            loop.held = Never;
        own.bound = Never;
        own.isOpen = false;
        std::erase(m_open, record.task());
        findCause(record.task(), index, time, own, loop);
    }

    /// Whether the step that record \a index began came by itself, and whether it was held up.
    void findCause(trace::TaskId id, std::size_t index, Time begin, Task &own, Loop &loop)
    {
        const TaskTrack &track = m_model.track(id);
        while (own.segments > 0 && track.record(own.segments - 1) >= index)
            --own.segments;
        own.byItself = false;
        if (own.segments == 0)
            return;
        const std::size_t ready = own.segments - 1;
        const trace::Record &cause = recordAt(track.record(ready));
        if (cause.time() < begin)
            loop.hold(own.next, begin);
        if (ready == 0 || cause.kind() != Kind::Ready
            || (cause.isByTask() && isTask(cause.byTask())))
            return;
        if (isCancelledByLoop(m_model, {id, ready}))
            return loop.hold(own.next, begin); // it follows what the loop did before
        own.byItself = true;
        own.due = cause.time();
        if (const auto due = deadlineOf(m_model, {id, ready - 1}))
            own.due = std::min(own.due, *due);
        // What was late by the machine's clock alone would be as late another time.
        if (own.due < begin && !wasHeld(m_model, id, own.due, index))
            own.due = begin;
        if (own.due < cause.time())
            loop.hold(own.next, begin);
        takeTime(id, own.next - own.due, track.record(ready - 1));
    }

    /// The task has something of its own with that slack, which \a record begins.
    void takeTime(trace::TaskId id, Time slack, std::size_t record)
    {
        Time &least = m_slack.tasks[static_cast<std::size_t>(id)];
        if (least >= Time{0} && slack > least)
            return;
        least = slack;
        m_slack.tightest[static_cast<std::size_t>(id)] = record;
    }

    /// The task of \a record stands in the ready queue from now on.
    void wake(const trace::Record &record)
    {
        if (!isTask(record.task()) || !record.isByTask() || !isTask(record.byTask()))
            return;
        const Task &woken = task(record.task());
        Task &waker = task(record.byTask());
        lower(waker.bound, room(woken.next, record.time()));
        // A callback has passed it on, perhaps later than it could have.
        if (!waker.isOpen && woken.next != Never)
            m_loops[woken.loop].hold(woken.next, record.time());
    }

    void changeDepth(const trace::Record &record)
    {
        const trace::ObjectId queue = record.object();
        const DepthTrack &depth = m_model.depth(queue);
        const auto [found, isNew] = m_flows.emplace(queue, Flow{});
        Flow &flow = found->second;
        if (isNew)
            count(depth, flow);
        if (flow.changes == 0)
            return;
        const std::size_t change = --flow.changes;
        const std::uint32_t after = depth.depth(change);
        const std::uint32_t before = change > 0 ? depth.depth(change - 1) : 0;
        const std::size_t capacity = m_model.trace().object(queue).capacity;
        for (std::uint32_t i = before; i < after && flow.put > 0; ++i) {
            --flow.put;
            lowerOpen(room(latest(flow.takes, flow.put), record.time()));
            remember(flow.puts[flow.put], record.time());
        }
        for (std::uint32_t i = after; i < before && flow.taken > 0; ++i) {
            --flow.taken;
            if (capacity > 0)
                lowerOpen(room(latest(flow.puts, flow.taken + capacity), record.time()));
            remember(flow.takes[flow.taken], record.time());
        }
    }

    /// All changes of \a depth among the records that are looked at.
    void count(const DepthTrack &depth, Flow &flow) const
    {
        std::uint32_t before = 0;
        while (flow.changes < depth.size() && depth.record(flow.changes) < m_records) {
            const std::uint32_t after = depth.depth(flow.changes++);
            flow.put += after > before ? after - before : 0;
            flow.taken += before > after ? before - after : 0;
            before = after;
        }
        flow.puts.resize(flow.put, Never);
        flow.takes.resize(flow.taken, Never);
    }

    Time &lockOf(trace::ObjectId lock) { return m_locks.emplace(lock, Never).first->second; }
    /// What happens at \a time is done by the step in hand, as much later as that is. It is not to
    /// be later where there are several, of which nobody knows which one does it.
    void remember(Time &latest, Time time)
    {
        if (m_open.size() == 1) {
            m_actor = m_open.front();
            m_events.push_back({&latest, time});
        } else if (!m_open.empty()) {
            std::erase_if(m_events, [&](const Event &event) { return event.latest == &latest; });
            latest = time;
        }
    }
    /// Bounds what the step in hand could be late by, or each of several.
    void lowerOpen(Time to)
    {
        for (const trace::TaskId id : m_open)
            lower(task(id).bound, to);
    }
    static Time latest(const std::vector<Time> &times, std::size_t number)
    {
        return number < times.size() ? times[number] : Never;
    }

    const RunModel &m_model;
    Time m_end;
    std::size_t m_records;
    std::size_t m_step = 0; ///< steps that have not been passed
    Slack m_slack;
    std::vector<Task> m_tasks;
    std::vector<Loop> m_loops;
    std::unordered_map<trace::ObjectId, Flow> m_flows;
    std::unordered_map<trace::ObjectId, Time> m_locks; ///< the latest time to acquire each next
    std::vector<trace::TaskId>
        m_open; ///< whose steps are in hand: of each loop, and within another
    trace::TaskId m_actor = trace::TaskId::None; ///< whose step did m_events
    std::vector<Event> m_events; ///< whose latest times are known when it begins
};

} // namespace

std::optional<trace::Time> Slack::of(const RunModel &model, const SegmentRef &segment) const
{
    const TaskTrack &track = model.track(segment.task);
    std::size_t step = segment.index;
    while (step < track.size() && !isRunning(track.state(step)))
        ++step;
    if (step >= track.size())
        return {};
    const std::size_t number = model.stepOf({segment.task, step});
    if (number >= steps.size())
        return {};
    if (step == segment.index || track.state(segment.index) == State::Ready)
        return steps[number];
    // What came late, or stood in the ready queue afterwards, might have gone to the wait as well.
    const Time ended = track.start(segment.index + 1);
    const Time due = std::min(deadlineOf(model, segment).value_or(ended), ended);
    return wasHeld(model, segment.task, due, track.record(step))
        ? steps[number] + track.start(step) - due
        : steps[number];
}

Slack slackOf(const RunModel &model, std::size_t records)
{
    return Finder(model, records).find();
}

} // namespace views
