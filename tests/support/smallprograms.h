#pragma once

#include "engine/core/blocking.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"

/// Programs that several tests of what a run proves look at.
namespace support {

inline engine::Task<> sleepFor(double seconds)
{
    co_await engine::sleep(seconds);
}

inline engine::Task<> block(double seconds)
{
    engine::burn(seconds);
    co_return;
}

/// "job" holds the loop for 5 s, in which "late" is due.
inline engine::Task<> heldLoop()
{
    const engine::TaskHandle<> late = engine::createTask(sleepFor(1), {"late", {}});
    const engine::TaskHandle<> job = engine::createTask(block(5), {"job", {}});
    co_await job;
    co_await late;
}

inline engine::Task<> takeRarely(engine::Queue<int> &queue)
{
    for (;;) {
        co_await engine::sleep(3);
        co_await queue.get();
    }
}

/// A queue that only grows.
inline engine::Task<> moreThanAreTaken()
{
    engine::Queue<int> queue("q", 0);
    const engine::TaskHandle<> taker = engine::createTask(takeRarely(queue), {"taker", {}});
    for (int i = 0; i < 40; ++i) {
        queue.putNowait(i);
        co_await engine::sleep(1);
    }
    taker.cancel();
}

} // namespace support
