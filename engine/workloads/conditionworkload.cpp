#include "engine/workloads/conditionworkload.h"

#include "engine/sync/condition.h"
#include "engine/sync/gather.h"
#include "engine/sync/lock.h"
#include "engine/sync/sleep.h"
#include "engine/sync/yield.h"
#include "engine/workloads/stopwatch.h"

#include <algorithm>
#include <deque>
#include <vector>

namespace engine {

namespace {

class ConditionProgram final : public Program
{
public:
    explicit ConditionProgram(const scenario::Arguments &arguments)
        : m_consumers(arguments.integer("consumers"))
        , m_items(arguments.integer("items"))
        , m_batch(arguments.integer("batch"))
        , m_notify(arguments.integer("notify"))
        , m_changed("changed")
    {
    }

    Task<> main() override
    {
        std::vector<TaskHandle<>> tasks;
        for (std::int64_t number = 0; number < m_consumers; ++number)
            tasks.push_back(createTask(consumer(number), {{}, fmt::format("Consumer {}", number)}));
        tasks.push_back(createTask(producer(), {{}, "Producer"}));
        co_await gather(std::move(tasks));
    }

    void afterRun() override { sayElapsed(); }

private:
    Task<> consumer(std::int64_t number)
    {
        for (;;) {
            {
                co_await m_changed.acquire();
                const Held held(m_changed);
                while (m_stock.empty() && m_taken < m_items) {
                    co_await m_changed.wait();
                    say("consumer {} woke, stock {}", number, m_stock.size());
                }
                if (m_taken >= m_items) {
                    say("consumer {} leaves", number);
                    co_return;
                }
                const std::int64_t item = m_stock.front();
                m_stock.pop_front();
                ++m_taken;
                say("consumer {} took {}", number, item);
            }
            co_await yield();
        }
    }

    Task<> producer()
    {
        std::int64_t made = 0;
        while (made < m_items) {
            co_await sleep(1);
            co_await m_changed.acquire();
            const Held held(m_changed);
            const std::int64_t upto = std::min(made + m_batch, m_items);
            while (made < upto)
                m_stock.push_back(made++);
            say("producer has made {}", made);
            if (m_notify == 0)
                m_changed.notifyAll();
            else
                m_changed.notify(static_cast<std::size_t>(m_notify));
        }
    }

    std::int64_t m_consumers;
    std::int64_t m_items; ///< to be made
    std::int64_t m_batch;
    std::int64_t m_notify;
    std::deque<std::int64_t> m_stock;
    std::int64_t m_taken = 0;
    Condition m_changed;
};

} // namespace

Workload conditionWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "condition";
    s.title = "Stock and notification";
    s.group = "Coordinating";
    s.summary
        = "A producer notifies those who wait for stock: too few notifications leave somebody "
          "waiting for ever; notify all, and some wake to find it gone.";
    s.parameters = {
        Parameter::integer("consumers", "Consumers", 3, 0, LargestCount,
                           "Tasks that take items from the stock.")
            .withSlider(8),
        Parameter::integer("items", "Items", 6, 0, LargestCount, "Items that will be made.")
            .withSlider(20),
        Parameter::integer("batch", "Batch", 2, 1, LargestCount, "Items made at a time.")
            .withSlider(6),
        Parameter::integer("notify", "Notified", 1, 0, LargestCount,
                           "How many consumers are woken after each batch.")
            .withSlider(6)
            .withZero("all"),
    };
    s.variation = {"Notify all", "Notify one", "notify", "0", "Notifying one, against all"};
    return {std::move(s), makeProgramOf<ConditionProgram>};
}

} // namespace engine
