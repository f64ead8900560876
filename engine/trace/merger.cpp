#include "engine/trace/merger.h"

#include <algorithm>

namespace trace {

void Merger::add(std::shared_ptr<const Trace> source, std::string_view name, TaskId creator,
                 Time begin)
{
    Source added;
    added.trace = std::move(source);
    added.name = m_into.intern(name);
    added.creator = creator;
    added.reached = begin;
    m_sources.push_back(std::move(added));
}

void Merger::advance(Time now)
{
    while (Source *source = next(now))
        copy(*source, source->trace->records()[source->copied++]);
}

/// The source of the earliest record that can be copied, or null.
Merger::Source *Merger::next(Time now)
{
    Source *earliest = nullptr;
    Time limit = now;
    for (Source &source : m_sources) {
        const auto &records = source.trace->records();
        if (source.copied < records.size()) {
            // A loop begins when it was started, however late its thread does: loops come in the
            // order in which they were started.
            if (source.copied > 0)
                source.reached = records[source.copied].time();
            if (earliest == nullptr || source.reached < earliest->reached)
                earliest = &source;
        } else if (!source.ended) {
            limit = std::min(limit, source.reached);
        }
    }
    return earliest != nullptr && earliest->reached <= limit ? earliest : nullptr;
}

void Merger::copy(Source &source, const Record &record)
{
    const Trace &from = *source.trace;
    // The writer's own loop may have recorded something later meanwhile.
    const auto &written = m_into.records();
    const Time time = written.empty()
        ? source.reached
        : std::max(source.reached, written[written.size() - 1].time());
    const KindSchema *schema = schemaOf(record.kind());
    if (schema == nullptr)
        return;
    if (record.kind() == Kind::Ended) {
        source.ended = true;
        return;
    }
    if (record.kind() == Kind::Printed) {
        m_into.print(time, TaskId{translated(source, schema->subject, record.subject)},
                     from.lines()[record.argument].text);
        return;
    }
    const bool first = record.kind() == Kind::Created && record.byTask() == TaskId::None;
    const std::uint32_t argument = first ? static_cast<std::uint32_t>(source.creator)
                                         : translated(source, schema->argument, record.argument);
    m_into.record(time, record.kind(), translated(source, schema->subject, record.subject),
                  argument);
}

/// What \a value, which is a \a field of a record of \a source, is in m_into.
std::uint32_t Merger::translated(Source &source, Field field, std::uint32_t value)
{
    switch (field) {
    case Field::Task:
    case Field::TaskOrNone:
        return task(source, value);
    case Field::Waker:
        return waker(source, value);
    case Field::Wait:
        return wait(source, WaitId{value});
    case Field::Object:
        return object(source, ObjectId{value});
    case Field::Chain:
        return static_cast<std::uint32_t>(chain(source, ChainId{value}));
    case Field::Text:
        return static_cast<std::uint32_t>(text(source, TextId{value}));
    case Field::TextOfStep:
        return static_cast<std::uint32_t>(text(source, TextId{value & ~Record::FirstOfTurn}))
            | (value & Record::FirstOfTurn);
    case Field::Nothing:
    case Field::Line:
    case Field::Number:
    case Field::Outcome:
        break;
    }
    return value;
}

std::uint32_t Merger::task(Source &source, std::uint32_t subject)
{
    if (TaskId{subject} == TaskId::None)
        return subject;
    for (std::size_t i = source.tasks.size(); i <= subject; ++i) {
        TaskInfo info = source.trace->task(TaskId{static_cast<std::uint32_t>(i)});
        const bool first = info.creator == TaskId::None;
        if (info.number != 0)
            info.number = static_cast<std::uint32_t>(m_into.tasks().size()) + 1;
        info.name = text(source, info.name);
        info.label
            = first ? m_into.intern(m_into.text(source.name) + " main") : text(source, info.label);
        info.coroutine = text(source, info.coroutine);
        info.loop = source.name;
        info.creator
            = first ? source.creator : source.tasks[static_cast<std::size_t>(info.creator)];
        info.site = site(source, info.site);
        source.tasks.push_back(m_into.addTask(info));
    }
    return static_cast<std::uint32_t>(source.tasks[subject]);
}

std::uint32_t Merger::waker(Source &source, std::uint32_t waker)
{
    if (waker < Record::FirstCause)
        return task(source, waker);
    if (waker >= static_cast<std::uint32_t>(Waker::Timer))
        return waker;
    Cause cause = source.trace->cause(CauseId{waker - Record::FirstCause});
    cause.kind = text(source, cause.kind);
    cause.name = text(source, cause.name);
    return Record::waker(m_into.intern(cause));
}

std::uint32_t Merger::object(Source &source, ObjectId id)
{
    for (std::size_t i = source.objects.size(); i <= static_cast<std::size_t>(id); ++i) {
        Object object = source.trace->object(ObjectId{static_cast<std::uint32_t>(i)});
        object.kind = text(source, object.kind);
        object.name = text(source, object.name);
        object.site = site(source, object.site);
        source.objects.push_back(m_into.addObject(object));
    }
    return static_cast<std::uint32_t>(source.objects[static_cast<std::size_t>(id)]);
}

std::uint32_t Merger::wait(Source &source, WaitId id)
{
    const auto index = static_cast<std::size_t>(id);
    if (index >= source.waits.size())
        source.waits.resize(index + 1);
    std::optional<WaitId> &known = source.waits[index];
    if (!known) {
        Wait wait = source.trace->wait(id);
        const WaitKind &kind = source.trace->waitKind(wait.reason);
        wait.reason = m_into.intern(kind);
        if (kind.what == WaitsOn::Task)
            wait.what = task(source, wait.what);
        else if (kind.what == WaitsOn::Tasks)
            wait.what = static_cast<std::uint32_t>(awaited(source, wait.tasks()));
        else if (wait.object() != ObjectId::None)
            wait.what = object(source, wait.object());
        wait.chain = chain(source, wait.chain);
        known = m_into.intern(wait);
    }
    return static_cast<std::uint32_t>(*known);
}

ChainId Merger::chain(Source &source, ChainId id)
{
    if (id == ChainId::None)
        return id;
    // A parent comes before its children.
    for (std::size_t i = source.chains.size(); i <= static_cast<std::size_t>(id); ++i) {
        const ChainNode &node = source.trace->chain(ChainId{static_cast<std::uint32_t>(i)});
        const ChainId parent = node.parent == ChainId::None
            ? node.parent
            : source.chains[static_cast<std::size_t>(node.parent)];
        source.chains.push_back(m_into.intern(ChainNode{parent, site(source, node.site)}));
    }
    return source.chains[static_cast<std::size_t>(id)];
}

AwaitedId Merger::awaited(Source &source, AwaitedId id)
{
    if (id == AwaitedId::None)
        return id;
    for (std::size_t i = source.awaited.size(); i <= static_cast<std::size_t>(id); ++i) {
        const AwaitedTask &one = source.trace->awaited(AwaitedId{static_cast<std::uint32_t>(i)});
        const AwaitedId rest = one.rest == AwaitedId::None
            ? one.rest
            : source.awaited[static_cast<std::size_t>(one.rest)];
        const TaskId task{this->task(source, static_cast<std::uint32_t>(one.task))};
        source.awaited.push_back(m_into.addAwaited({rest, task}));
    }
    return source.awaited[static_cast<std::size_t>(id)];
}

SiteId Merger::site(const Source &source, SiteId id)
{
    if (id == SiteId::None)
        return id;
    const Site &site = source.trace->site(id);
    const Site copied{text(source, site.file), text(source, site.function), site.line};
    const auto [entry, added]
        = m_sites.try_emplace({copied.file, copied.function, copied.line}, SiteId::None);
    if (added)
        entry->second = m_into.addSite(copied);
    return entry->second;
}

} // namespace trace
