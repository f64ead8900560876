#pragma once

#include "engine/run/executor.h"
#include "engine/run/program.h"
#include "engine/trace/merger.h"

#include <memory>
#include <string_view>

namespace engine {

/// Runs programs on loops of their own, each on a worker of an executor, as
/// `loop.run_in_executor(threads, asyncio.run, main())` does, and shows them in the trace of the
/// loop that starts them. Threads on a real clock; on a virtual one, workers that each have a
/// core of their own.
class Loops
{
public:
    /// As many \a workers run programs at a time. Made while its loop is current.
    explicit Loops(int workers);

    /// Runs \a program on a loop called \a name, unique in the run. Await the future for its end;
    /// it throws what left its main
    /// task, or RuntimeError when that waits for ever. The loop may wait for timers and for its own
    /// tasks, but for nothing outside.
    Future<> run(std::string_view name, std::unique_ptr<Program> program);

private:
    // Shared with calls in the loop's inbox, which may outlive this.
    std::shared_ptr<trace::Merger> m_merger;
    Executor m_executor; // last: its destructor waits for the programs
};

} // namespace engine
