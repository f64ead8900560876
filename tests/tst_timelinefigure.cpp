#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "tests/support/sampletraces.h"
#include "tests/support/scenariorun.h"
#include "views/export/timelineexport.h"
#include "views/export/timelinefigure.h"

#include <QGuiApplication>

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;
using namespace views;
using support::Drawn;
using support::modelOf;
using support::scenarioRun;

namespace {

/// A run in which \a queues queues are filled, called \a name 0, 1 and so on.
RunModel queuesRun(int queues, const std::string &name = "q")
{
    const auto trace = std::make_shared<trace::Recorder>();
    trace->addTask({.number = 1});
    trace->record(0ns, trace::Kind::Created, 0, 0xFFFF'FFFF);
    trace->record(0ns, trace::Kind::Resumed, 0);
    for (int i = 0; i < queues; ++i) {
        const auto queue
            = trace->addObject({trace->intern("queue"), trace->intern(name + std::to_string(i))});
        trace->record(0ns, trace::Kind::Depth, static_cast<std::uint32_t>(queue), 6);
    }
    trace->record(1s, trace::Kind::Finished, 0);
    trace->record(1s, trace::Kind::Ended, 0);
    return modelOf(trace);
}

/// A run of one task, called \a label, that waits from its beginning for so long and then ends.
RunModel waitingRun(std::chrono::seconds time, trace::Kind end, trace::Outcome outcome,
                    std::string_view label = "main")
{
    const auto trace = std::make_shared<trace::Recorder>();
    trace::TaskInfo info;
    info.number = 1;
    info.label = trace->intern(label);
    trace->addTask(info);
    trace::Wait wait;
    wait.reason = trace::Reason::Lock;
    trace->record(0ns, trace::Kind::Created, 0, 0xFFFF'FFFF);
    trace->record(0ns, trace::Kind::Resumed, 0);
    trace->record(0ns, trace::Kind::Suspended, 0, static_cast<std::uint32_t>(trace->intern(wait)));
    trace->record(time, end, 0);
    trace->record(time, trace::Kind::Ended, static_cast<std::uint32_t>(outcome));
    return modelOf(trace);
}

/// \a model as a figure.
struct Figure
{
    const RunModel &model;
    ExportOptions options;
    QSize wanted;

    explicit Figure(const RunModel &run, const QSize &size = {})
        : model(run)
        , wanted(size)
    {
        options.title = QStringLiteral("Producers and consumers");
        options.parameters = QStringLiteral("5 producers, 10 consumers, seed 444");
    }
    QSize size() const { return figure().size(); }
    Drawn drawn() const
    {
        TimelineFigure made = figure();
        return Drawn::on(made.size(), [&](QPainter &painter) { made.paint(painter, 0, {}); });
    }
    TimelineFigure figure() const
    {
        return {model, nullptr, options, wanted, QGuiApplication::font()};
    }
};

/// The words that begin with \a text.
QStringList beginningWith(const Drawn &drawn, const QString &text)
{
    QStringList all;
    for (const QString &words : drawn.texts()) {
        if (words.startsWith(text))
            all += words;
    }
    return all;
}

/// Where \a text stands, the last if it does so several times.
QRectF lastPlaceOf(const Drawn &drawn, const QString &text)
{
    QRectF place;
    for (const Drawn::Words &words : drawn.words()) {
        if (words.text == text)
            place = words.box;
    }
    return place;
}

/// How high the track of \a title is: from the number at its top to the 0 at its bottom.
double trackHeight(const Drawn &drawn, const QString &title)
{
    const QRectF at = drawn.find(title)->box;
    double top = 1e9;
    double bottom = 1e9;
    for (const Drawn::Words &words : drawn.words()) {
        bool isNumber = false;
        const int number = words.text.toInt(&isNumber);
        if (!isNumber || words.box.left() < at.right() - 1 || words.box.bottom() < at.top())
            continue;
        if (number == 0)
            bottom = std::min(bottom, words.box.center().y());
        else
            top = std::min(top, words.box.center().y());
    }
    return bottom - top;
}

} // namespace

/// The figure that is exported: what stands where.
class tst_TimelineFigure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingHasItsPlace_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("natural") << QSize();
        for (const QSize size :
             {QSize(800, 600), QSize(1280, 720), QSize(1600, 1000), QSize(1200, 3000)})
            QTest::addRow("%d x %d", size.width(), size.height()) << size;
    }
    void everythingHasItsPlace()
    {
        QFETCH(const QSize, size);
        const RunModel model = scenarioRun("queue");
        const Figure figure(model, size);
        const Drawn drawn = figure.drawn();
        QCOMPARE(drawn.cutOff(), QStringList());
        if (!size.isEmpty())
            QCOMPARE(figure.size(), size);
        for (const char *text :
             {"Producers and consumers", "5 producers, 10 consumers, seed 444", "Depth of q",
              "Ready queue", "Time (s)", "Coroscope", "Pins: highest value within an instant"})
            QVERIFY2(drawn.has(QString::fromLatin1(text)), text);
        // One under the other, from the title to the axis.
        double bottom = 0;
        for (const char *text : {"Producers and consumers", "5 producers, 10 consumers, seed 444",
                                 "Depth of q", "Ready queue", "Time (s)"}) {
            const QRectF box = lastPlaceOf(drawn, QString::fromLatin1(text));
            QVERIFY2(box.top() >= bottom - 1, text);
            bottom = box.bottom();
        }
        QCOMPARE(beginningWith(drawn, QStringLiteral("The last ")), QStringList());
    }

    void namesStandAtTheRightOfTheirColumnAtTheHeightOfTheirRows()
    {
        const RunModel model = scenarioRun("queue");
        const Figure figure(model, {1200, 900});
        const Drawn drawn = figure.drawn();
        double right = 0;
        double before = 0;
        for (std::uint32_t task = 0; task < model.taskCount(); ++task) {
            const Drawn::Words *name = drawn.find(model.label(trace::TaskId{task}));
            QVERIFY(name != nullptr);
            if (task == 0)
                right = name->box.right();
            QVERIFY(std::abs(name->box.right() - right) < 1);
            QVERIFY(name->box.left() >= 0);
            QVERIFY(name->box.top() > before);
            before = name->box.top();
        }
        // The ticks of the ruler begin right of them.
        QVERIFY(lastPlaceOf(drawn, QStringLiteral("0")).right() > right);
    }

    void aLongNameIsCutAndTheRowsKeepTheirRoom()
    {
        const RunModel model = queuesRun(1, std::string(80, 'w'));
        const Figure figure(model, {800, 500});
        const Drawn drawn = figure.drawn();
        const QStringList titles = beginningWith(drawn, QStringLiteral("Depth of w"));
        QCOMPARE(titles.size(), 1);
        QVERIFY(titles[0].contains(QChar(0x2026)));
        const QRectF title = drawn.find(titles[0])->box;
        QVERIFY(title.right() < 320);
        // Its number stands beside it and not on it.
        QCOMPARE(drawn.overlapping(), QStringList());
        // A short one has no more room than the heading of the ready queue asks for.
        const RunModel small = queuesRun(1);
        const double left = lastPlaceOf(Figure(small).drawn(), QStringLiteral("0")).left();
        QVERIFY(left < lastPlaceOf(drawn, QStringLiteral("0")).left());
    }

    void namesAndTitlesHaveTheRoomThatTheyNeed()
    {
        const RunModel queue = queuesRun(1, "the mailbox ");
        QVERIFY(Figure(queue).drawn().has(QStringLiteral("Depth of the mailbox 0")));
        const RunModel task = waitingRun(1s, trace::Kind::Cancelled, trace::Outcome::Done,
                                         "a task with quite a long name");
        QVERIFY(Figure(task).drawn().has(QStringLiteral("a task with quite a long name")));
    }

    void barsStandOverTheTicksOfTheirTimes()
    {
        const RunModel model = waitingRun(12s, trace::Kind::Cancelled, trace::Outcome::Done);
        Figure figure(model);
        figure.options.legend = figure.options.ready = false;
        const Drawn drawn = figure.drawn();
        QVERIFY(drawn.has(QStringLiteral("0")) && drawn.has(QStringLiteral("12")));
        const double begin = drawn.find(QStringLiteral("0"))->box.center().x();
        const double end = drawn.find(QStringLiteral("12"))->box.center().x();
        QVERIFY(end - begin > 600);
        const auto spans = [&](const Drawn::Shape &shape) {
            return shape.box.height() > 5 && std::abs(shape.box.left() - begin) < 4
                && std::abs(shape.box.right() - end) < 4;
        };
        QVERIFY(std::any_of(drawn.shapes().begin(), drawn.shapes().end(), spans));
        // The line of the axis goes to the last tick, which is a pixel wide.
        const auto lines = drawn.filled(Theme::light().text2);
        const auto line = std::max_element(lines.begin(), lines.end(),
                                           [](const Drawn::Shape &one, const Drawn::Shape &other) {
                                               return one.box.width() < other.box.width();
                                           });
        QVERIFY(line != lines.end());
        QVERIFY(std::abs(line->box.right() - (figure.size().width() - 36 - 20 + 1)) < 0.5);
    }

    void howATaskEndedStandsBehindTheEndOfTheAxis()
    {
        const RunModel model = waitingRun(12s, trace::Kind::Cancelled, trace::Outcome::Done);
        Figure figure(model);
        figure.options.legend = figure.options.ready = false;
        const Drawn drawn = figure.drawn();
        const auto end = static_cast<int>(drawn.find(QStringLiteral("12"))->box.center().x());
        const QRect name = drawn.find(QStringLiteral("main"))->box.toRect();
        for (const double ratio : {1.0, 0.0}) { // pixels, and vectors
            QImage image(figure.size(), QImage::Format_RGB32);
            QPainter painter(&image);
            figure.figure().paint(painter, ratio, {});
            painter.end();
            int ink = 0;
            for (int x = end + 3; x < end + 18; ++x) {
                for (int y = name.top(); y < name.bottom(); ++y)
                    ink += image.pixelColor(x, y) == figure.options.theme.canvas ? 0 : 1;
            }
            QVERIFY2(ink > 0, qPrintable(QString::number(ratio)));
        }
    }

    void theAxisOfADeadlockHasTicksToWhereItHappened()
    {
        const RunModel model = waitingRun(8s, trace::Kind::Lost, trace::Outcome::Deadlocked);
        Figure figure(model);
        figure.options.legend = figure.options.ready = false;
        const Drawn drawn = figure.drawn();
        QVERIFY(drawn.has(QStringLiteral("0")));
        QVERIFY(drawn.has(QStringLiteral("8")));
        QVERIFY(!drawn.has(QStringLiteral("9"))); // though what waits goes on to there
    }

    void theAxisHasTicksToItsEnd()
    {
        const RunModel model = scenarioRun("queue"); // 12 seconds
        const Figure figure(model, {1200, 900});
        const Drawn drawn = figure.drawn();
        const double line = lastPlaceOf(drawn, QStringLiteral("12")).top();
        QList<std::pair<int, double>> ticks;
        for (const Drawn::Words &words : drawn.words()) {
            bool isNumber = false;
            const int number = words.text.toInt(&isNumber);
            if (isNumber && std::abs(words.box.top() - line) < 1)
                ticks += {number, words.box.center().x()};
        }
        QVERIFY(ticks.size() > 5);
        QCOMPARE(ticks.first().first, 0);
        QCOMPARE(ticks.last().first, 12);
        // At the same distance for each second.
        const double second = (ticks.last().second - ticks.first().second) / 12;
        for (const auto &[time, x] : ticks)
            QVERIFY(std::abs(x - (ticks.first().second + time * second)) < 1.5);
        // The axis ends there, with some room for what stands at its end.
        QVERIFY(ticks.last().second < 1190 && ticks.last().second > 1100);
    }

    void theRunGoesOnBehindADeadlock()
    {
        const RunModel model
            = scenarioRun("philosophers", QStringLiteral("--philosophers 3 --polite false"));
        Figure figure(model, {1000, 600});
        Drawn drawn = figure.drawn();
        QVERIFY(drawn.has(QStringLiteral(": deadlock at 0 s"))
                || !beginningWith(drawn, QStringLiteral(": deadlock at")).isEmpty());
        const QRectF title = drawn.find(figure.options.title)->box;
        const QString outcome = beginningWith(drawn, QStringLiteral(": deadlock at")).front();
        QVERIFY(std::abs(drawn.find(outcome)->box.left() - title.right()) < 2);
        QCOMPARE(drawn.find(outcome)->colour, Theme::light().failed);
        // Without a title it is not said there.
        figure.options.title.clear();
        drawn = figure.drawn();
        QCOMPARE(beginningWith(drawn, QStringLiteral(": deadlock")), QStringList());
    }

    void aRunThatEndedAsItShouldHasNoOutcomeInItsTitle()
    {
        const auto outcomes = [](trace::Outcome outcome) {
            const auto trace = std::make_shared<trace::Recorder>();
            trace->addTask({.number = 1});
            trace->record(0ns, trace::Kind::Created, 0, 0xFFFF'FFFF);
            trace->record(0ns, trace::Kind::Resumed, 0);
            trace->record(2s, trace::Kind::Finished, 0);
            trace->record(2s, trace::Kind::Ended, static_cast<std::uint32_t>(outcome));
            const RunModel model = modelOf(trace);
            return beginningWith(Figure(model).drawn(), QStringLiteral(": ")).join(u'|');
        };
        QCOMPARE(outcomes(trace::Outcome::Done), QString());
        QCOMPARE(outcomes(trace::Outcome::Failed), QStringLiteral(": failed at 2.000 s"));
        QCOMPARE(outcomes(trace::Outcome::Stopped), QStringLiteral(": stopped at 2.000 s"));
        QCOMPARE(outcomes(trace::Outcome::Deadlocked), QStringLiteral(": deadlock at 2.000 s"));
    }

    void tasksForWhichThereIsNoRoomAreCounted()
    {
        const RunModel model = modelOf(support::randomTrace(3, 900, 9000, true));
        Figure figure(model, {800, 420});
        Drawn drawn = figure.drawn();
        const QStringList missing = beginningWith(drawn, QStringLiteral("The last "));
        QCOMPARE(missing.size(), 1);
        QVERIFY2(missing[0].contains(QStringLiteral(" tasks")), qPrintable(missing[0]));
        const int count = missing[0].section(QLatin1Char(' '), 2, 2).remove(u',').toInt();
        QVERIFY(count > 0 && count < 900);
        // The curves do not pay for it.
        QVERIFY(trackHeight(drawn, QStringLiteral("Ready queue")) > 30);
        // At twice the height there are fewer.
        figure.wanted.setHeight(700);
        drawn = figure.drawn();
        const QStringList less = beginningWith(drawn, QStringLiteral("The last "));
        QVERIFY(less.isEmpty()
                || less[0].section(QLatin1Char(' '), 2, 2).remove(u',').toInt() < count);
        // In a natural figure all have room.
        figure.wanted = {};
        QCOMPARE(beginningWith(figure.drawn(), QStringLiteral("The last ")), QStringList());
    }

    void queuesForWhichThereIsNoRoomAreCounted()
    {
        // As many queues as there is room for, then one more, and so on.
        int before = -1;
        QStringList said;
        for (int queues = 1; queues < 16; ++queues) {
            const RunModel model = queuesRun(queues);
            const Figure figure(model, {800, 400});
            const Drawn drawn = figure.drawn();
            const auto shown = beginningWith(drawn, QStringLiteral("Depth of ")).size();
            const QStringList missing = beginningWith(drawn, QStringLiteral("The last "));
            const auto left = queues - static_cast<int>(shown);
            QVERIFY(left >= 0);
            QCOMPARE(
                missing,
                left == 0 ? QStringList()
                    : left == 1
                    ? QStringList{QStringLiteral("The last 1 track did not fit.")}
                    : QStringList{QStringLiteral("The last %1 tracks did not fit.").arg(left)});
            QCOMPARE(drawn.cutOff(), QStringList());
            QVERIFY(left >= before);
            before = left;
            said += missing;
        }
        QVERIFY(said.contains(QStringLiteral("The last 1 track did not fit.")));
        QVERIFY(said.size() > 2);
    }

    void otherTracksStandBetweenTheQueuesAndTheReadyQueue()
    {
        const RunModel model = queuesRun(1);
        Figure figure(model);
        const auto places = [&] {
            const Drawn drawn = figure.drawn();
            QStringList tracks;
            for (const QString &text : drawn.texts()) {
                for (const char *title : {"Depth of q0", "Tasks alive", "Loop busy",
                                          "Lag of the loop", "Ready queue"}) {
                    if (text == QLatin1String(title))
                        tracks += text;
                }
            }
            return tracks;
        };
        const QString queue = QStringLiteral("Depth of q0");
        const QString ready = QStringLiteral("Ready queue");
        QCOMPARE(places(), QStringList({queue, ready}));
        figure.options.load = {TrackId::Kind::Alive, TrackId::Kind::Busy, TrackId::Kind::Lag};
        QCOMPARE(places(),
                 QStringList({queue, QStringLiteral("Tasks alive"), QStringLiteral("Loop busy"),
                              QStringLiteral("Lag of the loop"), ready}));
        QVERIFY(figure.drawn().has(QStringLiteral("share of the time that steps run")));
        figure.options.load = {TrackId::Kind::Alive};
        QCOMPARE(places(), QStringList({queue, QStringLiteral("Tasks alive"), ready}));
        QVERIFY(!figure.drawn().has(QStringLiteral("share of the time that steps run")));
    }
    void whereThereIsNoRoomForAllTracksTheQueuesAreLeftOutFirst()
    {
        const RunModel model = queuesRun(60);
        Figure figure(model, {1000, 700});
        figure.options.load = {TrackId::Kind::Busy};
        const Drawn drawn = figure.drawn();
        QVERIFY(drawn.has(QStringLiteral("Loop busy")));
        QVERIFY(drawn.has(QStringLiteral("Depth of q0")));
        QVERIFY(!drawn.has(QStringLiteral("Depth of q59")));
        QCOMPARE(beginningWith(drawn, QStringLiteral("The last ")).size(), 1);
    }

    void whatTheRowsLeaveOverMakesTheCurvesHigher()
    {
        const RunModel model = queuesRun(2);
        const auto heightIn = [&](int height) {
            return trackHeight(Figure(model, {800, height}).drawn(), QStringLiteral("Depth of q0"));
        };
        const double low = heightIn(420);
        const double middle = heightIn(620);
        const double high = heightIn(1200);
        QVERIFY(low > 14);
        QVERIFY(middle > low + 20);
        QVERIFY(high > middle + 100);
        // Up to a limit, and both alike.
        const Drawn drawn = Figure(model, {800, 5000}).drawn();
        QVERIFY(trackHeight(drawn, QStringLiteral("Depth of q0")) < 600);
        QVERIFY(std::abs(trackHeight(drawn, QStringLiteral("Depth of q0"))
                         - trackHeight(drawn, QStringLiteral("Depth of q1")))
                < 1);
    }

    void theRowsKeepTheLargerPart()
    {
        const RunModel model = scenarioRun("queue", QStringLiteral("--consumers 40"));
        for (const int height : {500, 700, 900}) {
            const Drawn drawn = Figure(model, {900, height}).drawn();
            const double tracks = lastPlaceOf(drawn, QStringLiteral("Time (s)")).top()
                - drawn.find(QStringLiteral("Depth of q"))->box.top();
            const double rows = drawn.find(QStringLiteral("Depth of q"))->box.top()
                - drawn.find(QStringLiteral("5 producers, 10 consumers, seed 444"))->box.bottom();
            // The axis under the tracks counts here with them.
            QVERIFY2(rows > tracks - 20,
                     qPrintable(QStringLiteral("%1: %2, %3").arg(height).arg(rows).arg(tracks)));
        }
    }

    void manyQueuesHaveLowerTracks()
    {
        const RunModel few = queuesRun(3);
        const RunModel many = queuesRun(120);
        const double high = trackHeight(Figure(few).drawn(), QStringLiteral("Depth of q0"));
        const double low = trackHeight(Figure(many).drawn(), QStringLiteral("Depth of q0"));
        QVERIFY(low > 30 && low < high);
        QVERIFY(Figure(many).size().height() < 7500);
        QCOMPARE(beginningWith(Figure(many).drawn(), QStringLiteral("Depth of q")).size(), 120);
    }

    void rowsThatAreTooLowForNamesAreNamedByGroup()
    {
        const RunModel model = scenarioRun("queue", QStringLiteral("--consumers 150"));
        const Figure figure(model, {900, 600});
        QVERIFY(figure.figure().rowHeight() < 8);
        const Drawn drawn = figure.drawn();
        QVERIFY(drawn.has(QStringLiteral("main"))); // a group of one has its task's name
        QVERIFY(drawn.has(QStringLiteral("consume: 150 tasks")));
        QVERIFY(!drawn.has(QStringLiteral("Consumer 0")));
        QCOMPARE(beginningWith(drawn, QStringLiteral("consume")).size(), 1);
        QCOMPARE(drawn.overlapping(), QStringList());
        QCOMPARE(drawn.cutOff(), QStringList());
        // All at the right of their column.
        QVERIFY(std::abs(drawn.find(QStringLiteral("main"))->box.right()
                         - drawn.find(QStringLiteral("consume: 150 tasks"))->box.right())
                < 1);
    }

    void withoutTracksThereAreNoPinsToExplain()
    {
        const RunModel model = scenarioRun("queue");
        Figure figure(model, {1000, 700});
        figure.options.depths = figure.options.ready = false;
        const Drawn drawn = figure.drawn();
        QCOMPARE(beginningWith(drawn, QStringLiteral("Pins:")), QStringList());
        QVERIFY(!drawn.has(QStringLiteral("Ready queue")));
        // The ready queue alone, and the queues alone.
        figure.options.ready = true;
        QVERIFY(figure.drawn().has(QStringLiteral("Ready queue")));
        QVERIFY(!figure.drawn().has(QStringLiteral("Depth of q")));
        figure.options.ready = false;
        figure.options.depths = true;
        QVERIFY(!figure.drawn().has(QStringLiteral("Ready queue")));
        QVERIFY(figure.drawn().has(QStringLiteral("Depth of q")));
    }

    void aNarrowFigureStillHasAnAxis()
    {
        const RunModel model = scenarioRun("queue");
        const Figure figure(model, {200, 400});
        QCOMPARE(figure.size(), QSize(200, 400));
        QVERIFY(!figure.drawn().words().isEmpty());
    }

    void anEmptyRunHasAnAxisWithAScale()
    {
        const RunModel model = modelOf(std::make_shared<trace::Recorder>());
        Figure figure(model);
        Drawn drawn = figure.drawn();
        QVERIFY(drawn.has(QStringLiteral("Time (s)")) || drawn.has(QStringLiteral("Time (ms)")));
        QVERIFY(drawn.has(QStringLiteral("0")));
        figure.options.axis = AxisKind::Steps;
        drawn = figure.drawn();
        QVERIFY(drawn.has(QStringLiteral("Steps")));
    }

    void aRangeFarFromTheBeginningSaysWhatItsNumbersComeAfter()
    {
        const RunModel model = scenarioRun("queue");
        Figure figure(model);
        figure.options.range = UnitRange{6'000'000'000, 6'000'004'000};
        QVERIFY(!beginningWith(figure.drawn(), QStringLiteral("Time after ")).isEmpty());
        figure.options.range = UnitRange{0, 5'000'000'000};
        QVERIFY(figure.drawn().has(QStringLiteral("Time (s)")));
    }

    void nothingOfTheRowsStandsBesideTheAxisOfARange()
    {
        const RunModel model = scenarioRun("queue");
        Figure figure(model, {1000, 700});
        figure.options.range = UnitRange{5'000'000'000, 6'000'000'000};
        const Drawn drawn = figure.drawn();
        const auto top = static_cast<int>(drawn.find(QStringLiteral("main"))->box.top());
        const auto bottom
            = static_cast<int>(drawn.find(QStringLiteral("Consumer 9"))->box.bottom());
        QVERIFY(bottom > top + 100);
        for (const double ratio : {1.0, 0.0}) { // pixels, and vectors
            QImage image(figure.size(), QImage::Format_RGB32);
            QPainter painter(&image);
            figure.figure().paint(painter, ratio, {});
            painter.end();
            // As far as the margin, from where the axis ends.
            for (int x = image.width() - 36 - 18; x < image.width(); ++x) {
                for (int y = top; y < bottom; ++y)
                    QCOMPARE(image.pixelColor(x, y), figure.options.theme.canvas);
            }
        }
    }

    void theLegendSaysForWhatKindsOfThingsOneWaits()
    {
        QVERIFY(
            Figure(scenarioRun("condition")).drawn().has(QStringLiteral("waits for a condition")));
        QVERIFY(Figure(scenarioRun("lock")).drawn().has(QStringLiteral("waits for a lock")));
    }

    void theLegendExplainsNothingThatIsOutsideOfThePicture()
    {
        const RunModel model = scenarioRun("queue");
        Figure figure(model);
        figure.options.cursor = Position{1s, 0};
        figure.options.selection = SegmentRef{trace::TaskId{1}, 2};
        figure.options.wakes = WakesShown::All;
        figure.options.filter = QStringLiteral("Consumer"); // the producers wake them
        QVERIFY(figure.drawn().has(QStringLiteral("the cursor")));
        QVERIFY(!figure.drawn().has(QStringLiteral("selected")));
        QVERIFY(!figure.drawn().has(QStringLiteral("wakes")));
        figure.options.filter.clear();
        figure.options.range = UnitRange{11'000'000'000, 12'000'000'000};
        QVERIFY(!figure.drawn().has(QStringLiteral("the cursor")));
        QVERIFY(!figure.drawn().has(QStringLiteral("selected")));
    }

    void whatStandsAtTheEdgeOfTheRangeIsInTheLegend()
    {
        const RunModel model = scenarioRun("queue");
        Figure figure(model);
        figure.options.range = UnitRange{1'000'000'000, 2'000'000'000};
        for (const trace::Time time : {trace::Time(1s), trace::Time(2s)}) {
            figure.options.cursor = Position{time, 0};
            QVERIFY(figure.drawn().has(QStringLiteral("the cursor")));
        }
    }

    void aReferenceIsInTheLegendWhereItsCurveIs()
    {
        const RunModel model = scenarioRun("queue");
        const RunModel other = scenarioRun("lock");
        const QString curve = QStringLiteral("depth in the reference");
        Figure figure(model);
        const auto drawn = [&](const RunModel &reference) {
            TimelineFigure made(model, &reference, figure.options, {}, QGuiApplication::font());
            return Drawn::on(made.size(), [&](QPainter &painter) { made.paint(painter, 0, {}); });
        };
        QVERIFY(drawn(model).has(curve));
        QVERIFY(!drawn(other).has(curve)); // has no queue
        figure.options.axis = AxisKind::Steps;
        QVERIFY(!drawn(model).has(curve));
    }

    void theLegendExplainsWhatAPictureShowsBesideItsRun()
    {
        const RunModel model = scenarioRun("queue");
        Figure figure(model);
        QVERIFY(!figure.drawn().has(QStringLiteral("the cursor")));
        QVERIFY(!figure.drawn().has(QStringLiteral("wakes")));
        figure.options.cursor = Position{1s, 0};
        figure.options.wakes = WakesShown::All;
        QVERIFY(figure.drawn().has(QStringLiteral("the cursor")));
        QVERIFY(figure.drawn().has(QStringLiteral("wakes")));
        QVERIFY(!figure.drawn().has(QStringLiteral("selected")));
    }

    void theSelectionAndItsWakesAreDrawnWhenTheyAreAskedFor()
    {
        const RunModel model = scenarioRun("queue");
        Figure figure(model, {1000, 700});
        figure.options.legend = false;
        const auto marks = [&] {
            const Drawn drawn = figure.drawn();
            return drawn.outlined(Theme::light().accent).size()
                + drawn.filled(Theme::light().accent).size();
        };
        const auto shapes = [&] { return figure.drawn().shapes().size(); };
        const qsizetype none = shapes();
        QCOMPARE(marks(), 0);
        figure.options.wakes = WakesShown::OfSelection;
        QCOMPARE(shapes(), none); // nothing is selected
        figure.options.wakes = WakesShown::All;
        const qsizetype all = shapes();
        QVERIFY(all > none + 20);
        // Consumer 3 waiting for its second item.
        const trace::TaskId consumer{9};
        std::size_t waiting = 0;
        while (model.state({consumer, waiting}) != State::Waiting)
            ++waiting;
        figure.options.selection = SegmentRef{consumer, waiting};
        figure.options.wakes = WakesShown::None;
        const qsizetype selected = shapes();
        QVERIFY(selected > none && marks() > 0);
        figure.options.wakes = WakesShown::OfSelection;
        const qsizetype woken = shapes();
        QVERIFY(woken > selected && woken < all);
    }

    void aTitleMoreIsSomeHeightMore()
    {
        const RunModel model = scenarioRun("queue");
        Figure figure(model);
        const int whole = figure.size().height();
        figure.options.parameters.clear();
        const int without = figure.size().height();
        QVERIFY(without < whole);
        figure.options.title.clear();
        QVERIFY(figure.size().height() < without);
        figure.options.legend = false;
        QVERIFY(figure.size().height() < without - 20);
        QCOMPARE(figure.drawn().cutOff(), QStringList());
    }
};

PAINTING_TEST_MAIN(tst_TimelineFigure)
#include "tst_timelinefigure.moc"
