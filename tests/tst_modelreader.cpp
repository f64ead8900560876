#include "tests/support/growingtrace.h"
#include "tests/support/sampletraces.h"
#include "views/model/modelreader.h"
#include "views/model/rundocument.h"
#include "views/model/runmodel.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace views;

namespace {

constexpr std::size_t Many = 1'000'000;

std::shared_ptr<RunModel> modelOf(std::shared_ptr<const trace::Trace> trace)
{
    return std::make_shared<RunModel>(std::move(trace));
}

/// Keeps what the reader delivers.
class Fixture
{
public:
    Fixture()
    {
        QObject::connect(
            &reader, &ModelReader::finished, &reader,
            [this](const std::shared_ptr<RunModel> &model) { delivered.push_back(model); });
    }

    ModelReader reader;
    std::vector<std::shared_ptr<RunModel>> delivered;
};

} // namespace

class tst_modelreader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversWhatReadingAtOnceGives()
    {
        const auto trace = support::randomTrace(3, 20, Many, true);
        Fixture f;
        f.reader.start(modelOf(trace));
        QVERIFY(f.reader.isReading());
        QVERIFY(f.reader.trace() == trace.get());
        QTRY_COMPARE_WITH_TIMEOUT(f.delivered.size(), std::size_t{1}, 30'000);
        QVERIFY(!f.reader.isReading());

        RunModel wanted(trace);
        wanted.advance();
        const RunModel &read = *f.delivered.front();
        QVERIFY(read.isComplete());
        QCOMPARE(read.records(), wanted.records());
        QCOMPARE(read.end(), wanted.end());
        QCOMPARE(read.taskCount(), wanted.taskCount());
        QVERIFY(read.queues() == wanted.queues());
        const UnitRange whole{0, wanted.end().count()};
        for (std::uint32_t task = 0; task < wanted.taskCount(); ++task) {
            const trace::TaskId id{task};
            QCOMPARE(read.track(id).size(), wanted.track(id).size());
            QVERIFY(read.mix(id, whole, AxisKind::Clock) == wanted.mix(id, whole, AxisKind::Clock));
            QVERIFY(read.mix(id, {0, wanted.end(AxisKind::Steps)}, AxisKind::Steps)
                    == wanted.mix(id, {0, wanted.end(AxisKind::Steps)}, AxisKind::Steps));
        }
    }

    void tellsHowFarItIs()
    {
        const auto trace = support::randomTrace(4, 20, 2 * Many, true);
        Fixture f;
        std::vector<double> shares;
        connect(&f.reader, &ModelReader::progressed, this,
                [&] { shares.push_back(f.reader.share()); });
        f.reader.start(modelOf(trace));
        QCOMPARE(f.reader.share(), 0.0);
        QTRY_COMPARE_WITH_TIMEOUT(f.delivered.size(), std::size_t{1}, 30'000);
        QVERIFY(!shares.empty());
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QVERIFY(shares.front() >= 0);
        QVERIFY(shares.back() <= 1);
    }

    void whatIsGivenUpIsNotDelivered()
    {
        const auto given = support::randomTrace(5, 20, Many, true);
        const auto wanted = support::randomTrace(6, 5, 1000, true);
        Fixture f;
        f.reader.start(modelOf(given));
        f.reader.start(modelOf(wanted));
        QTRY_COMPARE_WITH_TIMEOUT(f.delivered.size(), std::size_t{1}, 30'000);
        QVERIFY(&f.delivered.front()->trace() == wanted.get());
        f.reader.start(modelOf(given));
        f.reader.cancel();
        QVERIFY(!f.reader.isReading());
        // When nobody else holds the trace, the other thread has let go of it.
        QTRY_COMPARE(given.use_count(), 1L);
        QCoreApplication::processEvents();
        QCOMPARE(f.delivered.size(), std::size_t{1});
    }

    void mayBeDestroyedWhileItReads()
    {
        const auto trace = support::randomTrace(7, 20, Many, true);
        {
            Fixture f;
            f.reader.start(modelOf(trace));
        }
        QTRY_COMPARE(trace.use_count(), 1L);
    }

    void goesOnWhereTheModelHasCome()
    {
        const auto model = modelOf(support::randomTrace(9, 20, Many, true));
        model->advance(Many - 1);
        const TaskTrack *track = &model->track(trace::TaskId{0});
        Fixture f;
        f.reader.start(model);
        QTRY_COMPARE_WITH_TIMEOUT(f.delivered.size(), std::size_t{1}, 30'000);
        QVERIFY(f.delivered.front() == model);
        QVERIFY(model->isComplete());
        QVERIFY(&model->track(trace::TaskId{0}) == track); // nothing has been read anew
    }

    void aDocumentThatIsOutpacedShowsAllInTheEnd()
    {
        support::GrowingTrace growing(support::randomTrace(10, 20, Many, true));
        std::size_t end = Many / 2;
        growing.growTo(end);
        RunDocument document(growing.trace());
        int changes = 0;
        connect(&document, &RunDocument::changed, this, [&] {
            ++changes;
            growing.growTo(end += Many / 5); // far more than a frame reads
        });
        QTRY_VERIFY(document.completeModel() != nullptr);
        QVERIFY(changes > 2);
        RunModel wanted(growing.trace());
        wanted.advance();
        QCOMPARE(document.model().records(), wanted.records());
        const UnitRange whole{0, wanted.end().count()};
        for (std::uint32_t task = 0; task < wanted.taskCount(); ++task) {
            const trace::TaskId id{task};
            QCOMPARE(document.model().track(id).size(), wanted.track(id).size());
            QVERIFY(document.model().mix(id, whole, AxisKind::Clock)
                    == wanted.mix(id, whole, AxisKind::Clock));
        }
    }

    void readsATraceThatGrowsAsFarAsItHadCome()
    {
        support::GrowingTrace growing(support::randomTrace(8, 20, Many, true));
        growing.growTo(Many / 2);
        Fixture f;
        f.reader.start(modelOf(growing.trace()));
        while (growing.growTo(growing.trace()->records().size() + 1000))
            ;
        QTRY_COMPARE_WITH_TIMEOUT(f.delivered.size(), std::size_t{1}, 30'000);
        RunModel &model = *f.delivered.front();
        QCOMPARE(model.records(), Many / 2);
        model.advance();
        QVERIFY(model.isComplete());
    }
};

QTEST_GUILESS_MAIN(tst_modelreader)
#include "tst_modelreader.moc"
