#include "engine/workloads/queueworkload.h"

#include "engine/core/blocking.h"
#include "engine/run/print.h"
#include "engine/sync/gather.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/random.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace engine {

namespace {

struct Item
{
    std::string text;
    double produced = 0; ///< perfCounter()
};

class QueueProgram final : public Program
{
public:
    explicit QueueProgram(const scenario::Arguments &arguments)
        : m_producers(arguments.integer("producers"))
        , m_consumers(arguments.integer("consumers"))
        , m_random(arguments.integer("seed"))
        , m_itemText(static_cast<std::uint64_t>(arguments.integer("seed")))
        , m_queue("q", static_cast<std::size_t>(arguments.integer("maxsize")))
    {
    }

    Task<> main() override
    {
        m_start = perfCounter();
        setProducers(m_producers);
        setConsumers(m_consumers);
        do {
            co_await gatherAll(m_producing);
            co_await m_queue.join(); // implicitly awaits the consumers, too
        } while (!allDone(m_producing)); // some may have joined meanwhile
        for (const TaskHandle<> &consumer : m_consuming)
            consumer.cancel();
    }

    void change(std::string_view parameter, std::int64_t value) override
    {
        if (parameter == "producers")
            setProducers(value);
        else if (parameter == "consumers")
            setConsumers(value);
    }

    void afterRun() override
    {
        print("Program completed in {:0.5f} seconds.", perfCounter() - m_start);
    }

private:
    using Tasks = std::vector<TaskHandle<>>;

    static bool allDone(const Tasks &tasks)
    {
        return std::all_of(tasks.begin(), tasks.end(), std::mem_fn(&TaskHandle<>::done));
    }

    void setProducers(std::int64_t count)
    {
        for (; std::ssize(m_producing) < count; ++m_nextProducer)
            m_producing.push_back(createTask(produce(m_nextProducer),
                                             {{}, fmt::format("Producer {}", m_nextProducer)}));
        cancelLast(m_producing, count);
    }

    void setConsumers(std::int64_t count)
    {
        for (; std::ssize(m_consuming) < count; ++m_nextConsumer)
            m_consuming.push_back(createTask(consume(m_nextConsumer),
                                             {{}, fmt::format("Consumer {}", m_nextConsumer)}));
        cancelLast(m_consuming, count);
    }

    /// Leaves \a count tasks.
    static void cancelLast(Tasks &tasks, std::int64_t count)
    {
        for (; std::ssize(tasks) > count; tasks.pop_back())
            tasks.back().cancel();
    }

    /// Ten hexadecimal digits. Python's come from the operating system, so that a generator of
    /// their own keeps them out of the random draws.
    Task<std::string> makeItem() { co_return fmt::format("{:010x}", m_itemText() >> 24); }

    Task<> randSleep(std::string caller)
    {
        const auto seconds = m_random.randint(0, 3);
        print("{} sleeping for {} seconds.", caller, seconds);
        co_await sleep(static_cast<double>(seconds));
    }

    Task<> produce(std::int64_t name)
    {
        const auto items = m_random.randint(0, 10);
        for (std::int64_t i = 0; i < items; ++i) {
            co_await randSleep(fmt::format("Producer {}", name));
            const std::string text = co_await makeItem();
            Item item{text, perfCounter()};
            co_await m_queue.put(std::move(item));
            print("Producer {} added <{}> to queue.", name, text);
        }
    }

    Task<> consume(std::int64_t name)
    {
        for (;;) {
            co_await randSleep(fmt::format("Consumer {}", name));
            const Item item = co_await m_queue.get();
            const double waited = perfCounter() - item.produced;
            print("Consumer {} got element <{}> in {:0.5f} seconds.", name, item.text, waited);
            m_queue.taskDone();
        }
    }

    std::int64_t m_producers;
    std::int64_t m_consumers;
    Random m_random;
    std::mt19937_64 m_itemText;
    Queue<Item> m_queue;
    Tasks m_producing;
    Tasks m_consuming;
    std::int64_t m_nextProducer = 0;
    std::int64_t m_nextConsumer = 0;
    double m_start = 0;
};

} // namespace

Workload queueWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "queue";
    s.title = "Producers and consumers";
    s.group = "Coordinating";
    s.summary = "Producers put items into a queue, consumers take them out; why do some of them "
                "wait?";
    s.parameters = {
        Parameter::integer("producers", "Producers", 5, 0, 1000,
                           "Tasks that put up to ten items each into the queue.")
            .withSlider(20)
            .whileRunning(),
        Parameter::integer("consumers", "Consumers", 10, 0, 1000,
                           "Tasks that take items out for as long as the program runs.")
            .withSlider(20)
            .whileRunning(),
        Parameter::integer("maxsize", "Queue size", 0, 0, 1'000'000,
                           "Items that the queue holds before put() has to wait.")
            .withSlider(10)
            .withZero("unbounded"),
        seedParameter(),
    };
    s.variation = {"", "", "consumers", "3", "10 consumers, against 3"};
    return {std::move(s), [](const scenario::Arguments &arguments) -> std::unique_ptr<Program> {
                return std::make_unique<QueueProgram>(arguments);
            }};
}

} // namespace engine
