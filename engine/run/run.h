#pragma once

#include "engine/core/eventloop.h"
#include "engine/core/queuedcallback.h"
#include "engine/run/helperturns.h"
#include "engine/run/program.h"
#include "engine/task/createtask.h"
#include "engine/trace/ending.h"

#include <atomic>
#include <exception>
#include <memory>

namespace engine {

/// asyncio.run(): runs a program's main task, then cancels what it left, and ends. Does not wait
/// by itself: a driver calls step() and, when that says so, waits.
class Run
{
public:
    enum class Status : std::uint8_t {
        Ran, ///< something ran or the clock jumped: call again
        Waiting, ///< nothing until loop().nextDeadline(), or until something is in its inbox
        Ended, ///< see ending()
    };

    /// The clock and the trace outlive the run.
    Run(std::unique_ptr<Program> program, Clock &clock, trace::Recorder &trace);
    /// Ends a run that has not ended as Stopped. Destroys all frames, then the program.
    ~Run();
    Run(const Run &) = delete;
    Run &operator=(const Run &) = delete;

    /// Runs the next entry of the ready queue, or lets the clock jump to the next deadline.
    Status step();
    /// Whether the latest step() ran a task's step, rather than a callback or nothing. For once.
    bool takeRanTask() noexcept { return m_loop.takeRanTask(); }
    /// Does that up to \a count times, fewer when it has to wait or once \a interrupted is set.
    Status steps(int count, const std::atomic<bool> &interrupted);
    /// Ends the run where it stands.
    void stop();
    /// Has the loop tell the program of \a change in its next turn, and record a mark that says so;
    /// nothing when main is over by then. In the loop's thread.
    void change(ParameterChange change);

    EventLoop &loop() noexcept { return m_loop; }
    bool ended() const noexcept { return m_phase == Phase::Ended; }
    /// Once ended.
    trace::Outcome outcome() const noexcept { return m_ending.outcome; }
    /// Once ended.
    const trace::Ending &ending() const noexcept { return m_ending; }
    /// Once ended: what left asyncio.run() when that Failed; else null.
    const std::exception_ptr &error() const noexcept { return m_error; }

private:
    enum class Phase : std::uint8_t {
        Main, ///< until the main task is done
        CancelLeft, ///< until the tasks it left are done
        Shutdown, ///< the turns that asyncio.run() spends on its own helper tasks
        Ended,
    };

    /// The done-callback that stops the loop after the turn in which it is called:
    /// _run_until_complete_cb() of asyncio/base_events.py.
    class Stopper final : public QueuedCallback
    {
        void called() override { EventLoop::current().stop(); }
    };

    Status advance();
    void start();
    void nextPhase();
    const FutureBase &awaited() const;
    void cancelLeft();
    void leftEnded();
    Status idle();
    void deadlock();
    void outgrow();
    void finish();
    void takeNotice();
    void fail(const std::exception_ptr &error, bool ofRun);
    void end(trace::Outcome outcome);

    std::unique_ptr<Program> m_program;
    trace::Recorder &m_trace;
    EventLoop m_loop;
    Stopper m_stopper;
    FutureRef<ScheduledTask> m_main;
    std::vector<FutureRef<ScheduledTask>> m_left; ///< by main, and cancelled
    FutureRef<FutureBase> m_leftDone;
    std::exception_ptr m_raised; ///< by asyncio.run() itself
    HelperTurns m_helperTurns;
    bool m_waits = false; ///< for something outside, since the last step
    Phase m_phase = Phase::Main;
    trace::Ending m_ending;
    std::exception_ptr m_error;
};

} // namespace engine
