#include "engine/trace/recorder.h"
#include "engine/trace/steps.h"

#include <QTest>

using namespace std::chrono_literals;
using trace::Kind;
using trace::Reason;
using trace::Recorder;

namespace {

trace::TaskId addTask(Recorder &trace, std::uint32_t number, std::string_view coroutine)
{
    trace::TaskInfo info;
    info.number = number;
    info.coroutine = trace.intern(coroutine);
    return trace.addTask(info);
}

std::uint32_t index(auto id)
{
    return static_cast<std::uint32_t>(id);
}

} // namespace

class tst_Steps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTaskStepIsARow()
    {
        Recorder trace;
        const std::uint32_t main = index(addTask(trace, 1, "main"));
        const std::uint32_t child = index(addTask(trace, 2, "child"));
        const std::uint32_t cancelledError = index(trace.intern("CancelledError"));
        trace::Wait sleep;
        sleep.reason = Reason::Sleep;
        sleep.amount = 2'500'000'000;
        trace.record(0s, Kind::Created, main);
        trace.record(0s, Kind::Resumed, main, trace::Record::FirstOfTurn);
        trace.record(0s, Kind::Created, child, main);
        trace.record(0s, Kind::Suspended, main, index(trace.intern(sleep)));
        trace.record(2500ms, Kind::Ready, main, index(trace::Waker::Timer));
        trace.record(2500ms, Kind::CancelRequested, child, main);
        trace.record(2500ms, Kind::Resumed, child, cancelledError | trace::Record::FirstOfTurn);
        trace.record(2500ms, Kind::Cancelled, child);
        trace.record(3s, Kind::Failed, main, index(trace.intern("ValueError")));
        trace.record(3s, Kind::Ended, index(trace::Outcome::Failed));
        QCOMPARE(QString::fromStdString(trace::stepsText(trace)),
                 QStringLiteral("0\tTask-1\tcreated\tmain\n"
                                "0\tTask-1\tresumed\t\n"
                                "0\tTask-2\tcreated\tchild\n"
                                "0\tTask-1\tsuspended\tsleep 2500000000\n"
                                "2500000000\tTask-2\tresumed\tCancelledError\n"
                                "2500000000\tTask-2\tcancelled\t\n"
                                "3000000000\tTask-1\tfailed\tValueError\n"));
    }

    void aFinishedTaskHasNoDetail()
    {
        Recorder trace;
        trace.record(1ns, Kind::Finished, index(addTask(trace, 7, "part")));
        QCOMPARE(QString::fromStdString(trace::stepsText(trace)),
                 QStringLiteral("1\tTask-7\tfinished\t\n"));
    }

    void aNameEndsNeitherItsFieldNorItsRow()
    {
        Recorder trace;
        const trace::TaskId task = addTask(trace, 1, "a\tb\nc\rd");
        trace.record(0s, Kind::Created, index(task));
        QCOMPARE(QString::fromStdString(trace::stepsText(trace)),
                 QStringLiteral("0\tTask-1\tcreated\ta\\tb\\nc\\rd\n"));
    }

    void theWordsForAWait_data()
    {
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<QString>("text");
        QTest::newRow("sleep") << Reason::Sleep << QStringLiteral("sleep 12");
        QTest::newRow("yield") << Reason::Yield << QStringLiteral("yield");
        QTest::newRow("get") << Reason::QueueGet << QStringLiteral("queue.get");
        QTest::newRow("put") << Reason::QueuePut << QStringLiteral("queue.put");
        QTest::newRow("join") << Reason::QueueJoin << QStringLiteral("queue.join");
        QTest::newRow("lock") << Reason::Lock << QStringLiteral("lock");
        QTest::newRow("semaphore") << Reason::Semaphore << QStringLiteral("semaphore");
        QTest::newRow("event") << Reason::Event << QStringLiteral("event");
        QTest::newRow("condition") << Reason::Condition << QStringLiteral("condition");
        QTest::newRow("task") << Reason::Task << QStringLiteral("task Task-1");
        QTest::newRow("gather") << Reason::Gather << QStringLiteral("gather");
        QTest::newRow("wait_for") << Reason::WaitFor << QStringLiteral("wait_for");
        QTest::newRow("cancel") << Reason::CancelAndWait << QStringLiteral("cancel_and_wait");
        QTest::newRow("shield") << Reason::Shield << QStringLiteral("shield");
        QTest::newRow("wait") << Reason::Wait << QStringLiteral("wait");
        QTest::newRow("task group") << Reason::TaskGroup << QStringLiteral("taskgroup");
        QTest::newRow("executor") << Reason::Executor << QStringLiteral("executor");
        QTest::newRow("future") << Reason::Future << QStringLiteral("future");
    }
    void theWordsForAWait()
    {
        QFETCH(Reason, reason);
        Recorder trace;
        trace::Wait wait;
        wait.reason = reason;
        wait.what = index(addTask(trace, 1, "main"));
        wait.amount = 12;
        QTEST(QString::fromStdString(trace::waitText(trace, trace.intern(wait))), "text");
    }
};

QTEST_APPLESS_MAIN(tst_Steps)
#include "tst_steps.moc"
