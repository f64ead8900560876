#include "tests/bench/support/sleepers.h"

#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"

namespace benchsupport {

namespace {

engine::Task<> sleeper(trace::Time delay)
{
    co_await engine::Sleep(delay);
}

} // namespace

engine::Task<> sleepers(std::int64_t tasks, trace::Time delay)
{
    for (std::int64_t i = 0; i < tasks; ++i)
        engine::createTask(sleeper(delay));
    co_await engine::Sleep(trace::Time(2));
}

} // namespace benchsupport
