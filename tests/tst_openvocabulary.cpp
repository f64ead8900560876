#include "tests/support/foreignrun.h"
#include "views/analysis/awaitspans.h"
#include "views/style/segmentstyle.h"
#include "views/timeline/hovercard.h"
#include "views/words/segmenttext.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace views;
using trace::Kind;

namespace {

/// What the views know of it.
struct ForeignModel : support::ForeignRun
{
    RunModel model{ForeignRun::trace()};

    ForeignModel() { model.advance(); }

    const trace::Trace &trace() const { return model.trace(); }
    /// The wait of fetch that is its first, or second.
    SegmentRef wait(int which) const
    {
        const TaskTrack &track = model.track(fetch());
        for (std::size_t i = 0; i < track.size(); ++i) {
            if (track.state(i) == State::Waiting && which-- == 1)
                return {fetch(), i};
        }
        return {};
    }
};

} // namespace

/// A run of which the vocabulary is not ours, from the builder to what people read.
class tst_OpenVocabulary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnknownKindOfWaitHasItsOwnWord()
    {
        const ForeignModel run;
        QCOMPARE(labelWord(run.model, run.wait(1)), QStringLiteral("pool.acquire db"));
        QCOMPARE(stateText(run.model, run.wait(1)), QStringLiteral("Waiting for pool.acquire db"));
        QCOMPARE(labelWord(run.model, run.wait(2)), QStringLiteral("pool.acquire"));
    }

    void andTheGeneralLook()
    {
        const ForeignModel run;
        QCOMPARE(styleOf(run.model, run.wait(1)), SegmentStyle::Other);
        QCOMPARE(glyphOf(run.model, run.wait(1)), Glyph::RingDot);
        QVERIFY(isWait(SegmentStyle::Other));
    }

    void anUnknownObjectIsCalledByItsKind()
    {
        const ForeignModel run;
        QCOMPARE(views::objectName(run.model, trace::ObjectId{0}), QStringLiteral("db"));
        QCOMPARE(views::objectName(run.model, trace::ObjectId{1}), QStringLiteral("the pool"));
        QCOMPARE(run.trace().site(run.trace().object(trace::ObjectId{0}).site).line, 3U);
    }

    void aCauseIsSaid()
    {
        const ForeignModel run;
        const Wake wake = run.model.wake(run.wait(1));
        QCOMPARE(wake.by, Wake::By::External);
        QVERIFY(wake.cause == trace::CauseId{0});
        QCOMPARE(wakerText(run.model, run.wait(1)), QStringLiteral("descriptor 8, at 2.000 s"));
        QCOMPARE(wakerText(run.model, run.wait(2)),
                 QStringLiteral("kafka partition 3, at 3.000 s"));
    }

    void whoeverStandsInLineIsCounted()
    {
        const ForeignModel run;
        const SegmentSummary summary = summaryOf(run.model, run.wait(1), {1s, 5}, Theme::light());
        QVERIFY2(summary.line().contains(QStringLiteral("In line 1 of 1 when it began")),
                 qPrintable(summary.line()));
        QVERIFY(summary.line().contains(QStringLiteral("pool.py:31 in acquire")));
    }

    void theAwaitChainIsReadFromTheLog()
    {
        const ForeignModel run;
        const auto sites = sitesOf(run.trace(), run.model.wait(run.wait(1))->chain);
        QCOMPARE(sites.size(), std::size_t{2});
        QCOMPARE(run.trace().site(sites[1]).line, 52U);
        AwaitSpans spans(run.fetch());
        spans.advance(run.model);
        QCOMPARE(spans.levels().size(), std::size_t{1});
        QCOMPARE(spans.levels()[0].size(), std::size_t{1});
        QCOMPARE(spans.levels()[0][0].begin, run.wait(1).index);
        QCOMPARE(spans.levels()[0][0].end, run.wait(2).index + 1);
    }

    void aLateNameIsTheTasksName()
    {
        const ForeignModel run;
        QCOMPARE(run.model.name(run.fetch()), QStringLiteral("fetch example.org"));
    }

    void whatIsNotKnownIsNotTakenForATask()
    {
        const ForeignModel run;
        QCOMPARE(run.model.taskCount(), std::size_t{2});
        QVERIFY(run.model.isComplete());
        QCOMPARE(run.trace().metadata().title, std::string("crawler"));
    }

    void aKnownWaitForWhatIsNotSaidIsASentence_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("queue") << QStringLiteral("queue.get")
                               << QStringLiteral("Waiting for an item in a queue");
        QTest::newRow("lock") << QStringLiteral("lock")
                              << QStringLiteral("Waiting to acquire a lock");
        QTest::newRow("tasks") << QStringLiteral("wait") << QStringLiteral("Waiting for tasks");
    }
    void aKnownWaitForWhatIsNotSaidIsASentence()
    {
        QFETCH(QString, word);
        const std::string name = word.toStdString();
        trace::TraceBuilder builder;
        const trace::TaskId task = builder.add(trace::TaskInfo{});
        trace::Wait wait;
        wait.reason = builder.add(trace::WaitKind{name, trace::Shape::Other,
                                                  trace::WaitsOn::Nothing, trace::Amount::Nothing});
        const trace::WaitId id = builder.add(wait);
        support::append(builder, 0s, Kind::Created, task, trace::TaskId::None);
        support::append(builder, 0s, Kind::Resumed, task);
        support::append(builder, 0s, Kind::Suspended, task, id);
        RunModel model(builder.trace());
        model.advance();
        QTEST(stateText(model, SegmentRef{task, 2}), "sentence");
    }

    /// A kind of wait with a look of its own is one row of a table; that a test can add it says so.
    void aNewKindOfWaitNeedsOneRow()
    {
        trace::TraceBuilder builder;
        const trace::TaskId task = builder.add(trace::TaskInfo{});
        trace::Wait wait;
        wait.reason = builder.add(trace::WaitKind{"barrier", trace::Shape::Gather,
                                                  trace::WaitsOn::Nothing, trace::Amount::Count});
        wait.amount = 5;
        const trace::WaitId id = builder.add(wait);
        support::append(builder, 0s, Kind::Created, task, trace::TaskId::None);
        support::append(builder, 0s, Kind::Resumed, task);
        support::append(builder, 0s, Kind::Suspended, task, id);
        support::append(builder, 9s, Kind::Ended, trace::Outcome::Done);
        RunModel model(builder.trace());
        model.advance();
        const SegmentRef segment{task, 2};
        QCOMPARE(styleOf(model, segment), SegmentStyle::Gather);
        QCOMPARE(labelWord(model, segment), QStringLiteral("barrier 5"));
        QCOMPARE(stateText(model, segment), QStringLiteral("Waiting for barrier 5"));
    }

    void anAwaitGoesOnWhileItsTaskIsAskedToCancel()
    {
        trace::TraceBuilder builder;
        const trace::TaskId task = builder.add(trace::TaskInfo{});
        const auto site = [&](std::uint32_t line) {
            return builder.add(trace::Site{builder.text("a.py"), builder.text("f"), line});
        };
        trace::ChainId chain = builder.add(trace::ChainNode{trace::ChainId::None, site(1)});
        trace::Wait wait;
        wait.reason = trace::Reason::Future;
        wait.chain = chain;
        const trace::WaitId outside = builder.add(wait);
        wait.chain = builder.add(trace::ChainNode{chain, site(2)});
        const trace::WaitId inside = builder.add(wait);
        const trace::Time now{0};
        using support::append;
        append(builder, now, trace::Kind::Created, task, trace::Waker::None);
        append(builder, now, trace::Kind::Resumed, task);
        append(builder, now, trace::Kind::Suspended, task, inside); // segment 2
        append(builder, now, trace::Kind::CancelRequested, task, trace::Waker::None);
        append(builder, now, trace::Kind::Ready, task, trace::Waker::External);
        append(builder, now, trace::Kind::Resumed, task);
        append(builder, now, trace::Kind::Suspended, task, outside);
        append(builder, now, trace::Kind::CancelRequested, task, trace::Waker::None);
        RunModel model(builder.trace());
        model.advance();
        AwaitSpans spans(task);
        spans.advance(model);
        QCOMPARE(spans.levels().size(), std::size_t{1});
        QCOMPARE(spans.levels()[0].size(), std::size_t{1});
        QCOMPARE(spans.levels()[0][0].begin, std::size_t{2});
        QCOMPARE(spans.levels()[0][0].end, std::size_t{4});
    }
};

QTEST_MAIN(tst_OpenVocabulary)
#include "tst_openvocabulary.moc"
