#include "views/analysis/comparison.h"

#include "engine/trace/schema.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace views {

namespace {

constexpr std::uint32_t Unknown = 0xFFFF'FFFF;
constexpr std::size_t StepsInSlice = 100'000;

/// Goes through the steps of a run in the order in which they began.
class Steps
{
public:
    /// Without those of tasks that are true in \a leftOut, which outlives this.
    Steps(const RunModel &model, const std::vector<bool> &leftOut)
        : m_model(model)
        , m_leftOut(leftOut)
    {
    }

    /// The next step is the present one. False when there is none left.
    bool next()
    {
        while (m_next < m_model.records() && !begins(at(m_next)))
            ++m_next;
        m_begin = m_next;
        if (m_next == m_model.records())
            return false;
        ++m_next;
        // Loops in other threads may take steps before this one has ended.
        m_end = m_next;
        while (m_end < m_model.records() && !ends(at(m_end)))
            ++m_end;
        return true;
    }

    const trace::Record &begin() const { return at(m_begin); }
    /// What the task does in the end; null while it still runs.
    const trace::Record *end() const { return m_end < m_model.records() ? &at(m_end) : nullptr; }
    /// Its number in the run, from 0; behind the last one that of the step that there is not.
    std::uint32_t number() const
    {
        return m_begin < m_next ? m_model.steps().before(m_begin) : m_model.steps().steps();
    }
    /// Records that have been passed.
    std::size_t records() const noexcept { return m_next; }

private:
    const trace::Record &at(std::size_t index) const { return m_model.trace().records()[index]; }
    bool begins(const trace::Record &record) const
    {
        return record.kind() == trace::Kind::Resumed
            && (m_leftOut.empty() || !m_leftOut[record.subject]);
    }
    bool ends(const trace::Record &record) const
    {
        return record.subject == begin().subject && trace::isTransition(record.kind())
            && record.kind() != trace::Kind::Ready;
    }

    const RunModel &m_model;
    const std::vector<bool> &m_leftOut;
    std::size_t m_next = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

class Comparer
{
public:
    Comparer(const RunModel &now, const RunModel &reference,
             const std::function<bool(double)> &goOn, std::span<const TaskMatch> byHand)
        : m_now(now)
        , m_reference(reference)
        , m_goOn(goOn)
        , m_byHand(byHand)
        , m_work(2 * (now.records() + reference.records()))
        , m_equalWaits(now.trace().waits().size(), Unknown)
    {
    }

    std::optional<Comparison> compare()
    {
        m_found.hasTimes = m_now.trace().metadata().clock == trace::Metadata::Clock::Virtual
            && m_reference.trace().metadata().clock == trace::Metadata::Clock::Virtual;
        m_found.counterparts = counterpartsOf(m_now, m_reference, m_byHand);
        leaveOutAsyncio();
        RunTotals now(m_now, kindsOf(m_now.trace()));
        RunTotals reference(m_reference, kindsOf(m_reference.trace()));
        if (!readTotals(now) || !readTotals(reference) || !compareSteps())
            return {};
        compareRuns(now, reference);
        compareQueues();
        compareLines();
        compareTasks(now, reference);
        return std::move(m_found);
    }

private:
    bool goOn(std::size_t done)
    {
        return m_goOn(m_work > 0
                          ? std::min(1.0, static_cast<double>(done) / static_cast<double>(m_work))
                          : 1.0);
    }

    /// For every kind of wait of \a trace the one of the same word in m_found, new if need be.
    std::vector<std::size_t> kindsOf(const trace::Trace &trace)
    {
        std::vector<std::size_t> kinds(trace.waitKindCount());
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            const std::string_view word = trace.waitKind(trace::Reason(i)).word;
            const auto [kind, isNew] = m_kinds.try_emplace(word, m_found.waits.size());
            if (isNew)
                m_found.waits.push_back({std::string(word), {}, {}});
            kinds[i] = kind->second;
        }
        return kinds;
    }

    /// What only one of the runs tells of.
    void leaveOutAsyncio()
    {
        const auto own = [](const RunModel &model) {
            std::vector<bool> found;
            for (std::uint32_t i = 0; i < model.taskCount(); ++i) {
                if (!isOfAsyncio(model, trace::TaskId{i}))
                    continue;
                found.resize(model.taskCount());
                found[i] = true;
            }
            return found;
        };
        m_leftOut = {own(m_now), own(m_reference)};
        if (m_leftOut.now.empty() == m_leftOut.reference.empty())
            m_leftOut = {};
    }

    bool readTotals(RunTotals &totals)
    {
        std::size_t last = 0;
        const bool whole = totals.read([&](std::size_t records) {
            last = records;
            return goOn(m_done + records);
        });
        m_done += last;
        return whole;
    }

    bool compareSteps()
    {
        Steps now(m_now, m_leftOut.now);
        Steps reference(m_reference, m_leftOut.reference);
        for (std::size_t step = 0;; ++step) {
            if (step % StepsInSlice == 0 && !goOn(m_done + now.records() + reference.records()))
                return false;
            const bool isNow = now.next();
            const bool isThen = reference.next();
            if (!isNow && !isThen)
                return true;
            const auto in = isNow && isThen ? differenceOf(now, reference)
                                            : std::optional(Comparison::Parting::In::Over);
            if (in) {
                m_found.parting = {{now.number(), reference.number()}, *in};
                return true;
            }
        }
    }

    std::optional<Comparison::Parting::In> differenceOf(const Steps &now, const Steps &reference)
    {
        using enum Comparison::Parting::In;
        const trace::Record &begin = now.begin();
        const trace::Record &other = reference.begin();
        if (!areSame(begin.task(), other.task()))
            return Task;
        if (m_found.hasTimes && begin.time() != other.time())
            return Begin;
        if (!areSameTexts(begin.exception(), other.exception()))
            return Thrown;
        const trace::Record *end = now.end();
        const trace::Record *otherEnd = reference.end();
        if (end == nullptr || otherEnd == nullptr)
            return end == otherEnd ? std::nullopt : std::optional(What);
        if (!doSame(*end, *otherEnd))
            return What;
        if (m_found.hasTimes && end->time() != otherEnd->time())
            return End;
        return {};
    }

    bool areSame(trace::TaskId now, trace::TaskId reference) const
    {
        return m_found.counterparts.of(now) == reference && reference != trace::TaskId::None;
    }

    bool areSameTexts(trace::TextId now, trace::TextId reference) const
    {
        return (now == trace::TextId::Empty && reference == trace::TextId::Empty)
            || m_now.trace().text(now) == m_reference.trace().text(reference);
    }

    bool doSame(const trace::Record &now, const trace::Record &reference)
    {
        if (now.kind() != reference.kind())
            return false;
        if (now.kind() == trace::Kind::Failed)
            return areSameTexts(now.exception(), reference.exception());
        if (now.kind() != trace::Kind::Suspended)
            return true;
        std::uint32_t &known = m_equalWaits[static_cast<std::size_t>(now.wait())];
        if (known == reference.argument)
            return true;
        if (!areSame(m_now.trace().wait(now.wait()), m_reference.trace().wait(reference.wait())))
            return false;
        known = reference.argument;
        return true;
    }

    bool areSame(const trace::Wait &now, const trace::Wait &reference) const
    {
        const trace::WaitKind &kind = m_now.trace().waitKind(now.reason);
        const trace::WaitKind &other = m_reference.trace().waitKind(reference.reason);
        if (kind.word != other.word)
            return false;
        // An amount of none is one that nobody has told.
        if (kind.amount == other.amount && kind.amount != trace::Amount::Nothing && now.amount != 0
            && reference.amount != 0 && now.amount != reference.amount)
            return false;
        if (kind.what != other.what || now.what == Unknown || reference.what == Unknown)
            return true;
        switch (kind.what) {
        case trace::WaitsOn::Nothing:
        case trace::WaitsOn::Tasks:
            break;
        case trace::WaitsOn::Object:
            return m_found.counterparts.of(now.object()) == reference.object();
        case trace::WaitsOn::Task:
            return m_found.counterparts.of(now.task()) == reference.task();
        }
        return true;
    }

    void compareRuns(const RunTotals &now, const RunTotals &reference)
    {
        m_found.length = {m_now.end(), m_reference.end()};
        m_found.outcome = {m_now.outcome(), m_reference.outcome()};
        m_found.turns
            = {m_now.turnBefore(m_now.records()), m_reference.turnBefore(m_reference.records())};
        m_found.running = {now.running(), reference.running()};
        m_found.ready = {now.ready(), reference.ready()};
        m_found.longestStep = {now.longestStep(), reference.longestStep()};
        m_found.readyPeak = {m_now.ready().peak(), m_reference.ready().peak()};
        m_found.wakes = {now.wakes(), reference.wakes()};
        for (std::size_t kind = 0; kind < m_found.waits.size(); ++kind) {
            Comparison::Waits &waits = m_found.waits[kind];
            if (kind < now.waits().size()) {
                waits.time.now = now.waits()[kind].time;
                waits.count.now = now.waits()[kind].count;
            }
            if (kind < reference.waits().size()) {
                waits.time.reference = reference.waits()[kind].time;
                waits.count.reference = reference.waits()[kind].count;
            }
        }
    }

    void compareQueues()
    {
        std::vector<trace::ObjectId> others = m_reference.queues();
        for (const trace::ObjectId queue : m_now.queues()) {
            Comparison::Queue found;
            found.object.now = queue;
            found.peak.now = m_now.peak(queue);
            const auto other
                = std::find(others.begin(), others.end(), m_found.counterparts.of(queue));
            if (other != others.end()) {
                found.object.reference = *other;
                found.peak.reference = m_reference.peak(*other);
                others.erase(other);
            }
            m_found.queues.push_back(found);
        }
        for (const trace::ObjectId queue : others)
            m_found.queues.push_back(
                {{trace::ObjectId::None, queue}, {0, m_reference.peak(queue)}});
    }

    static const std::string &lineOf(const RunModel &model, std::size_t number)
    {
        const trace::Record &record = model.trace().records()[model.printed()[number]];
        return model.trace().lines()[record.argument].text;
    }

    void compareLines()
    {
        m_found.lines = {m_now.printed().size(), m_reference.printed().size()};
        const std::size_t both = std::min(m_found.lines.now, m_found.lines.reference);
        std::size_t same = 0;
        while (same < both && lineOf(m_now, same) == lineOf(m_reference, same))
            ++same;
        if (same < both || !m_found.lines.areEqual())
            m_found.otherLine = same;
    }

    void compareTasks(const RunTotals &now, const RunTotals &reference)
    {
        std::vector<bool> matched(m_reference.taskCount());
        const auto counts = [](const RunModel &model, const std::vector<bool> &leftOut,
                               std::uint32_t task) {
            return !model.track(trace::TaskId{task}).empty() && (leftOut.empty() || !leftOut[task]);
        };
        for (std::uint32_t i = 0; i < m_now.taskCount(); ++i) {
            const trace::TaskId task{i};
            if (!counts(m_now, m_leftOut.now, i))
                continue;
            ++m_found.tasks.now;
            TaskDifference found;
            found.task = {task, m_found.counterparts.of(task)};
            found.times.now = now.timesOf(task);
            m_found.steps.now += found.times.now.steps;
            if (found.isMatched()) {
                ++m_found.matchedTasks;
                matched[static_cast<std::size_t>(found.task.reference)] = true;
                found.times.reference = reference.timesOf(found.task.reference);
            }
            found.isByHand = std::any_of(m_byHand.begin(), m_byHand.end(),
                                         [task](const auto &match) { return match.one == task; });
            if (!found.isMatched() || found.isByHand || differ(found.times))
                m_found.tasksThatDiffer.push_back(std::move(found));
        }
        for (std::uint32_t i = 0; i < m_reference.taskCount(); ++i) {
            if (!counts(m_reference, m_leftOut.reference, i))
                continue;
            ++m_found.tasks.reference;
            const trace::TaskId task{i};
            TaskTimes times = reference.timesOf(task);
            m_found.steps.reference += times.steps;
            if (!matched[i])
                m_found.tasksThatDiffer.push_back(
                    {{trace::TaskId::None, task}, false, {{}, std::move(times)}});
        }
    }

    bool differ(const Both<TaskTimes> &times) const
    {
        return m_found.hasTimes
            ? !times.areEqual()
            : times.now.how != times.reference.how || times.now.steps != times.reference.steps;
    }

    const RunModel &m_now;
    const RunModel &m_reference;
    const std::function<bool(double)> &m_goOn;
    std::span<const TaskMatch> m_byHand;
    std::size_t m_work;
    std::size_t m_done = 0; ///< of that
    Comparison m_found;
    std::unordered_map<std::string_view, std::size_t> m_kinds; ///< by word
    Both<std::vector<bool>> m_leftOut; ///< tasks
    std::vector<std::uint32_t> m_equalWaits; ///< the last of the reference that was equal, by wait
};

} // namespace

bool Comparison::isEqual() const
{
    const bool tellQueues
        = std::any_of(queues.begin(), queues.end(),
                      [](const Queue &queue) { return queue.object.now != trace::ObjectId::None; })
        && std::any_of(queues.begin(), queues.end(), [](const Queue &queue) {
               return queue.object.reference != trace::ObjectId::None;
           });
    const auto isAsDeep = [](const Queue &queue) { return queue.peak.areEqual(); };
    return !parting && !otherLine && outcome.areEqual() && matchedTasks == tasks.now
        && matchedTasks == tasks.reference && (!hasTimes || length.areEqual())
        && (!tellQueues || std::all_of(queues.begin(), queues.end(), isAsDeep));
}

std::optional<Comparison> compare(const RunModel &now, const RunModel &reference,
                                  const std::function<bool(double)> &goOn,
                                  std::span<const TaskMatch> byHand)
{
    return Comparer(now, reference, goOn, byHand).compare();
}

} // namespace views
