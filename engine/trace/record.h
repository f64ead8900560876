#pragma once

#include <array>
#include <bit>
#include <chrono>
#include <cstdint>

namespace trace {

/// Time since the beginning of the run, on the run's own clock.
using Time = std::chrono::nanoseconds;

/// Index of a task in the order of creation, from 0 and below Record::FirstCause.
enum class TaskId : std::uint32_t { None = 0xFFFF'FFFF };
/// Index of something that tasks wait on: a queue, a lock, ….
enum class ObjectId : std::uint32_t { None = 0xFFFF'FFFF };
/// Index of an interned Wait: what one suspension waits for.
enum class WaitId : std::uint32_t { None = 0xFFFF'FFFF };
/// Index of a source location.
enum class SiteId : std::uint32_t { None = 0xFFFF'FFFF };
/// Index of a node of an await chain: a site, and the node that awaits what is there.
enum class ChainId : std::uint32_t { None = 0xFFFF'FFFF };
/// Index of an AwaitedTask: the first of several that are waited for together.
enum class AwaitedId : std::uint32_t { None = 0xFFFF'FFFF };
/// Index of an interned text; Empty is "".
enum class TextId : std::uint32_t { Empty = 0 };

/// What a record says; schema.h tells what its subject and its argument hold.
enum class Kind : std::uint8_t {
    Created, ///< task; its creator. The task stands in the ready queue.
    Ready, ///< task; who woke it
    Resumed, ///< task; name of the exception thrown in, or Empty
    Suspended, ///< task; its wait. One of Shape::Turn leaves the task in the ready queue.
    Finished, ///< task
    Failed, ///< task; name of the exception
    Cancelled, ///< task
    CancelRequested, ///< task that is to be cancelled; the one that asks
    Lost, ///< task that nothing can wake any more: the run is deadlocked
    Depth, ///< queue; the number of items in it from now on
    Printed, ///< the printing task; the line
    Ended, ///< how. The last record of a run.
    Acquired, ///< lock or semaphore; the task that holds it, or one place of it, from now on
    Released, ///< lock or semaphore; the task that does not any more. None: nobody's hold ends.
    Renamed, ///< task; its name from now on
    Unretrieved, ///< task that failed; name of the exception, for which nobody ever asked
    LoopRuns, ///< name of the loop, Empty for the run's own
    LoopStops, ///< name of the loop
    LoopIdle, ///< name of the loop, which has nothing to do until the next of its records
    Blocked, ///< task that holds the loop; where it was when somebody looked
    Marked, ///< task or None; the text of a mark that the program sets
};

/// Why a suspended task waits: the index of a WaitKind. Those named here are the engine's own, the
/// words of asyncio's programs; see BuiltInWaitKinds. A trace from elsewhere has others behind
/// them.
enum class Reason : std::uint16_t {
    Sleep, ///< a timer; see trace/delay.h for its amount
    Yield, ///< sleep(0): back to the tail of the ready queue
    QueueGet, ///< the queue is empty
    QueuePut, ///< the queue is full
    QueueJoin, ///< until every item is done
    Lock,
    Semaphore,
    Event,
    Condition,
    Task, ///< another task
    Gather, ///< several awaitables
    WaitFor,
    CancelAndWait, ///< inside waitFor after its limit: until the cancelled task has ended
    Shield,
    Wait,
    TaskGroup,
    Executor, ///< a job on another thread
    Future,
    Network,
    Socket,
    Process,
    Signal,
    Generator,
};

/// How a run ended.
enum class Outcome : std::uint8_t {
    Done, ///< main returned
    Failed, ///< an exception left main
    Deadlocked, ///< nothing ready, no timer, nothing external pending, main not done
    Stopped, ///< ended from outside
};

/// Index of something outside a loop that makes its tasks ready.
enum class CauseId : std::uint32_t { None = 0xFFFF'FFFF };

/// Who makes a task ready when it is neither a task nor a cause of which something is known.
enum class Waker : std::uint32_t {
    Timer = 0xFFFF'FFFD,
    External = 0xFFFF'FFFE, ///< another thread, a socket, a signal
    None = 0xFFFF'FFFF,
};

/// One transition. Fixed size, so that a position in the log addresses it and readers need no
/// parsing; 58 bits of nanoseconds reach 9.13 years.
struct Record
{
    std::uint64_t kindBits : 6;
    std::uint64_t timeNs : 58;
    std::uint32_t subject;
    std::uint32_t argument;

    /// In the argument of Resumed: the first task step of a turn of the loop.
    static constexpr std::uint32_t FirstOfTurn = 0x8000'0000;

    /// Where a waker is not a TaskId and not a Waker, it is an index in the table of causes, from
    /// here.
    static constexpr std::uint32_t FirstCause = 0x8000'0000;
    static constexpr std::uint32_t waker(CauseId cause) noexcept
    {
        return FirstCause + static_cast<std::uint32_t>(cause);
    }

    /// The latest time that a record can hold.
    static constexpr std::uint64_t MaxTimeNs = (std::uint64_t{1} << 58) - 1;

    /// Made as two words: set one by one, the bit-fields would first be read from where the record
    /// is to go, which is memory that nothing has touched yet.
    static Record of(Time time, Kind kind, std::uint32_t subject, std::uint32_t argument) noexcept;

    Time time() const noexcept { return Time{static_cast<std::int64_t>(timeNs)}; }
    Kind kind() const noexcept { return static_cast<Kind>(kindBits); }
    TaskId task() const noexcept { return TaskId{subject}; }
    ObjectId object() const noexcept { return ObjectId{subject}; }
    WaitId wait() const noexcept { return WaitId{argument}; }
    TaskId byTask() const noexcept { return TaskId{argument}; }
    /// The argument is the task that woke, created or cancelled this one.
    bool isByTask() const noexcept { return argument < FirstCause; }
    /// The cause that it is instead, or None.
    CauseId byCause() const noexcept
    {
        const bool cause
            = argument >= FirstCause && argument < static_cast<std::uint32_t>(Waker::Timer);
        return cause ? CauseId{argument - FirstCause} : CauseId::None;
    }
    TextId exception() const noexcept { return TextId{argument & ~FirstOfTurn}; }
    bool firstOfTurn() const noexcept { return (argument & FirstOfTurn) != 0; }
    Outcome outcome() const noexcept { return static_cast<Outcome>(subject); }
};
static_assert(sizeof(Record) == 16 && std::endian::native == std::endian::little);

inline Record Record::of(Time time, Kind kind, std::uint32_t subject,
                         std::uint32_t argument) noexcept
{
    const std::uint64_t first
        = static_cast<std::uint64_t>(time.count()) << 6 | static_cast<std::uint64_t>(kind);
    const std::uint64_t second = subject | static_cast<std::uint64_t>(argument) << 32;
    return std::bit_cast<Record>(std::array{first, second});
}

} // namespace trace
