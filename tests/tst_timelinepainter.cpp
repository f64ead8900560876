#include "tests/support/fontfamilies.h"
#include "tests/support/foreignrun.h"
#include "tests/support/paintingtest.h"
#include "tests/support/sampletraces.h"
#include "views/depth/depthpainter.h"
#include "views/model/groupname.h"
#include "views/rows/ghostpainter.h"
#include "views/rows/legend.h"
#include "views/rows/rowraster.h"
#include "views/rows/rowscanvas.h"
#include "views/rows/rowspainter.h"
#include "views/rows/segmentlabels.h"
#include "views/rows/timelinelayout.h"
#include "views/style/inkmetrics.h"
#include "views/timeline/rulerpainter.h"
#include "views/timeline/timelinegeometry.h"

#include <QPainter>
#include <QTest>
#include <QWidget>

#include <array>
#include <cmath>

using namespace views;
using namespace std::chrono_literals;

namespace {

RunModel modelOf(std::shared_ptr<const trace::Trace> trace)
{
    RunModel model(std::move(trace));
    model.advance();
    return model;
}

constexpr std::array<int (*)(QRgb), 3> Channels{qRed, qGreen, qBlue};

/// How long the task is in each state during [from, to), segment by segment.
Mix bruteForceMix(const RunModel &model, trace::TaskId task, Units from, Units to)
{
    Mix mix{};
    for (std::size_t i = 0; i < model.track(task).size(); ++i) {
        const SegmentRef segment{task, i};
        const Units begin = std::max(from, model.start(segment, AxisKind::Clock));
        const Units end = std::min(to, model.end(segment, AxisKind::Clock));
        if (end > begin && !isEnd(model.state(segment)))
            mix[static_cast<std::size_t>(model.state(segment))] += end - begin;
    }
    return mix;
}

/// One channel of a pixel by the definition: the time-weighted mean of the states' colours and,
/// for the rest of the pixel, of the background.
int channelOf(const Mix &mix, Units length, const RowRaster &raster, int line, QRgb background,
              int (*channel)(QRgb))
{
    double sum = 0;
    Units covered = 0;
    for (std::size_t s = 0; s < TimedStates; ++s) {
        const QRgb color = raster.profile(static_cast<State>(s), line);
        const double alpha = qAlpha(color) / 255.0;
        sum += static_cast<double>(mix[s]) * (channel(color) + (1 - alpha) * channel(background));
        covered += mix[s];
    }
    sum += static_cast<double>(length - covered) * channel(background);
    return static_cast<int>(std::lround(sum / static_cast<double>(length)));
}

/// A window with rows, as the timeline has them.
class RowsWindow : public QWidget
{
public:
    /// With as much time for a picture as \a until leaves.
    RowsWindow(const RowsScene &scene, const QFont &font,
               const QDeadlineTimer &until = QDeadlineTimer(QDeadlineTimer::Forever))
        : m_scene(scene)
        , m_until(until)
        , m_painter(m_theme, Fonts(font))
    {
        resize(600, scene.layout->height());
    }

    QImage picture() { return grab().toImage().convertToFormat(QImage::Format_RGB32); }
    bool isComplete() const { return m_canvas.isExact() && m_painter.hasAllLabels(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.canvas);
        const std::array bands{RowsPainter::Band{{rect(), m_scene.scroll}, &m_canvas}};
        m_painter.paint(painter, m_scene, bands, devicePixelRatioF(), m_until);
    }

private:
    RowsScene m_scene;
    QDeadlineTimer m_until;
    Theme m_theme = Theme::light();
    RowsPainter m_painter;
    RowsCanvas m_canvas{m_theme};
};

/// The same rows without a window.
QImage imageOf(const RowsScene &scene, const QFont &font)
{
    const Theme theme = Theme::light();
    const QSize size(600, scene.layout->height());
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.canvas);
    QPainter painter(&image);
    RowsPainter(theme, Fonts(font)).paintWhole(painter, scene, size, 1);
    painter.end();
    return image.convertToFormat(QImage::Format_RGB32);
}

} // namespace

class tst_timelinepainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPixelIsTheExactMix_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<int>("rowHeight");
        for (quint32 seed = 0; seed < 5; ++seed) {
            QTest::addRow("trace %u in rows of 1 px", seed) << seed << 1;
            QTest::addRow("trace %u in rows of 4 px", seed) << seed << 4;
        }
    }
    void everyPixelIsTheExactMix()
    {
        QFETCH(quint32, seed);
        QFETCH(int, rowHeight);
        const RunModel model = modelOf(support::randomTrace(seed, 4, 8'000, seed % 2 == 1));
        const Units end = model.end(AxisKind::Clock);
        const RowMetrics metrics(rowHeight);
        const RowRaster raster(Theme::light(), metrics, 1);
        const QRgb background = Theme::light().canvas.rgb();
        int shared = 0;
        for (const UnitRange range :
             {UnitRange{-end / 20, end + end / 20}, UnitRange{end / 4, end / 4 + end / 5}}) {
            const TimeAxis axis(AxisKind::Clock, range, 400);
            for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
                const trace::TaskId task{t};
                const RowPieces pieces = cutRow(model, task, {axis, metrics});
                QImage image(400, rowHeight, QImage::Format_ARGB32_Premultiplied);
                image.fill(background);
                raster.paintBars(image, {}, pieces);
                shared += static_cast<int>(pieces.columns.size());
                for (int x = 0; x < 400; ++x) {
                    const Units from = axis.toUnits(x);
                    const Units to = axis.toUnits(x + 1);
                    // A dashed line has gaps within one segment: no mix to compare with.
                    const auto segment = model.segmentAt(task, from, AxisKind::Clock);
                    if (segment && model.state(*segment) == State::Lost)
                        continue;
                    const Mix mix = bruteForceMix(model, task, from, to);
                    for (int y = 0; y < rowHeight; ++y) {
                        const QRgb pixel = image.pixel(x, y);
                        for (const auto channel : Channels) {
                            const int expected
                                = channelOf(mix, to - from, raster, y, background, channel);
                            // Binary fractions may fall to either side of a half.
                            QVERIFY2(std::abs(channel(pixel) - expected) <= 1,
                                     qPrintable(QStringLiteral("task %1, x %2").arg(t).arg(x)));
                        }
                    }
                }
            }
        }
        QVERIFY2(shared > 300, qPrintable(QString::number(shared)));
    }

    void aTallRowMixesEveryLineOfItsPatterns()
    {
        const RunModel model = modelOf(support::randomTrace(2, 3, 4'000, true));
        const RowMetrics metrics(24);
        const RowRaster raster(Theme::darkTheme(), metrics, 2);
        QCOMPARE(raster.height(), 48);
        const TimeAxis axis(AxisKind::Clock, {0, model.end(AxisKind::Clock)}, 300);
        const QRgb background = Theme::darkTheme().canvas.rgb();
        const RowPieces pieces = cutRow(model, trace::TaskId{0}, {axis, metrics, 2});
        QImage image(300, 48, QImage::Format_ARGB32_Premultiplied);
        image.fill(background);
        raster.paintBars(image, {}, pieces);
        QVERIFY(!pieces.columns.empty());
        for (const RowPieces::Column &column : pieces.columns) {
            for (int y = 0; y < 48; ++y)
                QVERIFY(image.pixel(column.x, y)
                        == raster.mixed(RowRaster::sharesOf(column), y, background));
        }
    }

    void rowsPartlyOutsideAnImageAreClipped()
    {
        const RunModel model = modelOf(support::queueTrace());
        const TimeAxis axis(AxisKind::Clock, {0, model.end(AxisKind::Clock)}, 200);
        const RowMetrics metrics(24);
        const RowRaster raster(Theme::light(), metrics, 1);
        const RowPieces pieces = cutRow(model, trace::TaskId{0}, {axis, metrics});
        QImage whole(200, 24, QImage::Format_ARGB32_Premultiplied);
        QImage part(100, 30, QImage::Format_ARGB32_Premultiplied);
        whole.fill(Qt::white);
        part.fill(Qt::white);
        raster.paintBars(whole, {}, pieces);
        raster.paintTicks(whole, {}, pieces);
        raster.paintBars(part, {-50, -10}, pieces);
        raster.paintTicks(part, {-50, -10}, pieces);
        QCOMPARE(part.copy(0, 0, 100, 14), whole.copy(50, 10, 100, 14));
        QCOMPARE(part.pixel(50, 20), QColor(Qt::white).rgb());
    }

    void instantsAreTicksAndSeveralAtOneInstantAreTwo()
    {
        const RunModel model = modelOf(support::queueTrace());
        const TimeAxis axis(AxisKind::Clock, {-1'000'000'000, 10'000'000'000}, 1'100);
        for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
            const RowPieces pieces = cutRow(model, trace::TaskId{t}, {axis, RowMetrics(24)});
            for (const RowPieces::Tick &tick : pieces.ticks) {
                QVERIFY(tick.size == RowPieces::Tick::Size::Full);
                QCOMPARE(tick.x % 100, 0);
                QCOMPARE(tickMarks(tick, RowMetrics(24), 1).count,
                         tick.steps > 1 ? std::size_t{2} : std::size_t{1});
            }
        }
    }

    void aBlockedLoopIsRedAtEveryZoom()
    {
        const RunModel model = modelOf(support::blockedTrace());
        const RowMetrics metrics(24);
        const RowRaster raster(Theme::light(), metrics, 1);
        for (const Units seconds : {2, 20, 200, 2'000}) {
            const TimeAxis axis(AxisKind::Clock, {-1'000'000'000, seconds * 1'000'000'000}, 400);
            const RowPieces pieces = cutRow(model, trace::TaskId{1}, {axis, metrics});
            QImage image(400, 24, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            raster.paintBars(image, {}, pieces);
            raster.paintTicks(image, {}, pieces);
            bool red = false;
            for (int x = 0; x < 400; ++x)
                red = red || image.pixel(x, 12) == Theme::light().failed.rgb();
            QVERIFY2(red, qPrintable(QString::number(seconds)));
        }
    }

    void crowdedTicksBecomeABandAndNeverABlueBar()
    {
        // A task that sleeps a millisecond at a time: six steps to a pixel.
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        trace->record(trace::Time{0}, trace::Kind::Created, 0, 0xFFFF'FFFF);
        const auto sleep = static_cast<std::uint32_t>(
            trace->intern(trace::Wait{trace::Reason::Sleep, 0xFFFF'FFFF, {}, 1'000'000}));
        for (int ms = 0; ms < 2'000; ++ms) {
            const trace::Time now = std::chrono::milliseconds(ms);
            if (ms > 0)
                trace->record(now, trace::Kind::Ready, 0, 0xFFFF'FFFD);
            trace->record(now, trace::Kind::Resumed, 0);
            trace->record(now, trace::Kind::Suspended, 0, sleep);
        }
        const RunModel model = modelOf(trace);
        const TimeAxis axis(AxisKind::Clock, {0, model.end(AxisKind::Clock)}, 300);
        const RowMetrics metrics(24);
        const RowPieces pieces = cutRow(model, trace::TaskId{0}, {axis, metrics});
        QImage image(300, 24, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        const RowRaster raster(Theme::light(), metrics, 1);
        raster.paintBars(image, {}, pieces);
        raster.paintTicks(image, {}, pieces);
        int dense = 0;
        for (const RowPieces::Tick &tick : pieces.ticks)
            dense += tick.size == RowPieces::Tick::Size::Dense ? 1 : 0;
        QVERIFY2(dense > 100, qPrintable(QString::number(dense)));
        int blue = 0;
        for (int x = 0; x < 300; ++x)
            blue += image.pixel(x, 12) == Theme::light().running.rgb() ? 1 : 0;
        QVERIFY2(blue < 30, qPrintable(QString::number(blue)));
    }

    void rowsAreFoundWhereTheyStand()
    {
        const RunModel model = modelOf(support::queueTrace(2, 3));
        const TimelineLayout layout(model, {});
        // main, produce, 2 producers, consume, 3 consumers
        QCOMPARE(layout.rows().size(), std::size_t{8});
        QCOMPARE(layout.height(), 8 * 24);
        QCOMPARE(layout.rowAt(0), std::optional<std::size_t>(0));
        QCOMPARE(layout.rowAt(24), std::optional<std::size_t>(1));
        QVERIFY(layout.rows()[1].kind == TimelineLayout::Row::Kind::Header);
        QCOMPARE(layout.rowOf(trace::TaskId{3}), std::optional<std::size_t>(5));
        QVERIFY(!layout.rowAt(8 * 24));
        QVERIFY(!layout.rowAt(-1));
    }

    void collapsedAndFilteredRowsAreGone()
    {
        const RunModel model = modelOf(support::queueTrace(2, 3));
        TimelineLayout::Options options;
        options.collapsed = {groupName(model, model.groups()[2])};
        QCOMPARE(TimelineLayout(model, options).rows().size(), std::size_t{5});
        QVERIFY(!TimelineLayout(model, options).rowOf(trace::TaskId{4}));
        options = {};
        options.filter = QStringLiteral("consumer 1");
        const TimelineLayout filtered(model, options);
        QCOMPARE(filtered.rows().size(), std::size_t{2});
        QCOMPARE(filtered.taskCount(), std::size_t{1});
    }

    void rowsShrinkUntilTheyFit_data()
    {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("rowHeight");
        QTest::newRow("room for all") << 400 << 24;
        QTest::newRow("a little less") << 340 << 20;
        QTest::newRow("scrolls rather than shrink further") << 100 << 16;
    }
    void rowsShrinkUntilTheyFit()
    {
        QFETCH(int, height);
        QFETCH(int, rowHeight);
        const RunModel model = modelOf(support::queueTrace(5, 8));
        QCOMPARE(TimelineLayout::fittingRowHeight(model, {}, height), rowHeight);
    }

    void theTallestRowsThatFitAreTaken()
    {
        const RunModel model = modelOf(support::queueTrace(5, 8));
        const auto heightWith = [&model](int rowHeight) {
            TimelineLayout::Options options;
            options.rowHeight = rowHeight;
            options.headerHeight = headerHeightFor(rowHeight);
            return TimelineLayout(model, options).height();
        };
        for (std::size_t i = 1; i < RowHeights.size(); ++i) {
            const int height = heightWith(RowHeights[i]);
            QCOMPARE(TimelineLayout::fittingRowHeight(model, {}, height, 40, 1), RowHeights[i]);
            QVERIFY(TimelineLayout::fittingRowHeight(model, {}, height - 1, 40, 1) < RowHeights[i]
                    || i + 1 == RowHeights.size());
        }
    }

    void thePartsOfTheViewFillItWithoutOverlap_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("queues");
        QTest::newRow("least") << QSize(560, 240) << 1;
        QTest::newRow("usual") << QSize(1280, 720) << 1;
        QTest::newRow("many queues") << QSize(1000, 500) << 9;
        QTest::newRow("none") << QSize(2560, 1440) << 0;
    }
    void thePartsOfTheViewFillItWithoutOverlap()
    {
        QFETCH(QSize, size);
        QFETCH(int, queues);
        const TimelineGeometry geometry(size, queues);
        QCOMPARE(geometry.overview.top(), 0);
        QCOMPARE(geometry.ruler.top(), geometry.overview.bottom() + 1);
        QCOMPARE(geometry.rows.top(), geometry.ruler.bottom() + 1);
        int y = geometry.rows.bottom() + 1;
        for (std::size_t i = 0; i < geometry.tracks.size(); ++i) {
            const QRect track = geometry.sightOf(i);
            if (track.isEmpty())
                continue;
            QCOMPARE(track.top(), y);
            y = track.bottom() + 1;
        }
        QCOMPARE(y, size.height());
        QVERIFY(geometry.rows.height() >= 40);
        QVERIFY(static_cast<int>(geometry.tracks.size()) <= queues + 1);
    }

    void tracksWithoutRoomAreScrolledAndMadeHigher()
    {
        const QSize size(1200, 700);
        const TimelineGeometry few(size, 2);
        QCOMPARE(few.hidden, 0);
        const TimelineGeometry many(size, 9);
        QVERIFY(many.hidden > 0);
        QCOMPARE(many.tracks.size(), std::size_t{10});
        QVERIFY(many.sightOf(8).isEmpty());
        TimelineGeometry::Wishes wishes;
        wishes.scroll = many.hidden;
        const TimelineGeometry scrolled(size, 9, wishes);
        QVERIFY(scrolled.sightOf(0).isEmpty());
        QCOMPARE(scrolled.sightOf(8), scrolled.tracks[8]);
        QCOMPARE(scrolled.tracks.back(), many.tracks.back()); // the ready queue stays
        wishes = {};
        wishes.queues = 300;
        const TimelineGeometry higher(size, 2, wishes);
        QCOMPARE(higher.queues.height(), 300);
        QVERIFY(higher.tracks[0].height() > few.tracks[0].height());
        // Rows keep some room, whatever one wishes.
        wishes.queues = 5'000;
        wishes.gutter = 5'000;
        const TimelineGeometry most(size, 9, wishes);
        QVERIFY(most.rows.height() >= 90 && most.rows.width() >= 600);
    }

    void aGhostIsAStripAtTheFootOfTheRowOfItsTask()
    {
        const RunModel model = modelOf(support::queueTrace());
        Comparison comparison = *compare(model, model);
        const trace::TaskId alone{5};
        comparison.counterparts.tasks[static_cast<std::size_t>(alone)] = trace::TaskId::None;
        TimelineLayout::Options options;
        options.rowHeight = 28;
        const TimelineLayout layout(model, options);
        const Fonts fonts{QFont()};
        const Theme &theme = Theme::light();
        GhostScene scene{&model, &model, &comparison, &layout, {}, 0, QStringLiteral("before")};
        scene.axis = {AxisKind::Clock, {0, model.end(AxisKind::Clock)}, 1000};
        const QSize size(1000, layout.height());
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        image.fill(theme.canvas);
        QPainter painter(&image);
        RowsCanvas canvas(theme);
        GhostPainter(theme, fonts, scene)
            .drawStrips(painter, canvas, size, 1, QDeadlineTimer(QDeadlineTimer::Forever));
        painter.end();
        int sleeps = 0;
        for (const TimelineLayout::Row &row : layout.rows()) {
            if (row.kind != TimelineLayout::Row::Kind::Task)
                continue;
            const TaskTrack &track = model.track(row.task);
            for (std::size_t i = 0; i < track.size(); ++i) {
                const double x0 = scene.axis.toX(model.start({row.task, i}, AxisKind::Clock));
                const double x1 = scene.axis.toX(model.end({row.task, i}, AxisKind::Clock));
                if (track.state(i) != State::Sleeping || x1 - x0 < 20)
                    continue;
                ++sleeps;
                const int x = static_cast<int>((x0 + x1) / 2);
                const bool has = image.pixelColor(x, row.bottom() - 3) != theme.canvas;
                QCOMPARE(has, row.task != alone);
                QCOMPARE(image.pixelColor(x, row.bottom() - 5), theme.canvas);
                QCOMPARE(image.pixelColor(x, row.top + 1), theme.canvas);
            }
        }
        QVERIFY(sleeps > 10);
        QVERIFY(!GhostPainter::hasStrips(8, AxisKind::Clock));
        QVERIFY(!GhostPainter::hasStrips(28, AxisKind::Steps));
    }

    void theLegendHasTheSignsOfTheTracksInSight()
    {
        const RunModel queue = modelOf(support::queueTrace());
        Legend legend(queue, {0, queue.end(AxisKind::Clock)});
        const QStringList plain = legend.meanings();
        const QString items = QStringLiteral("most items at an instant");
        const QString share = QStringLiteral("share of the time that steps run");
        const QString late = QStringLiteral("how late what was ready or due ran");
        QVERIFY(plain.contains(items) && !plain.contains(share) && !plain.contains(late));
        Legend::Beside beside;
        beside.setTracks({TrackId::Kind::Busy, TrackId::Kind::Ready});
        legend.setBeside(beside);
        QVERIFY(!legend.meanings().contains(items));
        beside.setTracks({TrackId::Kind::Lag, TrackId::Kind::Queue});
        legend.setBeside(beside);
        QVERIFY(legend.meanings().contains(items));
        QVERIFY(!legend.meanings().contains(QStringLiteral("most ready at an instant")));
        const RunModel blocked = modelOf(support::blockedTrace());
        Legend ofLoad(blocked, {0, blocked.end(AxisKind::Clock)});
        ofLoad.setBeside(beside);
        QVERIFY(ofLoad.meanings().contains(late) && !ofLoad.meanings().contains(share));
        beside.setTracks({TrackId::Kind::Busy});
        ofLoad.setBeside(beside);
        QVERIFY(ofLoad.meanings().contains(share) && !ofLoad.meanings().contains(late));
    }

    void theLegendNamesTheGhostWhileThereIsOne()
    {
        const RunModel queue = modelOf(support::queueTrace());
        Legend legend(queue, {0, queue.end(AxisKind::Clock)});
        const QStringList plain = legend.meanings();
        legend.setBeside({.ghost = true, .parting = true});
        QCOMPARE(legend.meanings().size(), plain.size() + 2);
        QVERIFY(legend.meanings().contains(QStringLiteral("what it did in the reference")));
        QVERIFY(legend.meanings().contains(QStringLiteral("where the two runs part")));
        legend.setBeside({});
        QCOMPARE(legend.meanings(), plain);
    }

    void theLegendNamesWhatBelongsToTheHandAndToAnotherRun()
    {
        const RunModel queue = modelOf(support::queueTrace());
        Legend legend(queue, {0, queue.end(AxisKind::Clock)});
        const qsizetype plain = legend.meanings().size();
        Legend::Beside beside{.cursor = true, .selection = true, .reference = true};
        beside.addArrows({{.cancel = true}});
        legend.setBeside(beside);
        QCOMPARE(
            legend.meanings().mid(plain),
            (QStringList{QStringLiteral("the cursor"), QStringLiteral("selected"),
                         QStringLiteral("cancels"), QStringLiteral("depth in the reference")}));
        beside.addArrows({{.count = 1}});
        legend.setBeside(beside);
        QVERIFY(legend.meanings().contains(QStringLiteral("wakes")));
        QVERIFY(!legend.meanings().contains(QStringLiteral("several wakes")));
        beside.addArrows({{.count = 2}});
        legend.setBeside(beside);
        QVERIFY(legend.meanings().contains(QStringLiteral("several wakes")));
    }

    void theLegendNamesOnlyWhatOccurs()
    {
        const RunModel queue = modelOf(support::queueTrace());
        const Legend legend(queue, {0, queue.end(AxisKind::Clock)});
        QVERIFY(legend.occurs(SegmentStyle::Timer) && legend.occurs(SegmentStyle::QueueGet));
        QVERIFY(legend.occurs(State::Done) && legend.occurs(State::Cancelled));
        QVERIFY(!legend.occurs(SegmentStyle::Blocking) && !legend.occurs(SegmentStyle::QueuePut));
        QVERIFY(!legend.occurs(State::Failed));
        const RunModel blocked = modelOf(support::blockedTrace());
        const Legend other(blocked, {0, blocked.end(AxisKind::Clock)});
        QVERIFY(other.occurs(SegmentStyle::Blocking) && other.occurs(SegmentStyle::Ready));
        QVERIFY(other.occurs(State::Failed));
        QVERIFY(other.hasDelays() && !legend.hasDelays());
        QVERIFY(other.meanings().contains(QStringLiteral("late: a step holds the loop")));
        QVERIFY(!Legend(blocked, {0, blocked.end(AxisKind::Steps)}, AxisKind::Steps).hasDelays());
    }

    void theLegendKnowsStepsThatAreTooCloseForATickEach()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        const auto wait = static_cast<std::uint32_t>(trace->intern(trace::Wait{}));
        trace->record(trace::Time{0}, trace::Kind::Created, 0, 0xFFFF'FFFF);
        for (int i = 0; i < 3; ++i) {
            const trace::Time at{i * 100};
            trace->record(at, trace::Kind::Ready, 0,
                          static_cast<std::uint32_t>(trace::Waker::None));
            trace->record(at, trace::Kind::Resumed, 0);
            trace->record(at, trace::Kind::Suspended, 0, wait);
        }
        trace->record(trace::Time{1'000'000}, trace::Kind::Ended, 0);
        const RunModel model = modelOf(trace);
        QVERIFY(Legend(model, {0, 1'000'000}).isDense());
        QVERIFY(!Legend(model, {0, 1'000}).isDense());
    }

    void aTaskThatIsWokenWithinAnInstantHasItsDoubleTickExplained()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        const auto wait = static_cast<std::uint32_t>(trace->intern(trace::Wait{}));
        trace->record(trace::Time{0}, trace::Kind::Created, 0, 0xFFFF'FFFF);
        trace->record(trace::Time{0}, trace::Kind::Resumed, 0);
        trace->record(trace::Time{0}, trace::Kind::Suspended, 0, wait);
        trace->record(trace::Time{0}, trace::Kind::Ready, 0,
                      static_cast<std::uint32_t>(trace::Waker::None));
        trace->record(trace::Time{0}, trace::Kind::Resumed, 0);
        trace->record(trace::Time{0}, trace::Kind::Suspended, 0, wait);
        trace->record(trace::Time{1'000}, trace::Kind::Ended, 0);
        const RunModel model = modelOf(trace);
        QVERIFY(Legend(model, {0, 1'000})
                    .meanings()
                    .contains(QStringLiteral("two or more in one instant")));
        QVERIFY(!Legend(model, {0, 1'000}).hasCancels());
    }

    void theDepthAxisEndsAtARoundNumber()
    {
        const RunModel model = modelOf(support::queueTrace());
        DepthScene scene;
        scene.model = &model;
        scene.axis = TimeAxis(AxisKind::Clock, {0, model.end(AxisKind::Clock)}, 400);
        const Theme theme = Theme::light();
        const Fonts fonts{QFont()};
        // 15 tasks are ready at first.
        QCOMPARE(DepthPainter(theme, fonts, scene).top(), std::uint32_t{16});
        scene.track = model.queues().front();
        QVERIFY(DepthPainter(theme, fonts, scene).top() >= model.peak(scene.track));
    }

    void whatWaitsForEverGoesOnBeyondTheEnd()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace::TaskInfo info;
        info.number = 1;
        const trace::TaskId main = trace->addTask(info);
        const auto index = static_cast<std::uint32_t>(main);
        trace->record(0ns, trace::Kind::Created, index);
        trace->record(0ns, trace::Kind::Resumed, index);
        trace->record(0ns, trace::Kind::Suspended, index,
                      static_cast<std::uint32_t>(trace->intern(trace::Wait{})));
        trace->record(1s, trace::Kind::Lost, index);
        RunModel model(trace);
        model.advance();
        QVERIFY(model.hasLost());
        QCOMPARE(model.state({main, 2}), State::Lost);
        // From the beginning of the wait to the edge, over the end in the middle.
        const TimeAxis axis(AxisKind::Clock, {0, 2'000'000'000}, 100);
        const RowPieces row = cutRow(model, main, {axis, RowMetrics(24)});
        QCOMPARE(row.runs.size(), std::size_t{1});
        QCOMPARE(row.runs.front().style, SegmentStyle::Lost);
        QVERIFY(row.runs.front().begin <= 1);
        QCOMPARE(row.runs.front().end, 100);
        QVERIFY(row.runs.front().cutRight);

        // Its tick says how many steps it holds, as that of any other wait does.
        const Theme theme = Theme::light();
        const auto picture = [&](std::size_t steps) {
            QImage image(100, 24, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            RowMarks marks{row.runs, {}};
            marks.runs.front().steps = steps;
            SegmentLabels(theme, Fonts{QFont()})
                .draw(painter, model, main, marks, {}, RowMetrics(24), 1, 0);
            return image;
        };
        QVERIFY(picture(2) != picture(1));
        QVERIFY(picture(3) != picture(2));
    }

    void aReferenceLeavesTheAxisToTheRun()
    {
        const RunModel model = modelOf(support::queueTrace());
        const RunModel deeper = modelOf(support::queueTrace(20, 1));
        DepthScene scene;
        scene.model = &model;
        scene.track = model.queues().front();
        scene.axis = TimeAxis(AxisKind::Clock, {0, model.end(AxisKind::Clock)}, 400);
        const Theme theme = Theme::light();
        const Fonts fonts{QFont()};
        const std::uint32_t own = DepthPainter(theme, fonts, scene).top();
        QVERIFY(deeper.peak(deeper.queues().front()) > own);
        scene.reference = &deeper;
        scene.referenceLabel = QStringLiteral("before");
        const DepthPainter painter(theme, fonts, scene);
        QCOMPARE(painter.top(), own);
        QVERIFY(painter.isReferenceHigher());

        // Above the plot its line goes along, under signs; without it nothing is there.
        const QRectF plot(0, DepthPainter::RoomAbove, 400, 60);
        QImage image(400, 100, QImage::Format_ARGB32_Premultiplied);
        const auto inkAbove = [&image, &plot](const DepthPainter &depths) {
            image.fill(Qt::white);
            QPainter pen(&image);
            depths.draw(pen, plot);
            pen.end();
            int ink = 0;
            for (int y = 0; y < plot.top() - 5; ++y) {
                for (int x = 0; x < image.width(); ++x)
                    ink += image.pixel(x, y) != qRgb(255, 255, 255) ? 1 : 0;
            }
            return ink;
        };
        QVERIFY(inkAbove(painter) > 100);
        scene.reference = nullptr;
        QCOMPARE(inkAbove(DepthPainter(theme, fonts, scene)), 0);
    }

    void aReferenceIsTheQueueOfThatName()
    {
        const auto named = [](std::initializer_list<const char *> names) {
            trace::TraceBuilder builder;
            for (const char *name : names) {
                trace::Object queue;
                queue.name = builder.text(name);
                support::append(builder, 0s, trace::Kind::Depth, builder.add(queue), 1U);
            }
            return modelOf(builder.trace());
        };
        const RunModel one = named({"beta", "alpha", "alpha", "gamma"});
        const RunModel other = named({"alpha", "beta", "alpha"});
        DepthScene scene;
        scene.model = &one;
        scene.reference = &other;
        std::vector<trace::ObjectId> found;
        for (const trace::ObjectId queue : one.queues()) {
            scene.track = queue;
            found.push_back(scene.referenceTrack().value_or(TrackId()).queue);
        }
        const std::vector<trace::ObjectId> expected{trace::ObjectId{1}, trace::ObjectId{0},
                                                    trace::ObjectId{2}, trace::ObjectId::None};
        QVERIFY(found == expected);
    }

    void aWindowShowsTheRowsOfAnImage_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("rowHeight");
        for (const QString &family : support::Families) {
            for (const int height : {36, 24, 20, 16, 8, 2})
                QTest::addRow("%s, %d pixels", qPrintable(family), height) << family << height;
        }
    }
    void aWindowShowsTheRowsOfAnImage()
    {
        QFETCH(QString, family);
        QFETCH(int, rowHeight);
        if (!support::isInstalled(family))
            QSKIP(qPrintable(support::whyNot(family)));
        const QFont font = support::fontOf(family);
        const RunModel model = modelOf(support::queueTrace());
        TimelineLayout::Options options;
        options.rowHeight = rowHeight;
        const TimelineLayout layout(model, options);
        RowsScene scene;
        scene.model = &model;
        scene.layout = &layout;
        scene.axis = TimeAxis(AxisKind::Clock, {-500'000'000, 9'500'000'000}, 600);
        scene.ruler = Ruler::along(scene.axis, 70);
        RowsWindow window(scene, font);
        const QImage first = window.picture();
        QCOMPARE(first, imageOf(scene, font));
        QCOMPARE(window.picture(), first);
    }

    void labelsThatHaveNoTimeComeInTheNextPictures()
    {
        const RunModel model = modelOf(support::queueTrace(60, 90));
        const TimelineLayout layout(model, {});
        RowsScene scene;
        scene.model = &model;
        scene.layout = &layout;
        scene.axis = TimeAxis(AxisKind::Clock, {-500'000'000, 9'500'000'000}, 600);
        RowsWindow window(scene, QFont(), QDeadlineTimer(0));
        const QImage first = window.picture();
        QVERIFY(!window.isComplete());
        while (!window.isComplete())
            window.picture();
        QVERIFY(window.picture() != first);
        QCOMPARE(window.picture(), imageOf(scene, QFont()));
    }

    void wordsHaveTheRoomThatTheirFontAsksFor_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("pixels");
        for (const QString &family : support::Families) {
            for (const int pixels : {9, 13, 16, 20, 24})
                QTest::addRow("%s, %d pixels", qPrintable(family), pixels) << family << pixels;
        }
    }
    void wordsHaveTheRoomThatTheirFontAsksFor()
    {
        QFETCH(QString, family);
        QFETCH(int, pixels);
        if (!support::isInstalled(family))
            QSKIP(qPrintable(support::whyNot(family)));
        const Fonts fonts(support::fontOf(family, pixels));
        const RowMetrics metrics(readableRowHeight(fonts));
        const InkMetrics ink(fonts.label);
        QVERIFY(metrics.labelled && ink.fitsIn(metrics.bar));
        // What is written into a bar is nowhere outside of it.
        constexpr int Above = 20;
        QImage image(400, metrics.bar + 2 * Above, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setFont(fonts.label);
        painter.drawText(QPointF(4, Above + ink.baseline(metrics.bar)),
                         QStringLiteral("gather queue_(j), 5 Apply"));
        painter.end();
        for (int y = 0; y < image.height(); ++y) {
            const bool inside = y >= Above && y < Above + metrics.bar;
            for (int x = 0; x < image.width() && !inside; ++x)
                QVERIFY2(qGray(image.pixel(x, y)) > 230, qPrintable(QString::number(y - Above)));
        }
    }

    void theRulerSaysItsPlaceAtEveryZoom_data()
    {
        QTest::addColumn<AxisKind>("kind");
        QTest::addColumn<double>("from");
        for (const double from : {0.0, 0.37, 0.9}) {
            QTest::addRow("Clock, from %g", from) << AxisKind::Clock << from;
            QTest::addRow("Steps, from %g", from) << AxisKind::Steps << from;
        }
    }
    void theRulerSaysItsPlaceAtEveryZoom()
    {
        QFETCH(AxisKind, kind);
        QFETCH(double, from);
        const RunModel model = modelOf(support::queueTrace(40, 80));
        const Fonts fonts{QFont()};
        const RulerPainter painter(Theme::light(), fonts);
        const QRectF area(0, 0, 800, 30);
        const Units all = model.end(kind);
        const Units begin = std::llround(from * static_cast<double>(all));
        const Units shortest = kind == AxisKind::Clock ? 1'000 : 4 * UnitsPerStep;
        for (Units length = all; length > shortest; length = length * 7 / 9) {
            const TimeAxis axis(kind, {begin, begin + length}, 800);
            const Ruler ruler = Ruler::along(axis, RulerPainter::spacing(kind, fonts));
            const auto labels
                = painter.labels(ruler, axis, painter.plates(ruler, model, axis, area), area);
            QVERIFY2(labels.size() >= 2, qPrintable(QString::number(length)));
            for (std::size_t i = 0; i < labels.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j)
                    QVERIFY2(labels[i].left > labels[j].right || labels[j].left > labels[i].right,
                             qPrintable(labels[i].text + u'|' + labels[j].text));
            }
            const RulerPainter::Label first{QStringLiteral("for ever"), 300, 420, false};
            for (const RulerPainter::Label &label : painter.labels(
                     ruler, axis, painter.plates(ruler, model, axis, area), area, {}, first))
                QVERIFY2(label.text == first.text || label.right < first.left
                             || label.left > first.right,
                         qPrintable(label.text));
        }
    }

    void noNumberOfTheRulerStandsOnTheEdgeOfAnInstantsPlate()
    {
        const RunModel model = modelOf(support::queueTrace());
        const Fonts fonts{QFont()};
        const RulerPainter painter(Theme::light(), fonts);
        const QRectF area(0, 0, 800, 30);
        const TimeAxis axis(AxisKind::Steps, {-4 * UnitsPerStep, model.end(AxisKind::Steps)}, 800);
        const Ruler ruler = Ruler::along(axis, RulerPainter::spacing(AxisKind::Steps, fonts));
        const auto plates = painter.plates(ruler, model, axis, area);
        QVERIFY(!plates.empty() && plates.front().place.left() > 20);
        for (std::size_t i = 1; i < plates.size(); ++i)
            QVERIFY(plates[i].place.left() >= plates[i - 1].place.right());
        QVERIFY(plates.size() > 1 && plates.back().place.right() <= area.right());
        for (const RulerPainter::Label &label : painter.labels(ruler, axis, plates, area)) {
            for (const RulerPainter::Plate &plate : plates) {
                for (const double edge : {plate.place.left(), plate.place.right()})
                    QVERIFY2(label.right <= edge || label.left >= edge, qPrintable(label.text));
            }
        }
    }

    void imageAndVectorsShowTheSameRows()
    {
        const RunModel model = modelOf(support::queueTrace());
        const TimelineLayout layout(model, {});
        RowsScene scene;
        scene.model = &model;
        scene.layout = &layout;
        scene.axis = TimeAxis(AxisKind::Clock, {-500'000'000, 9'500'000'000}, 600);
        scene.ruler = Ruler::along(scene.axis, 70);
        const Fonts fonts{QFont()};
        const Theme theme = Theme::light();
        RowsPainter painter(theme, fonts);
        const QSize size(600, layout.height());
        QImage raster(size, QImage::Format_ARGB32_Premultiplied);
        raster.fill(theme.canvas);
        {
            QPainter p(&raster);
            painter.paintWhole(p, scene, size, 1);
        }
        QImage vector(size, QImage::Format_ARGB32_Premultiplied);
        vector.fill(Qt::white);
        {
            QPainter p(&vector);
            painter.draw(p, scene, QRectF(QPointF(0, 0), size));
        }
        int different = 0;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const QColor a = raster.pixelColor(x, y);
                const QColor b = vector.pixelColor(x, y);
                const int distance = std::abs(a.red() - b.red()) + std::abs(a.green() - b.green())
                    + std::abs(a.blue() - b.blue());
                different += distance > 120 ? 1 : 0;
            }
        }
        // Antialiased hatches may differ by where a tile was cut.
        QVERIFY2(different < size.width() * size.height() / 200,
                 qPrintable(QString::number(different)));
    }
};

PAINTING_TEST_MAIN(tst_timelinepainter)
#include "tst_timelinepainter.moc"
