#pragma once

#include "engine/run/workers.h"
#include "engine/task/future.h"

#include <memory>
#include <optional>
#include <type_traits>
#include <variant>

namespace engine {

/// A pool of workers for blocking jobs: concurrent.futures.ThreadPoolExecutor. Made while its
/// loop is current; threads on a real clock, deterministic workers on a virtual one.
class Executor
{
public:
    explicit Executor(int workers);

    Workers &workers() noexcept { return *m_workers; }

private:
    std::unique_ptr<Workers> m_workers;
};

/// Drops the job from \a executor's line when \a future is cancelled, a hop later: the
/// _call_check_cancel() of asyncio/futures.py.
void dropWhenCancelled(Executor &executor, Workers::JobId job, PlainFuture &future);

/// Runs \a job, a callable without arguments, on a worker; await the future for what it returns
/// or throws. Cancelling the future drops a job that no worker has taken; one that runs goes on
/// and its outcome is ignored. \a executor outlives the future. loop.run_in_executor().
template <class Job>
auto runInExecutor(Executor &executor, Job job)
{
    using Result = std::invoke_result_t<Job &>;
    using Stored = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;
    struct Outcome
    {
        std::optional<Stored> result;
        std::exception_ptr error;
    };
    const auto outcome = std::make_shared<Outcome>();
    Future<Result> future(trace::Reason::Executor);
    const Workers::JobId id = executor.workers().submit(
        [outcome, job = std::move(job)]() mutable {
            try {
                if constexpr (std::is_void_v<Result>) {
                    job();
                    outcome->result.emplace();
                } else {
                    outcome->result.emplace(job());
                }
            } catch (...) {
                outcome->error = std::current_exception();
            }
        },
        [outcome, future] {
            if (future.done())
                return;
            if (outcome->error)
                future.setException(outcome->error);
            else if constexpr (std::is_void_v<Result>)
                future.setResult();
            else
                future.setResult(std::move(*outcome->result));
        });
    dropWhenCancelled(executor, id, future.state());
    return future;
}

} // namespace engine
