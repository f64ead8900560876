#include "engine/trace/tracebuilder.h"
#include "views/model/awaitspans.h"
#include "views/style/segmentstyle.h"
#include "views/timeline/hovercard.h"
#include "views/words/segmenttext.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace views;
using trace::Kind;
using trace::Record;

namespace {

std::uint32_t index(auto id)
{
    return static_cast<std::uint32_t>(id);
}

/// Two tasks of a program that no engine of ours ran: a fetch in line for a connection of a pool,
/// which is of a kind that nobody has heard of, and the one that gave the connection back.
class ForeignRun
{
public:
    ForeignRun()
    {
        trace::Metadata metadata;
        metadata.title = "crawler";
        m_builder.setMetadata(metadata);
        trace::TaskInfo info;
        info.number = 1;
        info.coroutine = m_builder.text("fetch");
        m_fetch = m_builder.add(info);
        info.number = 2;
        info.label = m_builder.text("Closer");
        m_closer = m_builder.add(info);

        const trace::Reason acquire = m_builder.add(trace::WaitKind{
            .word = "pool.acquire", .what = trace::WaitsOn::Object, .inLine = true});
        const trace::ObjectId pool = m_builder.add(
            trace::Object{m_builder.text("pool"), m_builder.text("db"), 4, site("app.py", 3)});
        const trace::ChainId caller
            = m_builder.add(trace::ChainNode{trace::ChainId::None, site("app.py", 52, "fetch")});
        trace::Wait wait;
        wait.reason = acquire;
        wait.what = index(pool);
        wait.chain = m_builder.add(trace::ChainNode{caller, site("pool.py", 31, "acquire")});
        const trace::WaitId inPool = m_builder.add(wait);
        wait.what = index(m_builder.add(trace::Object{m_builder.text("pool")}));
        const trace::WaitId inOther = m_builder.add(wait);
        const trace::CauseId data
            = m_builder.add(trace::Cause{m_builder.text("descriptor"), {}, 8});
        const trace::CauseId odd = m_builder.add(
            trace::Cause{m_builder.text("kafka"), m_builder.text("partition 3"), 0});

        add(0s, Kind::LoopRuns, 0);
        add(0s, Kind::Created, m_fetch, index(trace::TaskId::None));
        add(0s, Kind::Created, m_closer, m_fetch);
        add(0s, Kind::Resumed, m_fetch);
        add(0s, Kind::Suspended, m_fetch, inPool); // record 4
        add(1s, Kind{61}, 4'000'000'000U, 7);
        add(2s, Kind::Ready, m_fetch, Record::waker(data));
        add(2s, Kind::Resumed, m_fetch);
        add(2s, Kind::Renamed, m_fetch, m_builder.text("fetch example.org"));
        add(2s, Kind::Suspended, m_fetch, inOther);
        add(3s, Kind::Ready, m_fetch, Record::waker(odd));
        add(3s, Kind::Resumed, m_fetch);
        add(3s, Kind::Finished, m_fetch);
        add(3s, Kind::Ended, index(trace::Outcome::Stopped));
        m_model = std::make_unique<TrackModel>(m_builder.trace());
        m_model->advance();
    }

    const TrackModel &model() const { return *m_model; }
    const trace::Trace &trace() const { return m_model->trace(); }
    /// The wait of fetch that is its first, or second.
    SegmentRef wait(int which) const
    {
        const TaskTrack &track = m_model->track(m_fetch);
        for (std::size_t i = 0; i < track.size(); ++i) {
            if (track.state(i) == State::Waiting && which-- == 1)
                return {m_fetch, i};
        }
        return {};
    }
    trace::TaskId fetch() const { return m_fetch; }

private:
    trace::SiteId site(const char *file, std::uint32_t line, const char *function = "<module>")
    {
        return m_builder.add(trace::Site{m_builder.text(file), m_builder.text(function), line});
    }
    template <class Subject, class Argument = int>
    void add(trace::Time time, Kind kind, Subject subject, Argument argument = {})
    {
        m_builder.append(Record::of(time, kind, static_cast<std::uint32_t>(subject),
                                    static_cast<std::uint32_t>(argument)));
    }

    trace::TraceBuilder m_builder;
    std::unique_ptr<TrackModel> m_model;
    trace::TaskId m_fetch{};
    trace::TaskId m_closer{};
};

} // namespace

/// A run of which the vocabulary is not ours, from the builder to what people read.
class tst_OpenVocabulary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnknownKindOfWaitHasItsOwnWord()
    {
        const ForeignRun run;
        QCOMPARE(labelWord(run.model(), run.wait(1)), QStringLiteral("pool.acquire db"));
        QCOMPARE(stateText(run.model(), run.wait(1)),
                 QStringLiteral("Waiting for pool.acquire db"));
        QCOMPARE(labelWord(run.model(), run.wait(2)), QStringLiteral("pool.acquire"));
    }

    void andTheGeneralLook()
    {
        const ForeignRun run;
        QCOMPARE(styleOf(run.model(), run.wait(1)), SegmentStyle::Other);
        QCOMPARE(glyphOf(run.model(), run.wait(1)), Glyph::RingDot);
        QVERIFY(isWait(SegmentStyle::Other));
    }

    void anUnknownObjectIsCalledByItsKind()
    {
        const ForeignRun run;
        QCOMPARE(views::objectName(run.model(), trace::ObjectId{0}), QStringLiteral("db"));
        QCOMPARE(views::objectName(run.model(), trace::ObjectId{1}), QStringLiteral("the pool"));
        QCOMPARE(run.trace().site(run.trace().object(trace::ObjectId{0}).site).line, 3U);
    }

    void aCauseIsSaid()
    {
        const ForeignRun run;
        const Wake wake = run.model().wake(run.wait(1));
        QCOMPARE(wake.by, Wake::By::External);
        QVERIFY(wake.cause == trace::CauseId{0});
        QCOMPARE(wakerText(run.model(), run.wait(1)), QStringLiteral("descriptor 8, at 2.000 s"));
        QCOMPARE(wakerText(run.model(), run.wait(2)),
                 QStringLiteral("kafka partition 3, at 3.000 s"));
    }

    void whoeverStandsInLineIsCounted()
    {
        const ForeignRun run;
        const SegmentSummary summary = summaryOf(run.model(), run.wait(1), {1s, 5}, Theme::light());
        QVERIFY2(summary.line().contains(QStringLiteral("In line 1 of 1 when it began")),
                 qPrintable(summary.line()));
        QVERIFY(summary.line().contains(QStringLiteral("pool.py:31 in acquire")));
    }

    void theAwaitChainIsReadFromTheLog()
    {
        const ForeignRun run;
        const auto sites = sitesOf(run.trace(), run.model().wait(run.wait(1))->chain);
        QCOMPARE(sites.size(), std::size_t{2});
        QCOMPARE(run.trace().site(sites[1]).line, 52U);
        const auto spans = awaitSpans(run.model(), run.fetch());
        QCOMPARE(spans.size(), std::size_t{1});
        QCOMPARE(spans[0].depth, std::size_t{1});
        QCOMPARE(spans[0].begin, run.wait(1).index);
        QCOMPARE(spans[0].end, run.wait(2).index + 1);
    }

    void aLateNameIsTheTasksName()
    {
        const ForeignRun run;
        QCOMPARE(run.model().name(run.fetch()), QStringLiteral("fetch example.org"));
    }

    void whatIsNotKnownIsNotTakenForATask()
    {
        const ForeignRun run;
        QCOMPARE(run.model().taskCount(), std::size_t{2});
        QVERIFY(run.model().isComplete());
        QCOMPARE(run.trace().metadata().title, std::string("crawler"));
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
        builder.append(Record::of(0s, Kind::Created, index(task), index(trace::TaskId::None)));
        builder.append(Record::of(0s, Kind::Resumed, index(task), 0));
        builder.append(Record::of(0s, Kind::Suspended, index(task), index(id)));
        builder.append(Record::of(9s, Kind::Ended, 0, 0));
        TrackModel model(builder.trace());
        model.advance();
        const SegmentRef segment{task, 2};
        QCOMPARE(styleOf(model, segment), SegmentStyle::Gather);
        QCOMPARE(labelWord(model, segment), QStringLiteral("barrier 5"));
        QCOMPARE(stateText(model, segment), QStringLiteral("Waiting for barrier 5"));
    }
};

QTEST_MAIN(tst_OpenVocabulary)
#include "tst_openvocabulary.moc"
