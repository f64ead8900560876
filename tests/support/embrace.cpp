#include "tests/support/embrace.h"

#include "engine/sync/lock.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"

namespace support {

namespace {

engine::Task<> holdBoth(engine::Lock &lock, engine::Lock &other)
{
    co_await lock.acquire();
    co_await engine::sleep(0);
    co_await other.acquire();
}

} // namespace

engine::Task<> embrace()
{
    engine::Lock a("a");
    engine::Lock b("b");
    const engine::TaskHandle<> one = engine::createTask(holdBoth(a, b), {"one", {}});
    const engine::TaskHandle<> two = engine::createTask(holdBoth(b, a), {"two", {}});
    co_await one;
}

} // namespace support
