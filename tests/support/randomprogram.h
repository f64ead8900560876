#pragma once

#include "engine/core/blocking.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"

#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

namespace support {

/// One thing that a task of a random program does.
struct Deed
{
    enum class Kind : std::uint8_t { Sleep, Yield, Burn, Put, Get };

    Kind kind = Kind::Sleep;
    double seconds = 0;
    std::size_t queue = 0;
};

/// Each task does its deeds; main waits for all.
struct RandomProgram
{
    std::vector<std::vector<Deed>> tasks;

    explicit RandomProgram(std::uint32_t seed)
    {
        std::mt19937 random(seed);
        const auto draw = [&random](std::uint32_t below) { return random() % below; };
        std::array<int, 2> items{};
        tasks.resize(2 + draw(4));
        for (std::size_t i = 0; i < 4 + draw(20); ++i) {
            auto &deeds = tasks[draw(static_cast<std::uint32_t>(tasks.size()))];
            const std::size_t queue = draw(2);
            switch (draw(5)) {
            case 0:
                deeds.push_back({Deed::Kind::Put, 0, queue});
                ++items[queue];
                break;
            case 1:
                if (items[queue]-- > 0)
                    deeds.push_back({Deed::Kind::Get, 0, queue});
                else
                    ++items[queue];
                break;
            case 2:
                deeds.push_back({Deed::Kind::Yield, 0, 0});
                break;
            case 3:
                deeds.push_back({Deed::Kind::Burn, static_cast<double>(draw(1000)) / 1000, 0});
                break;
            default:
                deeds.push_back({Deed::Kind::Sleep, static_cast<double>(1 + draw(5000)) / 1000, 0});
            }
        }
    }
};

using Queues = std::vector<std::unique_ptr<engine::Queue<int>>>;

inline engine::Task<> perform(const std::vector<Deed> &deeds, Queues &queues)
{
    for (const Deed &deed : deeds) {
        engine::Queue<int> &queue = *queues[deed.queue];
        switch (deed.kind) {
        case Deed::Kind::Sleep:
            co_await engine::sleep(deed.seconds);
            break;
        case Deed::Kind::Yield:
            co_await engine::sleep(0);
            break;
        case Deed::Kind::Burn:
            engine::burn(deed.seconds);
            break;
        case Deed::Kind::Put:
            queue.putNowait(1);
            break;
        case Deed::Kind::Get:
            co_await queue.get();
            break;
        }
    }
}

inline engine::Task<> mainOf(const RandomProgram &program)
{
    Queues queues;
    for (int i = 0; i < 2; ++i)
        queues.push_back(std::make_unique<engine::Queue<int>>("q", 0));
    std::vector<engine::TaskHandle<>> handles;
    handles.reserve(program.tasks.size());
    for (const auto &deeds : program.tasks)
        handles.push_back(engine::createTask(perform(deeds, queues)));
    for (const engine::TaskHandle<> &handle : handles)
        co_await handle;
}

} // namespace support
