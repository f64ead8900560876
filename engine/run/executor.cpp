#include "engine/run/executor.h"

#include "engine/core/queuedcallback.h"
#include "engine/run/virtualworkers.h"

namespace engine {

namespace {

std::unique_ptr<Workers> makeWorkers(int count)
{
    EventLoop &loop = EventLoop::current();
    if (auto *clock = dynamic_cast<VirtualClock *>(&loop.clock()))
        return std::make_unique<VirtualWorkers>(loop, *clock, count);
    if (!loop.workersFactory())
        throw RuntimeError("This loop has no threads for an executor.");
    return loop.workersFactory()(count);
}

/// Owns itself until it is called or dropped. Holds no share in the future, whose callback it is.
class CheckCancel final : public QueuedCallback
{
public:
    CheckCancel(Executor &executor, Workers::JobId job, PlainFuture &future)
        : m_executor(executor)
        , m_job(job)
    {
        watch(future);
    }

private:
    void called() override
    {
        if (wasCancelled())
            m_executor.workers().drop(m_job);
        delete this;
    }
    void dropped() override { delete this; }

    Executor &m_executor;
    Workers::JobId m_job;
};

} // namespace

Executor::Executor(int workers)
    : m_workers(makeWorkers(workers))
{
}

void dropWhenCancelled(Executor &executor, Workers::JobId job, PlainFuture &future)
{
    new CheckCancel(executor, job, future);
}

} // namespace engine
