#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "tests/support/sampletraces.h"
#include "tests/support/scenariorun.h"
#include "views/depth/loadpainter.h"
#include "views/style/segmentstyle.h"

#include <QImage>
#include <QPainter>

using namespace std::chrono_literals;
using namespace views;
using support::Drawn;
using support::modelOf;

namespace {

constexpr Units Second = 1'000'000'000;

struct Picture
{
    static constexpr int Width = 400;

    Theme theme = Theme::light();
    Fonts fonts{QGuiApplication::font()};
    DepthScene scene;
    QRectF plot{0, 20, Width, 100};

    Picture(const RunModel &model, TrackId::Kind kind, UnitRange range)
    {
        scene.model = &model;
        scene.track = kind;
        scene.axis = TimeAxis(AxisKind::Clock, range, Width);
    }
    double top() const { return LoadPainter(theme, fonts, scene).top(); }
    void draw(QPainter &painter) const
    {
        const LoadPainter load(theme, fonts, scene);
        load.draw(painter, plot);
        load.drawNumbers(painter, plot, -4);
    }
    Drawn drawn() const
    {
        return Drawn::on({Width, 140}, [this](QPainter &painter) { draw(painter); });
    }
    QImage image() const
    {
        QImage image(Width, 140, QImage::Format_RGB32);
        image.fill(theme.canvas);
        QPainter painter(&image);
        draw(painter);
        return image;
    }
    double xOf(double seconds) const
    {
        return scene.axis.toX(static_cast<Units>(seconds * Second));
    }
    /// Has the middle of the plot at \a seconds another colour than where nothing is?
    bool isFilled(const QImage &picture, double seconds) const
    {
        const QColor color = picture.pixelColor(static_cast<int>(xOf(seconds)), 100);
        return color != theme.canvas && color != theme.grid;
    }
};

} // namespace

/// How busy the loop is and how far it lags behind, in pictures.
class tst_LoadPainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStepFillsTheTimeThatItTakesAndHasItsName()
    {
        // Task-2 sleeps 0.4 s and then holds the loop for 0.8 s.
        const RunModel model = modelOf(support::blockedTrace());
        const Picture busy(model, TrackId::Kind::Busy, {0, 2 * Second});
        const QImage image = busy.image();
        QVERIFY(!busy.isFilled(image, 0.2));
        QVERIFY(busy.isFilled(image, 0.6));
        QVERIFY(busy.isFilled(image, 1.1));
        const Drawn drawn = busy.drawn();
        const Drawn::Words *name = drawn.find(model.label(trace::TaskId{1}));
        QVERIFY(name != nullptr);
        QVERIFY(name->box.left() >= busy.xOf(0.4) && name->box.right() <= busy.xOf(1.2));
        for (const QString &number :
             {QStringLiteral("0 %"), QStringLiteral("50 %"), QStringLiteral("100 %")})
            QVERIFY2(drawn.has(number), qPrintable(number));
    }

    void aNameThatHasNoRoomIsLeftOut()
    {
        const RunModel model = modelOf(support::blockedTrace());
        const Picture all(model, TrackId::Kind::Busy, {0, 200 * Second});
        QVERIFY(!all.drawn().has(model.label(trace::TaskId{1})));
    }

    void theLagClimbsWhileTheLoopIsHeldAndSaysWhomItIsAbout()
    {
        const RunModel model = modelOf(support::blockedTrace());
        const Picture lag(model, TrackId::Kind::Lag, {0, 2 * Second});
        const auto highest = static_cast<double>(model.lag().latest().count());
        QVERIFY(highest > 1e8 && lag.top() >= highest && lag.top() < 2.5 * highest);
        const QImage image = lag.image();
        QVERIFY(!lag.isFilled(image, 0.2));
        QVERIFY(lag.isFilled(image, 1.15));
        const Drawn drawn = lag.drawn();
        const QStringList texts = drawn.texts();
        QVERIFY2(std::any_of(texts.begin(), texts.end(),
                             [](const QString &text) {
                                 return text.contains(QStringLiteral(", due at 0.600 s"));
                             }),
                 qPrintable(texts.join(u'|')));
        // From the threshold on a step blocks the loop: a dotted line.
        const double y = lag.plot.bottom() - 1e8 / lag.top() * lag.plot.height();
        const auto lines = drawn.outlined(lag.theme.text2);
        QVERIFY(std::any_of(lines.begin(), lines.end(), [&](const Drawn::Shape &line) {
            return std::abs(line.box.top() - y) <= 1 && line.box.width() > 350;
        }));
    }

    void theLatestIsNamedAlsoWhereItRunsBetweenTwoPixels()
    {
        const RunModel model = support::scenarioRun("executor", QStringLiteral("--mode inline"));
        // It runs at 1 s.
        for (const Units end : {2 * Second, 2 * Second + 1, 2 * Second - 1'000, 3 * Second})
            QVERIFY(Picture(model, TrackId::Kind::Lag, {0, end})
                        .drawn()
                        .has(QStringLiteral("Heartbeat, due at 0.100 s")));
    }

    void theLabelStandsBesideTheCurveNotUponIt()
    {
        const RunModel model = support::scenarioRun("executor", QStringLiteral("--mode inline"));
        const Picture lag(model, TrackId::Kind::Lag, {0, Second});
        const Drawn drawn = lag.drawn();
        const Drawn::Words *label = drawn.find(QStringLiteral("Heartbeat, due at 0.100 s"));
        QVERIFY(label != nullptr);
        // The last job waits from the beginning to 0.75 s, the heartbeat has been due since 0.1 s.
        const double seconds = std::min(label->box.left() / Picture::Width, 0.65);
        const double least = lag.plot.bottom() - seconds * 1e9 / lag.top() * lag.plot.height();
        QVERIFY(label->box.top() > least);
    }

    void whereNoStepTakesTimeTheTrackSaysSo()
    {
        const RunModel model = modelOf(support::queueTrace());
        const UnitRange all{0, model.end(AxisKind::Clock)};
        const QString nothing = QStringLiteral("No step of this run takes any time");
        QVERIFY(Picture(model, TrackId::Kind::Busy, all).drawn().has(nothing));
        QVERIFY(Picture(model, TrackId::Kind::Lag, all).drawn().has(nothing));
        const RunModel blocked = modelOf(support::blockedTrace());
        QVERIFY(!Picture(blocked, TrackId::Kind::Busy, all).drawn().has(nothing));
        QVERIFY(!Picture(blocked, TrackId::Kind::Lag, all).drawn().has(nothing));
    }

    void howeverLittleThereIsCanBeSeen()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({.number = 1});
        trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
        trace->record(500s, trace::Kind::Resumed, 0);
        trace->record(500s + 1us, trace::Kind::Finished, 0);
        trace->record(1'000s, trace::Kind::Ended, 0);
        const RunModel model = modelOf(trace);
        const Picture far(model, TrackId::Kind::Busy, {0, 1'000 * Second});
        const QImage image = far.image();
        QVERIFY(image.pixelColor(200, 118) != image.pixelColor(150, 118));
    }

    void whatIsKeptGivesTheSamePicture()
    {
        const RunModel model = modelOf(support::randomTrace(7, 12, 6'000, true));
        for (const auto kind : {TrackId::Kind::Busy, TrackId::Kind::Lag}) {
            LoadSamples samples(kind);
            ColumnRecords records;
            std::vector<QRgb> pixels;
            // Whole nanoseconds a pixel, so that each begins where it does on the moved axis.
            const Units length = model.end(AxisKind::Clock) / Picture::Width * Picture::Width;
            Picture anew(model, kind, {0, length});
            Picture kept = anew;
            kept.scene.kept = {nullptr, &records, &samples};
            kept.scene.pixels = &pixels;
            // Glyphs that are drawn for the first time may differ by a shade.
            static_cast<void>(anew.image());
            const TimeAxis grid = anew.scene.axis;
            for (const int column : {0, 130, -40, -39, 310}) {
                const Units begin = grid.toUnits(column);
                anew.scene.axis = kept.scene.axis
                    = TimeAxis(AxisKind::Clock, {begin, begin + length}, Picture::Width);
                QCOMPARE(kept.image(), anew.image());
            }
        }
    }
};

PAINTING_TEST_MAIN(tst_LoadPainter)
#include "tst_loadpainter.moc"
