#pragma once

#include "engine/core/clock.h"
#include "engine/core/eventloop.h"
#include "engine/run/workers.h"

#include <deque>

namespace engine {

/// Workers in virtual time. A job's code runs at once when a worker takes it, and what it burns
/// moves only that worker's time: taken at s and burning d, it is completed when the loop's clock
/// comes to s + d, and its worker takes the next job then. Deterministic.
class VirtualWorkers final : public Workers
{
public:
    /// The loop and its clock outlive these.
    VirtualWorkers(EventLoop &loop, VirtualClock &clock, int count);
    ~VirtualWorkers() override;

    JobId submit(Call job, Call done) override;
    void drop(JobId job) override;

private:
    struct Waiting
    {
        JobId id;
        Call job;
        Call done;
    };
    /// Also known to the completions that the clock holds, which may outlive the workers.
    struct State
    {
        EventLoop &loop;
        VirtualClock &clock;
        int idle;
        bool closed = false;
        std::deque<Waiting> waiting = {};
    };

    static void takeJobs(const std::shared_ptr<State> &state);

    std::shared_ptr<State> m_state;
    JobId m_lastId = 0;
};

} // namespace engine
