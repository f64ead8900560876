#include "engine/core/blocking.h"
#include "engine/sync/condition.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/sync/yield.h"
#include "engine/task/asyncgenerator.h"
#include "engine/task/createtask.h"
#include "engine/task/future.h"
#include "engine/workloads/registry.h"
#include "tests/support/virtualrun.h"
#include "views/analysis/awaitspans.h"

#include <QStringList>
#include <QTest>

#include <set>
#include <vector>

using namespace engine;
using support::VirtualRun;

namespace {

Task<> innermost(double seconds)
{
    co_await engine::sleep(seconds);
}

Task<> middle()
{
    co_await innermost(1);
    co_await innermost(2);
}

Task<> outermost()
{
    co_await middle();
    co_await engine::sleep(3);
}

Task<> holdTheLoop()
{
    engine::burn(0.099);
    engine::burn(0.1);
    co_return;
}

Task<> awaitForEver()
{
    co_await engine::Future<>();
}

AsyncGenerator<int> numbers(int count)
{
    for (int i = 0; i < count; ++i) {
        co_await engine::sleep(1);
        co_yield i;
    }
}

Task<> first(AsyncGenerator<int> &values)
{
    co_await values.next();
}

Task<> second(AsyncGenerator<int> &values)
{
    co_await values.next();
}

Task<> descend(int depth)
{
    if (depth > 0)
        co_await descend(depth - 1);
    else
        co_await engine::sleep(1);
}

/// All ways down, of which each is another chain and none suspends.
Task<> descendReady(int depth)
{
    if (depth == 0)
        co_return;
    co_await descendReady(depth - 1);
    co_await descendReady(depth - 1);
}

Task<> beginRecording()
{
    EventLoop::current().trace().setRecording(true);
    co_await engine::sleep(1);
}

Task<> awaitBeginRecording()
{
    co_await beginRecording();
}

Task<> waitForNews(Condition &news)
{
    co_await news.acquire();
    co_await news.wait();
    news.release();
}

std::vector<std::vector<views::AwaitSpan>> levelsOf(const views::RunModel &model,
                                                    trace::TaskId task)
{
    views::AwaitSpans spans(task);
    spans.advance(model);
    return spans.levels();
}

/// The functions of a chain, the innermost first: "innermost middle outermost".
QString functionsOf(const trace::Trace &trace, trace::ChainId chain)
{
    QStringList functions;
    for (const trace::SiteId site : views::sitesOf(trace, chain))
        functions.append(QString::fromStdString(trace.text(trace.site(site).function)));
    return functions.join(QLatin1Char(' '));
}

/// What the chains of a task's waits are, one after the other.
QStringList chainsOf(const trace::Trace &trace, std::uint32_t task)
{
    QStringList chains;
    for (std::size_t i = 0; i < trace.records().size(); ++i) {
        const trace::Record &record = trace.records()[i];
        if (record.kind() == trace::Kind::Suspended && record.subject == task)
            chains.append(functionsOf(trace, trace.wait(record.wait()).chain));
    }
    return chains;
}

} // namespace

class tst_AwaitChains : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWaitKnowsTheWholeChainOfItsCoroutine()
    {
        VirtualRun run([]() -> Task<> { return outermost(); });
        run.toEnd();
        QCOMPARE(chainsOf(run.trace(), 0),
                 (QStringList{QStringLiteral("innermost middle outermost"),
                              QStringLiteral("innermost middle outermost"),
                              QStringLiteral("outermost")}));
    }

    void twoPlacesOfOneCoroutineAreTwoChains()
    {
        VirtualRun run([]() -> Task<> { return outermost(); });
        run.toEnd();
        const trace::Trace &trace = run.trace();
        std::vector<std::uint32_t> lines;
        for (std::size_t i = 0; i < trace.waits().size(); ++i) {
            const auto sites = views::sitesOf(trace, trace.waits()[i].chain);
            if (sites.size() == 3)
                lines.push_back(trace.site(sites[1]).line);
        }
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[1], lines[0] + 1);
    }

    void aGeneratorIsSeenUnderWhoeverAsksForTheValue()
    {
        AsyncGenerator<int> values = numbers(2);
        VirtualRun run([&]() -> Task<> {
            co_await first(values);
            co_await second(values);
        });
        run.toEnd();
        const QStringList chains = chainsOf(run.trace(), 0);
        QCOMPARE(chains.size(), 2);
        QVERIFY2(chains[0].startsWith(QStringLiteral("numbers first ")), qPrintable(chains[0]));
        QVERIFY2(chains[1].startsWith(QStringLiteral("numbers second ")), qPrintable(chains[1]));
    }

    void aLibrarysCoroutineIsItsCallersPlace()
    {
        Condition news("news");
        VirtualRun run([&]() -> Task<> {
            const auto waiter = createTask(waitForNews(news));
            co_await engine::sleep(1);
            co_await news.acquire();
            news.notify();
            news.release();
            co_await waiter;
        });
        run.toEnd();
        const QStringList chains = chainsOf(run.trace(), 1);
        QVERIFY(!chains.isEmpty());
        for (const QString &chain : chains)
            QCOMPARE(chain, QStringLiteral("waitForNews"));
    }

    void aChainOfAnyDepthIsFoundWithoutRecursion()
    {
        constexpr int Depth = 100'000;
        VirtualRun run([]() -> Task<> { return descend(Depth); });
        run.toEnd();
        QCOMPARE(run.trace().chains().size(), std::size_t{Depth + 1});
    }

    void whatDoesNotSuspendLeavesNoChain()
    {
        VirtualRun run([]() -> Task<> {
            co_await descendReady(10);
            co_await descend(0);
        });
        run.toEnd();
        QCOMPARE(run.trace().chains().size(), std::size_t{2});
    }

    // Far more than are remembered at a time.
    void placesThatAreForgottenAreTheSameChainsAgain()
    {
        constexpr int Depth = 2000;
        VirtualRun run([]() -> Task<> {
            for (int i = 0; i < 3; ++i)
                co_await descend(Depth);
        });
        run.toEnd();
        QCOMPARE(run.trace().chains().size(), std::size_t{Depth + 2});
        const QStringList chains = chainsOf(run.trace(), 0);
        QCOMPARE(chains.size(), 3);
        QCOMPARE(chains[0].count(QStringLiteral("descend")), Depth + 1);
        QCOMPARE(chains[1], chains[0]);
        QCOMPARE(chains[2], chains[0]);
    }

    void aRecordingThatBeginsWithinAnAwaitKnowsTheChain()
    {
        VirtualRun run([]() -> Task<> {
            EventLoop::current().trace().setRecording(false);
            return awaitBeginRecording();
        });
        run.toEnd();
        QCOMPARE(chainsOf(run.trace(), 0),
                 QStringList(QStringLiteral("beginRecording awaitBeginRecording")));
    }

    void chainsAreReadAsNestedSpans()
    {
        VirtualRun run([]() -> Task<> { return outermost(); });
        run.toEnd();
        views::RunModel model(std::shared_ptr<const trace::Trace>(&run.trace(), [](auto *) {}));
        model.advance();
        const auto levels = levelsOf(model, trace::TaskId{0});
        QCOMPARE(levels.size(), std::size_t{2});
        const auto text = [&](const views::AwaitSpan &span) {
            const auto at = [&](std::size_t segment) {
                return model.track(trace::TaskId{0}).start(segment).count() / 1'000'000'000;
            };
            const trace::SiteId site = model.trace().chain(span.place).site;
            return QStringLiteral("%1%2 %3-%4")
                .arg(span.again ? QStringLiteral("again ") : QString())
                .arg(QString::fromStdString(model.trace().text(model.trace().site(site).function)))
                .arg(at(span.begin))
                .arg(at(span.end));
        };
        QCOMPARE(levels[0].size(), std::size_t{1});
        QCOMPARE(text(levels[0][0]), QStringLiteral("middle 0-3"));
        QCOMPARE(levels[1].size(), std::size_t{2});
        QCOMPARE(text(levels[1][0]), QStringLiteral("innermost 0-1"));
        QCOMPARE(text(levels[1][1]), QStringLiteral("innermost 1-3"));
    }

    void anAwaitThatIsOverDoesNotReachToAWaitForEver()
    {
        VirtualRun run([]() -> Task<> {
            co_await outermost();
            co_await engine::Future<>();
        });
        run.toEnd();
        views::RunModel model(std::shared_ptr<const trace::Trace>(&run.trace(), [](auto *) {}));
        model.advance();
        const views::TaskTrack &track = model.track(trace::TaskId{0});
        QVERIFY(track.isLost());
        for (const auto &level : levelsOf(model, trace::TaskId{0})) {
            for (const views::AwaitSpan &span : level)
                QVERIFY(span.end < track.size() - 1); // the step before the last wait
        }
    }

    void spansOfARunThatGrowsAreThoseOfTheWhole()
    {
        VirtualRun run([]() -> Task<> {
            co_await outermost();
            co_await engine::sleep(1);
            co_await outermost();
            co_await awaitForEver();
        });
        views::RunModel growing(std::shared_ptr<const trace::Trace>(&run.trace(), [](auto *) {}));
        views::AwaitSpans spans(trace::TaskId{0});
        std::set<std::size_t> lengths;
        for (bool goesOn = true; goesOn;) {
            goesOn = run.step();
            growing.advance();
            if (growing.taskCount() == 0)
                continue;
            spans.advance(growing);
            QCOMPARE(spans.levels(), levelsOf(growing, trace::TaskId{0}));
            lengths.insert(spans.levels()[0].size());
        }
        QCOMPARE(lengths, (std::set<std::size_t>{1, 2, 3}));
        QCOMPARE(spans.levels()[0].back().end, growing.track(trace::TaskId{0}).size());
    }

    void whereAStepHoldsTheLoopForATenthOfASecondIsRecorded()
    {
        VirtualRun run([]() -> Task<> { return holdTheLoop(); });
        run.toEnd();
        QStringList places;
        for (std::size_t i = 0; i < run.trace().records().size(); ++i) {
            const trace::Record &record = run.trace().records()[i];
            if (record.kind() == trace::Kind::Blocked)
                places += QStringLiteral("%1 at %2 ms")
                              .arg(functionsOf(run.trace(), trace::ChainId{record.argument}))
                              .arg(record.time().count() / 1'000'000);
        }
        QCOMPARE(places, QStringList(QStringLiteral("holdTheLoop at 99 ms")));
    }

    void objectsKnowWhereTheyWereCreated()
    {
        for (const char *name :
             {"queue", "chat", "philosophers", "lock", "semaphore", "event", "condition"}) {
            VirtualClock clock;
            trace::Recorder trace;
            Run run(makeProgram(scenario::Arguments(*findScenario(name))), clock, trace);
            while (run.step() != Run::Status::Ended) {}
            QVERIFY(!trace.objects().empty());
            for (std::size_t i = 0; i < trace.objects().size(); ++i) {
                const trace::Object &object = trace.objects()[i];
                const auto file = QString::fromStdString(trace.text(trace.site(object.site).file));
                QVERIFY2(file.contains(QStringLiteral("engine/workloads/")), qPrintable(file));
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_AwaitChains)
#include "tst_awaitchains.moc"
