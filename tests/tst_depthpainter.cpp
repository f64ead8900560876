#include "tests/support/drawn.h"
#include "tests/support/growingtrace.h"
#include "tests/support/paintingtest.h"
#include "tests/support/sampletraces.h"
#include "views/depth/depthpainter.h"

#include <QImage>
#include <QPainter>
#include <QPicture>

#include <algorithm>
#include <cmath>
#include <random>

using namespace std::chrono_literals;
using namespace views;
using support::Drawn;

namespace {

/// A depth from a moment on.
struct Change
{
    std::chrono::milliseconds at;
    std::uint32_t depth;
};

/// A queue with these depths in a run of a second.
RunModel depthsOf(const std::vector<Change> &changes, std::uint32_t capacity = 0)
{
    const auto trace = std::make_shared<trace::Recorder>();
    trace->addObject({trace->intern("queue"), trace->intern("q"), capacity});
    trace::TaskInfo info;
    info.number = 1;
    trace->addTask(info);
    trace->record(0s, trace::Kind::Created, 0);
    trace->record(0s, trace::Kind::Resumed, 0);
    trace::Wait wait;
    wait.reason = trace::Reason::Future;
    trace->record(0s, trace::Kind::Suspended, 0, static_cast<std::uint32_t>(trace->intern(wait)));
    for (const Change &change : changes)
        trace->record(change.at, trace::Kind::Depth, 0, change.depth);
    trace->record(1s, trace::Kind::Ended, 0);
    RunModel model(trace);
    model.advance();
    return model;
}

/// A run with a queue of each of these kinds and names.
RunModel queuesOf(const std::vector<std::pair<const char *, const char *>> &queues)
{
    const auto trace = std::make_shared<trace::Recorder>();
    trace->addTask({.number = 1});
    trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
    for (const auto &[kind, name] : queues) {
        const auto queue = trace->addObject(
            {trace->intern(std::string_view(kind)), trace->intern(std::string_view(name))});
        trace->record(0s, trace::Kind::Depth, static_cast<std::uint32_t>(queue), 1);
    }
    trace->record(1s, trace::Kind::Ended, 0);
    RunModel model(trace);
    model.advance();
    return model;
}

Units milliseconds(int count)
{
    return Units{count} * 1'000'000;
}

/// A queue's depths in a picture with white ground, in black where it is a queue's.
struct Picture
{
    static constexpr int Width = 400;

    Theme theme = Theme::light();
    Fonts fonts{QGuiApplication::font()};
    DepthScene scene;
    QRectF plot{0, 30, Width, 100};

    explicit Picture(const RunModel &model, UnitRange range = {0, milliseconds(1000)})
    {
        theme.grid = Qt::white;
        theme.line = Qt::white;
        scene.model = &model;
        scene.track = model.queues().front();
        scene.axis = TimeAxis(AxisKind::Clock, range, Width);
    }
    std::uint32_t top() const { return DepthPainter(theme, fonts, scene).top(); }
    void draw(QPainter &painter) const { DepthPainter(theme, fonts, scene).draw(painter, plot); }
    QImage image(double ratio = 1) const
    {
        QImage image((QSizeF(Width, 140) * ratio).toSize(), QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::white);
        QPainter painter(&image);
        draw(painter);
        return image;
    }
    Drawn drawn() const
    {
        return Drawn::on({Width, 140}, [this](QPainter &painter) { draw(painter); });
    }
    double yOf(double depth) const { return plot.bottom() - depth / top() * plot.height(); }
    double xOf(int ms) const { return scene.axis.toX(milliseconds(ms)); }
};

bool isInk(const QImage &image, double x, double y)
{
    return qGray(image.pixel(static_cast<int>(x), static_cast<int>(y))) < 250;
}

/// The y of the highest ink in column \a x; the height of the picture where there is none.
int highestInk(const QImage &image, double x)
{
    int y = 0;
    while (y < image.height() && !isInk(image, x, y))
        ++y;
    return y;
}

int inkIn(const QImage &image, const QRect &area)
{
    int ink = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            ink += isInk(image, x, y) ? 1 : 0;
    }
    return ink;
}

const std::vector<Change> Steps{{0ms, 0}, {100ms, 3}, {300ms, 1}, {600ms, 4}, {800ms, 0}};

std::uint32_t depthAt(const std::vector<Change> &changes, double ms)
{
    std::uint32_t depth = 0;
    for (const Change &change : changes) {
        if (static_cast<double>(change.at.count()) <= ms)
            depth = change.depth;
    }
    return depth;
}

} // namespace

/// How deep a queue is, in a picture.
class tst_DepthPainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theAxisEndsAtARoundNumberThatNothingIsAbove()
    {
        for (const auto &[peak, top] : std::vector<std::pair<std::uint32_t, std::uint32_t>>{
                 {0, 2},   {1, 2},   {2, 2},   {3, 4},    {4, 4},     {5, 6},    {6, 6},
                 {7, 8},   {9, 10},  {11, 12}, {13, 16},  {17, 20},   {21, 30},  {30, 30},
                 {31, 40}, {40, 40}, {41, 60}, {99, 100}, {121, 160}, {301, 400}}) {
            const RunModel model = depthsOf({{100ms, 0}, {200ms, peak}, {300ms, 0}});
            QCOMPARE(Picture(model).top(), top);
        }
    }

    void theLineIsAsHighAsTheQueueIsDeep_data()
    {
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::newRow("the whole run") << 0 << 1000;
        QTest::newRow("a part") << 150 << 750;
        QTest::newRow("from the middle of a step") << 350 << 450;
        QTest::newRow("more than the run") << -500 << 2000;
    }
    void theLineIsAsHighAsTheQueueIsDeep()
    {
        QFETCH(const int, begin);
        QFETCH(const int, end);
        const RunModel model = depthsOf(Steps);
        const Picture picture(model, {milliseconds(begin), milliseconds(end)});
        const QImage image = picture.image();
        int known = 0;
        for (int x = 1; x < Picture::Width - 1; ++x) {
            const double ms = static_cast<double>(picture.scene.axis.toUnits(x + 0.5)) / 1e6;
            const bool nearStep = std::any_of(Steps.begin(), Steps.end(), [&](const Change &step) {
                return std::abs(picture.xOf(static_cast<int>(step.at.count())) - x) < 4;
            });
            if (nearStep || std::abs(picture.xOf(1000) - x) < 4)
                continue;
            ++known;
            const int found = highestInk(image, x);
            if (ms < 0 || ms > 1000) {
                QCOMPARE(found, image.height());
                continue;
            }
            const double expected = picture.yOf(depthAt(Steps, ms));
            QVERIFY2(
                std::abs(found - expected) <= 2,
                qPrintable(QStringLiteral("%1 ms: %2, not %3").arg(ms).arg(found).arg(expected)));
            // Filled down to the bottom.
            for (int y = found; y < picture.plot.bottom() - 1; ++y)
                QVERIFY(isInk(image, x, y));
        }
        QVERIFY(known > 300);
    }

    void stepsAreJoinedByUprightLines()
    {
        const RunModel model = depthsOf(Steps);
        const Picture picture(model);
        const QImage image = picture.image();
        for (const auto &[ms, from, to] : {std::tuple(100, 0.0, 3.0), std::tuple(300, 1.0, 3.0),
                                           std::tuple(600, 1.0, 4.0), std::tuple(800, 0.0, 4.0)}) {
            for (double y = picture.yOf(to); y < picture.yOf(from); ++y)
                QVERIFY(qGray(image.pixel(static_cast<int>(picture.xOf(ms)), static_cast<int>(y)))
                        < 100);
        }
    }

    void ofManyChangesEveryColumnHasItsHighest_data()
    {
        QTest::addColumn<int>("begin");
        QTest::newRow("from the beginning") << 0;
        QTest::newRow("from the middle") << 400;
        QTest::newRow("from before it") << -200;
    }
    void ofManyChangesEveryColumnHasItsHighest()
    {
        QFETCH(const int, begin);
        std::vector<Change> changes;
        changes.reserve(1000);
        for (int ms = 0; ms < 1000; ++ms)
            changes.push_back({std::chrono::milliseconds(ms),
                               static_cast<std::uint32_t>(ms % 7 + (ms / 100) % 3)});
        const RunModel model = depthsOf(changes);
        const Picture picture(model, {milliseconds(begin), milliseconds(begin + 1000)});
        const QImage image = picture.image();
        for (int x = 2; x < Picture::Width - 2; ++x) {
            const auto from = static_cast<double>(picture.scene.axis.toUnits(x)) / 1e6;
            const auto to = static_cast<double>(picture.scene.axis.toUnits(x + 1)) / 1e6;
            if (to < -3 || from > 1003) {
                QCOMPARE(highestInk(image, x), image.height());
                continue;
            }
            if (from < 3 || to > 997)
                continue;
            std::uint32_t peak = depthAt(changes, from - 0.001);
            for (double ms = std::ceil(from); ms < to; ++ms)
                peak = std::max(peak, depthAt(changes, ms));
            const double expected = picture.yOf(peak);
            QVERIFY2(std::abs(highestInk(image, x) - expected) <= 2,
                     qPrintable(QStringLiteral("column %1: %2, not %3")
                                    .arg(x)
                                    .arg(highestInk(image, x))
                                    .arg(expected)));
            // Below what settled it is filled.
            const double settled = picture.yOf(depthAt(changes, to - 0.001));
            for (double y = settled + 1; y < picture.plot.bottom() - 1; ++y)
                QVERIFY(isInk(image, x, y));
        }
    }

    void whatWasThereWithinAnInstantIsAPin()
    {
        const RunModel model
            = depthsOf({{0ms, 0}, {250ms, 6}, {250ms, 2}, {700ms, 4}, {700ms, 1}, {900ms, 5}});
        const Picture picture(model);
        const QImage image = picture.image();
        const auto column = static_cast<int>(picture.xOf(250));
        QVERIFY(std::abs(highestInk(image, column) - picture.yOf(6)) <= 4);
        QVERIFY(std::abs(highestInk(image, picture.xOf(700)) - picture.yOf(4)) <= 4);
        // Its head is wider than its stem.
        QVERIFY(isInk(image, column + 2, picture.yOf(6)));
        QVERIFY(!isInk(image, column + 4, picture.yOf(6)));
        QVERIFY(!isInk(image, column + 2, picture.yOf(4)));
        // Where it only rises there is none.
        QVERIFY(!isInk(image, picture.xOf(900) - 3, picture.yOf(5)));
        const Drawn drawn = picture.drawn();
        const auto pins = drawn.filled(picture.theme.text1);
        int heads = 0;
        for (const auto &shape : pins)
            heads += std::abs(shape.box.width() - shape.box.height()) < 0.1 && shape.box.width() < 8
                ? 1
                : 0;
        QCOMPARE(heads, 2);
    }

    void pinsThatAreCloseToOthersHaveNoHeads()
    {
        const auto heads = [](const std::vector<Change> &changes) {
            const RunModel model = depthsOf(changes);
            const Picture picture(model);
            const Drawn drawn = picture.drawn();
            int count = 0;
            for (const auto &shape : drawn.filled(picture.theme.text1))
                count += std::abs(shape.box.width() - shape.box.height()) < 0.1
                        && shape.box.width() < 8
                    ? 1
                    : 0;
            return count;
        };
        // 2.5 ms are a pixel.
        QCOMPARE(heads({{500ms, 6}, {500ms, 2}}), 1);
        QCOMPARE(heads({{500ms, 6}, {500ms, 2}, {510ms, 5}, {510ms, 1}}), 0);
        QCOMPARE(heads({{500ms, 6}, {500ms, 2}, {505ms, 1}}), 0);
        QCOMPARE(heads({{495ms, 1}, {500ms, 6}, {500ms, 2}}), 0);
        QCOMPARE(heads({{500ms, 6}, {500ms, 2}, {530ms, 5}, {530ms, 1}}), 2);
    }

    void aPinHasItsHeadWhereTheNextIsFivePixelsAway()
    {
        const auto heads = [](const std::vector<Change> &changes) {
            const RunModel model = depthsOf(changes);
            const Picture picture(model, {0, milliseconds(800)}); // 2 ms are a pixel
            const Drawn drawn = picture.drawn();
            const auto pins = drawn.filled(picture.theme.text1);
            return std::count_if(pins.begin(), pins.end(), [](const Drawn::Shape &shape) {
                return std::abs(shape.box.width() - shape.box.height()) < 0.1
                    && shape.box.width() < 8;
            });
        };
        // From the column in which a pin stands to the next, and from its middle to the next place.
        QCOMPARE(heads({{500ms, 6}, {500ms, 2}, {510ms, 5}, {510ms, 1}}), 1);
        QCOMPARE(heads({{500ms, 6}, {500ms, 2}, {511ms, 1}}), 1);
    }

    void whatOnlyRisesHasNoPinsAmongManyEither()
    {
        std::vector<Change> changes;
        changes.reserve(200);
        for (int i = 0; i < 200; ++i)
            changes.push_back({std::chrono::milliseconds(5 * i), static_cast<std::uint32_t>(i)});
        const RunModel model = depthsOf(changes);
        const Picture picture(model);
        const Drawn drawn = picture.drawn();
        const auto isPin = [&](const Drawn::Shape &shape) {
            return shape.fill.isValid() && shape.fill.rgb() == picture.theme.text1.rgb()
                && std::abs(shape.fill.alphaF() - 0.35F) < 0.02F;
        };
        QVERIFY(std::none_of(drawn.shapes().begin(), drawn.shapes().end(), isPin));
    }

    void behindTheRunThereIsNothing()
    {
        const RunModel model = depthsOf(Steps);
        const Picture picture(model, {milliseconds(1500), milliseconds(2500)});
        QCOMPARE(inkIn(picture.image(), QRect(0, 0, Picture::Width, 140)), 0);
    }

    void anEmptyQueueHasALineAndAnEmptyReadyQueueHasNone()
    {
        const RunModel model = depthsOf({{0ms, 0}});
        Picture picture(model);
        QVERIFY(std::abs(highestInk(picture.image(), 200) - picture.plot.bottom()) <= 2);
        picture.scene.track = TrackId::Kind::Ready;
        // Only one in the colour of lines, here white.
        QCOMPARE(inkIn(picture.image(), QRect(20, 0, 370, 140)), 0);
    }

    void columnsFillTheirPixelsAndLieOverEachOther()
    {
        std::vector<QRgb> pixels;
        DepthPicture picture(pixels, QRectF(0, 0, 10, 10), 1,
                             {QColor(0, 0, 0, 128), QColor(0, 0, 0, 128), QColor(Qt::red)});
        picture.fill(DepthLayer::Area, QRectF(2, 3, 4, 5));
        const auto filled = [&pixels] {
            return std::count_if(pixels.begin(), pixels.end(),
                                 [](QRgb pixel) { return pixel != 0; });
        };
        QCOMPARE(filled(), 20);
        QVERIFY(pixels.at(3 * 10 + 2) != 0 && pixels.at(7 * 10 + 5) != 0);
        picture.fill(DepthLayer::Line, QRectF(2, 3, 1, 1));
        QCOMPARE(filled(), 20);
        QVERIFY(qAlpha(pixels.at(3 * 10 + 2)) > qAlpha(pixels.at(3 * 10 + 3)) + 30);
    }

    void theCapacityIsADottedLine_data()
    {
        QTest::addColumn<unsigned>("capacity");
        QTest::addColumn<bool>("drawn");
        QTest::newRow("none") << 0U << false;
        QTest::newRow("within the axis") << 3U << true;
        QTest::newRow("at its top") << 4U << true;
        QTest::newRow("above it") << 5U << false;
    }
    void theCapacityIsADottedLine()
    {
        QFETCH(const unsigned, capacity);
        QFETCH(const bool, drawn);
        const RunModel model = depthsOf({{100ms, 4}, {200ms, 1}}, capacity);
        const Picture picture(model);
        QCOMPARE(picture.top(), 4U);
        const QImage image = picture.image();
        const int y = static_cast<int>(picture.yOf(capacity));
        const int ink = inkIn(image, QRect(200, y, 190, 1)); // right of what is as high
        QCOMPARE(ink > 50 && ink < 150, drawn && y < picture.plot.bottom() - 1);
        // The ready queue has none.
        Picture ready(model);
        ready.scene.track = trace::ObjectId::None;
        QCOMPARE(inkIn(ready.image(), QRect(200, 30, 190, 90)), 0);
    }

    void theNumbersStandAtTheirHeights()
    {
        const RunModel model = depthsOf({{100ms, 6}});
        Picture picture(model);
        const auto numbers = [&] {
            return Drawn::on({Picture::Width, 140}, [&](QPainter &painter) {
                DepthPainter(picture.theme, picture.fonts, picture.scene)
                    .drawNumbers(painter, picture.plot, 50);
            });
        };
        const Drawn drawn = numbers();
        QCOMPARE(drawn.texts(),
                 (QStringList{QStringLiteral("0"), QStringLiteral("6"), QStringLiteral("3")}));
        for (const Drawn::Words &words : drawn.words()) {
            QVERIFY(std::abs(words.box.right() - 50) < 1);
            QVERIFY(std::abs(words.box.center().y() - picture.yOf(words.text.toInt())) < 3);
        }
        // In a low track only its ends.
        picture.plot.setHeight(24);
        QCOMPARE(numbers().texts(), (QStringList{QStringLiteral("0"), QStringLiteral("6")}));
    }

    void aFileHasTheSamePictureAsTheScreen()
    {
        for (const bool many : {false, true}) {
            std::vector<Change> changes = Steps;
            for (int ms = 0; many && ms < 999; ++ms)
                changes.push_back(
                    {std::chrono::milliseconds(ms), static_cast<std::uint32_t>(ms % 7)});
            std::sort(changes.begin(), changes.end(),
                      [](const Change &a, const Change &b) { return a.at < b.at; });
            const RunModel model = depthsOf(changes);
            const Picture picture(model);
            QPicture recorded;
            QPainter painter(&recorded);
            picture.draw(painter);
            painter.end();
            QImage replayed = picture.image();
            const QImage image = replayed.copy();
            replayed.fill(Qt::white);
            QPainter again(&replayed);
            again.drawPicture(0, 0, recorded);
            again.end();
            int different = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    different
                        += std::abs(qGray(image.pixel(x, y)) - qGray(replayed.pixel(x, y))) > 80
                        ? 1
                        : 0;
            }
            QVERIFY2(different < image.width() * 2, qPrintable(QString::number(different)));
        }
    }

    void twiceThePixelsShowTheSame()
    {
        const RunModel model = depthsOf(Steps);
        const Picture picture(model);
        const QImage large = picture.image(2);
        for (const int ms : {50, 200, 450, 700, 900}) {
            const double expected = 2 * picture.yOf(depthAt(Steps, ms));
            QVERIFY(std::abs(highestInk(large, 2 * picture.xOf(ms)) - expected) <= 3);
        }
    }

    void theReadyQueueIsInItsOwnColour()
    {
        const RunModel model = [] {
            RunModel all(support::queueTrace());
            all.advance();
            return all;
        }();
        Picture picture(model, {0, model.end(AxisKind::Clock)});
        const auto has = [&](const QColor &color) {
            const QImage image = picture.image();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y) == color)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(has(picture.theme.text1) && !has(picture.theme.ready));
        picture.scene.track = trace::ObjectId::None;
        QVERIFY(has(picture.theme.ready) && !has(picture.theme.text1));
    }

    void aReferenceIsNamedWhereItCoversLeast()
    {
        const RunModel other = depthsOf({{0ms, 1}, {990ms, 0}});
        const auto labelOf = [&](const std::vector<Change> &own) {
            const RunModel model = depthsOf(own);
            Picture picture(model);
            picture.scene.reference = &other;
            picture.scene.referenceLabel = QStringLiteral("before");
            const Drawn drawn = picture.drawn();
            const Drawn::Words *label = drawn.find(QStringLiteral("before"));
            return label == nullptr ? QRectF() : label->box;
        };
        const QRectF right = labelOf({{0ms, 4}, {500ms, 0}});
        const QRectF left = labelOf({{0ms, 0}, {500ms, 4}});
        QVERIFY(right.isValid() && left.isValid());
        QVERIFY(right.left() >= 200);
        QVERIFY(left.right() <= 200);
        // In the plot, at the line.
        QVERIFY(QRectF(0, 30, 400, 101).contains(right));
        // In the very corner, if only there is room.
        const QRectF end = labelOf({{0ms, 4}, {850ms, 0}});
        QVERIFY(end.left() >= 338);
    }

    void aReferenceIsNamedAtTheFirstPlaceWhereItCoversNothing()
    {
        const RunModel other = depthsOf({{0ms, 3}});
        const auto leftOf = [&](const std::vector<Change> &own) {
            const RunModel model = depthsOf(own);
            Picture picture(model);
            picture.scene.reference = &other;
            picture.scene.referenceLabel = QStringLiteral("before");
            const Drawn drawn = picture.drawn();
            const Drawn::Words *label = drawn.find(QStringLiteral("before"));
            return label == nullptr ? -1.0 : label->box.left();
        };
        // Though further on there is more room.
        const double first = leftOf({{0ms, 4}, {400ms, 1}, {700ms, 0}});
        QVERIFY2(first >= 160 && first < 200, qPrintable(QString::number(first)));
        // Not over what comes in the middle of it.
        const double behind = leftOf({{0ms, 0}, {100ms, 4}, {200ms, 0}});
        QVERIFY2(behind >= 80 && behind < 130, qPrintable(QString::number(behind)));
    }

    void theCurveOfAReferenceIsAsHighAndAsLongAsItIs()
    {
        const RunModel model = depthsOf({{0ms, 0}, {990ms, 4}});
        const RunModel other = depthsOf({{0ms, 1}, {500ms, 3}});
        const auto curve = [&](const UnitRange &range) {
            Picture picture(model, range);
            picture.scene.reference = &other;
            const Drawn drawn = picture.drawn();
            for (const Drawn::Shape &shape : drawn.shapes()) {
                if (shape.fill.isValid() && shape.fill.alpha() < 255
                    && shape.fill.rgb() == picture.theme.text3.rgb())
                    return shape.box;
            }
            return QRectF();
        };
        const auto isAbout = [](const QRectF &box, const QRectF &expected) {
            return std::abs(box.left() - expected.left()) < 1
                && std::abs(box.top() - expected.top()) < 1
                && std::abs(box.right() - expected.right()) < 1
                && std::abs(box.bottom() - expected.bottom()) < 1;
        };
        // Three of the four that the axis reaches to.
        QVERIFY(isAbout(curve({0, milliseconds(1000)}), QRectF(0, 55, 400, 75)));
        // From the beginning of the run to its end.
        QVERIFY(isAbout(curve({milliseconds(-500), milliseconds(1500)}), QRectF(100, 55, 200, 75)));
    }

    void whatAReferenceHoldsForAnInstantIsDrawnAndMarkedWhereItIsHigher()
    {
        const RunModel model = depthsOf({{0ms, 1}, {500ms, 0}});
        const RunModel other = depthsOf({{300ms, 2}, {300ms, 0}, {700ms, 7}, {700ms, 0}});
        Picture picture(model);
        picture.scene.reference = &other;
        picture.scene.referenceLabel = QStringLiteral("before");
        QCOMPARE(picture.top(), 2U);
        const Drawn drawn = picture.drawn();
        QVERIFY(drawn.has(QStringLiteral("before, up to 7")));
        const Drawn::Words *sign = drawn.find(QStringLiteral("7"));
        QVERIFY(sign != nullptr && std::abs(sign->box.center().x() - picture.xOf(700)) < 12);
        QVERIFY(!drawn.has(QStringLiteral("2")));
        QList<double> pins;
        for (const Drawn::Shape &shape : drawn.outlined(picture.theme.text3)) {
            if (shape.box.width() == 0)
                pins += shape.box.height();
        }
        QCOMPARE(pins, (QList<double>{100, 108}));
    }

    void aReferenceIsNamedAboveTheRunWhereItWouldStandOnItsPins()
    {
        std::vector<Change> own{{0ms, 4}, {0ms, 0}};
        for (int i = 1; i < 60; ++i)
            own.insert(own.end(), {{i * 16ms, 1}, {i * 16ms, 0}});
        const RunModel model = depthsOf(own);
        const RunModel other = depthsOf({{0ms, 0}});
        Picture picture(model);
        picture.scene.reference = &other;
        picture.scene.referenceLabel = QStringLiteral("before");
        const Drawn drawn = picture.drawn();
        const Drawn::Words *label = drawn.find(QStringLiteral("before"));
        QVERIFY(label != nullptr && label->box.left() > 0);
        QVERIFY(label->box.bottom() < picture.yOf(1));
    }

    void theReferenceOfAQueueIsTheOneOfItsKindAndNameInItsPlace()
    {
        const RunModel model = queuesOf({{"queue", "q"}, {"queue", "r"}, {"queue", "q"}});
        const RunModel other
            = queuesOf({{"stack", "q"}, {"queue", "r"}, {"queue", "q"}, {"queue", "q"}});
        const auto of = [](const RunModel &own, std::size_t place, const RunModel &reference) {
            const TimeAxis axis(AxisKind::Clock, {0, milliseconds(1000)}, 100);
            const DepthScene scene{&own, own.queues().at(place), axis, &reference};
            return scene.referenceTrack();
        };
        const std::optional<TrackId> none;
        QCOMPARE(of(model, 0, other), std::optional<TrackId>(other.queues().at(2)));
        QCOMPARE(of(model, 1, other), std::optional<TrackId>(other.queues().at(1)));
        QCOMPARE(of(model, 2, other), std::optional<TrackId>(other.queues().at(3)));
        QCOMPARE(of(other, 0, model), none);
        const RunModel one = queuesOf({{"queue", "q"}});
        QCOMPARE(of(model, 2, one), none);
    }

    void howHighAStretchIsStandsOverIt()
    {
        const RunModel model = depthsOf({{0ms, 4}, {900ms, 0}});
        const RunModel other = depthsOf({{0ms, 0}, {400ms, 9}, {600ms, 1}});
        Picture picture(model);
        picture.scene.reference = &other;
        const Drawn drawn = picture.drawn();
        const Drawn::Words *number = drawn.find(QStringLiteral("9"));
        QVERIFY(number != nullptr);
        QVERIFY(number->box.left() > 160 && number->box.right() < 240);
        QVERIFY(number->box.center().y() < picture.plot.top());
    }

    void aReferenceIsOfTheQueueInTheSamePlaceAndOfTheSameAxis()
    {
        const RunModel model = depthsOf(Steps);
        const RunModel other = depthsOf({{0ms, 2}});
        Picture picture(model);
        QVERIFY(!picture.scene.referenceTrack());
        picture.scene.reference = &other;
        picture.scene.referenceLabel = QStringLiteral("before");
        QCOMPARE(picture.scene.referenceTrack(), std::optional<TrackId>(other.queues().front()));
        QVERIFY(picture.drawn().has(QStringLiteral("before")));
        Picture ready(model);
        ready.scene.reference = &other;
        ready.scene.track = trace::ObjectId::None;
        QVERIFY(!ready.scene.referenceTrack());
        // A run without queues.
        const auto trace = std::make_shared<trace::Recorder>();
        RunModel none(trace);
        none.advance();
        picture.scene.reference = &none;
        QVERIFY(!picture.scene.referenceTrack());
        QVERIFY(!picture.drawn().has(QStringLiteral("before")));
        // The steps of two runs have nothing to do with each other.
        picture.scene.reference = &other;
        picture.scene.axis = TimeAxis(AxisKind::Steps, {0, 10}, Picture::Width);
        QVERIFY(!picture.drawn().has(QStringLiteral("before")));
    }

    void everyStretchThatIsHigherSaysHowHigh()
    {
        const RunModel model = depthsOf({{0ms, 4}, {900ms, 0}});
        const auto numbers = [&](const std::vector<Change> &changes) {
            const RunModel other = depthsOf(changes);
            Picture picture(model);
            picture.scene.reference = &other;
            picture.scene.referenceLabel = QStringLiteral("before");
            QStringList texts = picture.drawn().texts();
            texts.sort();
            return texts.join(QLatin1Char(' '));
        };
        // Not what is as high as the axis.
        QCOMPARE(numbers({{0ms, 4}}), QStringLiteral("before"));
        QCOMPARE(numbers({{0ms, 0}, {200ms, 9}, {400ms, 1}}), QStringLiteral("9 before, up to 9"));
        QCOMPARE(numbers({{0ms, 9}, {300ms, 4}, {600ms, 7}}),
                 QStringLiteral("7 9 before, up to 9"));
        // Side by side, each with room for its sign.
        QCOMPARE(numbers({{0ms, 5}, {300ms, 8}, {600ms, 6}, {900ms, 0}}),
                 QStringLiteral("5 6 8 before, up to 8"));
        // Narrow ones share one, which says the highest of them.
        QCOMPARE(numbers({{500ms, 5}, {510ms, 8}, {520ms, 6}, {530ms, 0}}),
                 QStringLiteral("8 before, up to 8"));
        // To the end of the run.
        QCOMPARE(numbers({{700ms, 12}}), QStringLiteral("12 before, up to 12"));
    }

    void whatIsKeptGivesTheSamePicture()
    {
        RunModel model(support::randomTrace(7, 12, 6000, true));
        model.advance();
        const Units end = model.end(AxisKind::Clock);
        std::mt19937 random(4);
        // What is kept has the pixels of the axis that it began with, as the first picture here.
        for (int round = 0; round < 6; ++round) {
            DepthSamples samples;
            ColumnRecords records;
            std::vector<QRgb> pixels;
            const Units width = end / (1 + static_cast<int>(random() % 6));
            const double perPixel = static_cast<double>(width) / Picture::Width;
            Picture picture(model, {0, width});
            picture.scene.track = trace::ObjectId::None;
            const TimeAxis first = picture.scene.axis;
            Picture kept = picture;
            kept.scene.kept = {&samples, &records};
            kept.scene.pixels = &pixels;
            int column = 0;
            for (int move = 0; move < 12; ++move) {
                QCOMPARE(kept.image(), picture.image());
                column += static_cast<int>(random() % 600) - 250;
                column = std::clamp(column, -100,
                                    static_cast<int>(static_cast<double>(end) / perPixel));
                const Units begin = first.toUnits(column);
                const UnitRange range{begin, begin + width};
                picture.scene.axis = kept.scene.axis
                    = TimeAxis(AxisKind::Clock, range, Picture::Width);
            }
        }
    }

    void theRecordsOfColumnsAreThoseOfTheRunAsItIs()
    {
        const auto whole = support::queueTrace(8, 3);
        support::GrowingTrace growing(whole);
        growing.growTo(40);
        RunModel model(growing.trace());
        model.advance();
        const TimeAxis axis(AxisKind::Clock, {0, 12'000'000'000}, 300);
        const ColumnRange columns{0, 300};
        ColumnRecords kept;
        for (int i = 0; i < 2; ++i) {
            const auto records = kept.of(model, axis, columns);
            const auto anew = model.columnRecords(axis, columns);
            QVERIFY(std::equal(records.begin(), records.end(), anew.begin(), anew.end()));
            growing.growTo(whole->records().size());
            model.advance();
        }
    }

    void theRecordsOfColumnsAreThoseThatAreAskedFor()
    {
        // As many records at other times.
        const RunModel one = depthsOf({{100ms, 1}, {200ms, 2}});
        const RunModel two = depthsOf({{300ms, 1}, {400ms, 2}});
        const TimeAxis whole(AxisKind::Clock, {0, milliseconds(1000)}, 100);
        const TimeAxis half(AxisKind::Clock, {0, milliseconds(500)}, 100);
        ColumnRecords kept;
        const auto areRight
            = [&kept](const RunModel &model, const TimeAxis &axis, const ColumnRange &columns) {
                  const auto records = kept.of(model, axis, columns);
                  const auto anew = model.columnRecords(axis, columns);
                  return std::equal(records.begin(), records.end(), anew.begin(), anew.end());
              };
        QVERIFY(areRight(one, whole, {0, 100}));
        QVERIFY(areRight(two, whole, {0, 100}));
        QVERIFY(areRight(two, half, {0, 100}));
        QVERIFY(areRight(two, half, {50, 90}));
    }

    void whatIsKeptIsWhatIsInSightAndNoMore()
    {
        std::vector<Change> changes;
        changes.reserve(1000);
        for (int ms = 0; ms < 1000; ++ms)
            changes.push_back({std::chrono::milliseconds(ms), static_cast<std::uint32_t>(ms % 7)});
        const RunModel model = depthsOf(changes);
        const TimeAxis axis(AxisKind::Clock, {0, milliseconds(500)}, Picture::Width);
        DepthSamples samples(model.queues().front());
        ColumnRecords records;
        QVERIFY(samples.along(model, axis, records) == model.samples(model.queues().front(), axis));
    }

    void whatIsKeptGrowsWithTheRun()
    {
        const auto whole = support::queueTrace(8, 3);
        support::GrowingTrace growing(whole);
        growing.growTo(40);
        RunModel model(growing.trace());
        model.advance();
        RunModel all(whole);
        all.advance();
        DepthSamples samples;
        ColumnRecords records;
        Picture kept(all, {0, all.end(AxisKind::Clock)});
        kept.scene.model = &model;
        kept.scene.track = trace::ObjectId::None;
        for (std::size_t known = 80;; known += 40) {
            Picture anew = kept;
            kept.scene.kept = {&samples, &records};
            QCOMPARE(kept.image(), anew.image());
            const Units from = model.end(AxisKind::Clock);
            if (!growing.growTo(known))
                break;
            model.advance();
            samples.changedFrom(from);
        }
    }
};

PAINTING_TEST_MAIN(tst_DepthPainter)
#include "tst_depthpainter.moc"
