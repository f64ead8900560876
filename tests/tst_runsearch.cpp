#include "tests/support/foreignrun.h"
#include "views/search/runsearch.h"

#include <QTest>

#include <limits>

using views::RunSearch;

namespace {

using Records = std::vector<std::size_t>;

Records found(const trace::Trace &trace, const char *text)
{
    RunSearch search(trace, QString::fromUtf8(text));
    search.advance(std::numeric_limits<std::size_t>::max());
    return search.hits();
}

} // namespace

class tst_RunSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTaskIsFoundWhereItIsCreatedAndWhereItIsRenamed()
    {
        const support::ForeignRun run;
        QCOMPARE(found(*run.trace(), "closer"), Records{2}); // its label
        QCOMPARE(found(*run.trace(), "fetch"), (Records{1, 2, 8})); // coroutine, late name
        QCOMPARE(found(*run.trace(), "Task-2"), Records{2});
    }

    void aWaitIsFoundByItsWordItsObjectAndItsPlace()
    {
        const support::ForeignRun run;
        QCOMPARE(found(*run.trace(), "POOL.acquire"), (Records{4, 9}));
        QCOMPARE(found(*run.trace(), "db"), Records{4});
        QCOMPARE(found(*run.trace(), "pool.py:31"), (Records{4, 9}));
        QCOMPARE(found(*run.trace(), "kafka"), Records{});
    }

    void aWaitIsFoundByItsLabelAndByTheTaskThatItIsFor()
    {
        trace::TraceBuilder builder;
        trace::TaskInfo info;
        info.number = 1;
        info.label = builder.text("parent");
        const trace::TaskId parent = builder.add(info);
        info.number = 2;
        info.label = builder.text("child");
        const trace::TaskId child = builder.add(info);
        const auto waitFor = [&](trace::Reason reason, std::uint32_t what) {
            trace::Wait wait;
            wait.reason = reason;
            wait.what = what;
            return builder.add(wait);
        };
        constexpr auto Nothing = static_cast<std::uint32_t>(trace::TaskId::None);
        const auto add = [&](trace::Kind kind, trace::TaskId task, auto argument) {
            support::append(builder, {}, kind, task, argument);
        };
        using enum trace::Kind;
        add(Created, parent, trace::TaskId::None);
        add(Created, child, parent);
        add(Suspended, parent, waitFor(trace::Reason::Task, static_cast<std::uint32_t>(child)));
        add(Suspended, child, waitFor(trace::Reason::Executor, Nothing));
        // Of these nobody knows for what.
        add(Suspended, parent, waitFor(trace::Reason::Task, Nothing));
        add(Suspended, child, waitFor(trace::Reason::QueueGet, Nothing));
        QCOMPARE(found(*builder.trace(), "child"), (Records{1, 2}));
        QCOMPARE(found(*builder.trace(), "job"), Records{3}); // its label
        QCOMPARE(found(*builder.trace(), "executor"), Records{3});
        QCOMPARE(found(*builder.trace(), "queue.get"), Records{5});
        QCOMPARE(found(*builder.trace(), "nowhere"), Records{});
    }

    void whatALoopRunsIsFound()
    {
        trace::TraceBuilder builder;
        support::append(builder, {}, trace::Kind::LoopRuns, builder.text("accept"), 0);
        support::append(builder, {}, trace::Kind::LoopIdle, builder.text("selector"), 0);
        QCOMPARE(found(*builder.trace(), "accept"), Records{0});
        QCOMPARE(found(*builder.trace(), "selector"), Records{1});
        QCOMPARE(found(*builder.trace(), "nowhere"), Records{});
    }

    void linesExceptionsAndMarksAreFound()
    {
        trace::TraceBuilder builder;
        trace::TaskInfo info;
        info.number = 1;
        const trace::TaskId task = builder.add(info);
        const auto add = [&](trace::Kind kind, auto argument) {
            support::append(builder, {}, kind, task, argument);
        };
        add(trace::Kind::Created, trace::TaskId::None);
        add(trace::Kind::Resumed, 0);
        add(trace::Kind::Printed, builder.addLine("Größe 7"));
        add(trace::Kind::Marked, builder.text("here it grows"));
        add(trace::Kind::Failed, builder.text("ValueError"));
        QCOMPARE(found(*builder.trace(), "größe"), Records{2});
        QCOMPARE(found(*builder.trace(), "grows"), Records{3});
        QCOMPARE(found(*builder.trace(), "valueerror"), Records{4});
        QCOMPARE(found(*builder.trace(), "nothing of the kind"), Records{});
    }

    void whatComesLaterIsFoundByLookingOn()
    {
        const support::ForeignRun run;
        const auto trace = run.trace();
        RunSearch search(*trace, QStringLiteral("fetch"));
        QVERIFY(search.advance(5));
        QCOMPARE(search.hits(), (Records{1, 2}));
        QVERIFY(!search.advance(100));
        QCOMPARE(search.hits(), (Records{1, 2, 8}));
    }
};

QTEST_APPLESS_MAIN(tst_RunSearch)
#include "tst_runsearch.moc"
