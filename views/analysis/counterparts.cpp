#include "views/analysis/counterparts.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>

namespace views {

namespace {

constexpr std::uint32_t Nobody = 0xFFFF'FFFF;

struct Key
{
    std::string_view what; ///< coroutine or kind
    std::string_view name;

    bool operator==(const Key &) const = default;
};

struct KeyHash
{
    std::size_t operator()(const Key &key) const noexcept
    {
        const std::hash<std::string_view> hash;
        return hash(key.what) * 31 + hash(key.name);
    }
};

/// Gives out what has one key in the order in which it came.
class Lines
{
public:
    explicit Lines(std::size_t size)
        : m_next(size, Nobody)
    {
        m_lines.reserve(size);
    }

    void add(const Key &key, std::uint32_t who)
    {
        const auto [line, isNew] = m_lines.try_emplace(key, Line{who, who});
        if (isNew)
            return;
        Line &others = line->second;
        (others.first == Nobody ? others.first : m_next[others.last]) = who;
        others.last = who;
    }
    /// Nobody when there is none left.
    std::uint32_t take(const Key &key)
    {
        const auto line = m_lines.find(key);
        if (line == m_lines.end() || line->second.first == Nobody)
            return Nobody;
        const std::uint32_t who = line->second.first;
        line->second.first = m_next[who];
        return who;
    }

private:
    struct Line
    {
        std::uint32_t first;
        std::uint32_t last;
    };

    std::unordered_map<Key, Line, KeyHash> m_lines;
    std::vector<std::uint32_t> m_next;
};

std::string_view coroutineOf(const RunModel &model, trace::TaskId task)
{
    return model.trace().text(model.trace().task(task).coroutine);
}

std::string_view labelOf(const RunModel &model, trace::TaskId task)
{
    return model.trace().text(model.trace().task(task).label);
}

/// Calls \a tell with every task that has been born.
template <class Tell>
void forEachTask(const RunModel &model, Tell tell)
{
    for (std::uint32_t i = 0; i < model.taskCount(); ++i) {
        const trace::TaskId task{i};
        if (!model.track(task).empty())
            tell(task);
    }
}

/// What each of two runs tells of the tasks of a coroutine.
class Told
{
public:
    Told(const RunModel &one, const RunModel &other)
    {
        note(one, 1);
        note(other, 2);
    }

    /// The key of \a task, with what both runs tell of its like.
    Key keyOf(const RunModel &model, trace::TaskId task) const
    {
        const std::string_view coroutine = coroutineOf(model, task);
        const Runs &runs = m_runs.at(coroutine);
        const std::string_view name = model.givenName(task);
        if (runs.withNames == Both && !name.empty())
            return {coroutine, name};
        return {coroutine, runs.withLabels == Both ? labelOf(model, task) : std::string_view()};
    }

private:
    static constexpr unsigned Both = 3;

    /// Bits of those in which a task has one.
    struct Runs
    {
        unsigned withNames = 0;
        unsigned withLabels = 0;
    };

    void note(const RunModel &model, unsigned run)
    {
        forEachTask(model, [&](trace::TaskId task) {
            Runs &runs = m_runs[coroutineOf(model, task)];
            if (!model.givenName(task).empty())
                runs.withNames |= run;
            if (!labelOf(model, task).empty())
                runs.withLabels |= run;
        });
    }

    std::unordered_map<std::string_view, Runs> m_runs;
};

/// Of those that are left, who is called the same is the same, though it runs another coroutine.
void matchNames(const RunModel &one, const RunModel &other, const std::vector<bool> &isSettled,
                std::vector<bool> isTaken, std::vector<trace::TaskId> &found)
{
    for (const trace::TaskId match : found) {
        if (match != trace::TaskId::None)
            isTaken[static_cast<std::size_t>(match)] = true;
    }
    const auto keyOf = [](const RunModel &model, trace::TaskId task) {
        const std::string_view name = model.givenName(task);
        return Key{{}, name.empty() ? labelOf(model, task) : name};
    };
    Lines others(other.taskCount());
    forEachTask(other, [&](trace::TaskId task) {
        const Key key = keyOf(other, task);
        if (!isTaken[static_cast<std::size_t>(task)] && !key.name.empty())
            others.add(key, static_cast<std::uint32_t>(task));
    });
    forEachTask(one, [&](trace::TaskId task) {
        const auto index = static_cast<std::size_t>(task);
        const Key key = keyOf(one, task);
        if (!isSettled[index] && found[index] == trace::TaskId::None && !key.name.empty())
            found[index] = trace::TaskId{others.take(key)};
    });
}

std::vector<trace::TaskId> matchTasks(const RunModel &one, const RunModel &other,
                                      std::span<const TaskMatch> byHand)
{
    std::vector<trace::TaskId> found(one.taskCount(), trace::TaskId::None);
    std::vector<bool> isSettled(one.taskCount());
    std::vector<bool> isTaken(other.taskCount());
    for (const TaskMatch &match : byHand) {
        found[static_cast<std::size_t>(match.one)] = match.other;
        isSettled[static_cast<std::size_t>(match.one)] = true;
        if (match.other != trace::TaskId::None)
            isTaken[static_cast<std::size_t>(match.other)] = true;
    }
    const Told told(one, other);
    Lines others(other.taskCount());
    forEachTask(other, [&](trace::TaskId task) {
        if (!isTaken[static_cast<std::size_t>(task)])
            others.add(told.keyOf(other, task), static_cast<std::uint32_t>(task));
    });
    forEachTask(one, [&](trace::TaskId task) {
        const auto index = static_cast<std::size_t>(task);
        if (!isSettled[index])
            found[index] = trace::TaskId{others.take(told.keyOf(one, task))};
    });
    matchNames(one, other, isSettled, isTaken, found);
    return found;
}

/// What tells it from others of its kind; may be empty.
std::string_view ownName(const trace::Object &object, const trace::Trace &trace)
{
    const std::string &kind = trace.text(object.kind);
    const std::string &name = trace.text(object.name);
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
    const bool isKind = std::equal(name.begin(), name.end(), kind.begin(), kind.end(),
                                   [&](char a, char b) { return lower(a) == lower(b); });
    return isKind ? std::string_view() : std::string_view(name).substr(name.rfind('.') + 1);
}

Key keyOf(const trace::Trace &trace, std::uint32_t object)
{
    const trace::Object &info = trace.object(trace::ObjectId{object});
    return {trace.text(info.kind), ownName(info, trace)};
}

/// The objects of a run in the order in which tasks first waited for them, acquired them or put
/// something in.
std::vector<std::uint32_t> inOrderOfUse(const trace::Trace &trace)
{
    std::vector<std::uint32_t> order;
    std::vector<bool> isUsed(trace.objects().size());
    const auto use = [&](std::uint32_t object) {
        if (object < isUsed.size() && !isUsed[object]) {
            isUsed[object] = true;
            order.push_back(object);
        }
    };
    for (std::size_t i = 0; i < trace.records().size(); ++i) {
        const trace::Record record = trace.records()[i];
        if (record.kind() == trace::Kind::Suspended) {
            const trace::Wait &wait = trace.wait(record.wait());
            if (trace.waitKind(wait.reason).what == trace::WaitsOn::Object)
                use(wait.what);
        } else if (record.kind() == trace::Kind::Acquired
                   || (record.kind() == trace::Kind::Depth && record.argument > 0)) {
            use(record.subject);
        }
    }
    return order;
}

/// Adds those that are left where one of the runs tells no name.
void matchByUse(std::vector<trace::ObjectId> &found, const trace::Trace &one,
                const trace::Trace &other)
{
    std::vector<bool> isTaken(other.objects().size());
    for (const trace::ObjectId object : found) {
        if (object != trace::ObjectId::None)
            isTaken[static_cast<std::size_t>(object)] = true;
    }
    const auto isLeft = [](trace::ObjectId object) { return object == trace::ObjectId::None; };
    if (std::none_of(found.begin(), found.end(), isLeft)
        || std::find(isTaken.begin(), isTaken.end(), false) == isTaken.end())
        return;
    Lines named(other.objects().size());
    Lines unnamed(other.objects().size());
    const auto kindOf = [](const Key &key) { return Key{key.what, {}}; };
    for (const std::uint32_t object : inOrderOfUse(other)) {
        const Key key = keyOf(other, object);
        if (!isTaken[object])
            (key.name.empty() ? unnamed : named).add(kindOf(key), object);
    }
    for (const std::uint32_t object : inOrderOfUse(one)) {
        if (!isLeft(found[object]))
            continue;
        const Key key = keyOf(one, object);
        std::uint32_t match = unnamed.take(kindOf(key));
        if (match == Nobody && key.name.empty())
            match = named.take(kindOf(key));
        found[object] = trace::ObjectId{match};
    }
}

std::vector<trace::ObjectId> matchObjects(const trace::Trace &one, const trace::Trace &other)
{
    const auto count = static_cast<std::uint32_t>(other.objects().size());
    Lines others(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (const Key key = keyOf(other, i); !key.name.empty())
            others.add(key, i);
    }
    // Nobody is None; those without a name stand in no line here.
    std::vector<trace::ObjectId> found(one.objects().size());
    for (std::uint32_t i = 0; i < found.size(); ++i)
        found[i] = trace::ObjectId{others.take(keyOf(one, i))};
    matchByUse(found, one, other);
    return found;
}

} // namespace

Counterparts counterpartsOf(const RunModel &one, const RunModel &other,
                            std::span<const TaskMatch> byHand)
{
    return {matchTasks(one, other, byHand), matchObjects(one.trace(), other.trace())};
}

bool isOfAsyncio(const RunModel &model, trace::TaskId task)
{
    const std::string_view coroutine = coroutineOf(model, task);
    return coroutine == "shutdown_asyncgens" || coroutine == "shutdown_default_executor";
}

} // namespace views
