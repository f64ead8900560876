#include "engine/trace/merger.h"
#include "engine/trace/steps.h"
#include "tests/support/textlines.h"

#include <QStringList>
#include <QTest>

using namespace std::chrono_literals;
using support::textLines;
using trace::Kind;
using trace::Merger;
using trace::Recorder;
using trace::TaskId;
using trace::Time;

namespace {

std::uint32_t index(auto id)
{
    return static_cast<std::uint32_t>(id);
}

/// A loop that somebody else writes the trace of: it runs main(), Task-1.
struct Loop
{
    std::shared_ptr<Recorder> trace = std::make_shared<Recorder>();

    explicit Loop(Time begin)
    {
        create(1, "main", TaskId::None, begin);
        trace->record(begin, Kind::Resumed, 0, trace::Record::FirstOfTurn);
    }
    void create(std::uint32_t number, std::string_view coroutine, TaskId creator, Time time) const
    {
        trace::TaskInfo info;
        info.number = number;
        info.coroutine = trace->intern(coroutine);
        info.creator = creator;
        info.site = trace->intern("cores.cpp", "main", number);
        trace->record(time, Kind::Created, index(trace->addTask(info)), index(creator));
    }
    void sleep(std::int64_t ns, Time time) const
    {
        trace::Wait wait;
        wait.reason = trace::Reason::Sleep;
        wait.amount = ns;
        trace->record(time, Kind::Suspended, 0, index(trace->intern(wait)));
    }
    void finish(Time time) const
    {
        trace->record(time, Kind::Finished, 0);
        trace->record(time, Kind::Ended, index(trace::Outcome::Done));
    }
};

/// What several loops are merged into.
struct Merged
{
    Recorder trace;
    Merger merger{trace};

    /// "SECONDS TASK EVENT DETAIL" of each step.
    QStringList steps() const
    {
        QStringList rows
            = QString::fromStdString(trace::stepsText(trace)).split(u'\n', Qt::SkipEmptyParts);
        for (QString &row : rows) {
            const double seconds = row.section(u'\t', 0, 0).toDouble() / 1e9;
            row = QStringLiteral("%1 %2")
                      .arg(seconds)
                      .arg(row.section(u'\t', 1))
                      .replace(u'\t', u' ')
                      .trimmed();
        }
        return rows;
    }
};

} // namespace

class tst_Merger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsComeInTheOrderOfTime()
    {
        const Loop first(1s);
        const Loop second(2s);
        first.sleep(5, 4s);
        second.sleep(7, 3s);
        first.finish(6s);
        second.finish(5s);
        Merged all;
        all.merger.add(first.trace, "Loop 1", TaskId::None, 1s);
        all.merger.add(second.trace, "Loop 2", TaskId::None, 2s);
        all.merger.advance(10s);
        QCOMPARE(all.steps(), textLines(R"(
            1 Task-1 created main
            1 Task-1 resumed
            2 Task-2 created main
            2 Task-2 resumed
            3 Task-2 suspended sleep 7
            4 Task-1 suspended sleep 5
            5 Task-2 finished
            6 Task-1 finished
        )"));
    }

    void atTheSameTimeTheLoopThatWasStartedFirstGoesFirst()
    {
        const Loop first(1s);
        const Loop second(1s);
        second.finish(3s);
        first.finish(3s);
        Merged all;
        all.merger.add(first.trace, "Loop 1", TaskId::None, 1s);
        all.merger.add(second.trace, "Loop 2", TaskId::None, 1s);
        all.merger.advance(10s);
        QCOMPARE(all.steps(), textLines(R"(
            1 Task-1 created main
            1 Task-1 resumed
            1 Task-2 created main
            1 Task-2 resumed
            3 Task-1 finished
            3 Task-2 finished
        )"));
        QCOMPARE(all.trace.text(all.trace.task(TaskId{0}).loop), std::string("Loop 1"));
    }

    void aRecordWaitsUntilNothingEarlierCanCome()
    {
        const Loop fast(1s);
        Merged all;
        all.merger.add(fast.trace, "fast", TaskId::None, 1s);
        const Loop slow(3s);
        all.merger.add(slow.trace, "slow", TaskId::None, 2s);
        fast.sleep(5, 4s);
        all.merger.advance(10s);
        QCOMPARE(all.steps().last(), QStringLiteral("3 Task-2 resumed"));
        slow.sleep(7, 6s);
        all.merger.advance(10s);
        QCOMPARE(all.steps().last(), QStringLiteral("4 Task-1 suspended sleep 5"));
        fast.finish(9s);
        all.merger.advance(10s);
        QCOMPARE(all.steps().last(), QStringLiteral("6 Task-2 suspended sleep 7"));
        slow.finish(9s);
        all.merger.advance(10s);
        QCOMPARE(all.steps().last(), QStringLiteral("9 Task-2 finished"));
    }

    void nothingIsCopiedBeforeItsTime()
    {
        const Loop loop(1s);
        loop.finish(5s);
        Merged all;
        all.merger.add(loop.trace, "Loop 1", TaskId::None, 1s);
        all.merger.advance(4s);
        QCOMPARE(all.steps().size(), 2);
        all.merger.advance(5s);
        QCOMPARE(all.steps().size(), 3);
    }

    void aLoopBeginsWhenItWasStarted()
    {
        const Loop late(3s);
        const Loop early(2s);
        Merged all;
        all.merger.add(late.trace, "Loop 1", TaskId::None, 0s);
        all.merger.add(early.trace, "Loop 2", TaskId::None, 1s);
        all.merger.advance(10s);
        QCOMPARE(all.steps(), textLines(R"(
            0 Task-1 created main
            1 Task-2 created main
            2 Task-2 resumed
        )"));
    }

    void theOrderOfTimeIsKeptBehindTheWritersOwnRecords()
    {
        Merged all;
        all.merger.add(Loop(1s).trace, "Loop 1", TaskId::None, 1s);
        all.trace.record(2s, Kind::Ready, 0, index(trace::Waker::None));
        all.merger.advance(10s);
        QCOMPARE(all.steps(), textLines(R"(
            2 Task-1 created main
            2 Task-1 resumed
        )"));
    }

    void tasksAreNumberedOnAndKnowTheirLoop()
    {
        Merged all;
        trace::TaskInfo info;
        info.number = 1;
        const TaskId starter = all.trace.addTask(info);
        all.trace.record(0s, Kind::Created, index(starter), index(TaskId::None));

        const Loop loop(1s);
        loop.create(2, "job", TaskId{0}, 2s);
        trace::Wait wait;
        wait.reason = trace::Reason::Task;
        wait.what = 1;
        loop.trace->record(3s, Kind::Suspended, 0, index(loop.trace->intern(wait)));
        loop.trace->record(4s, Kind::Ready, 0, 1);
        loop.trace->record(4s, Kind::Ready, 1, index(trace::Waker::Timer));
        all.merger.add(loop.trace, "Loop 1", starter, 1s);
        all.merger.advance(10s);

        const auto &records = all.trace.records();
        QCOMPARE(all.trace.tasks().size(), std::size_t{3});
        const trace::TaskInfo &main = all.trace.task(TaskId{1});
        QCOMPARE(all.trace.text(main.loop), std::string("Loop 1"));
        QCOMPARE(all.trace.text(main.label), std::string("Loop 1 main"));
        QCOMPARE(main.number, 2U);
        QVERIFY(main.creator == starter);
        const trace::TaskInfo &job = all.trace.task(TaskId{2});
        QCOMPARE(all.trace.text(job.coroutine), std::string("job"));
        QCOMPARE(job.number, 3U);
        QVERIFY(job.creator == TaskId{1});
        QCOMPARE(all.trace.text(all.trace.site(job.site).file), std::string("cores.cpp"));
        QCOMPARE(records.size(), std::size_t{7});
        QVERIFY(records[1].byTask() == starter);
        QVERIFY(records[3].task() == TaskId{2} && records[3].byTask() == TaskId{1});
        QVERIFY(all.trace.wait(records[4].wait()).task() == TaskId{2});
        QVERIFY(records[5].task() == TaskId{1} && records[5].byTask() == TaskId{2});
        QCOMPARE(records[6].argument, index(trace::Waker::Timer));
    }

    void tasksThatAreAwaitedTogetherAreNumberedOn()
    {
        const Loop loop(1s);
        loop.create(2, "job", TaskId{0}, 2s);
        const trace::AwaitedId rest = loop.trace->addAwaited({trace::AwaitedId::None, TaskId{0}});
        trace::Wait wait;
        wait.reason = trace::Reason::Gather;
        wait.what = static_cast<std::uint32_t>(loop.trace->addAwaited({rest, TaskId{1}}));
        loop.trace->record(3s, Kind::Suspended, 0, index(loop.trace->intern(wait)));
        Merged all;
        all.trace.addTask({.number = 1});
        all.trace.addAwaited({trace::AwaitedId::None, TaskId{0}});
        all.merger.add(loop.trace, "Loop 1", TaskId{0}, 1s);
        all.merger.advance(10s);
        const auto &records = all.trace.records();
        const trace::Wait &copied = all.trace.wait(records[records.size() - 1].wait());
        QVERIFY(all.trace.tasksOf(copied) == (std::vector{TaskId{2}, TaskId{1}}));
    }

    void whoWokeATaskIsKept()
    {
        const Loop loop(1s);
        const trace::Cause cause{loop.trace->intern("descriptor"), trace::TextId::Empty, 7};
        loop.trace->record(2s, Kind::Ready, 0, trace::Record::waker(loop.trace->intern(cause)));
        loop.trace->record(3s, Kind::Ready, 0, index(trace::Waker::None));
        Merged all;
        all.trace.intern(trace::Cause{all.trace.intern("signal"), trace::TextId::Empty, 2});
        all.merger.add(loop.trace, "Loop 1", TaskId{4}, 1s);
        all.merger.advance(10s);
        const auto &records = all.trace.records();
        QCOMPARE(records.size(), std::size_t{4});
        QVERIFY(records[2].byCause() == trace::CauseId{1});
        const trace::Cause &copied = all.trace.cause(records[2].byCause());
        QCOMPARE(all.trace.text(copied.kind), std::string("descriptor"));
        QCOMPARE(copied.number, std::int64_t{7});
        QCOMPARE(records[3].argument, index(trace::Waker::None));
    }

    void linesObjectsAndErrorsAreCopied()
    {
        const Loop loop(1s);
        loop.trace->print(2s, TaskId{0}, "hello");
        const trace::ObjectId queue
            = loop.trace->addObject({loop.trace->intern("queue"), loop.trace->intern("q"), 3});
        loop.trace->record(3s, Kind::Depth, index(queue), 2);
        loop.trace->record(4s, Kind::Failed, 0, index(loop.trace->intern("ValueError")));
        Merged all;
        all.trace.print(0s, TaskId::None, "before");
        all.trace.addObject({all.trace.intern("lock"), all.trace.intern("lock")});
        all.merger.add(loop.trace, "Loop 1", TaskId::None, 1s);
        all.merger.advance(10s);
        QCOMPARE(all.trace.lines()[1].text, std::string("hello"));
        const auto &records = all.trace.records();
        QCOMPARE(records.size(), std::size_t{6});
        QCOMPARE(records[3].argument, 1U);
        QVERIFY(records[4].object() == trace::ObjectId{1});
        QCOMPARE(all.trace.text(all.trace.object(records[4].object()).name), std::string("q"));
        QCOMPARE(records[4].argument, 2U);
        QCOMPARE(all.trace.text(records[5].exception()), std::string("ValueError"));
    }
};

QTEST_APPLESS_MAIN(tst_Merger)
#include "tst_merger.moc"
