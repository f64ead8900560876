#include "tests/support/foreignrun.h"
#include "tests/support/writtenrun.h"
#include "views/analysis/sourcelines.h"
#include "views/model/rundocument.h"
#include "views/model/runmodel.h"
#include "views/words/segmenttext.h"

#include <QTest>

#include <array>

using namespace std::chrono_literals;
using namespace views;
using trace::Kind;

namespace {

/// A recorded run of the program's own loop and of one in another thread, of whose tasks one holds
/// its loop and one fails.
class NotedRun
{
public:
    NotedRun()
    {
        const trace::TextId io = m_builder.text("io");
        const trace::SiteId line
            = m_builder.add(trace::Site{m_builder.text("app.py"), m_builder.text("parse"), 7});
        m_parsing = m_builder.add(trace::ChainNode{trace::ChainId::None, line});
        const trace::TaskId main = add({});
        trace::TaskInfo other;
        other.loop = io;
        const trace::TaskId reader = add(other);
        append(m_builder, 0s, Kind::LoopRuns, trace::TextId::Empty);
        append(m_builder, 0s, Kind::LoopRuns, io);
        append(m_builder, 0s, Kind::Created, main, trace::TaskId::None);
        append(m_builder, 0s, Kind::Created, reader, trace::TaskId::None);
        append(m_builder, 0s, Kind::LoopIdle, io); // record 4
        append(m_builder, 0s, Kind::Resumed, main);
        append(m_builder, 1s, Kind::Marked, main, m_builder.text("warm")); // 6
        append(m_builder, 2s, Kind::Blocked, main, m_parsing); // 7
        append(m_builder, 3s, Kind::Resumed, reader);
        append(m_builder, 3s, Kind::Blocked, main, m_parsing); // 9
        append(m_builder, 3s, Kind::Failed, reader, m_builder.text("OSError"));
        append(m_builder, 4s, Kind::Finished, main);
        append(m_builder, 5s, Kind::LoopIdle, trace::TextId::Empty); // 12
        append(m_builder, 6s, Kind::LoopStops, io);
        append(m_builder, 7s, Kind::Unretrieved, reader, m_builder.text("OSError")); // 14
        append(m_builder, 7s, Kind::Marked, trace::TaskId::None, m_builder.text("over")); // 15
        append(m_builder, 8s, Kind::Ended, trace::Outcome::Done);
        m_model = std::make_unique<RunModel>(m_builder.trace());
        m_model->advance();
    }

    const RunModel &model() const { return *m_model; }
    std::shared_ptr<const trace::Trace> trace() const { return m_builder.trace(); }
    trace::ChainId parsing() const { return m_parsing; }

private:
    trace::TaskId add(trace::TaskInfo info)
    {
        info.number = static_cast<std::uint32_t>(m_builder.trace()->tasks().size()) + 1;
        return m_builder.add(info);
    }
    template <class... Rest>
    static void append(trace::TraceBuilder &builder, Rest... rest)
    {
        support::append(builder, rest...);
    }

    trace::TraceBuilder m_builder;
    trace::ChainId m_parsing{};
    std::unique_ptr<RunModel> m_model;
};

constexpr trace::TaskId Main{0};
constexpr trace::TaskId Reader{1};

} // namespace

class tst_RunNotes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksAreKeptInTheirOrder()
    {
        const NotedRun run;
        QCOMPARE(run.model().notes().marks(), (std::vector<std::uint32_t>{6, 15}));
    }

    void anExceptionThatNobodyAskedForIsKnownOfItsTask()
    {
        const NotedRun run;
        const RunNotes &notes = run.model().notes();
        QCOMPARE(notes.unretrieved(), std::vector<std::uint32_t>{14});
        QVERIFY(!notes.unretrieved(Main));
        QCOMPARE(run.model().trace().text(*notes.unretrieved(Reader)), std::string("OSError"));
        QCOMPARE(endText(run.model(), Reader),
                 QStringLiteral("Failed: OSError, which nobody asked for"));
    }

    void theEndingOfARecordedRunNamesIt()
    {
        const NotedRun run;
        const RunDocument document(run.trace());
        const auto ending = document.ending();
        QVERIFY(ending);
        QCOMPARE(ending->unnoticed.size(), std::size_t{1});
        QCOMPARE(ending->unnoticed[0].task, Reader);
        QCOMPARE(ending->unnoticed[0].failure.name, std::string("OSError"));
    }

    void aStepBlockedWhereItWasSeenForLongest()
    {
        support::WrittenRun run;
        const trace::TaskId task = run.task("a");
        const auto at = [&run](std::uint32_t line) {
            trace::Site site;
            site.line = line;
            return run.builder.add(trace::ChainNode{trace::ChainId::None, run.builder.add(site)});
        };
        const std::array places{at(1), at(2)};
        run.say(Kind::Resumed, task);
        for (const int milliseconds : {300, 200, 100, 250}) {
            const bool first = milliseconds == 300 || milliseconds == 100;
            run.say(Kind::Blocked, task, places[first ? 0 : 1]);
            run.now += std::chrono::milliseconds(milliseconds);
        }
        run.say(Kind::Finished, task);
        QCOMPARE(blockedAt(run.model(), {task, 1}), places[1]); // 450 ms of 850
    }

    void aStepBlockedWhereItWasSeen()
    {
        const NotedRun run;
        QCOMPARE(run.model().notes().samples(), (std::vector<std::uint32_t>{7, 9}));
        const SegmentRef step{Main, 1};
        QCOMPARE(run.model().state(step), State::Blocking);
        QCOMPARE(blockedAt(run.model(), step), run.parsing());
        QCOMPARE(chainOf(run.model(), step), run.parsing());
        QCOMPARE(blockedAt(run.model(), {Reader, 1}), trace::ChainId::None);
    }

    void aLoopIsIdleUntilItsNextRecord()
    {
        const NotedRun run;
        QCOMPARE(run.model().notes().idle(), (std::vector<std::uint32_t>{4, 12}));
        // Whatever the other loop does meanwhile.
        QCOMPARE(idleTime(run.model(), 4), (TimeRange{0s, 3s}));
        QCOMPARE(idleTime(run.model(), 12), (TimeRange{5s, 8s}));
    }
};

QTEST_GUILESS_MAIN(tst_RunNotes)
#include "tst_runnotes.moc"
