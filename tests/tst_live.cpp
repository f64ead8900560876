#include "engine/run/run.h"
#include "engine/workloads/registry.h"

#include <QStringList>
#include <QTest>

#include <map>

using namespace std::chrono_literals;
using engine::Run;
using trace::Kind;
using trace::TaskId;

namespace {

/// A run of the queue program on a virtual clock, of which parameters are changed meanwhile.
class Live
{
public:
    Live(const char *producers, const char *consumers, const char *maxsize = "0")
    {
        scenario::Arguments arguments(*engine::findScenario("queue"));
        arguments.set("producers", producers);
        arguments.set("consumers", consumers);
        arguments.set("maxsize", maxsize);
        m_run = std::make_unique<Run>(engine::makeProgram(arguments), m_clock, m_trace);
    }

    /// To the first instant from \a time on at which something happens.
    void runTo(trace::Time time)
    {
        while (m_run->loop().now() < time && m_run->step() != Run::Status::Ended) {}
    }
    void step() { m_run->step(); }
    void runToEnd()
    {
        while (m_run->step() != Run::Status::Ended) {}
    }
    void change(const char *parameter, std::int64_t value)
    {
        m_run->change({parameter, value, std::string(parameter) + " " + std::to_string(value)});
    }
    trace::Outcome outcome() const { return m_run->outcome(); }
    const trace::Ending &ending() const { return m_run->ending(); }

    QString label(TaskId task) const
    {
        const trace::TextId label = m_trace.task(task).label;
        return label == trace::TextId::Empty ? QStringLiteral("main")
                                             : QString::fromStdString(m_trace.text(label));
    }
    /// "SECONDS TASK" of every record of \a kind, in order.
    QStringList when(Kind kind) const
    {
        QStringList all;
        for (std::size_t i = 0; i < m_trace.records().size(); ++i) {
            const trace::Record &record = m_trace.records()[i];
            const double seconds = static_cast<double>(record.timeNs) / 1e9;
            if (record.kind() == kind)
                all += QStringLiteral("%1 %2").arg(seconds).arg(
                    kind == Kind::Marked
                        ? QString::fromStdString(m_trace.text(trace::TextId{record.argument}))
                        : label(record.task()));
        }
        return all;
    }
    /// Those of \a kind from \a seconds on that are about tasks whose label begins with \a begin.
    QStringList after(Kind kind, double seconds, const QString &begin) const
    {
        QStringList found;
        for (const QString &line : when(kind)) {
            if (line.section(u' ', 0, 0).toDouble() >= seconds
                && line.section(u' ', 1).startsWith(begin))
                found += line;
        }
        return found;
    }
    int lines(const QString &part) const
    {
        int count = 0;
        for (std::size_t i = 0; i < m_trace.lines().size(); ++i)
            count += QString::fromStdString(m_trace.lines()[i].text).contains(part) ? 1 : 0;
        return count;
    }

private:
    engine::VirtualClock m_clock;
    trace::Recorder m_trace;
    std::unique_ptr<Run> m_run;
};

} // namespace

/// Parameters that are changed while the program runs.
class tst_Live : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoJoinsIsATaskOfTheRunningProgram()
    {
        Live live("2", "3");
        live.runTo(1s);
        live.change("consumers", 5);
        live.change("producers", 3);
        live.runToEnd();
        QCOMPARE(live.outcome(), trace::Outcome::Done);
        QCOMPARE(live.after(Kind::Created, 2, QString()),
                 QStringList({QStringLiteral("2 Consumer 3"), QStringLiteral("2 Consumer 4"),
                              QStringLiteral("2 Producer 2")}));
        // What each of them puts is taken, and the newest consumers are cancelled with the others.
        QVERIFY(live.lines(QStringLiteral("Producer 2 added")) > 0);
        QVERIFY(live.lines(QStringLiteral("Consumer 4 got")) > 0);
        QCOMPARE(live.lines(QStringLiteral(" added ")), live.lines(QStringLiteral(" got ")));
        QCOMPARE(live.when(Kind::Cancelled).size(), 5);
    }

    void eachMoveIsAMarkAheadOfWhatItDoes()
    {
        Live live("2", "3");
        live.runTo(1s);
        live.change("consumers", 4);
        live.change("consumers", 2);
        live.runTo(3s);
        live.change("producers", 4);
        live.runToEnd();
        QCOMPARE(live.when(Kind::Marked),
                 QStringList({QStringLiteral("2 consumers 4"), QStringLiteral("2 consumers 2"),
                              QStringLiteral("3 producers 4")}));
    }

    void fewerCancelTheLast()
    {
        Live live("3", "5");
        live.runTo(1s);
        live.change("consumers", 3);
        live.runToEnd();
        QCOMPARE(live.outcome(), trace::Outcome::Done);
        const QStringList requests = live.when(Kind::CancelRequested);
        QCOMPARE(requests.mid(0, 2),
                 QStringList({QStringLiteral("2 Consumer 4"), QStringLiteral("2 Consumer 3")}));
        // The others are cancelled when the program is over, as ever.
        QCOMPARE(requests.size(), 5);
        for (const QString &request : requests.mid(2))
            QVERIFY2(request.section(u' ', 0, 0).toDouble() > 2, qPrintable(request));
        QCOMPARE(live.when(Kind::Cancelled).mid(0, 2),
                 QStringList({QStringLiteral("2 Consumer 4"), QStringLiteral("2 Consumer 3")}));
        QCOMPARE(live.lines(QStringLiteral(" added ")), live.lines(QStringLiteral(" got ")));
    }

    void aProducerThatIsCancelledDoesNotFailTheProgram()
    {
        Live live("5", "4");
        live.runTo(1s);
        live.change("producers", 0);
        live.runToEnd();
        QCOMPARE(live.outcome(), trace::Outcome::Done);
        QVERIFY(live.ending().unnoticed.empty());
        QVERIFY(live.after(Kind::Cancelled, 1, QStringLiteral("Producer")).size() >= 1);
        QCOMPARE(live.lines(QStringLiteral(" added ")), live.lines(QStringLiteral(" got ")));
    }

    void whoIsCancelledWhileItWaitsForRoomPutsNothing()
    {
        Live live("6", "1", "1");
        live.runTo(4s);
        live.change("producers", 1);
        live.runToEnd();
        QCOMPARE(live.outcome(), trace::Outcome::Done);
        QCOMPARE(live.lines(QStringLiteral(" added ")), live.lines(QStringLiteral(" got ")));
    }

    void whoComesAfterSomebodyHasGoneHasANameOfItsOwn()
    {
        Live live("2", "3");
        live.runTo(1s);
        live.change("consumers", 2);
        live.change("consumers", 4);
        live.runToEnd();
        QCOMPARE(live.after(Kind::Created, 2, QStringLiteral("Consumer")),
                 QStringList({QStringLiteral("2 Consumer 3"), QStringLiteral("2 Consumer 4")}));
    }

    void whoJoinsWhileTheQueueIsJoinedIsWaitedForToo()
    {
        // The only producer is done long before the last item is.
        Live live("1", "1");
        const auto isDone = [&live] {
            return !live.after(Kind::Finished, 0, QStringLiteral("Producer 0")).isEmpty();
        };
        while (!isDone())
            live.step();
        QVERIFY(live.lines(QStringLiteral(" added ")) > live.lines(QStringLiteral(" got ")));
        live.change("producers", 2);
        live.runToEnd();
        QCOMPARE(live.outcome(), trace::Outcome::Done);
        QCOMPARE(live.after(Kind::Finished, 0, QStringLiteral("Producer 1")).size(), 1);
        QCOMPARE(live.lines(QStringLiteral(" added ")), live.lines(QStringLiteral(" got ")));
    }

    void whatComesTooLateChangesNothing()
    {
        Live live("1", "1");
        while (live.when(Kind::Finished).filter(QStringLiteral("main")).isEmpty())
            live.step();
        live.change("consumers", 9);
        live.runToEnd();
        QCOMPARE(live.when(Kind::Marked), QStringList());
        QCOMPARE(live.after(Kind::Created, 0, QStringLiteral("Consumer")).size(), 1);
    }

    void howLongARunIsIsForeseenToTheLine()
    {
        int compared = 0;
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            for (const bool more : {false, true}) {
                scenario::Arguments arguments(scenario);
                for (const scenario::Parameter &parameter : scenario.parameters) {
                    if (more && parameter.type == scenario::Parameter::Type::Integer
                        && parameter.comfortable > 0)
                        arguments.set(parameter.name, "4");
                    if (more && parameter.type == scenario::Parameter::Type::Flag)
                        arguments.set(parameter.name, "true");
                }
                const auto lines = engine::linesOf(arguments);
                if (!lines)
                    continue;
                engine::VirtualClock clock;
                trace::Recorder trace;
                Run run(engine::makeProgram(arguments), clock, trace);
                while (run.step() != Run::Status::Ended) {}
                if (run.outcome() != trace::Outcome::Done)
                    continue;
                QCOMPARE(static_cast<std::int64_t>(trace.lines().size()), *lines);
                ++compared;
            }
        }
        QCOMPARE(compared, 10);
    }

    void onlyWholeNumbersAreLive()
    {
        int live = 0;
        for (const scenario::Scenario &scenario : engine::scenarios()) {
            for (const scenario::Parameter &parameter : scenario.parameters) {
                if (!parameter.live)
                    continue;
                ++live;
                QCOMPARE(parameter.type, scenario::Parameter::Type::Integer);
            }
        }
        QVERIFY(live >= 2);
    }
};

QTEST_APPLESS_MAIN(tst_Live)
#include "tst_live.moc"
