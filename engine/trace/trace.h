#pragma once

#include "engine/trace/appendlog.h"
#include "engine/trace/record.h"

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>

namespace trace {

/// A place in a program's source.
struct Site
{
    TextId file = TextId::Empty; ///< relative to the project's root
    TextId function = TextId::Empty;
    std::uint32_t line = 0; ///< from 1
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
    Reason kind = Reason::QueueGet; ///< QueueGet for every queue
    TextId name = TextId::Empty;
    std::uint32_t capacity = 0; ///< maxsize of a queue, value of a semaphore; 0: unbounded
};

/// What a suspension waits for. Equal waits share one WaitId.
struct Wait
{
    Reason reason = Reason::Yield;
    std::uint32_t what = 0xFFFF'FFFF; ///< ObjectId, for Reason::Task a TaskId; else None
    SiteId site = SiteId::None;
    std::int64_t amount = 0; ///< see Reason

    ObjectId object() const noexcept { return ObjectId{what}; }
    TaskId task() const noexcept { return TaskId{what}; }
    bool operator==(const Wait &) const = default;
};

/// A printed line. Its time, task and place among the steps are in its Printed record.
struct Line
{
    std::string text; ///< UTF-8, without the line end
};

/// Everything recorded of one run: the log of transitions and, beside it, the tables that its
/// records point into.
///
/// One thread writes, any number read at the same time without locks: whatever a record refers
/// to is published before the record. Nothing is ever removed or changed.
class Trace
{
public:
    Trace();

    // Reading, from any thread.
    const AppendLog<Record, 4096> &records() const noexcept { return m_records; }
    const AppendLog<TaskInfo> &tasks() const noexcept { return m_tasks; }
    const AppendLog<Object, 64> &objects() const noexcept { return m_objects; }
    const AppendLog<Line> &lines() const noexcept { return m_lines; }
    const AppendLog<Wait> &waits() const noexcept { return m_waits; }
    const TaskInfo &task(TaskId id) const noexcept { return m_tasks[static_cast<std::size_t>(id)]; }
    const Object &object(ObjectId id) const noexcept
    {
        return m_objects[static_cast<std::size_t>(id)];
    }
    const Wait &wait(WaitId id) const noexcept { return m_waits[static_cast<std::size_t>(id)]; }
    const Site &site(SiteId id) const noexcept { return m_sites[static_cast<std::size_t>(id)]; }
    const std::string &text(TextId id) const noexcept
    {
        return m_texts[static_cast<std::size_t>(id)];
    }
    /// "Task-N", or the name it was given.
    std::string taskName(TaskId id) const;

    // Writing, from one thread.

    /// Whether record() keeps transitions, which it does from the beginning; the tables and the
    /// printed lines are kept always.
    void setRecording(bool recording) noexcept { m_recording = recording; }
    bool isRecording() const noexcept { return m_recording; }
    void record(Time time, Kind kind, std::uint32_t subject, std::uint32_t argument = 0) noexcept
    {
        if (m_recording)
            append(time, kind, subject, argument);
    }
    /// record() for whoever has asked isRecording().
    void append(Time time, Kind kind, std::uint32_t subject, std::uint32_t argument) noexcept
    {
        m_records.push(Record::of(time, kind, subject, argument));
    }
    TaskId addTask(const TaskInfo &info);
    ObjectId addObject(Reason kind, std::string_view name, std::uint32_t capacity);
    /// Records \a text, one or more lines without the last line end, as printed by \a task.
    void print(Time time, TaskId task, std::string_view text);
    TextId intern(std::string_view text);
    /// A static string, which is told apart by address first.
    TextId internStatic(const char *text);
    /// \a file and \a function are static strings: they are told apart by address first.
    SiteId intern(const char *file, const char *function, std::uint32_t line);
    SiteId addSite(const Site &site);
    WaitId intern(const Wait &wait);
    /// \a wait, whose site is not set, at the site that intern(file, function, line) gives.
    WaitId intern(const Wait &wait, const char *file, const char *function, std::uint32_t line);
    /// What that gave lately; null when it is not remembered. Every suspension asks this first.
    const WaitId *recall(const Wait &wait, const char *file, std::uint32_t line) const noexcept
    {
        const SuspensionKey key(wait, file, line);
        const Suspension &known = m_suspensions[key.slot()];
        return known.key == key ? &known.id : nullptr;
    }

private:
    struct WaitHash
    {
        std::size_t operator()(const Wait &wait) const noexcept;
    };
    struct SiteKey
    {
        const char *file = nullptr;
        std::uint32_t line = 0;
        bool operator==(const SiteKey &) const = default;
    };
    struct SiteHash
    {
        std::size_t operator()(const SiteKey &key) const noexcept;
    };
    static constexpr std::size_t SuspensionSlots = 512;
    /// A wait at a place, as an awaiter knows it.
    struct SuspensionKey
    {
        SuspensionKey() = default;
        SuspensionKey(const Wait &wait, const char *where, std::uint32_t line) noexcept
            : file(where)
            , amount(wait.amount)
            , rest(static_cast<std::uint64_t>(wait.what) << 32 | line << 8
                   | static_cast<std::uint64_t>(wait.reason))
        {
        }
        bool operator==(const SuspensionKey &) const = default;
        std::size_t slot() const noexcept
        {
            // Multiplied so that whole seconds, which end in many zero bits, spread over the slots.
            const std::uint64_t sum = reinterpret_cast<std::uintptr_t>(file) + rest
                + static_cast<std::uint64_t>(amount);
            return (sum * 0x9e37'79b9'7f4a'7c15ULL) >> 55;
        }

        const char *file = nullptr;
        std::int64_t amount = 0;
        std::uint64_t rest = 0; ///< what, line and reason: one comparison
    };
    struct Suspension
    {
        SuspensionKey key;
        WaitId id = WaitId::None;
    };

    bool m_recording = true;
    AppendLog<Record, 4096> m_records;
    AppendLog<TaskInfo> m_tasks;
    AppendLog<Object, 64> m_objects;
    AppendLog<Wait> m_waits;
    AppendLog<Site, 64> m_sites;
    AppendLog<std::string, 64> m_texts;
    AppendLog<Line> m_lines;

    std::unordered_map<std::string, TextId> m_textIds;
    std::unordered_map<const char *, TextId> m_staticTextIds;
    std::unordered_map<SiteKey, SiteId, SiteHash> m_siteIds;
    std::unordered_map<Wait, WaitId, WaitHash> m_waitIds;
    // A direct-mapped cache before the hash tables: the steady state is one comparison.
    std::array<Suspension, SuspensionSlots> m_suspensions{};
};

} // namespace trace
