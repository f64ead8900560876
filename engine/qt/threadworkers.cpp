#include "engine/qt/threadworkers.h"

#include "engine/core/blocking.h"
#include "engine/qt/threadclock.h"

namespace engine::qt {

ThreadWorkers::ThreadWorkers(EventLoop &loop, int count)
    : m_loop(loop)
{
    m_pool.setMaxThreadCount(count);
}

ThreadWorkers::~ThreadWorkers()
{
    m_gone->store(true);
    for (const auto &[id, job] : m_jobs) {
        job.stage->store(Stage::Dropped);
        m_loop.externalEnds();
    }
}

Workers::JobId ThreadWorkers::submit(Call job, Call done)
{
    const JobId id = ++m_lastId;
    const auto stage = std::make_shared<std::atomic<Stage>>(Stage::Waiting);
    m_jobs.emplace(id, Job{stage, std::move(done)});
    m_loop.externalBegins();
    m_pool.start([this, id, stage, gone = m_gone, inbox = m_loop.inbox(),
                  wall = static_cast<const RealClock &>(m_loop.clock()).wall(),
                  job = std::move(job)] {
        Stage expected = Stage::Waiting;
        if (!stage->compare_exchange_strong(expected, Stage::Taken))
            return;
        {
            ThreadClock clock(wall, *gone);
            const JobTime time(clock, *gone);
            job();
        }
        inbox->put([this, id, stage] {
            if (stage->load() != Stage::Dropped) // else the workers have gone
                finish(id);
        });
    });
    return id;
}

void ThreadWorkers::drop(JobId job)
{
    const auto found = m_jobs.find(job);
    Stage expected = Stage::Waiting;
    if (found == m_jobs.end()
        || !found->second.stage->compare_exchange_strong(expected, Stage::Dropped))
        return;
    m_jobs.erase(found);
    m_loop.externalEnds();
}

void ThreadWorkers::finish(JobId job)
{
    const Call done = std::move(m_jobs.extract(job).mapped().done);
    m_loop.externalEnds();
    done();
}

} // namespace engine::qt
