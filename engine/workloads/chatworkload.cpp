#include "engine/workloads/chatworkload.h"

#include "engine/sync/gather.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/random.h"
#include "engine/workloads/stopwatch.h"

#include <deque>
#include <vector>

namespace engine {

namespace {

constexpr std::int64_t MostCopies = 1'000'000;

struct Message
{
    std::int64_t author = 0;
    std::int64_t number = 0;
};

class ChatProgram final : public Program
{
public:
    explicit ChatProgram(const scenario::Arguments &arguments)
        : m_clients(arguments.integer("clients"))
        , m_messages(arguments.integer("messages"))
        , m_random(arguments.integer("seed"))
        , m_hub("hub")
    {
        const std::int64_t copies = m_clients * m_clients * m_messages;
        if (copies > MostCopies)
            throw scenario::ArgumentError(
                fmt::format("--clients {} and --messages {} together make {} copies of messages; "
                            "there may be up to {}.",
                            m_clients, m_messages, copies, MostCopies));
        for (std::int64_t client = 0; client < m_clients; ++client)
            m_inboxes.emplace_back(fmt::format("inbox {}", client), 0, SourceSite::here());
    }

    Task<> main() override
    {
        std::vector<TaskHandle<>> endless;
        endless.push_back(createTask(router(), {"router", "Router"}));
        for (std::int64_t client = 0; client < m_clients; ++client)
            endless.push_back(
                createTask(reader(client),
                           {fmt::format("reader {}", client), fmt::format("Reader {}", client)}));
        std::vector<TaskHandle<>> senders;
        for (std::int64_t client = 0; client < m_clients; ++client)
            senders.push_back(createTask(sender(client), {{}, fmt::format("Sender {}", client)}));
        co_await gather(std::move(senders));
        co_await m_hub.join();
        for (Queue<Message> &inbox : m_inboxes)
            co_await inbox.join();
        for (const TaskHandle<> &task : endless)
            task.cancel();
        co_await gatherAll(endless);
    }

    void afterRun() override { sayElapsed(); }

private:
    Task<> sender(std::int64_t client)
    {
        for (std::int64_t number = 0; number < m_messages; ++number) {
            const auto pause = m_random.randint(0, 5);
            co_await sleep(static_cast<double>(pause));
            say("client {} says {}", client, number);
            const Message message{client, number};
            co_await m_hub.put(message);
        }
    }

    Task<> router()
    {
        for (;;) {
            const Message message = co_await m_hub.get();
            for (std::size_t client = 0; client < m_inboxes.size(); ++client) {
                if (static_cast<std::int64_t>(client) != message.author)
                    m_inboxes[client].putNowait(message);
            }
            m_hub.taskDone();
        }
    }

    Task<> reader(std::int64_t client)
    {
        Queue<Message> &inbox = m_inboxes[static_cast<std::size_t>(client)];
        for (;;) {
            const Message message = co_await inbox.get();
            say("client {} reads {}:{}", client, message.author, message.number);
            inbox.taskDone();
        }
    }

    std::int64_t m_clients;
    std::int64_t m_messages;
    Random m_random;
    Queue<Message> m_hub;
    std::deque<Queue<Message>> m_inboxes;
};

} // namespace

Workload chatWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "chat";
    s.title = "Chat room";
    s.group = "Real world";
    s.summary = "What one client says goes through a hub to all the others: follow a message from "
                "queue to queue.";
    s.parameters = {
        Parameter::integer("clients", "Clients", 3, 0, LargestCount, "People in the room.")
            .withSlider(8),
        Parameter::integer("messages", "Messages", 3, 0, LargestCount,
                           "Messages that each of them sends.")
            .withSlider(10),
        seedParameter(),
        Parameter::choice("transport", "Transport", {"memory"},
                          "What carries the messages; memory: queues in virtual time."),
    };
    return {std::move(s), makeProgramOf<ChatProgram>};
}

} // namespace engine
