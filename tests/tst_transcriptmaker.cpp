#include "app/transcript/transcriptmaker.h"
#include "engine/trace/tracebuilder.h"
#include "tests/support/foreignrun.h"
#include "tests/support/scenariorun.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <algorithm>
#include <memory>

using app::TranscriptMaker;
using support::scenarioTrace;

namespace {

/// What is told of the making.
struct Making
{
    TranscriptMaker maker;
    QSignalSpy finished{&maker, &TranscriptMaker::finished};
    QSignalSpy failed{&maker, &TranscriptMaker::failed};
    QList<double> shares;

    Making()
    {
        QObject::connect(&maker, &TranscriptMaker::progressed, &maker,
                         [this](double share) { shares += share; });
    }
    QString script() const { return finished.last()[0].value<app::Transcript>().script; }
};

} // namespace

class tst_TranscriptMaker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aScriptIsMadeInAnotherThread()
    {
        const auto trace = scenarioTrace("queue");
        const views::RunDocument document(trace);
        Making making;
        making.maker.start(document, true);
        QVERIFY(making.finished.isEmpty());
        QTRY_COMPARE(making.finished.size(), 1);
        QCOMPARE(making.script(), app::transcriptOf(support::modelOf(trace)).script);
        QVERIFY(making.failed.isEmpty());
    }

    void ofARunThatGoesOnWhatIsKnownIsWritten()
    {
        trace::TraceBuilder builder;
        const trace::TaskId main = builder.add(trace::TaskInfo{1, {}, {}, {}, {}});
        trace::Wait wait;
        wait.reason = trace::Reason::Sleep;
        const trace::WaitId sleep = builder.add(wait);
        const auto tell = [&](trace::Kind kind, std::uint32_t argument) {
            support::append(builder, trace::Time{1}, kind, main, argument);
        };
        const auto step = [&] {
            tell(trace::Kind::Resumed, 0);
            tell(trace::Kind::Suspended, static_cast<std::uint32_t>(sleep));
            tell(trace::Kind::Ready, static_cast<std::uint32_t>(trace::Waker::Timer));
        };
        tell(trace::Kind::Created, static_cast<std::uint32_t>(trace::Waker::None));
        step();
        views::RunDocument document(builder.trace());
        QVERIFY(!document.wholeModel());
        Making making;
        making.maker.start(document, true);
        // Meanwhile it goes on, which is read in this thread.
        step();
        document.refresh();
        QTRY_COMPARE(making.finished.size(), 1);
        QVERIFY(making.script().contains(QStringLiteral("The recording breaks off")));
    }

    void howFarItHasComeIsTold()
    {
        const views::RunDocument document(
            scenarioTrace("philosophers", QStringLiteral("--meals 100")));
        Making making;
        making.maker.start(document, true);
        QTRY_COMPARE(making.finished.size(), 1);
        QVERIFY(!making.shares.isEmpty());
        QVERIFY(std::is_sorted(making.shares.begin(), making.shares.end()));
        QVERIFY(making.shares.first() >= 0 && making.shares.last() <= 1);
    }

    void whatIsGivenUpDoesNotCome()
    {
        const views::RunDocument document(scenarioTrace("queue"));
        Making making;
        making.maker.start(document, true);
        making.maker.cancel();
        // What is begun after it does, and once.
        making.maker.start(document, true);
        making.maker.start(document, false);
        QTRY_COMPARE(making.finished.size(), 1);
        QVERIFY(making.script().contains(QStringLiteral("notes")));
        QVERIFY(making.failed.isEmpty());
    }

    void whyThereIsNoScriptIsSaid()
    {
        const views::RunDocument document(trace::TraceBuilder().trace());
        Making making;
        making.maker.start(document, true);
        QTRY_COMPARE(making.failed.size(), 1);
        QCOMPARE(making.failed[0][0].toString(),
                 QStringLiteral("There is no task in the run of which a script could be made."));
        QVERIFY(making.finished.isEmpty());
    }

    void itEndsWithWhoWantsIt()
    {
        auto document = std::make_unique<views::RunDocument>(scenarioTrace("queue"));
        {
            TranscriptMaker maker;
            maker.start(*document, true);
            document.reset(); // the run stays for as long as it is read
        }
        QThreadPool::globalInstance()->waitForDone();
    }
};

QTEST_GUILESS_MAIN(tst_TranscriptMaker)
#include "tst_transcriptmaker.moc"
