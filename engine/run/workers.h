#pragma once

#include <cstdint>
#include <functional>

namespace engine {

/// The threads behind an executor: they take jobs in the order of submission. Destroying them
/// drops the jobs that wait and waits for those that run.
class Workers
{
public:
    using Call = std::function<void()>;
    using JobId = std::uint64_t;

    virtual ~Workers() = default;

    /// Runs \a job on a worker; then the loop calls \a done from its ready queue. Neither throws.
    virtual JobId submit(Call job, Call done) = 0;
    /// Drops a job that no worker has taken yet: neither of its calls is made.
    virtual void drop(JobId job) = 0;
};

} // namespace engine
