#pragma once

#include "engine/core/eventloop.h"
#include "engine/run/workers.h"

#include <QThreadPool>

#include <atomic>
#include <memory>
#include <unordered_map>

namespace engine::qt {

/// Real threads for an executor: a QThreadPool. A job's end reaches the loop through its inbox.
/// Destroying them cuts short what running jobs burn() and compute().
class ThreadWorkers final : public Workers
{
public:
    /// The loop outlives these and has a RealClock.
    ThreadWorkers(EventLoop &loop, int count);
    ~ThreadWorkers() override;

    JobId submit(Call job, Call done) override;
    void drop(JobId job) override;

private:
    enum class Stage : std::uint8_t { Waiting, Taken, Dropped };
    struct Job
    {
        std::shared_ptr<std::atomic<Stage>> stage;
        Call done; ///< stays in the loop's thread, to which the futures in it belong
    };

    void finish(JobId job);

    EventLoop &m_loop;
    std::unordered_map<JobId, Job> m_jobs; ///< whose end is not known
    std::shared_ptr<std::atomic<bool>> m_gone = std::make_shared<std::atomic<bool>>(false);
    JobId m_lastId = 0;
    QThreadPool m_pool; // last: its destructor waits for the jobs that run
};

} // namespace engine::qt
