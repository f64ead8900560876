#pragma once

#include "engine/core/clock.h"
#include "engine/core/futureref.h"
#include "engine/core/inbox.h"
#include "engine/core/intrusivelist.h"
#include "engine/core/readyqueue.h"
#include "engine/core/timerheap.h"
#include "engine/trace/recorder.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace engine {

class FutureBase;
class QueuedCallback;
class ScheduledTask;
class Workers;

/// Makes the threads behind an executor: \a count of them.
using WorkersFactory = std::function<std::unique_ptr<Workers>(int count)>;

/// The scheduler: a FIFO ready queue, timers and turns, hop for hop those of CPython 3.11's
/// BaseEventLoop. It does not wait and has no thread: somebody drives it with runSome() or
/// runOne(), never from within one of its entries.
///
/// One turn, as _run_once(): timers that are due move to the tail of the ready queue in the order
/// of their deadlines; then exactly the entries that stand in the queue run. What they append
/// runs in the next turn.
class EventLoop
{
public:
    /// The clock and the trace outlive the loop; the loop is the trace's only writer.
    EventLoop(Clock &clock, trace::Recorder &trace);
    ~EventLoop();
    EventLoop(const EventLoop &) = delete;
    EventLoop &operator=(const EventLoop &) = delete;

    /// Ends the loop for good: empties the ready queue and destroys the frames of all unfinished
    /// tasks. Whatever their destructors try to wake stays where it is, and what they print or put
    /// is not part of the trace.
    void close();

    /// The loop whose entry runs, or whose Scope is open, on this thread. There is one.
    static EventLoop &current() noexcept
    {
        assert(s_current != nullptr);
        return *s_current;
    }

    /// Makes a loop the current one of this thread for as long as the scope lives.
    class Scope
    {
    public:
        explicit Scope(EventLoop &loop) noexcept
            : m_previous(std::exchange(s_current, &loop))
        {
        }
        ~Scope() { s_current = m_previous; }
        Scope(const Scope &) = delete;
        Scope &operator=(const Scope &) = delete;

    private:
        EventLoop *m_previous;
    };

    /// The current loop of this thread if it goes by \a clock, else null.
    static EventLoop *currentOn(const Clock &clock) noexcept
    {
        return s_current != nullptr && &s_current->m_clock == &clock ? s_current : nullptr;
    }

    Time now() const { return m_clock.now(); }
    Clock &clock() const noexcept { return m_clock; }
    trace::Recorder &trace() const noexcept { return *m_trace; }

    /// Appends \a entry, which is not queued, to the ready queue.
    void callSoon(Runnable &entry)
    {
        if (m_closing) [[unlikely]]
            entry.discard();
        else
            m_ready.push(entry);
    }
    /// Calls \a function from the ready queue.
    void callSoon(std::function<void()> function);
    void withdraw(const Runnable &entry) noexcept { m_ready.remove(entry); }
    /// The same for the loop that is current() now, if there is one.
    static void withdrawFromCurrent(const Runnable &entry) noexcept
    {
        if (s_current != nullptr)
            s_current->withdraw(entry);
    }
    /// \a timer's run() is called in the turn that begins at or after \a deadline.
    void callAt(Timer &timer, Time deadline);
    void cancel(Timer &timer) noexcept;

    /// The loop ends: frames are being destroyed, and nobody is woken any more.
    bool isClosing() const noexcept { return m_closing; }

    // Driving.
    bool hasReady() const noexcept { return !m_ready.empty(); }
    std::optional<Time> nextDeadline() const;
    /// Runs the next entry and begins a turn when the last one is over. False, and nothing done,
    /// when nothing is ready or due or the loop has stopped.
    bool runOne()
    {
        static constexpr std::atomic<bool> Never{false};
        const Scope scope(*this);
        timePasses();
        return runSome(1, Never) == 1;
    }
    /// Runs entry after entry and turn after turn, within a Scope of this loop: up to \a most,
    /// which is above 0, until nothing is ready or due, the loop has stopped or, after the first of
    /// them, \a interrupted is set. Returns how many it ran.
    int runSome(int most, const std::atomic<bool> &interrupted)
    {
        assert(m_currentTask == nullptr);
        const std::uint64_t first = m_ready.head();
        runUntil(first + static_cast<std::uint64_t>(most), interrupted);
        m_ranTask = std::exchange(m_taskEnded, false) || m_currentTask != nullptr;
        beginCallback(trace::Waker::External);
        return static_cast<int>(m_ready.head() - first);
    }
    /// Whether the latest entry that ran was a task's step, rather than a callback. For once.
    bool takeRanTask() noexcept { return std::exchange(m_ranTask, false); }
    /// No entry of the present turn is left.
    bool turnIsOver() const noexcept { return m_ready.head() == m_turnEnd; }
    /// No turn begins after the present one until goOn(): loop.stop() of asyncio.
    void stop() noexcept
    {
        m_stopping = true;
        m_attention.store(true, std::memory_order_relaxed);
    }
    bool hasStopped() const noexcept { return m_stopping && turnIsOver(); }
    /// Time has come that no record can say, in the middle of a step: from now on nothing is
    /// recorded, and no turn begins after the present one.
    void outgrow();
    bool hasOutgrown() const noexcept { return m_outgrown; }
    void goOn() noexcept { m_stopping = false; }

    // What comes from outside: other threads, sockets.

    /// Where other threads put calls for this loop: call_soon_threadsafe().
    const std::shared_ptr<Inbox> &inbox() const noexcept { return m_inbox; }
    /// An operation outside is under way, or over, that will put something into the inbox. While
    /// one is, a loop with nothing to do waits instead of being deadlocked.
    void externalBegins() noexcept { ++m_externals; }
    void externalEnds() noexcept { --m_externals; }
    bool awaitsExternal() const noexcept { return m_externals > 0; }
    /// For executors on a clock that moves by itself.
    void setWorkersFactory(WorkersFactory factory) { m_workersFactory = std::move(factory); }
    const WorkersFactory &workersFactory() const noexcept { return m_workersFactory; }

    /// Records that a task's step ends or begins. Where one follows the other at once they share a
    /// reading of a clock that moves: it is read once a switch. Only while the trace is recording.
    void recordStepEnd(trace::Kind kind, trace::TaskId task, std::uint32_t argument) noexcept
    {
        if (m_clock.isStanding())
            m_trace->append(now(), kind, static_cast<std::uint32_t>(task), argument);
        else
            recordMovingStepEnd(kind, task, argument);
    }
    void recordStepBegin(trace::TaskId task, std::uint32_t argument) noexcept
    {
        if (m_clock.isStanding())
            m_trace->append(now(), trace::Kind::Resumed, static_cast<std::uint32_t>(task),
                            argument);
        else
            recordMovingStepBegin(task, argument);
    }
    /// Time has passed, or may have, since the last step ended.
    void timePasses() noexcept { m_stepAfter = 0; }

    // For tasks and callbacks.

    /// Null in a callback.
    ScheduledTask *currentTask() const noexcept { return m_currentTask; }
    trace::TaskId currentTaskId() const noexcept;
    /// Who wakes a task that is made ready now: the running task, the cause of the running callback
    /// or, while the loop is not driven, something external; a TaskId or a trace::Waker.
    std::uint32_t waker() const noexcept;
    /// A callback begins, the cause of which is \a waker: a Waker or a TaskId. To be called first
    /// by each.
    void beginCallback(std::uint32_t waker) noexcept
    {
        m_currentTask = nullptr;
        m_waker = waker;
    }
    void beginCallback(trace::Waker waker) noexcept
    {
        beginCallback(static_cast<std::uint32_t>(waker));
    }
    /// Keeps \a future, which has just ended and which others share, until the end if that was with
    /// an exception for which nobody asks. One that its awaiter owns alone is always asked.
    static void keepFailed(FutureBase &future);
    /// Futures that ended with an exception which nobody has asked for, in the order of their ends.
    std::vector<FutureRef<FutureBase>> takeUnnoticedFailures();
    /// An exception that nothing has taken.
    struct Report
    {
        trace::TaskId task; ///< whose step it was; None for a callback
        std::exception_ptr error;
    };
    /// Keeps \a error, which nothing else takes: call_exception_handler() of asyncio.
    void report(const std::exception_ptr &error) { m_reports.push_back({currentTaskId(), error}); }
    /// The same when an entry of the ready queue has just thrown it.
    void entryFailed(const std::exception_ptr &error);
    std::vector<Report> takeReports() noexcept { return std::exchange(m_reports, {}); }
    /// The unfinished tasks, oldest first.
    IntrusiveList<ScheduledTask> &alive() noexcept { return m_alive; }
    const IntrusiveList<ScheduledTask> &alive() const noexcept { return m_alive; }

private:
    friend class QueuedCallback;
    friend class ScheduledTask;

    /// runSome() until the queue's head has come to \a last.
    void runUntil(std::uint64_t last, const std::atomic<bool> &interrupted)
    {
        if (turnIsOver() && !beginTurn())
            return;
        for (;;) {
            const std::uint64_t end = std::min(m_turnEnd, last);
            do {
                m_ready.pop().run();
                if (m_transfer) [[unlikely]]
                    followTransfers();
                if (interrupted.load(std::memory_order_relaxed))
                    return;
            } while (m_ready.head() != end);
            if (end == last || !beginTurn())
                return;
        }
    }
    /// False when the loop has stopped or nothing is ready or due.
    bool beginTurn()
    {
        if (m_attention.load(std::memory_order_acquire) || m_clock.hasCompletions()) [[unlikely]] {
            if (m_stopping)
                return false;
            takeWhatIsDue();
        }
        m_turnEnd = m_ready.tail();
        m_firstOfTurn = true;
        return !turnIsOver();
    }
    void takeWhatIsDue();
    void followTransfers();
    void dropNoticedFailures();
    // Apart, so that steps on a standing clock save no registers for them.
    [[gnu::noinline]] void recordMovingStepEnd(trace::Kind kind, trace::TaskId task,
                                               std::uint32_t argument) noexcept;
    [[gnu::noinline]] void recordMovingStepBegin(trace::TaskId task,
                                                 std::uint32_t argument) noexcept;

    static inline constinit thread_local EventLoop *s_current = nullptr;

    Clock &m_clock;
    trace::Recorder *m_trace;
    std::unique_ptr<trace::Recorder> m_unread; ///< takes what is not part of the run any more
    ReadyQueue m_ready;
    TimerHeap m_timers;
    std::uint64_t m_turnEnd = 0;
    Time m_stepEnd{0};
    std::uint64_t m_stepAfter = 0; ///< the queue's head in a step that begins at m_stepEnd
    ScheduledTask *m_currentTask = nullptr;
    bool m_taskEnded = false; ///< in the step that runs: there is no current task any more
    bool m_ranTask = false;
    std::coroutine_handle<> m_transfer; ///< with which the current task's step goes on
    /// More than the ready queue may have to be looked at before a turn: a stop, timers, the inbox.
    std::atomic<bool> m_attention{false};
    IntrusiveList<ScheduledTask> m_alive;
    /// Callbacks that wait for their futures. They, and those who wait for them, may own each
    /// other.
    IntrusiveList<QueuedCallback> m_watching;
    std::uint32_t m_waker = static_cast<std::uint32_t>(trace::Waker::External); ///< see waker()
    std::uint32_t m_taskNumber = 0;
    std::vector<FutureRef<FutureBase>> m_failed;
    std::shared_ptr<Inbox> m_inbox = std::make_shared<Inbox>(m_attention);
    WorkersFactory m_workersFactory;
    int m_externals = 0;
    bool m_firstOfTurn = false;
    bool m_stopping = false;
    bool m_closing = false;
    bool m_outgrown = false;
    std::vector<Report> m_reports;
};

/// Python seconds as ns, rounded half to even as the interpreter does; of 73 years and more, see
/// trace::delayOf().
Time toTime(double seconds);

} // namespace engine
