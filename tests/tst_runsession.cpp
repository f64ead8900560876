#include "app/session/activitytext.h"
#include "app/session/changearguments.h"
#include "app/session/runsession.h"
#include "engine/workloads/registry.h"
#include "tests/support/sampletraces.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using app::activityText;
using app::RunSession;
using engine::qt::ClockKind;
using scenario::Arguments;
using views::RunDocument;
using views::ViewState;

namespace {

/// The queue scenario with a few producers and consumers in a session.
struct Bench
{
    ViewState view;
    RunSession session{&view, queue(2, 3)};
    QSignalSpy shown{&session, &RunSession::shownChanged};

    static Arguments queue(int producers, int consumers)
    {
        Arguments arguments(*engine::findScenario("queue"));
        arguments.set("producers", std::to_string(producers));
        arguments.set("consumers", std::to_string(consumers));
        return arguments;
    }

    void begin()
    {
        session.begin();
        QTRY_VERIFY(session.outcome().has_value());
    }
    bool shows(const Arguments &arguments) const
    {
        return session.outcome() && session.shown().arguments == arguments;
    }
    std::size_t tasks() const { return session.shown().document->trace().tasks().size(); }
    views::Position at(trace::Time time) const
    {
        return session.shown().document->model().positionAt(time.count(), views::AxisKind::Clock);
    }
    std::uint32_t step() const { return session.stepsDone(); }
};

} // namespace

class tst_RunSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWholeProgramIsSimulatedAtOnce()
    {
        Bench bench;
        QVERIFY(bench.session.shown().document == nullptr);
        bench.begin();
        QCOMPARE(bench.session.outcome(), std::optional(trace::Outcome::Done));
        QCOMPARE(bench.tasks(), std::size_t{1 + 2 + 3});
        QVERIFY(bench.session.isAtEnd());
        QVERIFY(!bench.session.isMoving());
    }

    void theTraceSaysWhatRanAndHowToRunItAgain()
    {
        Bench bench;
        bench.begin();
        const auto metadata = [&] { return bench.session.shown().document->trace().metadata(); };
        QCOMPARE(metadata().title, engine::findScenario("queue")->title);
        QCOMPARE(metadata().commandLine,
                 std::string("coroscope run queue --producers 2 --consumers 3"));
        QVERIFY(QFileInfo::exists(QString::fromStdString(metadata().sourceRoot)
                                  + QStringLiteral("/engine/workloads/queueworkload.cpp")));
        QCOMPARE(metadata().process, std::int64_t{QCoreApplication::applicationPid()});
        QVERIFY(!metadata().wallTime);

        bench.session.setSpeed(25);
        bench.session.setClock(ClockKind::Real);
        bench.session.run();
        QCOMPARE(metadata().commandLine,
                 std::string("coroscope run queue --producers 2 --consumers 3 --clock real "
                             "--speed 25"));
        QCOMPARE(metadata().speed, 25.0);
        QVERIFY(metadata().wallTime);
        bench.session.stop();
    }

    void aChangeSimulatesAnewAndKeepsTheRunBefore()
    {
        Bench bench;
        bench.begin();
        const auto before = bench.session.shown().document;
        QVERIFY(!bench.session.reference());
        bench.session.setArguments(Bench::queue(2, 5));
        QCOMPARE(bench.session.shown().document, before);
        QTRY_VERIFY(bench.shows(Bench::queue(2, 5)));
        QCOMPARE(bench.tasks(), std::size_t{1 + 2 + 5});
        QVERIFY(bench.session.reference());
        QCOMPARE(bench.session.reference()->document, before);
    }

    void aGestureHasOneReference()
    {
        Bench bench;
        bench.begin();
        for (int consumers = 4; consumers < 9; ++consumers) {
            bench.session.setArguments(Bench::queue(2, consumers), 7);
            QTRY_VERIFY(bench.shows(Bench::queue(2, consumers)));
        }
        QVERIFY(bench.session.reference()->arguments == Bench::queue(2, 3));
        bench.session.setArguments(Bench::queue(2, 9), 8);
        QTRY_VERIFY(bench.shows(Bench::queue(2, 9)));
        QVERIFY(bench.session.reference()->arguments == Bench::queue(2, 8));
    }

    void backWhereAGestureBeganThereIsNothingToCompare()
    {
        Bench bench;
        bench.begin();
        bench.session.setArguments(Bench::queue(2, 5), 7);
        QTRY_VERIFY(bench.shows(Bench::queue(2, 5)));
        bench.session.setArguments(Bench::queue(2, 3), 7);
        QTRY_VERIFY(bench.shows(Bench::queue(2, 3)));
        QVERIFY(!bench.session.reference());
    }

    void ofManyChangesAtOnceTheLatestIsShown()
    {
        Bench bench;
        bench.begin();
        bench.shown.clear();
        for (int producers = 0; producers <= 50; ++producers)
            bench.session.setArguments(Bench::queue(producers, 3), 1);
        QTRY_VERIFY(bench.shows(Bench::queue(50, 3)));
        QVERIFY2(bench.shown.size() <= 3, qPrintable(QString::number(bench.shown.size())));
    }

    void theCursorStaysAtItsTimeOrAtTheEnd()
    {
        Bench bench;
        bench.begin();
        bench.session.setArguments(Bench::queue(4, 3));
        QTRY_VERIFY(bench.shows(Bench::queue(4, 3)));
        QVERIFY(bench.session.isAtEnd());
        bench.view.setCursor(bench.at(2s));
        bench.session.setArguments(Bench::queue(4, 4));
        QTRY_VERIFY(bench.shows(Bench::queue(4, 4)));
        QCOMPARE(bench.view.cursor(), bench.at(2s));
    }

    void stepsGoForthAndBack()
    {
        Bench bench;
        bench.begin();
        const std::uint32_t all = bench.session.steps();
        bench.session.restart();
        QVERIFY(bench.session.isAtStart());
        QCOMPARE(bench.step(), 0U);
        bench.session.step();
        bench.session.step();
        QCOMPARE(bench.step(), 2U);
        bench.session.stepBack();
        QCOMPARE(bench.step(), 1U);
        bench.session.stepBack();
        bench.session.stepBack();
        QCOMPARE(bench.step(), 0U);
        for (std::uint32_t i = 0; i < all + 3; ++i)
            bench.session.step();
        QVERIFY(bench.session.isAtEnd());
        QCOMPARE(bench.step(), all);
        bench.session.stepBack();
        QCOMPARE(bench.step(), all - 1);
    }

    void playingGoesWithTheTimeAndEnds()
    {
        Bench bench;
        bench.begin();
        const trace::Time end = bench.session.end().time;
        bench.session.setSpeed(2);
        bench.session.run();
        QVERIFY(bench.session.isMoving());
        QVERIFY(bench.session.isAtStart());
        bench.session.advance(1500ms);
        QCOMPARE(bench.view.cursor(), bench.at(3s));
        bench.session.pause();
        bench.session.advance(1s);
        QCOMPARE(bench.view.cursor().time, trace::Time(3s));
        bench.session.run();
        bench.session.advance(end);
        QVERIFY(bench.session.isAtEnd());
        QVERIFY(!bench.session.isMoving());
    }

    void playingByStepsTakesSomeASecond()
    {
        Bench bench;
        bench.begin();
        bench.view.setAxis(views::AxisKind::Steps);
        bench.session.run();
        bench.session.advance(1s);
        QCOMPARE(bench.step(), static_cast<std::uint32_t>(RunSession::StepsPerSecond));
        bench.session.advance(60s);
        QVERIFY(bench.session.isAtEnd());
    }

    void playingGoesOnFromWhereAPersonPutsTheCursor()
    {
        Bench bench;
        bench.begin();
        bench.session.run();
        bench.session.advance(1s);
        bench.view.setCursor(bench.at(5s));
        bench.session.advance(1s);
        QCOMPARE(bench.view.cursor().time, trace::Time(6s));
    }

    void aLiveRunIsFollowedToItsEnd()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.begin();
        QVERIFY(bench.session.shown().document == nullptr);
        bench.session.setSpeed(100);
        bench.session.run();
        QVERIFY(bench.session.isLive());
        QVERIFY(bench.session.isMoving());
        QTRY_VERIFY(bench.session.outcome().has_value());
        QVERIFY(!bench.session.isLive());
        QVERIFY(bench.session.isAtEnd());
        QCOMPARE(bench.tasks(), std::size_t{1 + 2 + 3});
    }

    void aLiveRunGoesOnWithTheChangesThatItsProgramTakes()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.run();
        QTRY_COMPARE(bench.tasks(), std::size_t{1 + 2 + 3});
        const auto document = bench.session.shown().document;
        bench.session.setArguments(Bench::queue(3, 5));
        QTRY_COMPARE(bench.tasks(), std::size_t{1 + 3 + 5});
        QTRY_COMPARE(document->marks().size(), std::size_t{2});
        QCOMPARE(document->marks()[0].note, QStringLiteral("Producers 2 → 3"));
        QCOMPARE(document->marks()[1].note, QStringLiteral("Consumers 3 → 5"));
        // It stays the run that it is and tells what it began with, as a picture and a file of it.
        QTest::qWait(static_cast<int>((RunSession::LiveRest + 50ms).count()));
        QCOMPARE(bench.session.shown().document, document);
        QCOMPARE(bench.session.shown().arguments, std::optional(Bench::queue(2, 3)));
        QCOMPARE(document->info().arguments.front().value, QStringLiteral("2"));
        QVERIFY(bench.session.isLive());
        // What the program does not take starts a run of its own, with all that has been chosen.
        Arguments other = Bench::queue(3, 5);
        other.set("maxsize", "4");
        bench.session.setArguments(other);
        QTRY_VERIFY(bench.session.shown().document != document);
        QTRY_COMPARE(bench.tasks(), std::size_t{1 + 3 + 5});
        QTRY_COMPARE(bench.session.steps() > 0, true);
        QCOMPARE(bench.session.shown().document->marks().size(), std::size_t{0});
    }

    void aChangeThatAPausedRunNeverTookIsNotPartOfIt()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.step();
        QTRY_COMPARE(bench.session.steps(), 1U);
        bench.session.setArguments(Bench::queue(2, 5));
        QTest::qWait(static_cast<int>((RunSession::LiveRest + 50ms).count())); // it has been told
        bench.session.stop();
        QTRY_VERIFY(!bench.session.isLive());
        QCOMPARE(bench.session.shown().arguments, std::optional(Bench::queue(2, 3)));
        QVERIFY(bench.session.shown().document->marks().empty());
        QCOMPARE(activityText(bench.session),
                 QStringLiteral("The changed parameters take effect with the next run."));
    }

    void aNumberThatIsBeingTypedIsNoChangeYet()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.run();
        QTRY_COMPARE(bench.tasks(), std::size_t{1 + 2 + 3});
        const auto document = bench.session.shown().document;
        bench.session.setArguments(Bench::queue(2, 1));
        bench.session.setArguments(Bench::queue(2, 12));
        QTRY_COMPARE(bench.tasks(), std::size_t{1 + 2 + 12});
        QTRY_COMPARE(document->marks().size(), std::size_t{1});
        QCOMPARE(document->marks()[0].note, QStringLiteral("Consumers 3 → 12"));
        QCOMPARE(bench.session.shown().document, document);
        bench.session.stop();
    }

    void anotherScenarioIsNoChangeOfTheRunningProgram()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.run();
        const auto document = bench.session.shown().document;
        // None of its parameters is one of the queue's.
        const Arguments meals(*engine::findScenario("philosophers"));
        bench.session.setArguments(meals);
        QTRY_VERIFY(bench.session.shown().arguments == meals);
        QVERIFY(bench.session.shown().document != document);
        QVERIFY(document->marks().empty());
        QTRY_VERIFY(bench.session.isMoving());
        bench.session.stop();
    }

    void aChangeThatIsTakenBackStartsNothing()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.run();
        const auto document = bench.session.shown().document;
        Arguments other = Bench::queue(2, 3);
        other.set("maxsize", "4");
        bench.session.setArguments(other);
        bench.session.setArguments(Bench::queue(2, 3));
        QTest::qWait(static_cast<int>((RunSession::LiveRest + 50ms).count()));
        QCOMPARE(bench.session.shown().document, document);
        QVERIFY(document->marks().empty());
    }

    void aLiveRunPausesStepsAndStops()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.step();
        QVERIFY(bench.session.isLive());
        QVERIFY(!bench.session.isMoving());
        QTRY_COMPARE(bench.session.steps(), 1U);
        bench.session.step();
        QTRY_COMPARE(bench.session.steps(), 2U);
        bench.session.stepBack();
        QCOMPARE(bench.step(), 1U);
        bench.session.step();
        QCOMPARE(bench.step(), 2U);
        QCOMPARE(bench.session.steps(), 2U);
        bench.session.run();
        QTRY_VERIFY(bench.session.isMoving());
        bench.session.stop();
        QTRY_COMPARE(bench.session.outcome(), std::optional(trace::Outcome::Stopped));
        QVERIFY(!bench.session.isLive());
    }

    void timeGoesOnBetweenTheRecordsOfALiveRunUnlessItIsPaused()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.run();
        QTRY_VERIFY(bench.session.steps() > 0);
        QVERIFY(bench.session.isMoving());
        trace::Time head = bench.session.head();
        bench.session.advance(10s);
        QVERIFY(bench.session.head() >= head + 10s);
        bench.session.pause();
        QTRY_VERIFY(!bench.session.isMoving());
        head = bench.session.head();
        bench.session.advance(10s);
        QCOMPARE(bench.session.head(), head);
    }

    void aPersonMayLookBackDuringALiveRun()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.setSpeed(5);
        bench.session.run();
        QTRY_VERIFY(bench.session.steps() > 8);
        const views::Position back = bench.session.shown().document->model().positionAfterStep(2);
        bench.view.setCursor(back);
        const std::uint32_t then = bench.session.steps();
        QTRY_VERIFY(bench.session.steps() > then);
        QCOMPARE(bench.view.cursor(), back);
        bench.session.toEnd();
        QVERIFY(bench.session.isAtEnd());
    }

    void theVirtualClockComesBackWithASimulation()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.run();
        QTRY_VERIFY(bench.session.steps() > 0);
        bench.session.setClock(ClockKind::Virtual);
        QTRY_VERIFY(bench.shows(Bench::queue(2, 3)));
        QCOMPARE(bench.session.shown().document->info().origin, views::RunInfo::Origin::Simulated);
        QCOMPARE(bench.session.outcome(), std::optional(trace::Outcome::Done));
    }

    void aRunThatWasOpenedIsPlayedOnEitherClock()
    {
        for (const ClockKind clock : {ClockKind::Virtual, ClockKind::Real}) {
            Bench bench;
            bench.session.setClock(clock);
            const auto document = std::make_shared<RunDocument>(support::queueTrace(2, 2));
            bench.session.open(document);
            QVERIFY(bench.session.isOpened());
            QCOMPARE(bench.session.shown().document, document);
            QVERIFY(!bench.session.shown().arguments);
            QCOMPARE(bench.session.outcome(), std::optional(trace::Outcome::Done));
            QVERIFY(bench.session.isAtEnd());
            bench.session.restart();
            QVERIFY(bench.session.isAtStart());
            bench.session.step();
            bench.session.step();
            QCOMPARE(bench.view.cursor(), document->model().positionAfterStep(2));
            bench.session.stepBack();
            QCOMPARE(bench.view.cursor(), document->model().positionAfterStep(1));
            bench.session.run();
            bench.session.advance(1s);
            QCOMPARE(bench.view.cursor().time, trace::Time(1s));
            bench.session.advance(1h);
            QVERIFY(bench.session.isAtEnd());
            QVERIFY(!bench.session.isLive());
        }
    }

    void anOpenedRunTakesThePlaceOfOneInProgress()
    {
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.run();
        QVERIFY(bench.session.isLive());
        bench.session.open(std::make_shared<RunDocument>(support::queueTrace(1, 1)));
        QVERIFY(!bench.session.isLive());
        QVERIFY(!bench.session.isMoving());
        bench.session.setClock(ClockKind::Virtual);
        QTest::qWait(50); // what was in progress ends
        QVERIFY(bench.session.isOpened());
    }

    void theSameArgumentsRunAnewInPlaceOfAnOpenedRun()
    {
        Bench bench;
        bench.begin();
        bench.session.open(std::make_shared<RunDocument>(support::queueTrace(1, 1)));
        bench.session.setArguments(bench.session.arguments());
        QTRY_VERIFY(!bench.session.isOpened());
        QVERIFY(bench.shows(Bench::queue(2, 3)));
        QVERIFY(!bench.session.reference());
    }

    void theCursorComesToTheEndOfALongRunOnceThatIsRead()
    {
        Bench bench;
        const auto trace = support::randomTrace(1, 20, 1'000'000, true);
        bench.session.open(std::make_shared<RunDocument>(trace));
        QVERIFY(!bench.session.outcome());
        QVERIFY2(activityText(bench.session).startsWith(QLatin1String("Reading the run: ")),
                 qPrintable(activityText(bench.session)));
        QTRY_VERIFY(bench.session.outcome().has_value());
        QCOMPARE(bench.view.cursor().records, trace->records().size());
        QVERIFY(activityText(bench.session).startsWith(QLatin1String("The run ")));
    }

    void theSentenceTellsWhereOneIs()
    {
        Bench bench;
        bench.begin();
        QVERIFY2(activityText(bench.session).startsWith(QLatin1String("The run ended at ")),
                 qPrintable(activityText(bench.session)));
        bench.view.setCursor(bench.at(2s));
        QVERIFY2(
            activityText(bench.session).startsWith(QLatin1String("Paused at 2.000 s, after step ")),
            qPrintable(activityText(bench.session)));
        bench.session.run();
        QVERIFY2(
            activityText(bench.session).startsWith(QStringLiteral("Playing at 1×: 2.000 s of ")),
            qPrintable(activityText(bench.session)));
    }

    void withoutARunThereIsNothingToPlay()
    {
        Bench bench;
        bench.session.run();
        QVERIFY(!bench.session.isMoving());
        QCOMPARE(activityText(bench.session), QStringLiteral("Simulating …"));
        Bench real;
        real.session.setClock(ClockKind::Real);
        QCOMPARE(activityText(real.session), QStringLiteral("Nothing has run yet."));
    }

    void anOpenedRunTakesThePlaceOfASimulation()
    {
        Bench bench;
        bench.session.begin();
        QVERIFY(bench.session.isSimulating());
        bench.session.open(std::make_shared<RunDocument>(support::queueTrace(1, 1)));
        QVERIFY(!bench.session.isSimulating());
        QVERIFY(!bench.session.isGrowing());
    }

    void anotherScenarioIsShownToItsEnd()
    {
        Bench bench;
        bench.begin();
        bench.view.setCursor(bench.at(1s));
        const Arguments hello(*engine::findScenario("hello"));
        bench.session.setArguments(hello);
        QTRY_VERIFY(bench.shows(hello));
        QVERIFY(bench.session.isAtEnd());
    }

    void theClockAloneIsNoReasonToSimulateAnew()
    {
        Bench bench;
        bench.begin();
        const auto document = bench.session.shown().document;
        bench.session.setClock(ClockKind::Real);
        QCOMPARE(bench.session.shown().document, document);
        bench.session.setClock(ClockKind::Virtual);
        QVERIFY(!bench.session.isSimulating());
        QCOMPARE(bench.session.shown().document, document);
        // But what has been changed meanwhile is.
        bench.session.setClock(ClockKind::Real);
        bench.session.setArguments(Bench::queue(2, 4));
        QCOMPARE(activityText(bench.session),
                 QStringLiteral("The changed parameters take effect with the next run."));
        bench.session.setClock(ClockKind::Virtual);
        QTRY_VERIFY(bench.shows(Bench::queue(2, 4)));
    }

    void changedArgumentsStartALiveRunAnewAsItStood()
    {
        const auto queueOf = [](const char *size) {
            Arguments arguments = Bench::queue(2, 3);
            arguments.set("maxsize", size);
            return arguments;
        };
        Bench bench;
        bench.session.setClock(ClockKind::Real);
        bench.session.setSpeed(0.1);
        bench.session.step();
        QTRY_COMPARE(bench.session.steps(), 1U);
        QVERIFY(!bench.session.isSimulating());
        bench.session.setArguments(queueOf("4"));
        QTRY_VERIFY(bench.session.shown().arguments == queueOf("4"));
        QVERIFY(bench.session.isLive());
        QVERIFY(!bench.session.isMoving());
        bench.session.run();
        QTRY_VERIFY(bench.session.isMoving());
        bench.session.setArguments(queueOf("5"));
        QTRY_VERIFY(bench.session.shown().arguments == queueOf("5"));
        QTRY_VERIFY(bench.session.isMoving());
        // As it is begun anew by hand.
        const auto document = bench.session.shown().document;
        bench.session.restart();
        QVERIFY(bench.session.shown().document != document);
        QTRY_VERIFY(bench.session.isMoving());
        bench.session.stop();
    }

    void whereOneStandsIsKeptForTheNextRun()
    {
        Bench bench;
        bench.begin();
        do {
            bench.session.stepBack();
        } while (bench.view.cursor().time > 3s);
        const trace::Time there = bench.view.cursor().time;
        bench.session.setArguments(Bench::queue(2, 4));
        QTRY_VERIFY(bench.shows(Bench::queue(2, 4)));
        QCOMPARE(bench.view.cursor(), bench.at(there));
        bench.session.restart();
        bench.session.setArguments(Bench::queue(2, 5));
        QTRY_VERIFY(bench.shows(Bench::queue(2, 5)));
        QCOMPARE(bench.view.cursor(), bench.at(trace::Time(0)));
        bench.session.toEnd();
        bench.session.setArguments(Bench::queue(4, 1));
        QTRY_VERIFY(bench.shows(Bench::queue(4, 1)));
        QVERIFY(bench.session.isAtEnd());
    }

    void turnsGoOnToTheEnd()
    {
        Bench bench;
        bench.begin();
        const views::RunModel &model = bench.session.shown().document->model();
        bench.view.setCursor(model.positionAfterStep(bench.session.steps()));
        bench.session.stepTurn();
        QVERIFY(bench.session.isAtEnd());
        bench.session.run();
        QVERIFY(bench.session.isMoving());
        bench.session.stepTurn(); // pauses, as a step does
        QVERIFY(!bench.session.isMoving());
        Bench live;
        live.session.setClock(ClockKind::Real);
        live.session.stepTurn();
        QTRY_COMPARE(live.session.steps(), 1U);
        live.session.stepTurn();
        QTRY_COMPARE(live.session.steps(), 2U);
        live.session.stop();
    }

    void aLiveRunLeavesTheCursorWhereItWasPutAndIsNotOldByWhatItTookOver()
    {
        Bench live;
        live.session.setClock(ClockKind::Real);
        live.session.setSpeed(10);
        live.session.run();
        QTRY_VERIFY(live.session.steps() > 5);
        const views::Position early = live.session.shown().document->model().positionAfterStep(2);
        live.view.setCursor(early);
        live.session.setArguments(Bench::queue(2, 4));
        QTRY_COMPARE(live.session.shown().document->marks().size(), std::size_t{1});
        live.session.setSpeed(1000);
        QTRY_VERIFY(!live.session.isLive() && live.session.outcome());
        QCOMPARE(live.view.cursor(), early);
        QVERIFY(live.session.shown().arguments != live.session.arguments());
        QVERIFY(!live.session.isShownOld());
        live.session.setArguments(Bench::queue(2, 5));
        QVERIFY(live.session.isShownOld());
    }

    void playingByStepsEndsWithTheLastOne()
    {
        Bench bench;
        bench.begin();
        bench.view.setAxis(views::AxisKind::Steps);
        bench.session.run();
        bench.session.advance(std::chrono::nanoseconds{bench.session.steps() * 250'000'000LL});
        QVERIFY(bench.session.isAtEnd());
        QVERIFY(!bench.session.isMoving());
    }

    void changesOfOneGestureAreOneForUndo()
    {
        using app::ChangeArguments;
        Bench bench;
        bench.begin();
        ChangeArguments first(&bench.session, Bench::queue(2, 5), 7);
        first.redo();
        QCOMPARE(first.text(), QStringLiteral("Change of Consumers"));
        const ChangeArguments other(&bench.session, Bench::queue(2, 6), 8);
        QVERIFY(!first.mergeWith(&other));
        const ChangeArguments further(&bench.session, Bench::queue(3, 6), 7);
        QVERIFY(first.mergeWith(&further));
        QCOMPARE(first.text(), QStringLiteral("Change of Producers, Consumers"));
        QVERIFY(!first.isObsolete());
        // Back where it began there is nothing to undo.
        const ChangeArguments back(&bench.session, Bench::queue(2, 3), 7);
        QVERIFY(first.mergeWith(&back));
        QVERIFY(first.isObsolete());
        ChangeArguments alone(&bench.session, Bench::queue(2, 7), RunSession::NoGesture);
        const ChangeArguments next(&bench.session, Bench::queue(2, 8), RunSession::NoGesture);
        QVERIFY(!alone.mergeWith(&next));
        const ChangeArguments choice(&bench.session, Arguments(*engine::findScenario("hello")),
                                     RunSession::NoGesture);
        QVERIFY(choice.text().startsWith(QLatin1String("Choice of ")));
    }

    void nothingTicksWhileNothingMoves()
    {
        Bench bench;
        bench.begin();
        QSignalSpy frames(&bench.session, &RunSession::frame);
        QTest::qWait(100);
        QCOMPARE(frames.size(), 0);
        bench.session.run();
        QTRY_VERIFY(frames.size() > 2);
        bench.session.pause();
        frames.clear();
        QTest::qWait(100);
        QCOMPARE(frames.size(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_RunSession)
#include "tst_runsession.moc"
