#include "engine/workloads/network/chattcp.h"

#include "engine/qt/awaitsignal.h"
#include "engine/qt/awaitsocket.h"
#include "engine/sync/gather.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/chatworkload.h"
#include "engine/workloads/network/linereader.h"
#include "engine/workloads/random.h"
#include "engine/workloads/stopwatch.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <vector>

namespace engine::qt {

namespace {

// Two sockets a client; a process commonly may have 1024 files open.
constexpr std::int64_t MostClients = 200;

/// A message on its way through the room: "AUTHOR:NUMBER".
struct Copy
{
    QTcpSocket *from = nullptr;
    QByteArray text;
};

/// The chat room of engine/workloads/chatworkload.cpp with sockets in place of the inboxes: each
/// client has a connection to the room, sends its messages in lines, and "bye" when it has said
/// all.
class TcpChatProgram final : public Program
{
public:
    explicit TcpChatProgram(const scenario::Arguments &arguments)
        : m_clients(arguments.integer("clients"))
        , m_messages(arguments.integer("messages"))
        , m_random(arguments.integer("seed"))
        , m_hub("hub")
    {
        if (m_clients > MostClients)
            throw scenario::ArgumentError(fmt::format(
                "--transport tcp takes up to {} clients, not {}.", MostClients, m_clients));
    }

    Task<> main() override
    {
        m_room = std::make_unique<QTcpServer>();
        if (!m_room->listen(QHostAddress::LocalHost))
            throw ConnectionError(m_room->errorString());
        const TaskHandle<> door = createTask(admit(), {"door", "Door"});
        const TaskHandle<> hub = createTask(router(), {"router", "Router"});
        for (std::int64_t client = 0; client < m_clients; ++client) {
            m_sockets.push_back(std::make_unique<QTcpSocket>());
            m_sockets.back()->connectToHost(m_room->serverAddress(), m_room->serverPort());
            co_await qtConnected(*m_sockets.back());
        }
        co_await door;

        std::vector<TaskHandle<>> readers;
        std::vector<TaskHandle<>> senders;
        for (std::int64_t client = 0; client < m_clients; ++client)
            readers.push_back(
                createTask(reader(client),
                           {fmt::format("reader {}", client), fmt::format("Reader {}", client)}));
        for (std::int64_t client = 0; client < m_clients; ++client)
            senders.push_back(createTask(sender(client), {{}, fmt::format("Sender {}", client)}));
        co_await gather(std::move(senders));
        co_await gather(std::move(m_listeners));
        co_await m_hub.join();
        for (QTcpSocket *connection : m_connections)
            connection->disconnectFromHost(); // once all is written
        co_await gather(std::move(readers));
        hub.cancel();
    }

    void afterRun() override { sayElapsed(); }

private:
    // The clients.

    Task<> sender(std::int64_t client)
    {
        QTcpSocket &socket = *m_sockets[static_cast<std::size_t>(client)];
        for (std::int64_t number = 0; number < m_messages; ++number) {
            const auto pause = m_random.randint(0, 5);
            co_await sleep(static_cast<double>(pause));
            say("client {} says {}", client, number);
            socket.write(QByteArray::fromStdString(fmt::format("{}:{}\n", client, number)));
        }
        socket.write("bye\n");
    }

    Task<> reader(std::int64_t client)
    {
        LineReader lines(*m_sockets[static_cast<std::size_t>(client)]);
        for (;;) {
            const std::optional<QByteArray> line = co_await lines.next();
            if (!line)
                break;
            say("client {} reads {}", client, line->toStdString());
        }
    }

    // The room.

    Task<> admit()
    {
        while (static_cast<std::int64_t>(m_connections.size()) < m_clients) {
            QTcpSocket *connection = m_room->nextPendingConnection();
            if (connection == nullptr) {
                co_await qtSignal(m_room.get(), &QTcpServer::newConnection);
                continue;
            }
            const std::string name = fmt::format("Connection {}", m_connections.size());
            m_listeners.push_back(createTask(listen(*connection), {{}, name}));
            m_connections.push_back(connection);
        }
    }

    Task<> listen(QTcpSocket &connection)
    {
        LineReader lines(connection);
        for (;;) {
            const std::optional<QByteArray> line = co_await lines.next();
            if (!line || *line == "bye")
                break;
            Copy copy{&connection, *line};
            co_await m_hub.put(std::move(copy));
        }
    }

    Task<> router()
    {
        for (;;) {
            const Copy copy = co_await m_hub.get();
            for (QTcpSocket *connection : m_connections) {
                if (connection != copy.from)
                    connection->write(copy.text + '\n');
            }
            m_hub.taskDone();
        }
    }

    std::int64_t m_clients;
    std::int64_t m_messages;
    Random m_random;
    Queue<Copy> m_hub;
    // Made by main(), in the run's thread; the connections are children of the room.
    std::unique_ptr<QTcpServer> m_room;
    std::vector<QTcpSocket *> m_connections;
    std::vector<TaskHandle<>> m_listeners;
    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
};

std::unique_ptr<Program> makeChat(const scenario::Arguments &arguments)
{
    // It refuses what is too much for either.
    std::unique_ptr<Program> memory = engine::chatWorkload().make(arguments);
    if (arguments.text("transport") == "memory")
        return memory;
    return std::make_unique<TcpChatProgram>(arguments);
}

} // namespace

Workload chatWorkload()
{
    Workload workload = engine::chatWorkload();
    for (scenario::Parameter &parameter : workload.scenario.parameters) {
        if (parameter.name != "transport")
            continue;
        parameter.choices = {"memory", "tcp"};
        parameter.help = "What carries the messages: queues, or real sockets on this machine.";
    }
    workload.make = makeChat;
    return workload;
}

} // namespace engine::qt
