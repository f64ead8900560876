#pragma once

#include "engine/trace/trace.h"

#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace trace {

/// A trace as its one writer sees it: what an engine records a run with, from one thread.
///
/// A suspension is looked up in a cache and appended in a few instructions; see README.md,
/// "Performance".
class Recorder final : public Trace
{
public:
    Recorder();

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
    ObjectId addObject(const Object &object);
    /// The Reason of \a kind: of an entry that equals it, or a new one. There is room for 65,000.
    Reason intern(const WaitKind &kind);
    CauseId intern(const Cause &cause);
    /// Before anybody reads.
    void setMetadata(Metadata metadata) { m_metadata = std::move(metadata); }
    /// Returns its index.
    std::uint32_t addLine(std::string_view line);
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
    struct CauseHash
    {
        std::size_t operator()(const Cause &cause) const noexcept;
    };
    struct WaitKindHash
    {
        std::size_t operator()(const WaitKind &kind) const noexcept;
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

    std::unordered_map<std::string, TextId> m_textIds;
    std::unordered_map<const char *, TextId> m_staticTextIds;
    std::unordered_map<SiteKey, SiteId, SiteHash> m_siteIds;
    std::unordered_map<Wait, WaitId, WaitHash> m_waitIds;
    std::unordered_map<WaitKind, Reason, WaitKindHash> m_reasons; ///< behind the built-in ones
    std::unordered_map<Cause, CauseId, CauseHash> m_causeIds;
    // A direct-mapped cache before the hash tables: the steady state is one comparison.
    std::array<Suspension, SuspensionSlots> m_suspensions{};
};

} // namespace trace
