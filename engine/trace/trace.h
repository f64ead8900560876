#pragma once

#include "engine/trace/appendlog.h"
#include "engine/trace/metadata.h"
#include "engine/trace/record.h"
#include "engine/trace/vocabulary.h"

#include <string>
#include <vector>

namespace trace {

/// A place in a program's source.
struct Site
{
    TextId file = TextId::Empty; ///< relative to the project's root
    TextId function = TextId::Empty;
    std::uint32_t line = 0; ///< from 1
};

/// A place where a coroutine waits, within the chain of those that await it: the parent is the
/// place at which its caller awaits it. A chain leads from a task's innermost coroutine to its own.
struct ChainNode
{
    ChainId parent = ChainId::None; ///< None: the task's own coroutine
    SiteId site = SiteId::None;

    bool operator==(const ChainNode &) const = default;
};

/// What is known of a task from its birth.
struct TaskInfo
{
    std::uint32_t number = 0; ///< N of "Task-N", from 1; 0 for a task with a name of its own
    TextId name = TextId::Empty; ///< its own name; Empty: "Task-N"
    TextId label = TextId::Empty; ///< what people call it ("Consumer 3"); may be Empty
    TextId coroutine = TextId::Empty; ///< name of its coroutine function
    TextId loop = TextId::Empty; ///< of the loop it runs on; Empty: the run's own
    TaskId creator = TaskId::None;
    SiteId site = SiteId::None; ///< where it was created
};

/// Something that tasks wait on.
struct Object
{
    TextId kind = TextId::Empty; ///< "queue", "lock", "semaphore", "event", "condition", …
    TextId name = TextId::Empty;
    std::uint32_t capacity = 0; ///< maxsize of a queue, value of a semaphore; 0: unbounded
    SiteId site = SiteId::None; ///< where it was created
};

/// One of the tasks that are waited for together, and the rest of them.
struct AwaitedTask
{
    AwaitedId rest = AwaitedId::None;
    TaskId task = TaskId::None;
};

/// What a suspension waits for. Equal waits share one WaitId.
struct Wait
{
    Reason reason = Reason::Yield;
    std::uint32_t what
        = 0xFFFF'FFFF; ///< an ObjectId, a TaskId or an AwaitedId, see WaitKind::what; or None
    ChainId chain = ChainId::None; ///< where
    std::int64_t amount = 0; ///< see WaitKind::amount

    ObjectId object() const noexcept { return ObjectId{what}; }
    TaskId task() const noexcept { return TaskId{what}; }
    AwaitedId tasks() const noexcept { return AwaitedId{what}; }
    bool operator==(const Wait &) const = default;
};

/// A printed line. Its time, task and place among the steps are in its Printed record.
struct Line
{
    std::string text; ///< UTF-8, without the line end
};

/// Everything recorded of one run: the log of transitions and, beside it, the tables that its
/// records point into. A Recorder or a TraceBuilder writes it.
///
/// One thread writes, any number read at the same time without locks: whatever a record refers
/// to is published before the record. Nothing is ever removed or changed.
class Trace
{
public:
    Trace(const Trace &) = delete;
    Trace &operator=(const Trace &) = delete;

    const AppendLog<Record, 4096> &records() const noexcept { return m_records; }
    const AppendLog<TaskInfo> &tasks() const noexcept { return m_tasks; }
    const AppendLog<Object, 64> &objects() const noexcept { return m_objects; }
    const AppendLog<Line> &lines() const noexcept { return m_lines; }
    const AppendLog<Wait> &waits() const noexcept { return m_waits; }
    const AppendLog<ChainNode> &chains() const noexcept { return m_chains; }
    const AppendLog<AwaitedTask> &awaited() const noexcept { return m_awaited; }
    const AppendLog<Cause, 64> &causes() const noexcept { return m_causes; }
    const AppendLog<Site, 64> &sites() const noexcept { return m_sites; }
    const AppendLog<std::string, 64> &texts() const noexcept { return m_texts; }
    /// Set before anybody reads.
    const Metadata &metadata() const noexcept { return m_metadata; }
    const TaskInfo &task(TaskId id) const noexcept { return m_tasks[static_cast<std::size_t>(id)]; }
    const Object &object(ObjectId id) const noexcept
    {
        return m_objects[static_cast<std::size_t>(id)];
    }
    const Wait &wait(WaitId id) const noexcept { return m_waits[static_cast<std::size_t>(id)]; }
    const WaitKind &waitKind(Reason reason) const noexcept
    {
        const auto index = static_cast<std::size_t>(reason);
        return index < BuiltInWaitKinds.size() ? BuiltInWaitKinds[index]
                                               : m_waitKinds[index - BuiltInWaitKinds.size()];
    }
    const WaitKind &waitKind(WaitId id) const noexcept { return waitKind(wait(id).reason); }
    /// Built-in ones and others.
    std::size_t waitKindCount() const noexcept
    {
        return BuiltInWaitKinds.size() + m_waitKinds.size();
    }
    const Cause &cause(CauseId id) const noexcept { return m_causes[static_cast<std::size_t>(id)]; }
    const ChainNode &chain(ChainId id) const noexcept
    {
        return m_chains[static_cast<std::size_t>(id)];
    }
    const AwaitedTask &awaited(AwaitedId id) const noexcept
    {
        return m_awaited[static_cast<std::size_t>(id)];
    }
    /// The task or the tasks that \a wait is for, as far as that is recorded.
    std::vector<TaskId> tasksOf(const Wait &wait) const;
    /// The place of the innermost coroutine, or None.
    SiteId siteOf(const Wait &wait) const noexcept
    {
        return wait.chain == ChainId::None ? SiteId::None : chain(wait.chain).site;
    }
    const Site &site(SiteId id) const noexcept { return m_sites[static_cast<std::size_t>(id)]; }
    const std::string &text(TextId id) const noexcept
    {
        return m_texts[static_cast<std::size_t>(id)];
    }
    /// "Task-N", or the name it was given at its birth.
    std::string taskName(TaskId id) const;

protected:
    Trace() = default;
    ~Trace() = default;

    AppendLog<Record, 4096> m_records;
    AppendLog<TaskInfo> m_tasks;
    AppendLog<Object, 64> m_objects;
    AppendLog<Wait> m_waits;
    AppendLog<ChainNode> m_chains;
    AppendLog<AwaitedTask> m_awaited;
    AppendLog<Site, 64> m_sites;
    AppendLog<std::string, 64> m_texts;
    AppendLog<Line> m_lines;
    AppendLog<WaitKind, 16> m_waitKinds; ///< behind the built-in ones
    AppendLog<Cause, 64> m_causes;
    Metadata m_metadata;
};

} // namespace trace
