#include "engine/loop/virtualworkers.h"

#include "engine/loop/blocking.h"

#include <algorithm>

namespace engine {

namespace {

class VirtualJobTime final : public JobTime
{
public:
    explicit VirtualJobTime(Time start) noexcept
        : m_now(start)
    {
    }
    void burn(Time duration) override { m_now += duration; }
    Time now() const override { return m_now; }

private:
    Time m_now;
};

} // namespace

VirtualWorkers::VirtualWorkers(EventLoop &loop, VirtualClock &clock, int count)
    : m_state(new State{loop, clock, count, false, {}})
{
}

VirtualWorkers::~VirtualWorkers()
{
    m_state->closed = true;
    m_state->waiting.clear();
}

Workers::JobId VirtualWorkers::submit(Call job, Call done)
{
    m_state->waiting.push_back({++m_lastId, std::move(job), std::move(done)});
    takeJobs(m_state);
    return m_lastId;
}

void VirtualWorkers::drop(JobId job)
{
    std::erase_if(m_state->waiting, [job](const Waiting &waiting) { return waiting.id == job; });
}

void VirtualWorkers::takeJobs(const std::shared_ptr<State> &state)
{
    while (state->idle > 0 && !state->waiting.empty()) {
        --state->idle;
        const Waiting taken = std::move(state->waiting.front());
        state->waiting.pop_front();
        VirtualJobTime time(state->clock.now());
        taken.job();
        state->clock.completeAt(time.now(), [state, done = taken.done] {
            if (state->closed)
                return;
            state->loop.callSoon(done);
            ++state->idle;
            takeJobs(state);
        });
    }
}

} // namespace engine
