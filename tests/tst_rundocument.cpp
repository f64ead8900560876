#include "engine/trace/recorder.h"
#include "views/model/rundocument.h"

#include <QTest>

#include <vector>

using namespace views;
using namespace std::chrono_literals;
using trace::Kind;
using trace::Outcome;

namespace {

constexpr auto Nobody = static_cast<std::uint32_t>(trace::Waker::None);

/// A run of so many tasks, of which the first has begun at 1 s.
std::shared_ptr<trace::Recorder> begunRun(int tasks = 1)
{
    auto trace = std::make_shared<trace::Recorder>();
    for (int i = 0; i < tasks; ++i) {
        const auto task = static_cast<std::uint32_t>(trace->addTask({}));
        trace->record(0s, Kind::Created, task, Nobody);
    }
    trace->record(1s, Kind::Resumed, 0);
    return trace;
}

void end(trace::Recorder &trace, Outcome outcome)
{
    trace.record(9s, Kind::Ended, static_cast<std::uint32_t>(outcome));
}

/// Keeps what a document tells.
struct Told
{
    std::vector<RunDocument::Change> changes;
    int marks = 0;

    explicit Told(RunDocument &document)
    {
        QObject::connect(&document, &RunDocument::changed, &document,
                         [this](const RunDocument::Change &change) { changes.push_back(change); });
        QObject::connect(&document, &RunDocument::marksChanged, &document, [this] { ++marks; });
    }
};

} // namespace

class tst_RunDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itTellsFromWhereOnItIsOtherwise()
    {
        const auto trace = begunRun(2);
        RunDocument document(trace);
        Told told(document);
        document.refresh();
        QVERIFY(told.changes.empty());
        trace->record(1s + 50ms, Kind::Created, static_cast<std::uint32_t>(trace->addTask({})), 0);
        document.refresh();
        QCOMPARE(told.changes.size(), std::size_t(1));
        QCOMPARE(told.changes[0].from, (Position{1s, 3}));
        QCOMPARE(told.changes[0].tasks, std::size_t(2));
        // It turns out to have held the loop.
        trace->record(3s, Kind::Finished, 0);
        document.refresh();
        QCOMPARE(told.changes.size(), std::size_t(2));
        QCOMPARE(told.changes[1].from, (Position{1s, 2}));
        QCOMPARE(told.changes[1].tasks, std::size_t(3));
        // Nothing more has happened, but time goes on.
        document.refresh(2s);
        QCOMPARE(told.changes.size(), std::size_t(2));
        document.refresh(5s);
        QCOMPARE(told.changes.size(), std::size_t(3));
        QCOMPARE(told.changes[2].from.time, trace::Time(3s));
        QCOMPARE(document.model().end(), trace::Time(5s));
    }
    void aRunIsWholeWhenItHasEndedOrWhenNothingMoreWillCome()
    {
        const auto trace = begunRun();
        RunDocument document(trace);
        QVERIFY(!document.isReading());
        QCOMPARE(document.share(), 1.0);
        QVERIFY(!document.wholeModel());
        Told told(document);
        document.setOver();
        document.setOver();
        QCOMPARE(told.changes.size(), std::size_t(1));
        QCOMPARE(told.changes[0].tasks, std::size_t(1));
        QVERIFY(document.wholeModel());
        QVERIFY(!document.completeModel());
        trace->record(2s, Kind::Finished, 0);
        QVERIFY(document.isReading());
        QVERIFY(!document.wholeModel());
        document.refresh();
        QVERIFY(document.wholeModel());
        end(*trace, Outcome::Done);
        document.refresh();
        QVERIFY(document.completeModel());
        QVERIFY(!document.isReading());
    }
    void howItEndedIsReadFromTheRecordsUntilSomebodyTells()
    {
        const auto trace = begunRun();
        RunDocument document(trace);
        QVERIFY(!document.outcome());
        QVERIFY(!document.ending());
        trace->record(2s, Kind::Failed, 0, static_cast<std::uint32_t>(trace->intern("OSError")));
        end(*trace, Outcome::Failed);
        document.refresh();
        QVERIFY(document.outcome() == Outcome::Failed);
        QVERIFY(document.ending()->outcome == Outcome::Failed);
        QCOMPARE(document.ending()->time, trace::Time(9s));
        QCOMPARE(document.ending()->failure.name, std::string("OSError"));
        document.setEnding({.outcome = Outcome::Deadlocked});
        QVERIFY(document.outcome() == Outcome::Deadlocked);
        QVERIFY(document.ending()->outcome == Outcome::Deadlocked);
        QVERIFY(document.ending()->failure.name.empty());
    }
    void whatAnotherTaskOrMainItselfEndedWithIsTheFailureOnlyIfTheRunFailed()
    {
        const auto failureOf = [](Kind last, Outcome outcome) {
            const auto trace = begunRun(2);
            const bool fails = last == Kind::Failed;
            trace->record(2s, last, 0,
                          fails ? static_cast<std::uint32_t>(trace->intern("OSError")) : 0U);
            end(*trace, outcome);
            return RunDocument(trace).ending()->failure.name;
        };
        QCOMPARE(failureOf(Kind::Failed, Outcome::Failed), std::string("OSError"));
        QCOMPARE(failureOf(Kind::Cancelled, Outcome::Failed), std::string("CancelledError"));
        QCOMPARE(failureOf(Kind::Finished, Outcome::Failed), std::string());
        QCOMPARE(failureOf(Kind::Failed, Outcome::Stopped), std::string());
    }
    void aRunThatFailedBeforeItsMainTaskBeganHasNoFailureToTell()
    {
        const auto nothing = std::make_shared<trace::Recorder>();
        end(*nothing, Outcome::Failed);
        QVERIFY(RunDocument(nothing).ending()->failure.name.empty());
        const auto unborn = std::make_shared<trace::Recorder>();
        unborn->addTask({});
        unborn->addTask({});
        unborn->record(0s, Kind::Created, 1, Nobody);
        end(*unborn, Outcome::Failed);
        QVERIFY(RunDocument(unborn).ending()->failure.name.empty());
    }
    void marksThatComeWhileItRunsAreThere()
    {
        const auto trace = begunRun();
        RunDocument document(trace);
        QVERIFY(document.marks().empty());
        trace->record(2s, Kind::Marked, 0, static_cast<std::uint32_t>(trace->intern("here")));
        document.refresh();
        QCOMPARE(document.marks().size(), std::size_t(1));
        QCOMPARE(document.marks()[0].note, QStringLiteral("here"));
    }
    void aPersonsMarkIsThereFromWhereItStands()
    {
        const auto trace = begunRun();
        RunDocument document(trace);
        Told told(document);
        MarkChanges changes;
        changes.add({2s, 3}, QStringLiteral("mine"));
        document.setMarkChanges(changes);
        QCOMPARE(told.marks, 1);
        document.setMarkChanges(changes);
        QCOMPARE(told.marks, 1);
        QVERIFY(document.marks().empty()); // not yet
        trace->record(2s, Kind::Finished, 0);
        document.refresh();
        QCOMPARE(document.marks().size(), std::size_t(1));
    }
    void aPartShowsNoMoreThanItHasRevealed()
    {
        const auto trace = begunRun();
        trace->record(2s, Kind::Finished, 0);
        end(*trace, Outcome::Done);
        const auto whole = std::make_shared<RunDocument>(trace);
        RunDocument part(whole, 2);
        Told told(part);
        QVERIFY(part.keepsBack());
        QVERIFY(!part.isReading());
        QVERIFY(!part.outcome());
        QCOMPARE(part.reach(AxisKind::Clock), whole->model().end(AxisKind::Clock));
        part.refresh();
        part.revealTo(1);
        QCOMPARE(part.model().records(), std::size_t(2));
        QVERIFY(told.changes.empty());
        part.revealTo(3);
        QCOMPARE(part.model().records(), std::size_t(3));
        QCOMPARE(told.changes.size(), std::size_t(1));
        QVERIFY(part.keepsBack());
        part.revealTo(100);
        QVERIFY(!part.keepsBack());
        QVERIFY(part.outcome() == Outcome::Done);
        QVERIFY(!part.isReading());
    }
};

QTEST_GUILESS_MAIN(tst_RunDocument)
#include "tst_rundocument.moc"
