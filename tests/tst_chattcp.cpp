#include "engine/run/print.h"
#include "engine/workloads/network/chattcp.h"
#include "engine/workloads/network/linereader.h"
#include "engine/workloads/network/networkworkloads.h"
#include "engine/workloads/registry.h"
#include "tests/support/driven.h"
#include "tests/support/qtawaits.h"

#include <QHash>
#include <QRegularExpression>
#include <QTest>

using engine::qt::RunSettings;
using support::Driven;
using trace::Outcome;

namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

/// What each client said and read, in its order: "says 0", "reads 1:0".
QHash<QString, QStringList> byClient(const QStringList &lines)
{
    static const QRegularExpression line(
        QStringLiteral("^\\[\\d+\\.\\d\\d\\] (client \\d+) (says \\d+|reads \\d+:\\d+)$"));
    QHash<QString, QStringList> clients;
    for (const QString &text : lines) {
        const auto match = line.match(text);
        if (match.hasMatch())
            clients[match.captured(1)].append(match.captured(2));
    }
    return clients;
}

engine::Task<> printLines(QTcpSocket &socket)
{
    engine::qt::LineReader lines(socket);
    for (;;) {
        const std::optional<QByteArray> line = co_await lines.next();
        if (!line)
            break;
        engine::print("<{}>", line->toStdString());
    }
}

RunSettings fast()
{
    RunSettings settings;
    settings.clock = engine::qt::ClockKind::Real;
    settings.speed = 100;
    return settings;
}

} // namespace

class tst_ChatTcp : public QObject
{
    Q_OBJECT

    const engine::Workload m_chat = engine::qt::chatWorkload();

    scenario::Arguments arguments(const Options &options) const
    {
        scenario::Arguments arguments(m_chat.scenario);
        arguments.set("transport", "tcp");
        for (const auto &[name, value] : options)
            arguments.set(name, value);
        return arguments;
    }

private Q_SLOTS:
    void everyClientReadsWhatTheOthersSay()
    {
        Driven run([&] { return m_chat.make(arguments({})); }, fast());
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.lines().size(), 3 * 3 + 3 * 2 * 3 + 1);
        QVERIFY(run.lines().last().startsWith(QStringLiteral("time elapsed: ")));
        const auto clients = byClient(run.lines());
        QCOMPARE(clients.size(), 3);
        for (int client = 0; client < 3; ++client) {
            const QStringList all = clients[QStringLiteral("client %1").arg(client)];
            QCOMPARE(all.filter(QStringLiteral("says")),
                     QStringList({QStringLiteral("says 0"), QStringLiteral("says 1"),
                                  QStringLiteral("says 2")}));
            for (int other = 0; other < 3; ++other) {
                QStringList expected;
                for (int number = 0; other != client && number < 3; ++number)
                    expected.append(QStringLiteral("reads %1:%2").arg(other).arg(number));
                QCOMPARE(all.filter(QStringLiteral("reads %1:").arg(other)), expected);
            }
        }
        QVERIFY(!run.waits().filter(QStringLiteral("socket")).isEmpty());
    }

    void itEndsOnAVirtualClock()
    {
        // The pauses of this seed are 0: with sockets open, virtual time passes with the wall's.
        Driven run([&] {
            return m_chat.make(arguments({{"clients", "2"}, {"messages", "1"}, {"seed", "2"}}));
        });
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.lines().size(), 2 + 2 + 1);
    }

    void itEndsWithFewOrManyInTheRoom_data()
    {
        QTest::addColumn<int>("clients");
        QTest::addColumn<int>("messages");
        QTest::newRow("nobody") << 0 << 3;
        QTest::newRow("alone") << 1 << 3;
        QTest::newRow("nothing to say") << 3 << 0;
        QTest::newRow("crowd") << 40 << 1;
    }
    void itEndsWithFewOrManyInTheRoom()
    {
        QFETCH(int, clients);
        QFETCH(int, messages);
        Driven run(
            [&] {
                return m_chat.make(arguments({{"clients", std::to_string(clients)},
                                              {"messages", std::to_string(messages)}}));
            },
            fast());
        QVERIFY(run.toEnd());
        QCOMPARE(run.outcome(), Outcome::Done);
        QCOMPARE(run.lines().size(), clients * messages * clients + 1);
        QCOMPARE(run.waits().filter(QStringLiteral("socket")).isEmpty(), clients == 0);
    }

    void itCanBeStoppedWhileItTalks()
    {
        Driven run([&] { return m_chat.make(arguments({{"messages", "100"}})); }, fast());
        QVERIFY(run.toWaitFor(trace::Reason::Sleep));
        run.stop();
        QCOMPARE(run.outcome(), Outcome::Stopped);
        QTest::qWait(1);
    }

    void tooManyClientsAreRefused()
    {
        QVERIFY(m_chat.make(arguments({{"clients", "200"}, {"messages", "1"}})) != nullptr);
        QVERIFY_THROWS_EXCEPTION(scenario::ArgumentError,
                                 m_chat.make(arguments({{"clients", "201"}, {"messages", "1"}})));
        // What the memory's room refuses, too.
        QVERIFY_THROWS_EXCEPTION(
            scenario::ArgumentError,
            m_chat.make(arguments({{"clients", "200"}, {"messages", "1000"}})));
    }

    void linesMayBeEmptyAndEndWithALineFeed()
    {
        support::CannedServer server("\nfirst\n\nlast\nrest");
        QTcpSocket socket;
        socket.connectToHost(server.serverAddress(), server.serverPort());
        QVERIFY(socket.waitForConnected());
        socket.write("?");
        Driven run([&] { return printLines(socket); });
        QVERIFY(run.toEnd());
        QCOMPARE(run.lines(),
                 QStringList({QStringLiteral("<>"), QStringLiteral("<first>"), QStringLiteral("<>"),
                              QStringLiteral("<last>")}));
    }

    void theRegistryTakesTheNetworkWorkloads()
    {
        engine::qt::registerNetworkWorkloads();
        engine::qt::registerNetworkWorkloads(); // does nothing
        int chats = 0;
        for (const scenario::Scenario &s : engine::scenarios())
            chats += s.name == "chat" ? 1 : 0;
        QCOMPARE(chats, 1);
        QVERIFY(engine::findScenario("crawl") != nullptr);
        scenario::Arguments chat(*engine::findScenario("chat"));
        chat.set("transport", "tcp");
        chat.set("clients", "1");
        Driven run([&] { return engine::makeProgram(chat); }, fast());
        QVERIFY(run.toEnd());
        QVERIFY(!run.waits().filter(QStringLiteral("socket")).isEmpty());
    }

    void theMemoryTransportIsTheDefault()
    {
        const scenario::Arguments defaults(m_chat.scenario);
        QCOMPARE(defaults.text("transport"), std::string("memory"));
        Driven run([&] { return m_chat.make(defaults); });
        QVERIFY(run.toEnd());
        QVERIFY(run.waits().filter(QStringLiteral("socket")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_ChatTcp)
#include "tst_chattcp.moc"
