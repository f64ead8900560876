#include "engine/run/loops.h"

#include "engine/core/blocking.h"
#include "engine/core/error.h"
#include "engine/run/run.h"

#include <atomic>

namespace engine {

namespace {

/// Runs \a program in a worker's job to its end, unless the job is interrupted. Calls
/// \a recorded when there is something new in \a trace.
void runInJob(std::unique_ptr<Program> program, trace::Recorder &trace,
              const std::function<void()> &recorded)
{
    const JobTime &job = *JobTime::current();
    Run run(std::move(program), job.clock(), trace);
    while (!run.ended() && !job.interrupted().load(std::memory_order_relaxed)) {
        run.step();
        recorded();
    }
    run.stop(); // if it was interrupted
    if (run.ending().outgrown)
        throw OutOfTime();
    if (run.error() != nullptr)
        std::rethrow_exception(run.error());
    if (run.outcome() == trace::Outcome::Deadlocked)
        throw RuntimeError("deadlock: the loop's main task waits for ever");
    if (run.outcome() == trace::Outcome::Stopped)
        throw RuntimeError("the loop was stopped");
}

} // namespace

Loops::Loops(int workers)
    : m_merger(std::make_shared<trace::Merger>(EventLoop::current().trace()))
    , m_executor(workers)
{
}

Future<> Loops::run(std::string_view name, std::unique_ptr<Program> program)
{
    EventLoop &loop = EventLoop::current();
    const auto trace = std::make_shared<trace::Recorder>();
    m_merger->add(trace, name, loop.currentTaskId(), loop.now());
    const auto merge = [merger = m_merger, &loop] { merger->advance(loop.now()); };

    // One call at a time stands in the inbox.
    const auto isAsked = std::make_shared<std::atomic<bool>>(false);
    const auto recorded = [inbox = loop.inbox(), merge, isAsked] {
        if (!isAsked->exchange(true))
            inbox->put([merge, isAsked] {
                isAsked->exchange(false); // not store(): what was recorded before is to be seen
                merge();
            });
    };
    const auto error = std::make_shared<std::exception_ptr>();
    const auto isOutOfTime = std::make_shared<bool>(false);
    Future<> future(trace::Reason::Executor);
    const auto shared = std::make_shared<std::unique_ptr<Program>>(std::move(program));
    const Workers::JobId job = m_executor.workers().submit(
        [shared, trace, recorded, error, isOutOfTime] {
            try {
                runInJob(std::move(*shared), *trace, recorded);
            } catch (const OutOfTime &) {
                *isOutOfTime = true;
            } catch (...) {
                *error = std::current_exception();
            }
        },
        [future, merge, error, isOutOfTime, &loop] {
            merge();
            if (future.done())
                return;
            // What is later for one loop is so for the one that waits for it.
            if (*isOutOfTime)
                return loop.outgrow();
            if (*error)
                future.setException(*error);
            else
                future.setResult();
        });
    dropWhenCancelled(m_executor, job, future.state());
    return future;
}

} // namespace engine
