#include "engine/trace/tracebuilder.h"

#include <algorithm>
#include <fmt/format.h>

namespace trace {

namespace {

// An id of all ones is None.
constexpr std::uint32_t MostEntries = 0xFFFF'FFFF;

template <class Id>
std::uint32_t number(Id id) noexcept
{
    return static_cast<std::uint32_t>(id);
}

template <class... Args>
[[noreturn]] void fail(fmt::format_string<Args...> format, Args &&...args)
{
    throw TraceError(fmt::format(format, std::forward<Args>(args)...));
}

void requireRoom(const char *what, std::uint32_t count, std::uint32_t most = MostEntries)
{
    if (count >= most)
        fail("{} {}: there is no room for more", what, count);
}

/// The number of elements after an id that may be new.
template <class Id>
Id counted(Id id, std::uint32_t &count) noexcept
{
    count = std::max(count, number(id) + 1);
    return id;
}

bool isEnd(Kind kind) noexcept
{
    return kind == Kind::Finished || kind == Kind::Failed || kind == Kind::Cancelled;
}

const char *wordOf(Field field) noexcept
{
    switch (field) {
    case Field::Task:
    case Field::TaskOrNone:
        return "task";
    case Field::Waker:
        return "task or cause";
    case Field::Wait:
        return "wait";
    case Field::Object:
        return "object";
    case Field::Chain:
        return "chain";
    case Field::Text:
    case Field::TextOfStep:
        return "text";
    case Field::Line:
        return "line";
    case Field::Outcome:
        return "outcome";
    case Field::Nothing:
    case Field::Number:
        break;
    }
    return "number";
}

} // namespace

TextId TraceBuilder::text(std::string_view text)
{
    requireRoom("text", m_texts, Record::FirstOfTurn);
    return counted(m_trace->intern(text), m_texts);
}

SiteId TraceBuilder::add(const Site &site)
{
    requireText("site", m_sites, site.file);
    requireText("site", m_sites, site.function);
    requireRoom("site", m_sites);
    return counted(m_trace->addSite(site), m_sites);
}

ObjectId TraceBuilder::add(const Object &object)
{
    requireText("object", m_objects, object.kind);
    requireText("object", m_objects, object.name);
    requireSite("object", m_objects, object.site);
    requireRoom("object", m_objects);
    return counted(m_trace->addObject(object), m_objects);
}

Reason TraceBuilder::add(const WaitKind &kind)
{
    const std::size_t index = m_trace->waitKindCount();
    if (kind.word.empty())
        fail("kind of wait {}: it has no word", index);
    if (kind.shape > Shape::Other || kind.what > WaitsOn::Tasks || kind.amount > Amount::Count)
        fail("kind of wait {}, {}: its shape, object or amount is of a newer version", index,
             kind.word);
    if (index == std::numeric_limits<std::uint16_t>::max())
        fail("kind of wait {}, {}: there is no room for more", index, kind.word);
    const auto &builtIn = BuiltInWaitKinds;
    if (std::find(builtIn.begin(), builtIn.end(), kind) == builtIn.end())
        text(kind.word);
    return m_trace->intern(kind);
}

CauseId TraceBuilder::add(const Cause &cause)
{
    requireText("cause", m_causes, cause.kind);
    requireText("cause", m_causes, cause.name);
    requireRoom("cause", m_causes, number(Waker::Timer) - Record::FirstCause);
    return counted(m_trace->intern(cause), m_causes);
}

ChainId TraceBuilder::add(const ChainNode &node)
{
    if (node.parent != ChainId::None && number(node.parent) >= m_chains)
        fail("chain {}: its parent, chain {}, does not exist yet", m_chains, number(node.parent));
    requireSite("chain", m_chains, node.site);
    requireRoom("chain", m_chains);
    return counted(m_trace->intern(node), m_chains);
}

AwaitedId TraceBuilder::add(const AwaitedTask &awaited)
{
    if (awaited.rest != AwaitedId::None && number(awaited.rest) >= m_awaited)
        fail("awaited task {}: the rest, awaited task {}, does not exist yet", m_awaited,
             number(awaited.rest));
    if (number(awaited.task) >= m_tasks.size())
        fail("awaited task {}: task {} does not exist", m_awaited, number(awaited.task));
    requireRoom("awaited task", m_awaited);
    return counted(m_trace->addAwaited(awaited), m_awaited);
}

WaitId TraceBuilder::add(const Wait &wait)
{
    if (static_cast<std::size_t>(wait.reason) >= m_trace->waitKindCount())
        fail("wait {}: kind {} does not exist", m_waits, static_cast<unsigned>(wait.reason));
    const WaitKind &kind = m_trace->waitKind(wait.reason);
    const bool known = kind.what == WaitsOn::Object ? wait.what < m_objects
        : kind.what == WaitsOn::Task                ? wait.what < m_tasks.size()
        : kind.what == WaitsOn::Tasks               ? wait.what < m_awaited
                                                    : false;
    if (!known && wait.object() != ObjectId::None)
        fail("wait {}: it is for {} {}, which does not exist", m_waits,
             kind.what == WaitsOn::Task        ? "task"
                 : kind.what == WaitsOn::Tasks ? "awaited task"
                                               : "object",
             wait.what);
    if (kind.amount != Amount::Nothing && wait.amount < 0)
        fail("wait {}: {} is no amount", m_waits, wait.amount);
    if (wait.chain != ChainId::None && number(wait.chain) >= m_chains)
        fail("wait {}: chain {} does not exist", m_waits, number(wait.chain));
    requireRoom("wait", m_waits);
    return counted(m_trace->intern(wait), m_waits);
}

TaskId TraceBuilder::add(const TaskInfo &info)
{
    const std::size_t index = m_tasks.size();
    for (const TextId id : {info.name, info.label, info.coroutine, info.loop})
        requireText("task", index, id);
    requireSite("task", index, info.site);
    if (info.creator != TaskId::None && number(info.creator) >= index)
        fail("task {}: its creator, task {}, does not exist yet", index, number(info.creator));
    requireRoom("task", static_cast<std::uint32_t>(index), Record::FirstCause);
    m_tasks.push_back(Life::Unborn);
    return m_trace->addTask(info);
}

std::uint32_t TraceBuilder::addLine(std::string_view text)
{
    requireRoom("line", m_lines);
    m_trace->addLine(text);
    return m_lines++;
}

void TraceBuilder::append(const Record &record)
{
    const Kind kind = record.kind();
    const KindSchema *schema = schemaOf(kind);
    if (record.timeNs < m_timeNs || m_ended
        || (schema != nullptr
            && !(holds(schema->subject, record.subject) && holds(schema->argument, record.argument)
                 && isInOrder(record)))) [[unlikely]]
        refuse(record);
    m_timeNs = record.timeNs;
    if (kind == Kind::Created)
        m_tasks[record.subject] = Life::Lives;
    else if (isEnd(kind))
        m_tasks[record.subject] = Life::Over;
    else if (kind == Kind::Ended)
        m_ended = true;
    m_trace->append(record.time(), kind, record.subject, record.argument);
}

bool TraceBuilder::holds(Field field, std::uint32_t value) const noexcept
{
    switch (field) {
    case Field::Nothing:
        return value == 0;
    case Field::Task:
        return value < m_tasks.size();
    case Field::TaskOrNone:
        return value < m_tasks.size() || TaskId{value} == TaskId::None;
    case Field::Waker:
        return value < m_tasks.size() || value >= number(Waker::Timer)
            || (value >= Record::FirstCause && value - Record::FirstCause < m_causes);
    case Field::Wait:
        return value < m_waits;
    case Field::Object:
        return value < m_objects;
    case Field::Chain:
        return value < m_chains;
    case Field::Text:
        return value < m_texts;
    case Field::TextOfStep:
        return (value & ~Record::FirstOfTurn) < m_texts;
    case Field::Line:
        return value < m_lines;
    case Field::Number:
        return true;
    case Field::Outcome:
        return value <= number(Outcome::Stopped);
    }
    return false;
}

bool TraceBuilder::isInOrder(const Record &record) const noexcept
{
    if (!isTransition(record.kind()))
        return true;
    return m_tasks[record.subject] == (record.kind() == Kind::Created ? Life::Unborn : Life::Lives);
}

void TraceBuilder::refuse(const Record &record) const
{
    const std::size_t index = m_trace->records().size();
    if (m_ended)
        fail("record {}: it follows the end of the run", index);
    if (record.timeNs < m_timeNs)
        fail("record {}: its time, {} ns, is before that of the one before, {} ns", index,
             std::uint64_t{record.timeNs}, m_timeNs);
    const KindSchema &schema = *schemaOf(record.kind());
    const auto kind = static_cast<unsigned>(record.kind());
    if (!holds(schema.subject, record.subject))
        fail("record {}, of kind {}: {} {} does not exist", index, kind, wordOf(schema.subject),
             std::uint32_t{record.subject});
    if (!holds(schema.argument, record.argument))
        fail("record {}, of kind {}: {} {} does not exist", index, kind, wordOf(schema.argument),
             std::uint32_t{record.argument});
    fail("record {}, of kind {}: task {} {}", index, kind, std::uint32_t{record.subject},
         record.kind() == Kind::Created                ? "has been created before"
             : m_tasks[record.subject] == Life::Unborn ? "has not been created yet"
                                                       : "has ended before");
}

void TraceBuilder::requireText(const char *what, std::size_t index, TextId id) const
{
    if (number(id) >= m_texts)
        fail("{} {}: text {} does not exist", what, index, number(id));
}

void TraceBuilder::requireSite(const char *what, std::size_t index, SiteId id) const
{
    if (id != SiteId::None && number(id) >= m_sites)
        fail("{} {}: site {} does not exist", what, index, number(id));
}

} // namespace trace
