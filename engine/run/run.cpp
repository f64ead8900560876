#include "engine/run/run.h"

#include "engine/core/error.h"
#include "engine/sync/gather.h"

#include <algorithm>

namespace engine {

namespace {

trace::Failure failureOf(const std::exception_ptr &error)
{
    return {errorName(error), errorText(error)};
}

} // namespace

Run::Run(std::unique_ptr<Program> program, Clock &clock, trace::Recorder &trace)
    : m_program(std::move(program))
    , m_trace(trace)
    , m_loop(clock, trace)
{
    start();
}

Run::~Run()
{
    stop();
    // The frames use the program; what the program owns, such as executors, uses the loop.
    m_loop.close();
    const EventLoop::Scope scope(m_loop);
    m_program.reset();
}

void Run::start()
{
    const EventLoop::Scope scope(m_loop);
    try {
        m_main = FutureRef<ScheduledTask>(&createTask(m_program->main()).task());
        m_stopper.watch(*m_main);
    } catch (...) {
        fail(std::current_exception(), true);
    }
}

Run::Status Run::step()
{
    static constexpr std::atomic<bool> Never{false};
    return steps(1, Never);
}

Run::Status Run::steps(int count, const std::atomic<bool> &interrupted)
{
    if (ended())
        return Status::Ended;
    const EventLoop::Scope scope(m_loop);
    m_loop.timePasses();
    if (m_loop.now() == Clock::Latest && !m_loop.clock().isStanding()) {
        outgrow();
        return Status::Ended;
    }
    Status status = Status::Ran;
    while (status == Status::Ran && count > 0 && !interrupted.load(std::memory_order_relaxed)) {
        int ran = 0;
        try {
            if (m_loop.hasStopped() || m_waits || m_phase == Phase::Shutdown) {
                status = advance();
            } else {
                ran = m_loop.runSome(count, interrupted);
                if (ran == 0)
                    status = idle();
            }
        } catch (...) { // out of a callback: no task's step throws
            m_loop.entryFailed(std::current_exception());
        }
        if (m_loop.hasOutgrown() && !ended()) {
            outgrow();
            status = Status::Ended;
        }
        count -= std::max(ran, 1);
    }
    return status;
}

// A step that is not just the next entry of the ready queue.
Run::Status Run::advance()
{
    if (std::exchange(m_waits, false))
        m_loop.clock().waitEnds();
    if (m_phase == Phase::Shutdown ? m_helperTurns.areOver() : m_loop.hasStopped()) {
        m_loop.goOn();
        nextPhase();
        return ended() ? Status::Ended : Status::Ran;
    }
    if (m_loop.runOne()) {
        if (m_phase == Phase::Shutdown && m_loop.turnIsOver()) {
            m_helperTurns.pass(m_loop.hasStopped());
            m_loop.goOn();
        }
        return Status::Ran;
    }
    return idle();
}

void Run::stop()
{
    if (!ended())
        end(trace::Outcome::Stopped);
}

void Run::change(ParameterChange change)
{
    m_loop.inbox()->put([this, change = std::move(change)] {
        if (m_phase != Phase::Main || m_main->done())
            return;
        m_trace.record(m_loop.now(), trace::Kind::Marked,
                       static_cast<std::uint32_t>(trace::TaskId::None),
                       static_cast<std::uint32_t>(m_trace.intern(change.mark)));
        m_program->change(change.parameter, change.value);
    });
}

void Run::nextPhase()
{
    if (m_phase != Phase::Shutdown && !awaited().done()) {
        // _run_until_complete_cb() has not been called: the program has stopped the loop.
        m_raised
            = std::make_exception_ptr(RuntimeError("Event loop stopped before Future completed."));
        m_stopper.stopWatching();
        if (m_phase == Phase::CancelLeft)
            return finish();
    }
    if (m_phase == Phase::Main)
        cancelLeft();
    else if (m_phase == Phase::CancelLeft)
        leftEnded();
    else
        finish();
}

/// What run_until_complete() runs the loop for.
const FutureBase &Run::awaited() const
{
    return m_phase == Phase::Main ? static_cast<const FutureBase &>(*m_main) : *m_leftDone;
}

// _cancel_all_tasks() of asyncio/runners.py.
void Run::cancelLeft()
{
    static_cast<void>(m_main->exception()); // taken notice of: run_until_complete() has raised it
    if (m_loop.alive().empty()) {
        m_phase = Phase::Shutdown;
        return;
    }
    m_phase = Phase::CancelLeft;
    m_loop.beginCallback(trace::Waker::None);
    for (ScheduledTask &task : m_loop.alive())
        m_left.emplace_back(&task);
    try {
        for (const auto &task : m_left)
            task->cancel();
    } catch (...) { // which leaves asyncio.run() in place of what main ended with
        m_raised = std::current_exception();
        return finish();
    }
    const auto left = [this](std::size_t i) { return FutureRef<FutureBase>(m_left[i].get()); };
    m_leftDone = FutureRef<FutureBase>(
        new GatherFuture(m_left.size(), left, GatherFuture::Exceptions::Return));
    m_stopper.watch(*m_leftDone);
    m_loop.beginCallback(trace::Waker::External);
}

void Run::leftEnded()
{
    for (const auto &task : m_left) {
        if (const std::exception_ptr &error = task->exception())
            m_ending.unnoticed.push_back({task->id(), failureOf(error), trace::Notice::Shutdown});
    }
    m_left.clear();
    m_phase = Phase::Shutdown;
}

Run::Status Run::idle()
{
    m_loop.timePasses();
    if (m_phase == Phase::Shutdown) {
        // The helpers' own steps and callbacks keep the loop from waiting.
        m_helperTurns.pass(false);
        return Status::Ran;
    }
    Clock &clock = m_loop.clock();
    if (m_loop.awaitsExternal()) {
        clock.waitBegins();
        m_waits = true;
        return Status::Waiting;
    }
    std::optional<Time> next = m_loop.nextDeadline();
    if (const auto completion = clock.nextCompletion(); completion && (!next || completion < next))
        next = completion;
    if (!next) {
        deadlock();
        return Status::Ended;
    }
    // A clock that moves comes there or is stopped before.
    if (*next > Clock::Latest && clock.isStanding()) {
        outgrow();
        return Status::Ended;
    }
    return clock.skipTo(*next) ? Status::Ran : Status::Waiting;
}

void Run::deadlock()
{
    for (const ScheduledTask &task : m_loop.alive()) {
        m_trace.record(m_loop.now(), trace::Kind::Lost, static_cast<std::uint32_t>(task.id()));
        m_ending.lost.push_back({task.id(), task.suspendedFor()});
    }
    end(trace::Outcome::Deadlocked);
}

void Run::outgrow()
{
    m_ending.outgrown = true;
    m_error = std::make_exception_ptr(RuntimeError("the run is longer than a record can say"));
    end(trace::Outcome::Failed);
}

void Run::finish()
{
    const std::exception_ptr ofMain
        = m_main->cancelled() ? std::make_exception_ptr(CancelledError()) : m_main->exception();
    const std::exception_ptr error = m_raised ? m_raised : ofMain;
    try {
        if (!error)
            m_program->afterRun();
        else if (!m_program->afterError(error))
            return fail(error, m_raised != nullptr);
    } catch (...) {
        return fail(std::current_exception(), true);
    }
    end(trace::Outcome::Done);
}

void Run::fail(const std::exception_ptr &error, bool ofRun)
{
    m_error = error;
    m_ending.failure = {errorName(error), errorText(error), ofRun};
    end(trace::Outcome::Failed);
}

void Run::end(trace::Outcome outcome)
{
    m_phase = Phase::Ended;
    m_ending.outcome = outcome;
    m_ending.time = m_loop.now();
    if (!m_loop.hasOutgrown()) // else there are tasks that the trace does not know
        takeNotice();
    m_trace.record(m_ending.time, trace::Kind::Ended, static_cast<std::uint32_t>(outcome));
}

void Run::takeNotice()
{
    for (const EventLoop::Report &report : m_loop.takeReports())
        m_ending.unnoticed.push_back(
            {report.task, failureOf(report.error), trace::Notice::Callback});
    for (const auto &future : m_loop.takeUnnoticedFailures()) {
        trace::UnnoticedFailure unnoticed{.failure = failureOf(future->exception())};
        if (const auto *task = dynamic_cast<const ScheduledTask *>(future.get())) {
            unnoticed.task = task->id();
            m_trace.record(m_ending.time, trace::Kind::Unretrieved,
                           static_cast<std::uint32_t>(task->id()),
                           static_cast<std::uint32_t>(m_trace.intern(unnoticed.failure.name)));
        } else {
            unnoticed.future = future->wait().reason;
        }
        m_ending.unnoticed.push_back(std::move(unnoticed));
    }
}

} // namespace engine
