#include "tests/bench/support/switchers.h"

#include "engine/sync/yield.h"
#include "engine/task/createtask.h"

namespace benchsupport {

namespace {

engine::Task<> switcher(std::int64_t switches)
{
    while (switches-- > 0)
        co_await engine::yield();
}

} // namespace

engine::Task<> switchers(std::int64_t tasks, std::int64_t switches)
{
    std::vector<engine::TaskHandle<>> handles;
    for (std::int64_t task = 0; task < tasks; ++task)
        handles.push_back(engine::createTask(switcher(switches / tasks)));
    for (const auto &handle : handles)
        co_await handle;
}

} // namespace benchsupport
