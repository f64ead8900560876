#include "tests/support/strings.h"
#include "tests/support/writtenrun.h"
#include "views/analysis/findings.h"
#include "views/words/findingtext.h"
#include "views/words/inspectionpage.h"
#include "views/words/looptext.h"
#include "views/words/narrationtext.h"
#include "views/words/segmenttext.h"

#include <QTest>
#include <QTextDocumentFragment>

#include <array>

using namespace views;
using namespace std::chrono_literals;
using support::strings;
using support::WrittenRun;
using trace::Kind;
using trace::Reason;
using trace::TaskId;
using trace::Waker;

namespace {

constexpr const char *NotWoken = " Nobody has woken it until the end of the run.";

QString plain(const QString &rich)
{
    return QTextDocumentFragment::fromHtml(rich).toPlainText();
}

Inspection inspectionOf(const RunModel &model, TaskId task, std::size_t records, trace::Time now)
{
    return inspect(model, worldAt(model, records), now, task, false);
}

/// What is said of \a task after \a records records.
QString sentence(const RunModel &model, TaskId task, std::size_t records, trace::Time now)
{
    return plain(inspectionOf(model, task, records, now).sentence);
}

/// The same at the end of what is written.
QString lastSentence(const WrittenRun &run, TaskId task)
{
    const RunModel model = run.model();
    return sentence(model, task, model.records(), run.now);
}

InspectionPage pageAt(const RunModel &model, TaskId task, std::size_t records)
{
    return pageOf(model, inspectionOf(model, task, records, model.end()), taskDeeds(model, task),
                  records);
}

MeasuredRange times(const RunModel &model, trace::Time begin, trace::Time end)
{
    return measuredRange(model, {begin.count(), end.count()}, AxisKind::Clock);
}

const InspectionPage::Section *sectionOf(const InspectionPage &page, const char *heading)
{
    for (const InspectionPage::Section &section : page.sections) {
        if (section.heading == QLatin1String(heading))
            return &section;
    }
    return nullptr;
}

QStringList rowsOf(const InspectionPage::Section *section)
{
    QStringList rows;
    if (section != nullptr) {
        for (const InspectionPage::Row &row : section->rows)
            rows += QStringLiteral("%1|%2").arg(
                plain(row.what).replace(QLatin1Char('\n'), QStringLiteral(" / ")), row.value);
    }
    return rows;
}

LoopText loopAt(const RunModel &model, std::size_t records, trace::Time now)
{
    return loopText(model, worldAt(model, records), now);
}

LoopText lastLoop(const WrittenRun &run)
{
    const RunModel model = run.model();
    return loopAt(model, model.records(), run.now);
}

} // namespace

/// What is said of runs that are written down by hand.
class tst_Sentences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLockSaysByWhomItIsHeld_data()
    {
        QTest::addColumn<QString>("holders");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *holders, const char *text) {
            QTest::addRow("by \"%s\"", holders)
                << QString::fromLatin1(holders) << QString::fromLatin1(text);
        };
        row("", "");
        row("x", " It holds that itself.");
        row("a", " Held by a.");
        row("aa", " Held by a.");
        row("xa", " Held by itself, a.");
        row("abc", " Held by a, b, c.");
        row("abcd", " Held by a, b, c, 1 others.");
        row("abcde", " Held by a, b, c, 2 others.");
    }
    void aLockSaysByWhomItIsHeld()
    {
        QFETCH(const QString, holders);
        QFETCH(const QString, text);
        WrittenRun run;
        const trace::ObjectId semaphore = run.object("semaphore", "s");
        const TaskId x = run.task("x");
        std::vector<TaskId> others;
        for (const char *name : {"a", "b", "c", "d", "e"})
            others.push_back(run.task(name));
        run.say(Kind::Resumed, x);
        for (const QChar holder : holders)
            run.say(Kind::Acquired, semaphore,
                    holder == u'x' ? x : others[static_cast<std::size_t>(holder.unicode() - u'a')]);
        run.say(Kind::Suspended, x, run.wait(Reason::Semaphore, semaphore));
        run.now = 1s;
        QCOMPARE(lastSentence(run, x),
                 QStringLiteral("Waiting to acquire s, 1.0 s so far.") + text
                     + QLatin1String(NotWoken));
    }

    void aQueueSaysWhyNothingComes_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("depth");
        QTest::addColumn<QString>("text");
        const auto row = [](Reason reason, int depth, const char *text) {
            QTest::addRow("%d of %d", static_cast<int>(reason), depth)
                << static_cast<int>(reason) << depth << QString::fromLatin1(text);
        };
        row(Reason::QueueGet, -1, "Waiting for an item in q, from now on.");
        row(Reason::QueueGet, 0, "Waiting for an item in q, from now on. It is empty.");
        row(Reason::QueueGet, 1,
            "Waiting for an item in q, from now on. It has 1 item, for which others have been "
            "woken.");
        row(Reason::QueueGet, 2,
            "Waiting for an item in q, from now on. It has 2 items, for which others have been "
            "woken.");
        row(Reason::QueuePut, -1, "Waiting for room in q, from now on.");
        row(Reason::QueuePut, 0, "Waiting for room in q, from now on.");
        row(Reason::QueuePut, 1, "Waiting for room in q, from now on. It is full, with 1 item.");
        row(Reason::QueuePut, 3, "Waiting for room in q, from now on. It is full, with 3 items.");
        row(Reason::QueueJoin, 2, "Waiting until all items of q are done, from now on.");
    }
    void aQueueSaysWhyNothingComes()
    {
        QFETCH(const int, reason);
        QFETCH(const int, depth);
        QFETCH(const QString, text);
        WrittenRun run;
        const trace::ObjectId queue = run.object("queue", "q");
        const TaskId x = run.task("x");
        run.say(Kind::Resumed, x);
        if (depth >= 0)
            run.say(Kind::Depth, queue, depth);
        run.say(Kind::Suspended, x, run.wait(static_cast<Reason>(reason), queue));
        QCOMPARE(lastSentence(run, x), text + QLatin1String(NotWoken));
    }

    void aPlaceInLineIsSaidWhereThereIsALine()
    {
        WrittenRun run;
        const trace::WaitId inLine = run.wait(Reason::QueueGet, run.object("queue", "q"));
        const trace::WaitId inCrowd = run.wait(Reason::Event, run.object("event", "e"));
        std::vector<TaskId> tasks;
        for (const char *name : {"a", "b", "c", "d", "e", "f", "g", "h"})
            tasks.push_back(run.task(name));
        for (std::size_t i = 0; i < tasks.size(); ++i)
            run.step(tasks[i], i < 6 ? inLine : inCrowd);
        constexpr std::array Places{"first", "second", "third", "fourth", "number 5", "number 6"};
        for (std::size_t i = 0; i < Places.size(); ++i)
            QCOMPARE(lastSentence(run, tasks[i]),
                     QStringLiteral("Waiting for an item in q, from now on. It is %1 of 6 in "
                                    "line.%2")
                         .arg(QLatin1String(Places[i]), QLatin1String(NotWoken)));
        QCOMPARE(lastSentence(run, tasks[7]),
                 QStringLiteral("Waiting for e to be set, from now on.") + QLatin1String(NotWoken));
    }

    void aRequestToCancelIsSaidWithTheWait()
    {
        WrittenRun run;
        const TaskId x = run.task("x");
        const TaskId a = run.task("a");
        run.step(x, run.wait(Reason::Event, run.object("event", "e"))).say(Kind::Resumed, a);
        run.now = 1s;
        run.say(Kind::CancelRequested, x, a); // record 5
        run.now = 3s;
        run.say(Kind::Ready, x, a);
        const RunModel model = run.model();
        QCOMPARE(sentence(model, x, 5, 1s),
                 QStringLiteral("Waiting for e to be set, 1.0 s so far. a will cancel it at "
                                "1.000 s."));
        QCOMPARE(sentence(model, x, 6, 2s),
                 QStringLiteral("Waiting for e to be set, 2.0 s so far. It has been asked to "
                                "cancel. a will cancel it at 1.000 s."));
        QCOMPARE(sentence(model, x, 7, 3s),
                 QStringLiteral("Ready to run. a cancelled it at 1.000 s. It is alone in the ready "
                                "queue."));
    }

    void whoOrWhatWakesItIsSaidBeforeAndAfter()
    {
        const auto said = [](auto waker, trace::Reason reason) {
            WrittenRun run;
            const TaskId a = run.task("a");
            const TaskId x = run.task("x", a);
            run.step(x,
                     reason == Reason::Sleep ? run.wait(reason, std::int64_t{5'000'000'000})
                                             : run.wait(reason));
            run.say(Kind::Resumed, a);
            run.now = 5s;
            run.say(Kind::Ready, x, waker);
            const RunModel model = run.model();
            return sentence(model, x, 4, 2s) + QLatin1Char('/') + sentence(model, x, 6, 5s);
        };
        const QString alone = QStringLiteral(" It is alone in the ready queue.");
        const QString future = QStringLiteral("Waiting for a future, 2.0 s so far. ");
        QCOMPARE(said(Waker::External, Reason::Future),
                 future
                     + QStringLiteral("Something outside the loop will wake it at 5.000 s./Ready "
                                      "to run. Something outside the loop woke it at 5.000 s.")
                     + alone);
        QCOMPARE(said(TaskId{0}, Reason::Future),
                 future
                     + QStringLiteral("a will wake it at 5.000 s./Ready to run. a woke it at "
                                      "5.000 s.")
                     + alone);
        QCOMPARE(said(Waker::Timer, Reason::Sleep),
                 QStringLiteral("Sleeping for 5.0 s, 2.0 s so far. Its timer will wake it at "
                                "5.000 s./Ready to run. Its timer woke it at 5.000 s.")
                     + alone);
    }

    void theReadyQueueTheBeginningAndTheEndAreSaid()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b", a);
        run.step(a, run.wait(Reason::Yield)); // records 2 and 3
        run.say(Kind::Resumed, b).say(Kind::Finished, b);
        run.say(Kind::Resumed, a).say(Kind::Finished, a);
        const RunModel model = run.model();
        QCOMPARE(sentence(model, a, 0, 0s), QStringLiteral("The run begins with it."));
        QCOMPARE(sentence(model, b, 1, 0s),
                 QStringLiteral("Not yet there: a will create it at 0.000 s."));
        QCOMPARE(sentence(model, b, 2, 0s),
                 QStringLiteral("Ready to run. a created it at 0.000 s. It is second of 2 in the "
                                "ready queue."));
        QCOMPARE(sentence(model, a, 4, 0s),
                 QStringLiteral("Ready to run. It is second of 2 in the ready queue."));
        QCOMPARE(sentence(model, a, 5, 0s),
                 QStringLiteral("Ready to run. It is alone in the ready queue."));
        QCOMPARE(sentence(model, b, 6, 0s), QStringLiteral("Finished at 0.000 s, after 1 step."));
        QCOMPARE(sentence(model, a, 8, 0s), QStringLiteral("Finished at 0.000 s, after 2 steps."));
        QCOMPARE(inspectionOf(model, b, 6, 0s).origin,
                 QStringLiteral("b · created by <a href=\"task:0\">a</a>"));
        QCOMPARE(inspectionOf(model, a, 6, 0s).origin, QStringLiteral("a"));
    }

    void ofSeveralAwaitedTasksTheOneThatClosesTheCircleIsFollowed()
    {
        WrittenRun run;
        const TaskId main = run.task("main");
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        const TaskId c = run.task("c");
        trace::Wait gather;
        gather.reason = Reason::Gather;
        gather.amount = 3;
        for (const TaskId task : {b, a, c})
            gather.what = static_cast<std::uint32_t>(
                run.builder.add(trace::AwaitedTask{gather.tasks(), task}));
        run.step(main, run.builder.add(gather));
        run.step(a, run.wait(Reason::Event)).step(b, run.wait(Reason::Task, main));
        run.say(Kind::Resumed, c).say(Kind::Finished, c);
        const RunModel model = run.model();
        const std::size_t records = run.builder.trace()->records().size();
        const Inspection inspection = inspectionOf(model, main, records, 1s);
        QStringList texts;
        for (const Inspection::Link &link : inspection.waitsOn)
            texts += plain(link.what) + QStringLiteral(" (%1)").arg(plain(link.second));
        QCOMPARE(texts,
                 (QStringList{QStringLiteral("Waiting for 3 tasks (2 of them have not ended)"),
                              QStringLiteral("b: Waiting for main to end ()")}));
        QVERIFY(inspection.circle);
    }

    void whatAWaitHangsOnIsSaid()
    {
        WrittenRun run;
        const trace::ObjectId queue = run.object("queue", "q");
        const trace::ObjectId lock = run.object("lock", "l");
        const TaskId a = run.task("a");
        const TaskId gatherer = run.task("gatherer");
        const TaskId lost = run.task("lost");
        const TaskId locked = run.task("locked");
        const TaskId getter = run.task("getter");
        const TaskId other = run.task("other");
        const TaskId unheld = run.task("unheld");
        run.say(Kind::Resumed, a);
        run.now = 1s;
        run.say(Kind::Acquired, lock, a).say(Kind::Depth, queue, 1U).say(Kind::Depth, queue, 0U);
        run.say(Kind::Suspended, a, run.wait(Reason::Sleep, std::int64_t{5'000'000'000}));
        run.step(gatherer, run.wait(Reason::Gather, std::int64_t{2}));
        run.step(lost, run.wait(Reason::Gather, std::int64_t{2}));
        run.step(locked, run.wait(Reason::Lock, lock));
        run.step(getter, run.wait(Reason::QueueGet, queue));
        run.step(other, run.wait(Reason::QueueGet, queue));
        run.step(unheld, run.wait(Reason::Lock, run.object("lock", "none")));
        const std::size_t records = run.builder.trace()->records().size();
        run.now = 6s;
        run.say(Kind::Ready, a, Waker::Timer).say(Kind::Resumed, a).say(Kind::Ready, gatherer, a);
        const RunModel model = run.model();
        const auto hangsOn = [&](TaskId task) {
            QStringList texts;
            for (const Inspection::Link &link : inspectionOf(model, task, records, 1s).waitsOn)
                texts += plain(link.what) + QStringLiteral(" (%1)").arg(plain(link.second));
            return texts;
        };
        const QString sleeps = QStringLiteral("a: Sleeping for 5.0 s ()");
        QCOMPARE(hangsOn(a), QStringList{QStringLiteral("Sleeping for 5.0 s ()")});
        QCOMPARE(hangsOn(gatherer),
                 (QStringList{QStringLiteral("Waiting for 2 awaitables (a ends it)"), sleeps}));
        QCOMPARE(hangsOn(lost),
                 QStringList{QStringLiteral("Waiting for 2 awaitables (which is not recorded)")});
        QCOMPARE(hangsOn(locked),
                 (QStringList{QStringLiteral("Waiting to acquire l (held by a since 1.000 s)"),
                              sleeps}));
        QCOMPARE(hangsOn(getter),
                 QStringList{QStringLiteral("Waiting for an item in q (empty; 2 tasks wait for "
                                            "it)")});
        QCOMPARE(hangsOn(unheld),
                 QStringList{QStringLiteral("Waiting to acquire none (1 task waits for it)")});
        // Who does not wait hangs on nothing.
        QVERIFY(inspectionOf(model, a, 8, 0s).waitsOn.empty());
        QVERIFY(!inspectionOf(model, a, 8, 0s).waits);
        QVERIFY(inspectionOf(model, a, records, 1s).waits);
    }

    void ofALongChainOfWaitsTheMiddleIsCounted()
    {
        const auto rows = [](int length) {
            WrittenRun run;
            std::vector<TaskId> tasks;
            tasks.reserve(static_cast<std::size_t>(length));
            for (int i = 0; i < length; ++i)
                tasks.push_back(run.task(std::string(1, static_cast<char>('a' + i)).c_str()));
            for (std::size_t i = 0; i + 1 < tasks.size(); ++i)
                run.step(tasks[i], run.wait(Reason::Task, tasks[i + 1]));
            run.step(tasks.back(), run.wait(Reason::Sleep, std::int64_t{1'000'000'000}));
            const RunModel model = run.model();
            return rowsOf(sectionOf(pageAt(model, tasks.front(), model.records()), "Waits on"));
        };
        QCOMPARE(rows(6).size(), 6);
        QCOMPARE(rows(7),
                 strings({"Waiting for b to end|", "b: Waiting for c to end|",
                          "c: Waiting for d to end|", "1 more|", "e: Waiting for f to end|",
                          "f: Waiting for g to end|", "g: Sleeping for 1.0 s|"}));
        QCOMPARE(rows(9),
                 strings({"Waiting for b to end|", "b: Waiting for c to end|",
                          "c: Waiting for d to end|", "3 more|", "g: Waiting for h to end|",
                          "h: Waiting for i to end|", "i: Sleeping for 1.0 s|"}));
    }

    void whatATaskPrintedAndWhomItWokeIsListed()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        const TaskId c = run.task("c");
        const trace::WaitId future = run.wait(Reason::Future);
        run.step(b, future).step(c, future);
        run.say(Kind::Resumed, a); // record 7
        for (int i = 0; i < 13; ++i)
            run.print(a, std::string(1, static_cast<char>('A' + i)).c_str());
        run.print(b, "not mine").say(Kind::Ready, b, a).say(Kind::Ready, c, a);
        run.say(Kind::Suspended, a, run.wait(Reason::Yield));
        run.step(c, future).say(Kind::Resumed, a).say(Kind::Ready, c, a).print(a, "last");
        run.say(Kind::Finished, a);
        const RunModel model = run.model();
        const TaskDeeds deeds = taskDeeds(model, a);
        QCOMPARE(deeds.printed.size(), std::size_t{14});
        QVERIFY(!deeds.tooMany);
        const InspectionPage page = pageAt(model, a, model.records());
        const InspectionPage::Section *printed = sectionOf(page, "Printed");
        QVERIFY(printed != nullptr && printed->folded);
        QCOMPARE(printed->aside, QStringLiteral("14 lines"));
        const QStringList rows = rowsOf(printed);
        QCOMPARE(rows.size(), 13);
        QCOMPARE(rows[0], QStringLiteral("2 before|"));
        QCOMPARE(rows[1], QStringLiteral("C|0.000"));
        QCOMPARE(rows.last(), QStringLiteral("last|0.000"));
        const InspectionPage::Section *woke = sectionOf(page, "Woke in the whole run");
        QVERIFY(woke != nullptr && woke->folded);
        QCOMPARE(woke->aside, QStringLiteral("2 tasks"));
        QCOMPARE(rowsOf(woke), strings({"c|2 times", "b|once"}));
        // Of twelve lines none is counted only, and what comes later is not there yet.
        QCOMPARE(rowsOf(sectionOf(pageAt(model, a, 20), "Printed")).size(), 12);
        QCOMPARE(rowsOf(sectionOf(pageAt(model, a, 20), "Printed")).first(),
                 QStringLiteral("A|0.000"));
        QVERIFY(sectionOf(pageAt(model, a, 8), "Printed") == nullptr);
        QVERIFY(sectionOf(pageAt(model, b, model.records()), "Woke in the whole run") == nullptr);
    }

    void theStepsOfARangeAreThoseThatBeganInIt()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        const trace::WaitId yields = run.wait(Reason::Yield);
        for (int second = 0; second < 5; ++second) {
            run.now = std::chrono::seconds(second);
            run.step(a, yields);
            if (second % 2 == 1)
                run.step(b, yields).step(b, yields);
        }
        const RunModel model = run.model();
        const auto steps = [&](TaskId task, trace::Time begin, trace::Time end) {
            return rangeSection(model, task, times(model, begin, end)).rows.at(0).value;
        };
        QCOMPARE(steps(a, 0s, 4s), QStringLiteral("5"));
        QCOMPARE(steps(a, 0s, 0s), QStringLiteral("1"));
        QCOMPARE(steps(a, 1s, 2s), QStringLiteral("2"));
        QCOMPARE(steps(a, 1s + 1ns, 2s - 1ns), QStringLiteral("0"));
        QCOMPARE(steps(b, 1s, 3s), QStringLiteral("4"));
        const InspectionPage page = rangePage(model, times(model, 1s, 2s));
        QCOMPARE(rowsOf(sectionOf(page, "Who ran")), strings({"a|2 steps", "b|2 steps"}));
        QCOMPARE(rowsOf(sectionOf(rangePage(model, times(model, 1s, 1s)), "Who ran")),
                 strings({"b|2 steps", "a|1 step"}));
    }

    void ofManyTasksTheRestIsCounted()
    {
        WrittenRun run;
        std::vector<TaskId> tasks;
        tasks.reserve(14);
        for (int i = 0; i < 14; ++i)
            tasks.push_back(run.task(std::string(1, static_cast<char>('a' + i)).c_str()));
        const trace::WaitId sleeps = run.wait(Reason::Sleep, std::int64_t{9'000'000'000});
        for (std::size_t i = 0; i < 12; ++i)
            run.step(tasks[i], sleeps);
        run.now = 1s;
        run.step(tasks[12], sleeps);
        const RunModel model = run.model();
        const auto ran = [&](trace::Time end) {
            return rowsOf(sectionOf(rangePage(model, times(model, 0s, end)), "Who ran"));
        };
        QCOMPARE(ran(500ms).size(), 12);
        QCOMPARE(ran(1s).size(), 13);
        QCOMPARE(ran(1s).last(), QStringLiteral("and 1 more|"));
        const InspectionPage page = runPage(model, worldAt(model, model.records()), true);
        QCOMPARE(plain(page.sentence),
                 QStringLiteral("The run goes on: 1.0 s so far, 14 tasks, 13 steps."));
        QCOMPARE(
            rowsOf(sectionOf(page, "At the cursor")),
            strings({"tasks alive|14", "ready|1", "sleeping|13", "waiting for something else|0"}));
        QVERIFY(sectionOf(page, "Queues") == nullptr);
        QCOMPARE(rowsOf(sectionOf(runPage(model, worldAt(model, 3), true), "At the cursor"))[0],
                 QStringLiteral("tasks alive|3"));
    }

    void whomAStepDelayedIsListedAndWhoHeldTheLoopBefore()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        run.say(Kind::Resumed, a); // record 2
        run.now = 100ms;
        run.say(Kind::Suspended, a, run.wait(Reason::Future)).say(Kind::Resumed, b); // record 4
        run.now = 300ms;
        run.say(Kind::Finished, b);
        const RunModel model = run.model();
        const InspectionPage first = pageAt(model, a, 3);
        QCOMPARE(plain(first.sentence),
                 QStringLiteral("Running step 1. It holds the loop for 100 ms; that delays b."));
        QCOMPARE(rowsOf(sectionOf(first, "Whom it delayed")),
                 strings({"b / ready when it began|100.000 ms"}));
        QVERIFY(sectionOf(first, "Who held the loop meanwhile") == nullptr);
        const InspectionPage second = pageAt(model, b, 5);
        const InspectionPage::Section *held = sectionOf(second, "Who held the loop meanwhile");
        QVERIFY(held != nullptr);
        QCOMPARE(held->aside, QStringLiteral("100.000 ms"));
        QCOMPARE(rowsOf(held), strings({"a|100.000 ms"}));
        const InspectionPage::Section *delayed = sectionOf(second, "Whom it delayed");
        QVERIFY(delayed != nullptr);
        QCOMPARE(delayed->note,
                 QStringLiteral("Nobody is known to have been delayed by this step."));
        // While it runs the sentence says it; afterwards that is added.
        const QString late = QStringLiteral("It was ready at 0.000 s and ran at 0.100 s");
        QCOMPARE(plain(second.sentence).count(late), 1);
        const InspectionPage over = pageAt(model, b, 6);
        QCOMPARE(plain(over.sentence).count(late), 1);
        QVERIFY(plain(over.sentence).endsWith(QStringLiteral("It held the loop for 200 ms.")));
        QVERIFY(sectionOf(over, "Who held the loop meanwhile") != nullptr);
    }

    void theLoopKnowsOfATimeLimitAndOfWhatComesFromOutside()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        run.step(a, run.wait(Reason::Sleep, std::int64_t{3'000'000'000}));
        run.step(b, run.wait(Reason::Future));
        const std::size_t asleep = run.model().records();
        run.now = 1s;
        run.say(Kind::Ready, b, Waker::External).step(b, run.wait(Reason::Future));
        const std::size_t again = run.model().records();
        run.now = 2s;
        run.say(Kind::Ready, a, Waker::Timer)
            .step(a, run.wait(Reason::Sleep, std::int64_t{3'000'000'000}));
        const std::size_t unknown = run.model().records();
        run.now = 3s;
        run.say(Kind::Ready, b, Waker::None);
        const RunModel model = run.model();
        const auto next = [&model](std::size_t records, trace::Time now) {
            return loopText(model, worldAt(model, records), now).next;
        };
        QCOMPARE(next(asleep, 0s),
                 QStringLiteral("Nothing is ready. The loop sleeps until 1.000 s, when something "
                                "outside wakes b."));
        QCOMPARE(next(again, 1s),
                 QStringLiteral("Nothing is ready. The loop sleeps until 2.000 s, when a timer "
                                "rings that is of no sleep, as that of a time limit."));
        QCOMPARE(next(unknown, 2s),
                 QStringLiteral("Nothing is ready. The loop sleeps until 5.000 s, when a timer "
                                "rings."));
    }

    void whoWaitsForEverIsSaidToBeBeyondHelpOnlyOnceNobodyElseIsLeft()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        run.step(a, run.wait(Reason::Future));
        run.step(b, run.wait(Reason::Sleep, std::int64_t{1'000'000'000}));
        const std::size_t asleep = run.model().records();
        run.now = 1s;
        run.say(Kind::Ready, b, Waker::Timer).say(Kind::Resumed, b).say(Kind::Finished, b);
        run.say(Kind::Lost, a).say(Kind::Ended, trace::Outcome::Deadlocked);
        const RunModel model = run.model();
        QVERIFY(plain(pageAt(model, a, asleep).sentence)
                    .endsWith(QStringLiteral("Nobody ever wakes it: the run comes to a deadlock at "
                                             "1.000 s.")));
        QVERIFY(plain(pageAt(model, a, model.records()).sentence)
                    .endsWith(QStringLiteral("Nothing can wake it any more.")));
    }

    void theLoopSaysWhatComesNext()
    {
        WrittenRun run;
        const trace::WaitId event = run.wait(Reason::Event, run.object("event", "e"));
        const trace::WaitId get = run.wait(Reason::QueueGet, run.object("queue", "q"));
        std::vector<TaskId> tasks;
        for (const char *name : {"a", "b", "c", "d", "e", "f"})
            tasks.push_back(run.task(name));
        QCOMPARE(lastLoop(run).next,
                 QStringLiteral("Next: a runs; it stands first in the ready queue."));
        run.say(Kind::Resumed, tasks[0]);
        QCOMPARE(lastLoop(run).next, QStringLiteral("Next: a goes on until it has to wait."));
        QVERIFY(lastLoop(run).step->goesOn);
        run.say(Kind::Suspended, tasks[0], event);
        QVERIFY(!lastLoop(run).step->goesOn);
        run.step(tasks[1], event).step(tasks[2], get).step(tasks[3], get);
        run.step(tasks[4], run.wait(Reason::Sleep, std::int64_t{3'000'000'000}));
        run.step(tasks[5], run.wait(Reason::Sleep, std::int64_t{3'000'000'000}));
        LoopText text = lastLoop(run);
        QCOMPARE(text.next,
                 QStringLiteral("Nothing is ready. The loop sleeps until 3.000 s, when 2 timers "
                                "ring."));
        QCOMPARE(text.timers.size(), std::size_t{1});
        QCOMPARE(text.timers[0].entries[0].note, QStringLiteral("in 3.0 s"));
        QCOMPARE(text.timers[0].entries[1].note, QStringLiteral("after it"));
        QCOMPARE(text.lines.size(), std::size_t{2});
        QCOMPARE(text.lines[0].second, QStringLiteral("2 tasks"));
        QVERIFY(!text.lines[0].ordered);
        QCOMPARE(text.lines[1].second, QStringLiteral("2 tasks, first come, first served"));
        QVERIFY(text.lines[1].ordered);
        run.now = 3s;
        QCOMPARE(lastLoop(run).timers[0].entries[0].note, QStringLiteral("due"));
        for (const std::size_t sleeper : {4U, 5U})
            run.say(Kind::Ready, tasks[sleeper], Waker::Timer)
                .say(Kind::Resumed, tasks[sleeper])
                .say(Kind::Finished, tasks[sleeper]);
        QCOMPARE(
            lastLoop(run).next,
            QStringLiteral("Nothing is ready and no timer is set: the loop waits for something "
                           "outside."));
        run.say(Kind::CancelRequested, tasks[1], tasks[0]);
        text = lastLoop(run);
        QCOMPARE(text.lines[0].entries[0].note, QString());
        QCOMPARE(text.lines[0].entries[1].note, QStringLiteral("cancelling"));
    }

    void waitsForNothingThatIsKnownStandEachForItself()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        const trace::WaitId future = run.wait(Reason::Future);
        run.step(a, future).step(b, future);
        QCOMPARE(lastLoop(run).lines.size(), std::size_t{2});
    }

    void whatAStepDidIsSaidOnceForEachKind()
    {
        WrittenRun run;
        const trace::ObjectId queue = run.object("queue", "q");
        const trace::ObjectId lock = run.object("lock", "l");
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        const trace::WaitId future = run.wait(Reason::Future);
        run.step(b, future);
        run.say(Kind::Resumed, a);
        run.task("child", a);
        run.say(Kind::Depth, queue, 1U).say(Kind::Depth, queue, 3U).say(Kind::Depth, queue, 2U);
        run.say(Kind::Acquired, lock, a).say(Kind::Released, lock, a);
        run.say(Kind::Acquired, lock, b).say(Kind::CancelRequested, b, a).say(Kind::Ready, b, a);
        run.print(a, "one").print(a, "two").print(b, "not mine");
        run.now = 200ms;
        run.say(Kind::Suspended, a, run.wait(Reason::Gather, std::int64_t{2}));
        run.say(Kind::Resumed, b, run.builder.text("CancelledError"));
        run.say(Kind::Depth, queue, 0U).print(b, "once");
        run.say(Kind::Failed, b, run.builder.text("OSError"));
        run.say(Kind::Ready, a, Waker::External).say(Kind::Resumed, a).say(Kind::Depth, queue, 1U);
        const RunModel model = run.model();
        QCOMPARE(narrationText(model, 0), QStringLiteral("b begins; then it waits for a future."));
        QCOMPARE(narrationText(model, 1),
                 QStringLiteral("a begins, creates child, puts 3 items into q, takes an item from "
                                "q, acquires l, releases l, wakes b, cancels b, prints 2 lines and "
                                "holds the loop for 200 ms; then it waits for 2 awaitables."));
        QCOMPARE(narrationText(model, 2),
                 QStringLiteral("b is thrown CancelledError, takes 2 items from q and prints a "
                                "line; then it fails with OSError."));
        QCOMPARE(narrationText(model, 3), QStringLiteral("a puts an item into q, and runs on."));
    }

    void stepsThatPassDuringASegmentAreCounted()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const TaskId b = run.task("b");
        const trace::WaitId yields = run.wait(Reason::Yield);
        run.step(a, run.wait(Reason::Future)).step(b, yields).step(b, yields);
        run.say(Kind::Ready, a, b).say(Kind::Resumed, a).say(Kind::Finished, a);
        const RunModel model = run.model();
        QCOMPARE(stepsText(model, {a, 0}), QStringLiteral("after step 0"));
        QCOMPARE(stepsText(model, {a, 1}), QStringLiteral("step 1"));
        QCOMPARE(stepsText(model, {a, 2}), QStringLiteral("steps 1 to 3"));
        QCOMPARE(stepsText(model, {a, 3}), QStringLiteral("after step 3"));
        QCOMPARE(stepsText(model, {a, 4}), QStringLiteral("step 4"));
        QCOMPARE(stepsText(model, {b, 0}), QStringLiteral("steps 1 to 1"));
        QCOMPARE(stepsText(model, {b, 4}), QStringLiteral("steps 3 to 4"));
        QCOMPARE(wakerText(model, {a, 2}), QStringLiteral("b, at 0.000 s"));
        QCOMPARE(wakerText(model, {b, 2}), QStringLiteral("itself, at 0.000 s"));
        QCOMPARE(labelWord(model, {a, 1}), QStringLiteral("1"));
        QCOMPARE(stateText(model, {a, 4}), QStringLiteral("Running step 4"));
    }

    void aWaitIsNamedAsFarAsItIsKnown()
    {
        WrittenRun run;
        const TaskId a = run.task("a");
        const trace::ObjectId named = run.object("queue", "q");
        const trace::ObjectId alike = run.object("queue", "Queue");
        const std::vector<trace::WaitId> waits
            = {run.wait(Reason::QueueGet, named),
               run.wait(Reason::QueueGet, alike),
               run.wait(Reason::QueueGet),
               run.wait(Reason::Task, a),
               run.wait(Reason::Gather, std::int64_t{1}),
               run.wait(Reason::Gather, std::int64_t{0}),
               run.wait(Reason::Sleep, std::int64_t{2'000'000'000})};
        for (const trace::WaitId wait : waits)
            run.step(a, wait).say(Kind::Ready, a, Waker::External);
        const RunModel model = run.model();
        QStringList labels;
        QStringList states;
        for (std::size_t i = 0; i < waits.size(); ++i) {
            labels += labelWord(model, {a, 2 + 3 * i});
            states += stateText(model, {a, 2 + 3 * i});
        }
        QCOMPARE(labels,
                 strings({"get q", "get Queue", "get", "a", "gather 1", "gather", "sleep"}));
        QCOMPARE(states,
                 strings({"Waiting for an item in q", "Waiting for an item in the queue",
                          "Waiting for an item in a queue", "Waiting for a to end",
                          "Waiting for 1 awaitable", "Waiting for tasks", "Sleeping for 2.0 s"}));
        QVERIFY(linkedStateText(model, {a, 2}).contains(QStringLiteral("href=\"object:0\"")));
        QVERIFY(linkedStateText(model, {a, 11}).contains(QStringLiteral("href=\"task:0\"")));
        QVERIFY(!linkedStateText(model, {a, 8}).contains(QStringLiteral("href")));
    }

    void aTimeLimitIsNotTakenForTheSleepsOwnTimer()
    {
        const auto saidOf = [](trace::Waker by) {
            WrittenRun run;
            const trace::TaskId task = run.task("a");
            run.step(task, run.wait(trace::Reason::Sleep, std::int64_t{3'000'000'000}));
            run.now += std::chrono::seconds(1);
            run.say(Kind::CancelRequested, task, by);
            run.say(Kind::Ready, task, by);
            run.say(Kind::Resumed, task, run.builder.text("CancelledError"));
            run.say(Kind::Cancelled, task);
            run.say(Kind::Ended, trace::Outcome::Done);
            const RunModel model = run.model();
            const World world = worldAt(model, 3);
            return QTextDocumentFragment::fromHtml(
                       inspect(model, world, trace::Time{0}, task, false).sentence)
                .toPlainText();
        };
        QCOMPARE(saidOf(trace::Waker::Timer),
                 QStringLiteral("Sleeping for 3.0 s, from now on. A time limit will cancel it at "
                                "1.000 s."));
        QCOMPARE(saidOf(trace::Waker::External),
                 QStringLiteral("Sleeping for 3.0 s, from now on. Something outside the loop will "
                                "cancel it at 1.000 s."));
        QCOMPARE(saidOf(trace::Waker::None),
                 QStringLiteral("Sleeping for 3.0 s, from now on. Who ends that at 1.000 s is not "
                                "recorded."));
    }

    void whatIsFoundIsSaidOfOneAndOfSeveral()
    {
        const auto said = [](std::size_t failed, std::size_t waiting) {
            WrittenRun run;
            const TaskId main = run.task("main");
            std::vector<TaskId> tasks;
            for (const char *name : {"a", "b", "c"})
                tasks.push_back(run.task(name));
            const trace::WaitId future = run.wait(Reason::Future);
            run.now = 1s;
            for (std::size_t i = 0; i < tasks.size(); ++i) {
                run.say(Kind::Resumed, tasks[i]);
                if (i < failed)
                    run.say(Kind::Failed, tasks[i], run.builder.text("OSError"));
                else if (i < failed + waiting)
                    run.say(Kind::Suspended, tasks[i], future);
                else
                    run.say(Kind::Finished, tasks[i]);
            }
            run.say(Kind::Resumed, main).say(Kind::Finished, main);
            run.now = 2s;
            for (std::size_t i = 0; i < failed; ++i)
                run.say(Kind::Unretrieved, tasks[i], run.builder.text("OSError"));
            run.say(Kind::Ended, trace::Outcome::Done);
            const RunModel model = run.model();
            QStringList texts;
            for (const Finding &finding : findings(model)) {
                const FindingText text = findingText(model, finding);
                texts += QStringLiteral("%1 %2%3: %4")
                             .arg(text.sentence, text.since,
                                  finding.isFault() ? QStringLiteral("!") : QString())
                             .arg(text.details.size());
            }
            return texts;
        };
        // When it failed, and not when it was noticed.
        QCOMPARE(said(1, 0),
                 strings({"a failed with OSError, and nobody asked for that at 1.000 s!: 0"}));
        QCOMPARE(said(2, 1),
                 strings({"2 tasks failed, and nobody asked for their exceptions at 1.000 s!: 2",
                          "c had not ended when the run did since 1.000 s: 1"}));
        QCOMPARE(said(0, 2), strings({"2 tasks had not ended when the run did since 1.000 s: 2"}));
    }
};

QTEST_APPLESS_MAIN(tst_Sentences)
#include "tst_sentences.moc"
