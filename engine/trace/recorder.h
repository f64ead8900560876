#pragma once

#include "engine/trace/trace.h"

#include <array>
#include <bit>
#include <source_location>
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
    ChainId intern(const ChainNode &node);
    AwaitedId addAwaited(const AwaitedTask &awaited);
    /// The node of a co_await at \a where, in a coroutine \a function that \a parent awaits.
    ChainId awaitAt(ChainId parent, std::source_location where, const char *function);
    /// What that gave lately; null when it is not remembered. Every co_await of a coroutine asks
    /// this.
    const ChainId *recallAwait(ChainId parent, std::source_location where) const noexcept
    {
        const std::uintptr_t place = addressOf(where);
        const KnownAwait &known = m_awaits[slotOf(parent, place)];
        return known.place == place && known.parent == parent ? &known.id : nullptr;
    }
    /// \a wait, whose chain is not set, at \a where in a coroutine that \a parent awaits. \a
    /// atParent: in a coroutine of a library, whose waits are shown at the place where it is
    /// called.
    WaitId intern(const Wait &wait, ChainId parent, std::source_location where,
                  const char *function, bool atParent);
    /// What that gave lately; null when it is not remembered. Every suspension asks this first.
    const WaitId *recall(const Wait &wait, ChainId parent,
                         std::source_location where) const noexcept
    {
        const SuspensionKey key(wait, parent, where);
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
    struct ChainHash
    {
        std::size_t operator()(const ChainNode &node) const noexcept;
    };
    /// A place by what the compiler keeps of it, which is one pointer: whoever follows that for the
    /// file and the line reads memory at every suspension.
    static std::uintptr_t addressOf(std::source_location where) noexcept
    {
        static_assert(sizeof(where) == sizeof(std::uintptr_t));
        return std::bit_cast<std::uintptr_t>(where);
    }

    static constexpr std::size_t SuspensionSlots = 512;
    /// A wait at a place, as an awaiter knows it.
    struct SuspensionKey
    {
        SuspensionKey() = default;
        SuspensionKey(const Wait &wait, ChainId parent, std::source_location where) noexcept
            : place(addressOf(where) << 8 | static_cast<std::uint64_t>(wait.reason))
            , amount(wait.amount)
            , rest(static_cast<std::uint64_t>(wait.what) << 32 | static_cast<std::uint64_t>(parent))
        {
        }
        bool operator==(const SuspensionKey &) const = default;
        std::size_t slot() const noexcept
        {
            // Multiplied so that whole seconds, which end in many zero bits, spread over the slots.
            const std::uint64_t sum = place + rest + static_cast<std::uint64_t>(amount);
            return (sum * 0x9e37'79b9'7f4a'7c15ULL) >> 55;
        }

        std::uint64_t place
            = 0; ///< of 56 bits, and the reason, of which an engine has fewer than 256
        std::int64_t amount = 0;
        std::uint64_t rest = 0; ///< what and parent
    };
    struct Suspension
    {
        SuspensionKey key;
        WaitId id = WaitId::None;
    };
    static constexpr std::size_t AwaitSlots = 256;
    struct KnownAwait
    {
        std::uintptr_t place = 0;
        ChainId parent = ChainId::None;
        ChainId id = ChainId::None;
    };
    static std::size_t slotOf(ChainId parent, std::uintptr_t place) noexcept
    {
        // Without a multiplication: what the compiler keeps of places lies side by side, three
        // words each, and nodes are counted, so that both spread by themselves.
        return (place / 8 + static_cast<std::uint32_t>(parent) * std::uintptr_t{5}) % AwaitSlots;
    }

    bool m_recording = true;

    std::unordered_map<std::string, TextId> m_textIds;
    std::unordered_map<const char *, TextId> m_staticTextIds;
    std::unordered_map<SiteKey, SiteId, SiteHash> m_siteIds;
    std::unordered_map<ChainNode, ChainId, ChainHash> m_chainIds;
    std::unordered_map<Wait, WaitId, WaitHash> m_waitIds;
    std::unordered_map<WaitKind, Reason, WaitKindHash> m_reasons; ///< behind the built-in ones
    std::unordered_map<Cause, CauseId, CauseHash> m_causeIds;
    // A direct-mapped cache before the hash tables: the steady state is one comparison.
    std::array<Suspension, SuspensionSlots> m_suspensions{};
    std::array<KnownAwait, AwaitSlots> m_awaits{};
};

} // namespace trace
