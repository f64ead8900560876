#include "engine/trace/io/chromeimport.h"
#include "engine/trace/io/traceexports.h"
#include "engine/trace/tracebuilder.h"
#include "tests/support/chromerun.h"
#include "tests/support/scenariotrace.h"

#include <QTest>

#include <algorithm>
#include <initializer_list>
#include <random>

using support::import;
using support::rows;
using trace::Kind;

namespace {

std::string jsonOf(const trace::Trace &trace)
{
    std::string json;
    trace::writeChromeTrace(trace, [&json](std::span<const std::byte> bytes) {
        json.append(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    });
    return json;
}

/// Everything of \a run that trace events tell.
QStringList told(const trace::Trace &run)
{
    const auto nameOf = [&run](trace::TaskId task) {
        if (task == trace::TaskId::None)
            return QString();
        const trace::TextId label = run.task(task).label;
        return QString::fromStdString(label == trace::TextId::Empty ? run.taskName(task)
                                                                    : run.text(label));
    };
    QStringList lines{run.metadata().clock == trace::Metadata::Clock::Real
                          ? QStringLiteral("real")
                          : QStringLiteral("virtual")};
    for (std::size_t i = 0; i < run.records().size(); ++i) {
        const trace::Record record = run.records()[i];
        const QString at = QString::number(record.time().count()) + u' ';
        const auto by = [&] {
            return QStringLiteral(" by ")
                + (record.isByTask() ? nameOf(record.byTask()) : QString::number(record.argument));
        };
        switch (record.kind()) {
        case Kind::Created:
            lines += at + QString::fromStdString(run.taskName(record.task())) + u' '
                + nameOf(record.task()) + u' '
                + QString::fromStdString(run.text(run.task(record.task()).coroutine)) + by();
            break;
        case Kind::Ready:
        case Kind::CancelRequested:
            lines += at + nameOf(record.task()) + u' ' + QString::number(int(record.kind())) + by();
            break;
        case Kind::Resumed:
            lines += at + nameOf(record.task()) + QStringLiteral(" runs ")
                + QString::fromStdString(run.text(record.exception()))
                + (record.firstOfTurn() ? QStringLiteral(" first") : QString());
            break;
        case Kind::Suspended: {
            const trace::Wait &wait = run.wait(record.wait());
            lines += at + nameOf(record.task()) + QStringLiteral(" waits ")
                + QString::fromStdString(trace::waitText(run, record.wait()))
                + QStringLiteral(" %1 %2").arg(int(wait.reason)).arg(wait.amount);
            break;
        }
        case Kind::Depth: {
            const trace::Object &object = run.object(record.object());
            lines += at
                + QString::fromStdString(run.text(object.kind) + ' ' + run.text(object.name))
                + QStringLiteral(" holds %1 of %2")
                      .arg(std::uint32_t{record.argument})
                      .arg(object.capacity);
            break;
        }
        case Kind::Printed:
            lines += at + nameOf(record.task()) + QStringLiteral(" prints ")
                + QString::fromStdString(run.lines()[record.argument].text);
            break;
        case Kind::Finished:
        case Kind::Failed:
        case Kind::Cancelled:
        case Kind::Lost:
        case Kind::Ended:
            lines += at + nameOf(record.task()) + u' ' + QString::number(int(record.kind()));
            break;
        default:
            break;
        }
    }
    return lines;
}

/// A run of tasks that are called so, record by record.
class Written
{
public:
    explicit Written(std::initializer_list<const char *> names)
    {
        for (const char *name : names)
            m_builder.add(trace::TaskInfo{0, m_builder.text(name), {}, m_builder.text("f")});
    }
    void add(int us, Kind kind, std::uint32_t subject, std::uint32_t argument = 0)
    {
        m_builder.append(trace::Record::of(std::chrono::microseconds(us), kind, subject, argument));
    }
    void suspend(int us, std::uint32_t task, trace::Reason reason, std::int64_t amount = 0)
    {
        trace::Wait wait;
        wait.reason = reason;
        wait.amount = amount;
        add(us, Kind::Suspended, task, static_cast<std::uint32_t>(m_builder.add(wait)));
    }
    std::uint32_t queue(const char *name, std::uint32_t capacity)
    {
        return static_cast<std::uint32_t>(
            m_builder.add(trace::Object{m_builder.text("queue"), m_builder.text(name), capacity}));
    }
    std::uint32_t text(const char *text)
    {
        return static_cast<std::uint32_t>(m_builder.text(text));
    }
    const trace::Trace &trace() const { return *m_builder.trace(); }

private:
    trace::TraceBuilder m_builder;
};

constexpr auto Nobody = static_cast<std::uint32_t>(trace::Waker::None);
constexpr auto Timer = static_cast<std::uint32_t>(trace::Waker::Timer);

} // namespace

// What writeChromeTrace() tells of a run, as readChromeTrace() reads it.
class tst_ChromeReturn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasWrittenHereComesBack()
    {
        Written run{"worker"};
        run.add(0, Kind::Created, 0, Nobody);
        run.add(1, Kind::Resumed, 0);
        run.suspend(2, 0, trace::Reason::Sleep, 5'000);
        run.add(7, Kind::Ready, 0, Timer);
        run.add(8, Kind::Resumed, 0);
        run.add(9, Kind::Failed, 0, run.text("KeyError"));
        QCOMPARE(rows(*import(jsonOf(run.trace())).trace), rows(run.trace()));
    }

    void aRunComesBackStepForStep_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"hello", "rounds", "chain", "agen", "chess", "tree", "timeout", "cancel", "queue",
              "lock", "semaphore", "event", "condition", "philosophers", "script"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void aRunComesBackStepForStep()
    {
        QFETCH(QString, name);
        const auto run = support::scenarioTrace(qPrintable(name));
        const auto again = import(jsonOf(*run));
        QCOMPARE(again.leftOut, 0U);
        QCOMPARE(told(*again.trace), told(*run));
        QVERIFY(again.ending
                && again.ending->outcome == run->records()[run->records().size() - 1].outcome());
    }

    void theOrderOfItsEventsDoesNotMatter()
    {
        const auto run = support::scenarioTrace("timeout");
        const QString json = QString::fromStdString(jsonOf(*run));
        const qsizetype begin = json.indexOf(u'[') + 1;
        QStringList events
            = json.mid(begin, json.lastIndexOf(u']') - begin).split(QStringLiteral(",\n"));
        QVERIFY(events.size() > 50);
        const auto again = [&events] {
            return told(*import('[' + events.join(u',').toStdString() + ']').trace);
        };
        std::reverse(events.begin(), events.end());
        QCOMPARE(again(), told(*run));
        std::shuffle(events.begin(), events.end(), std::mt19937(7));
        QCOMPARE(again(), told(*run));
    }

    void aRunThatWasKilledLeavesItsTasksAlive()
    {
        Written run{"runs", "waits", "ready", "is lost"};
        for (std::uint32_t task = 0; task < 4; ++task)
            run.add(5, Kind::Created, task, Nobody);
        run.add(6, Kind::Resumed, 1);
        run.suspend(7, 1, trace::Reason::Event);
        run.add(7, Kind::Lost, 3);
        run.add(8, Kind::Resumed, 0);
        run.add(9, Kind::Marked, 0, run.text("here"));
        const auto again = import(jsonOf(run.trace()));
        QCOMPARE(rows(*again.trace), rows(run.trace()));
        QVERIFY(!again.ending);
    }

    void whoWokeAfterItsEndComesBack()
    {
        Written run{"first", "second"};
        run.add(0, Kind::Created, 0, Nobody);
        run.add(0, Kind::Created, 1, 0);
        run.add(1, Kind::Resumed, 1, trace::Record::FirstOfTurn);
        run.suspend(2, 1, trace::Reason::Gather, 2);
        run.add(3, Kind::Resumed, 0);
        run.add(4, Kind::Finished, 0);
        run.add(6, Kind::Ready, 1, 0); // by what calls back when that has ended
        run.add(7, Kind::Resumed, 1, trace::Record::FirstOfTurn | run.text("TimeoutError"));
        run.add(8, Kind::Finished, 1);
        QCOMPARE(told(*import(jsonOf(run.trace())).trace), told(run.trace()));
    }

    void whateverATaskDoesInAnInstantComesBack()
    {
        // As no loop does it, but a file may tell it.
        Written run{"one", "two"};
        run.add(3, Kind::Created, 0, Nobody);
        run.add(3, Kind::Created, 1, 0);
        run.add(3, Kind::Ready, 1, Timer);
        run.add(3, Kind::Resumed, 0);
        run.add(3, Kind::Ready, 0, 0);
        run.suspend(3, 0, trace::Reason::Yield);
        run.add(3, Kind::CancelRequested, 1, 0);
        run.suspend(3, 1, trace::Reason::Sleep, 7);
        run.add(3, Kind::Resumed, 1);
        run.add(3, Kind::Resumed, 1);
        run.add(3, Kind::Lost, 0);
        run.add(3, Kind::Cancelled, 0);
        QCOMPARE(told(*import(jsonOf(run.trace())).trace), told(run.trace()));
    }

    void whatAQueueHasRoomForComesBack()
    {
        Written run{"main"};
        const std::uint32_t narrow = run.queue("narrow", 2);
        const std::uint32_t wide = run.queue("", 0);
        run.add(0, Kind::Created, 0, Nobody);
        run.add(1, Kind::Depth, narrow, 1);
        run.add(2, Kind::Depth, wide, 5);
        run.add(3, Kind::Depth, narrow, 2);
        QCOMPARE(told(*import(jsonOf(run.trace())).trace), told(run.trace()));
    }

    void aRunMayFailBesideItsMainTask()
    {
        Written run{"main"};
        run.add(0, Kind::Created, 0, Nobody);
        run.add(1, Kind::Resumed, 0);
        run.add(2, Kind::Finished, 0);
        run.add(4, Kind::Ended, static_cast<std::uint32_t>(trace::Outcome::Failed));
        const auto again = import(jsonOf(run.trace()));
        QVERIFY(again.ending && again.ending->outcome == trace::Outcome::Failed);
        QVERIFY(again.ending->failure.ofRun && again.ending->failure.name.empty());
        QCOMPARE(again.ending->time, trace::Time(4'000));
    }
};

QTEST_APPLESS_MAIN(tst_ChromeReturn)
#include "tst_chromereturn.moc"
