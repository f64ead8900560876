#pragma once

#include "engine/task/task.h"

namespace engine {

/// One run of an example program. Made for a run and kept until its loop has gone, so that its
/// coroutines may use its members.
class Program
{
public:
    Program() = default;
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;
    virtual ~Program() = default;

    /// What asyncio.run() is given.
    virtual Task<> main() = 0;
    /// What the program does when asyncio.run() has returned: print a summary.
    virtual void afterRun() {}
};

} // namespace engine
