#include "engine/run/virtualworkers.h"

#include "engine/core/blocking.h"

#include <algorithm>

namespace engine {

namespace {

// A job runs at once and to its end.
constexpr std::atomic<bool> NeverInterrupted{false};

} // namespace

VirtualWorkers::VirtualWorkers(EventLoop &loop, VirtualClock &clock, int count)
    : m_state(new State{loop, clock, count})
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
        VirtualClock clock;
        clock.skipTo(state->clock.now());
        {
            const JobTime time(clock, NeverInterrupted);
            taken.job();
        }
        state->clock.completeAt(clock.now(), [state, done = taken.done] {
            if (state->closed)
                return;
            state->loop.callSoon(done);
            ++state->idle;
            takeJobs(state);
        });
    }
}

} // namespace engine
