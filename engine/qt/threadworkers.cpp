#include "engine/qt/threadworkers.h"

#include "engine/loop/blocking.h"

#include <thread>

namespace engine::qt {

namespace {

/// A job's time on a thread of its own: blocking calls really block, at the run's speed.
class ThreadJobTime final : public JobTime
{
public:
    ThreadJobTime(const RealClock &clock, Time start) noexcept
        : m_clock(clock)
        , m_now(start)
    {
    }
    void burn(Time duration) override
    {
        std::this_thread::sleep_for(m_clock.wallDuration(duration));
        m_now += duration;
    }
    Time now() const override { return m_now; }

private:
    RealClock m_clock; // a copy: the loop's own belongs to the loop's thread
    Time m_now;
};

} // namespace

ThreadWorkers::ThreadWorkers(EventLoop &loop, int count)
    : m_loop(loop)
{
    m_pool.setMaxThreadCount(count);
}

ThreadWorkers::~ThreadWorkers()
{
    for (const auto &[id, stage] : m_stages) {
        stage->store(Stage::Dropped);
        m_loop.externalEnds();
    }
}

Workers::JobId ThreadWorkers::submit(Call job, Call done)
{
    const JobId id = ++m_lastId;
    const auto stage = std::make_shared<std::atomic<Stage>>(Stage::Waiting);
    m_stages.emplace(id, stage);
    m_loop.externalBegins();
    const auto &clock = static_cast<const RealClock &>(m_loop.clock());
    m_pool.start([this, id, stage, clock, start = m_loop.now(), inbox = m_loop.inbox(),
                  job = std::move(job), done = std::move(done)]() mutable {
        Stage expected = Stage::Waiting;
        if (!stage->compare_exchange_strong(expected, Stage::Taken))
            return;
        {
            ThreadJobTime time(clock, start);
            job();
        }
        inbox->put([this, id, stage, done = std::move(done)] {
            if (stage->load() == Stage::Dropped)
                return; // the workers have gone
            m_stages.erase(id);
            m_loop.externalEnds();
            done();
        });
    });
    return id;
}

void ThreadWorkers::drop(JobId job)
{
    const auto found = m_stages.find(job);
    Stage expected = Stage::Waiting;
    if (found == m_stages.end()
        || !found->second->compare_exchange_strong(expected, Stage::Dropped))
        return;
    m_stages.erase(found);
    m_loop.externalEnds();
}

} // namespace engine::qt
