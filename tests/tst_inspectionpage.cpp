#include "engine/sync/lock.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/embrace.h"
#include "tests/support/foreignrun.h"
#include "tests/support/modelrun.h"
#include "views/analysis/objectflow.h"
#include "views/words/objectpage.h"
#include "views/words/segmenttext.h"

#include <QRegularExpression>
#include <QTest>
#include <QTextDocumentFragment>

using namespace views;
using namespace std::chrono_literals;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::embrace;
using support::ModelRun;

namespace {

using engine::sleep;

using Queue = engine::Queue<int>;

Task<> takeSlowly(Queue &queue)
{
    for (;;) {
        co_await sleep(1);
        co_await queue.get();
    }
}

/// Puts three items at once and one at 4 s; one is taken each second from 1 s on.
Task<> produceInBursts()
{
    Queue queue("q", 0);
    const TaskHandle<> taker = createTask(takeSlowly(queue), {"taker", {}});
    for (int i = 0; i < 3; ++i)
        queue.putNowait(i);
    co_await sleep(4.5);
    queue.putNowait(3);
    co_await sleep(0.5);
    taker.cancel();
}

Task<> holdFor(engine::Lock &lock, double seconds)
{
    co_await lock.acquire();
    co_await sleep(seconds);
    lock.release();
}

Task<> threeHolders()
{
    engine::Lock lock("door");
    const TaskHandle<> one = createTask(holdFor(lock, 1), {"one", {}});
    const TaskHandle<> two = createTask(holdFor(lock, 3), {"two", {}});
    const TaskHandle<> three = createTask(holdFor(lock, 2), {"three", {}});
    co_await one;
    co_await two;
    co_await three;
}

MeasuredRange times(const RunModel &model, trace::Time begin, trace::Time end)
{
    return measuredRange(model, {begin.count(), end.count()}, AxisKind::Clock);
}

trace::ObjectId objectCalled(const RunModel &model, const char *name)
{
    for (std::size_t i = 0; i < model.trace().objects().size(); ++i) {
        const trace::ObjectId id{static_cast<std::uint32_t>(i)};
        if (model.trace().text(model.trace().object(id).name) == name)
            return id;
    }
    return trace::ObjectId::None;
}

QString plain(const QString &rich)
{
    return QTextDocumentFragment::fromHtml(rich).toPlainText();
}

/// Every row of the section \a heading, its cells parted by bars.
QStringList rowsOf(const InspectionPage &page, const char *heading)
{
    QStringList rows;
    for (const InspectionPage::Section &section : page.sections) {
        if (section.heading != QLatin1String(heading))
            continue;
        for (const InspectionPage::Row &row : section.rows)
            rows += QStringLiteral("%1|%2").arg(
                plain(row.what).replace(QLatin1Char('\n'), QStringLiteral(" / ")),
                plain(row.value));
    }
    return rows;
}

InspectionPage taskPageAt(const ModelRun &run, const char *name, trace::Time time)
{
    const std::size_t records = run.model.recordsUntil(time);
    const trace::TaskId task = run.task(QLatin1String(name));
    return pageOf(run.model, inspect(run.model, worldAt(run.model, records), time, task, false),
                  taskDeeds(run.model, task), records);
}

InspectionPage objectPageAt(const ModelRun &run, trace::ObjectId object, trace::Time time)
{
    const std::size_t records = run.model.recordsUntil(time);
    const QueueFlow queue = queueFlow(run.model, object);
    const HoldFlow holds = holdFlow(run.model, object);
    return objectPage(run.model, worldAt(run.model, records), object,
                      run.model.depth(object).size() > 0 ? &queue : nullptr,
                      run.model.holderTrack(object).size() > 0 ? &holds : nullptr);
}

/// What happens to one object, written by hand; it is used by two tasks.
struct Written
{
    trace::TraceBuilder builder;
    trace::TaskId one = builder.add(trace::TaskInfo{});
    trace::TaskId two = builder.add(trace::TaskInfo{});
    trace::ObjectId object = builder.add(trace::Object{builder.text("thing"), builder.text("t")});

    void depth(trace::Time time, std::uint32_t items)
    {
        support::append(builder, time, trace::Kind::Depth, object, items);
    }
    void take(trace::Time time, trace::TaskId task)
    {
        support::append(builder, time, trace::Kind::Acquired, object, task);
    }
    void give(trace::Time time, trace::TaskId task)
    {
        support::append(builder, time, trace::Kind::Released, object, task);
    }
    RunModel end(trace::Time time)
    {
        support::append(builder, time, trace::Kind::Ended, trace::Outcome::Stopped);
        RunModel model(builder.trace());
        model.advance();
        return model;
    }
};

} // namespace

/// What the inspector says of tasks, queues and locks, and the sums that it rests on.
class tst_InspectionPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStaysInAQueueAreThoseOfItsItemsInOrder()
    {
        const ModelRun run(produceInBursts);
        const QueueFlow flow = queueFlow(run.model, objectCalled(run.model, "q"));
        QCOMPARE(flow.put, std::size_t(4));
        QCOMPARE(flow.stays, (std::vector<trace::Time>{0s, 1s, 2s, 3s}));
        QCOMPARE(flow.left, std::size_t(0));
        QCOMPARE(flow.quantile(0.5), trace::Time(1s));
        QCOMPARE(flow.quantile(0.95), trace::Time(3s));
        QCOMPARE(flow.histogram(3), (std::vector<std::size_t>{1, 1, 2}));
    }
    void littlesLawHolds()
    {
        const ModelRun run(produceInBursts);
        const QueueFlow flow = queueFlow(run.model, objectCalled(run.model, "q"));
        // 3 for a second, 2, 1, and none for two: the sum of the stays over the 5 s.
        QCOMPARE(flow.content, 6.0 / 5);
        QCOMPARE(flow.arrivals() * flow.meanStay(), flow.content);
    }
    void aQueueSaysWhatIsInItAndWhoWaits()
    {
        const ModelRun run(produceInBursts);
        const trace::ObjectId queue = objectCalled(run.model, "q");
        QCOMPARE(plain(objectPageAt(run, queue, 1500ms).sentence),
                 QStringLiteral("q has 2 items; nobody waits for it."));
        const InspectionPage later = objectPageAt(run, queue, 4200ms);
        QCOMPARE(plain(later.sentence), QStringLiteral("q is empty; 1 task waits for it."));
        QCOMPARE(rowsOf(later, "Who waits for it"),
                 QStringList(QStringLiteral("1. taker|since 4.000 s")));
        QCOMPARE(rowsOf(later, "From put to get, whole run").at(0),
                 QStringLiteral("half of them, at most|1.000 s"));
    }
    void theLongestHoldOfALockIsFound()
    {
        const ModelRun run(threeHolders);
        const HoldFlow flow = holdFlow(run.model, objectCalled(run.model, "door"));
        QCOMPARE(flow.holds, std::size_t(3));
        QCOMPARE(flow.held, trace::Time(6s));
        QCOMPARE(flow.longest, trace::Time(3s));
        QCOMPARE(flow.longestBy, run.task(QStringLiteral("two")));
    }
    void aRangeSaysWhereTheTimeOfAllWentInItAndWhoRan()
    {
        const ModelRun run(threeHolders);
        // At 1 s one lets go and ends, two and main go on; at 2 s nothing happens.
        const InspectionPage page = rangePage(run.model, times(run.model, 1s, 2s));
        QCOMPARE(page.origin, QStringLiteral("1.000 s to 2.000 s"));
        QCOMPARE(plain(page.sentence), QStringLiteral("1.000 s with 3 steps of 3 tasks."));
        QCOMPARE(rowsOf(page, "Who ran"),
                 QStringList({QStringLiteral("Task-1|1 step"), QStringLiteral("one|1 step"),
                              QStringLiteral("two|1 step")}));
        const auto &shares = page.sections.at(0);
        QCOMPARE(shares.aside, QStringLiteral("3.000 s"));
        QCOMPARE(shares.bar.size(), std::size_t(2));
        QCOMPARE(shares.bar[0].state, State::Sleeping);
        QCOMPARE(shares.bar[0].time, trace::Time(1s));
        QCOMPARE(shares.bar[1].time, trace::Time(2s));
        // Nobody has lived in it.
        const InspectionPage nothing = rangePage(run.model, times(run.model, 7s, 8s));
        QCOMPARE(plain(nothing.sentence), QStringLiteral("1.000 s with 0 steps of 0 tasks."));
        QVERIFY(nothing.sections.empty());
    }
    void ofATaskARangeSaysWhatItDidInIt()
    {
        const ModelRun run(threeHolders);
        const trace::TaskId three = run.task(QStringLiteral("three"));
        const InspectionPage::Section section
            = rangeSection(run.model, three, times(run.model, 500ms, 5s));
        QCOMPARE(section.aside, QStringLiteral("4.500 s"));
        QCOMPARE(section.bar.size(), std::size_t(2));
        QCOMPARE(section.bar[0].state, State::Sleeping); // holds it from 4 s on
        QCOMPARE(section.bar[0].time, trace::Time(1s));
        QCOMPARE(section.bar[1].word, QStringLiteral("waiting for a lock"));
        QCOMPARE(section.bar[1].time, trace::Time(3500ms));
        QCOMPARE(section.rows.at(0).value, QStringLiteral("1"));
        QVERIFY(section.note.isEmpty());
        const trace::TaskId one = run.task(QStringLiteral("one"));
        QVERIFY(!rangeSection(run.model, one, times(run.model, 2s, 3s)).note.isEmpty());
    }
    void aLockSaysWhoHoldsItAndWhoWaits()
    {
        const ModelRun run(threeHolders);
        const InspectionPage page = objectPageAt(run, objectCalled(run.model, "door"), 2s);
        QCOMPARE(plain(page.sentence), QStringLiteral("door is held by two; 1 task waits for it."));
        QCOMPARE(rowsOf(page, "Held by"), QStringList(QStringLiteral("two|since 1.000 s")));
        QCOMPARE(rowsOf(page, "Who waits for it"),
                 QStringList(QStringLiteral("1. three|since 0.000 s")));
        QCOMPARE(plain(objectPageAt(run, objectCalled(run.model, "door"), 6s).sentence),
                 QStringLiteral("door is free; nobody waits for it."));
    }
    void theChainGoesOnThroughTheHolderOfALock()
    {
        const ModelRun run(threeHolders);
        const InspectionPage page = taskPageAt(run, "three", 2s);
        const QStringList rows = rowsOf(page, "Waits on");
        QVERIFY2(rows.first().startsWith(
                     QStringLiteral("Waiting to acquire door / held by two since 1.000 s")),
                 qPrintable(rows.join(QLatin1Char('\n'))));
        QVERIFY(std::any_of(rows.begin(), rows.end(), [](const QString &row) {
            return row.startsWith(QStringLiteral("in holdFor|tst_inspectionpage.cpp:"));
        }));
        QVERIFY(std::any_of(rows.begin(), rows.end(), [](const QString &row) {
            return row.startsWith(QStringLiteral("two: Sleeping for 3.0 s"));
        }));
        QVERIFY(rows.last().startsWith(QStringLiteral("created by Task-1|")));
        QVERIFY(plain(page.sentence).contains(QStringLiteral("Held by two.")));
    }
    void everyPlaceIsALink()
    {
        const ModelRun run(threeHolders);
        const auto linksIn = [](const InspectionPage &page) {
            QStringList places;
            static const QRegularExpression link(
                QStringLiteral("<a href=\"place:[^>]*>([^<]*)</a>"));
            QString all = page.origin;
            for (const auto &section : page.sections) {
                for (const auto &row : section.rows)
                    all += row.what + row.value;
            }
            for (const auto &match : link.globalMatch(all))
                places += match.captured(1).section(QLatin1Char(':'), 0, 0);
            return places;
        };
        // Where it waits for the lock, where its holder sleeps, where it was created.
        const QString here = QStringLiteral("tst_inspectionpage.cpp");
        QCOMPARE(linksIn(taskPageAt(run, "three", 2s)), QStringList({here, here, here}));
        // Where the lock was made.
        const trace::ObjectId door = objectCalled(run.model, "door");
        const QString made = siteText(run.model, run.model.trace().object(door).site);
        QCOMPARE(linksIn(objectPageAt(run, door, 2s)),
                 made.isEmpty() ? QStringList() : QStringList{here});
    }
    void whoCreatedATaskIsALinkInItsHead()
    {
        const ModelRun run(threeHolders);
        const InspectionPage page = taskPageAt(run, "three", 2s);
        QVERIFY2(page.origin.endsWith(QStringLiteral("created by <a href=\"task:0\">Task-1</a>")),
                 qPrintable(page.origin));
    }
    void aCircleThroughLocksIsCalledOne()
    {
        const ModelRun run(embrace);
        const InspectionPage page = taskPageAt(run, "one", run.model.end());
        QVERIFY(rowsOf(page, "Waits on")
                    .contains(QStringLiteral("They wait for each other in a circle.|")));
        // From outside it leads into the circle.
        QVERIFY(rowsOf(taskPageAt(run, "Task-1", run.model.end()), "Waits on")
                    .contains(QStringLiteral("They wait for each other in a circle.|")));
    }
    void aWaitInAQueueSaysThatItIsEmpty()
    {
        const ModelRun run(produceInBursts);
        QVERIFY(plain(taskPageAt(run, "taker", 4200ms).sentence)
                    .contains(QStringLiteral("It is empty.")));
    }
    void waitsAreSummedByTheirReason()
    {
        const ModelRun run(produceInBursts);
        QStringList words;
        for (const Share &share : sharesOf(run.model, run.task(QStringLiteral("taker"))))
            words += QStringLiteral("%1 %2").arg(share.word).arg(share.time.count() / 1'000'000);
        // Four sleeps of a second, and from 4 to 4.5 s nothing was there.
        QVERIFY2(words.contains(QStringLiteral("waiting for an item 500")),
                 qPrintable(words.join(QLatin1Char(';'))));
    }
    void theRunIsSaidWhenNothingIsSelected()
    {
        const ModelRun run(produceInBursts);
        const InspectionPage page
            = runPage(run.model, worldAt(run.model, run.model.recordsUntil(4200ms)), false);
        QVERIFY(plain(page.sentence).startsWith(QStringLiteral("The run took 5.0 s: 2 tasks, ")));
        QVERIFY(rowsOf(page, "At the cursor").contains(QStringLiteral("tasks alive|2")));
        QCOMPARE(rowsOf(page, "Queues"), QStringList(QStringLiteral("q|0 now, 3 at most")));
    }
    void whatIsLeftInAQueueCountsAsFarAsItHasStayed()
    {
        Written run;
        run.depth(1s, 1);
        run.depth(2s, 2);
        run.depth(4s, 1);
        const QueueFlow flow = queueFlow(run.end(10s), run.object);
        QCOMPARE(flow.put, std::size_t(2));
        QCOMPARE(flow.stays, std::vector<trace::Time>{3s});
        QCOMPARE(flow.left, std::size_t(1));
        QCOMPARE(flow.leftFor, trace::Time(8s));
        QCOMPARE(flow.length, trace::Time(10s));
        QCOMPARE(flow.content, 1.1);
        QCOMPARE(flow.arrivals(), 0.2);
        QCOMPARE(flow.meanStay(), 5.5);
        QCOMPARE(flow.quantile(0.001), trace::Time(3s));
        QCOMPARE(flow.quantile(1), trace::Time(3s));
        QCOMPARE(flow.histogram(2), (std::vector<std::size_t>{0, 1}));
        QVERIFY(flow.histogram(0).empty());
    }
    void ofAQueueThatNothingWentThroughThereIsNothingToTell()
    {
        const QueueFlow none{};
        QCOMPARE(none.arrivals(), 0.0);
        QCOMPARE(none.meanStay(), 0.0);
        QCOMPARE(none.histogram(3), (std::vector<std::size_t>{0, 0, 0}));
        Written run;
        run.depth(0s, 1);
        const QueueFlow atOnce = queueFlow(run.end(0s), run.object);
        QCOMPARE(atOnce.put, std::size_t(1));
        QCOMPARE(atOnce.content, 0.0);
        QCOMPARE(atOnce.arrivals(), 0.0);
    }
    void ofEqualHoldsTheFirstIsTheLongest()
    {
        Written run;
        run.take(0s, run.one);
        run.give(1s, run.one);
        run.take(1s, run.two);
        run.give(2s, run.two);
        const RunModel model = run.end(3s);
        const HoldFlow flow = holdFlow(model, run.object);
        QCOMPARE(flow.holds, std::size_t(2));
        QCOMPARE(flow.longest, trace::Time(1s));
        QCOMPARE(flow.longestBy, run.one);
        QCOMPARE(flow.longestFrom, std::size_t(0));
    }
    void aHoldOfNoTimeIsTheLongestWhereThereIsNoOther()
    {
        Written run;
        run.take(1s, run.two);
        run.give(1s, run.two);
        run.give(1s, run.one); // which held nothing
        const HoldFlow flow = holdFlow(run.end(2s), run.object);
        QCOMPARE(flow.holds, std::size_t(1));
        QCOMPARE(flow.held, trace::Time(0s));
        QCOMPARE(flow.longestBy, run.two);
    }
    void whatIsNotGivenBackIsHeldToTheEnd()
    {
        Written run;
        run.take(0s, run.two);
        run.take(0s, run.one);
        run.take(2s, run.one);
        const HoldFlow flow = holdFlow(run.end(5s), run.object);
        QCOMPARE(flow.holds, std::size_t(3));
        QCOMPARE(flow.held, trace::Time(13s));
        QCOMPARE(flow.longest, trace::Time(5s));
        QCOMPARE(flow.longestBy, run.two);
        QCOMPARE(flow.longestFrom, std::size_t(0));
    }
    void theLastPlaceThatATaskTookIsTheFirstThatItGivesBack()
    {
        Written run;
        run.take(0s, run.one);
        run.take(1s, run.one);
        run.take(1s, run.two);
        run.give(2s, run.one);
        run.give(5s, run.one);
        const RunModel model = run.end(6s);
        const HoldFlow flow = holdFlow(model, run.object);
        QCOMPARE(flow.held, trace::Time(11s));
        QCOMPARE(flow.longestBy, run.one);
        QCOMPARE(flow.longestFrom, std::size_t(0));
        const auto since = [&](trace::TaskId task, std::size_t records) {
            return heldSince(model, run.object, task, records);
        };
        QVERIFY(!since(run.one, 0));
        QVERIFY(since(run.one, 1) == std::size_t(0));
        QVERIFY(since(run.one, 3) == std::size_t(1));
        QVERIFY(since(run.one, 4) == std::size_t(0));
        QVERIFY(!since(run.one, 5));
        QVERIFY(!since(run.two, 2));
        QVERIFY(since(run.two, 3) == std::size_t(2));
    }
};

QTEST_APPLESS_MAIN(tst_InspectionPage)

#include "tst_inspectionpage.moc"
