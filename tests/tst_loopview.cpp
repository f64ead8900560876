#include "engine/sync/event.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/drawn.h"
#include "tests/support/modelrun.h"
#include "tests/support/paintingtest.h"
#include "tests/support/scenariorun.h"
#include "views/loop/loopview.h"
#include "views/model/rundocument.h"

#include <QImage>
#include <QProxyStyle>
#include <QScrollBar>
#include <QTest>
#include <QTranslator>
#include <QVariantAnimation>

#include <algorithm>

using namespace views;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::Drawn;
using support::ModelRun;

namespace {

// Not outside: unistd.h has a sleep() of its own.
using engine::sleep;

using Queue = engine::Queue<int>;

/// The queue program, run to its end.
std::shared_ptr<RunDocument> queueRun()
{
    return std::make_shared<RunDocument>(support::scenarioTrace("queue"));
}

Task<> sleeper(double seconds)
{
    co_await sleep(seconds);
}

Task<> getter(Queue &queue)
{
    co_await queue.get();
}

Task<> guest(engine::Event &event)
{
    co_await event.wait();
}

Task<> yielder()
{
    co_await sleep(0);
    co_await sleep(5);
}

/// Of a desktop that wants no motion.
class Motionless : public QProxyStyle
{
public:
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override
    {
        return hint == SH_Widget_Animation_Duration
            ? 0
            : QProxyStyle::styleHint(hint, option, widget, data);
    }
};

/// How many do what.
struct Crowd
{
    int sleepers = 0; ///< for a second
    int lateSleepers = 0; ///< for two
    int getters = 0; ///< in line for a queue's item
    int guests = 0; ///< who wait for an event, in no order
    int yielders = 0;
    std::string name = "n";
};

Task<> together(Crowd crowd)
{
    Queue queue("q", 0);
    engine::Event event("gate");
    std::vector<TaskHandle<>> all;
    const auto add = [&all, &crowd](int count, const char *what, auto make) {
        for (int i = 0; i < count; ++i)
            all.push_back(
                createTask(make(), {std::string(what) + ' ' + crowd.name + std::to_string(i), {}}));
    };
    add(crowd.sleepers, "sleeper", [] { return sleeper(1); });
    add(crowd.lateSleepers, "late", [] { return sleeper(2); });
    add(crowd.getters, "getter", [&queue] { return getter(queue); });
    add(crowd.guests, "guest", [&event] { return guest(event); });
    add(crowd.yielders, "yielder", [] { return yielder(); });
    co_await all.front();
}

/// A crowd's loop, in a view that is high enough for all of it.
struct Gathered
{
    ModelRun run;
    std::uint32_t tasks;
    ViewState state;
    LoopView view{&state};

    explicit Gathered(const Crowd &crowd, int width = 1100, int height = 2000)
        : run([crowd] { return together(crowd); })
        , tasks(static_cast<std::uint32_t>(run.model.taskCount()))
    {
        view.setTheme(Theme::light());
        view.setMoving(false); // what stands where is asked
        view.setDocument(std::make_shared<RunDocument>(run.model.sharedTrace()));
        view.resize(width, height);
        view.show();
        goTo(tasks);
    }
    /// Behind a number of steps; by default when all have run as far as they can.
    void goTo(std::uint32_t steps) { state.setCursor(run.model.positionAfterStep(steps)); }
    Drawn drawn() { return Drawn::by(*view.viewport()); }
    const LoopText &text() const { return view.text(); }
    /// How many of \a entries are in sight in \a drawn, and what is said of the others.
    static std::size_t seen(const Drawn &drawn, const std::vector<LoopText::Entry> &entries)
    {
        return static_cast<std::size_t>(
            std::count_if(entries.begin(), entries.end(), [&drawn](const LoopText::Entry &entry) {
                return drawn.has(entry.name);
            }));
    }
    static QString rest(std::size_t count) { return QStringLiteral("and %1 more").arg(count); }
    /// Whether that is said of any number, left of \a right.
    static bool tellsOfMore(const Drawn &drawn, double right = 1e4)
    {
        const QStringList texts = drawn.textsIn(QRectF(0, 0, right, 1e4));
        return std::any_of(texts.begin(), texts.end(), [](const QString &text) {
            return text.startsWith(QStringLiteral("and "))
                && text.endsWith(QStringLiteral(" more"));
        });
    }
    /// Where \a text stands first.
    static Drawn::Words first(const Drawn &drawn, const QString &text)
    {
        const Drawn::Words *found = drawn.find(text);
        return found == nullptr ? Drawn::Words() : *found;
    }
    /// The head of the step's card.
    static QRectF head(const Drawn &drawn)
    {
        const auto shapes = drawn.filled(Theme::light().running);
        return shapes.isEmpty() ? QRectF() : shapes.front().box;
    }
    /// Where \a text stands last: in the lines below rather than in the step that ran.
    static Drawn::Words last(const Drawn &drawn, const QString &text)
    {
        Drawn::Words found;
        for (const Drawn::Words &words : drawn.words()) {
            if (words.text == text)
                found = words;
        }
        return found;
    }
};

/// Knows one word for "Timers", and nothing else.
class Translator : public QTranslator
{
public:
    QString translate(const char *, const char *source, const char *, int) const override
    {
        return QLatin1String(source) == QLatin1String("Timers") ? word : QString();
    }
    bool isEmpty() const override { return false; }

    QString word = QStringLiteral("Wecker");
};

struct Shown
{
    std::shared_ptr<RunDocument> document = queueRun();
    const RunModel *model = &document->model();
    ViewState state;
    LoopView view{&state};

    explicit Shown(const QSize &size = {1100, 420})
    {
        view.setDocument(document);
        view.resize(size);
        view.show();
        goTo(61);
    }
    /// After \a steps steps.
    void goTo(std::uint32_t steps)
    {
        const std::size_t begin = model->steps().record(steps - 1);
        const trace::TaskId task = model->trace().records()[begin].task();
        const TaskTrack &track = model->track(task);
        const std::size_t last = track.record(track.segmentAfter(begin + 1) + 1);
        state.setCursor({model->trace().records()[last].time(), last + 1});
    }
    /// So many milliseconds after the last step.
    void pass(int time)
    {
        for (QAbstractAnimation *clock : view.findChildren<QAbstractAnimation *>()) {
            if (clock->state() != QAbstractAnimation::Stopped)
                clock->setCurrentTime(time);
        }
    }
};

} // namespace

class tst_LoopView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCursorSaysWhichMomentIsShown()
    {
        Shown shown;
        const QString before = shown.view.text().step->number;
        QCOMPARE(before, QStringLiteral("Step 61"));
        shown.goTo(62);
        QCOMPARE(shown.view.text().step->number, QStringLiteral("Step 62"));
    }
    void aClickOnATaskSelectsIt()
    {
        Shown shown;
        QVERIFY(!shown.view.text().timers.empty());
        const trace::TaskId wanted = shown.view.text().timers.front().entries.front().task;
        bool found = false;
        for (int y = 0; y < shown.view.viewport()->height() && !found; y += 4) {
            for (int x = 0; x < shown.view.viewport()->width() && !found; x += 8) {
                if (shown.view.taskAt({x, y}) != wanted)
                    continue;
                QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, {x, y});
                found = true;
            }
        }
        QVERIFY(found);
        QCOMPARE(shown.state.selectedTask(), std::optional(wanted));
    }
    void theLineOfTheStepIsALink()
    {
        Shown shown;
        std::vector<SourceLine> wanted;
        connect(&shown.view, &LoopView::placeRequested,
                [&](const SourceLine &place) { wanted.push_back(place); });
        shown.goTo(66); // a consumer waits again
        const LoopText::Step &step = *shown.view.text().step;
        const auto place = lineOf(shown.document->trace(), step.at);
        QVERIFY(place);
        const Drawn drawn = Drawn::by(*shown.view.viewport());
        const auto words = drawn.find(step.site);
        QVERIFY(words);
        const QPoint middle = words->box.center().toPoint();
        QCOMPARE(shown.view.placeAt(middle), place);
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, middle);
        QCOMPARE(wanted, std::vector<SourceLine>{*place});
        QVERIFY(!shown.state.selectedTask());
        const QPoint beside(static_cast<int>(words->box.right()) + 20, middle.y());
        QVERIFY(!shown.view.placeAt(beside));
    }
    void aStepMovesTasksToWhereTheyGo()
    {
        Shown shown;
        QVariantAnimation *motion = shown.view.motion();
        QCOMPARE(motion->state(), QAbstractAnimation::Stopped);
        const trace::TaskId head = shown.view.text().thisTurn.empty()
            ? shown.view.text().nextTurn.front().task
            : shown.view.text().thisTurn.front().task;
        const QString name = shown.model->label(head);
        const QRectF before = Gathered::first(Drawn::by(*shown.view.viewport()), name).box;
        shown.goTo(62);
        QCOMPARE(shown.view.text().step->task, head);
        QCOMPARE(motion->state(), QAbstractAnimation::Running);
        motion->pause();
        const auto cardAt = [&](int ms) {
            motion->setCurrentTime(ms);
            return Gathered::head(Drawn::by(*shown.view.viewport()));
        };
        const QRectF begin = cardAt(0);
        const QRectF middle = cardAt(60);
        const QRectF run = cardAt(130);
        // The head of the ready queue becomes what runs.
        QVERIFY(begin.contains(before.center()));
        QVERIFY(begin.left() < middle.left() && middle.left() < run.left());
        motion->setCurrentTime(motion->duration());
        motion->stop();
        const QRectF end = Gathered::head(Drawn::by(*shown.view.viewport()));
        QCOMPARE(end, run);
        // At its end it is as if one had come from elsewhere.
        Shown other;
        other.view.setMoving(false);
        other.goTo(62);
        QCOMPARE(Drawn::by(*shown.view.viewport()).texts(),
                 Drawn::by(*other.view.viewport()).texts());
    }
    void theNextStepEndsTheMotionOfTheLast()
    {
        Shown shown;
        shown.goTo(62);
        // Time alone does not.
        shown.pass(100);
        const Position cursor = shown.state.cursor();
        shown.state.setCursor({cursor.time + trace::Time{1}, cursor.records});
        QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Running);
        QCOMPARE(shown.view.motion()->currentTime(), 100);
        shown.goTo(63);
        QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Stopped);
    }
    void stepsThatComeFasterThanTheMotionAreShownWithout()
    {
        Shown shown;
        shown.goTo(62);
        for (std::uint32_t step = 63; step < 68; ++step) {
            shown.pass(200);
            shown.goTo(step);
            QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Stopped);
        }
        // Those that leave it its time are seen to move again.
        for (std::uint32_t step = 68; step < 70; ++step) {
            shown.pass(240);
            QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Stopped);
            shown.goTo(step);
            QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Running);
        }
    }
    void nothingMovesOnAJumpOrBackwards()
    {
        Shown shown;
        shown.goTo(62);
        shown.goTo(61);
        QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Stopped);
        shown.goTo(90);
        QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Stopped);
    }
    void nothingMovesWhereNoMotionIsWanted()
    {
        Shown shown;
        shown.view.setMoving(false);
        shown.goTo(62);
        QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Stopped);
        shown.view.setMoving(true);
        Motionless style;
        shown.view.setStyle(&style);
        shown.goTo(63);
        QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Stopped);
        shown.view.setStyle(nullptr);
        shown.goTo(64);
        QCOMPARE(shown.view.motion()->state(), QAbstractAnimation::Running);
    }
    void aClickOnWhatTheyWaitForSelectsIt()
    {
        Shown shown({1100, 900});
        for (int y = 0; y < shown.view.viewport()->height(); y += 4) {
            if (shown.view.objectAt({40, y}) == trace::ObjectId::None)
                continue;
            QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, {40, y});
            QCOMPARE(shown.state.selectedObject(), std::optional(trace::ObjectId{0}));
            return;
        }
        QFAIL("nobody waits for the queue");
    }
    void allOfItIsThereToBeRead()
    {
        const Shown shown;
        const QString read = shown.view.accessibleDescription();
        QVERIFY(read.startsWith(QStringLiteral("Step 61, ")));
        QVERIFY(read.contains(QStringLiteral("Timers at ")));
    }
    void aNarrowViewPutsTheTimersBelowAndScrolls()
    {
        const Shown wide({1100, 420});
        const Shown narrow({640, 240});
        QVERIFY(narrow.view.verticalScrollBar()->maximum() > 0);
        QVERIFY(narrow.view.viewport()->width() < 900);
    }
    void aHiddenViewDoesNoWork()
    {
        Shown shown;
        shown.view.hide();
        shown.goTo(70);
        QCOMPARE(shown.view.text().step->number, QStringLiteral("Step 61"));
        shown.view.show();
        QCOMPARE(shown.view.text().step->number, QStringLiteral("Step 70"));
    }
    void withoutARunItIsEmpty()
    {
        ViewState state;
        LoopView view(&state);
        view.show();
        QCOMPARE(view.taskAt({10, 10}), trace::TaskId::None);
        QVERIFY(!view.text().step);
    }

    void nothingStandsUponAnythingElse_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {420, 640, 899, 900, 960, 1100, 1600})
            QTest::addRow("%d pixels wide", width) << width;
    }
    void nothingStandsUponAnythingElse()
    {
        QFETCH(const int, width);
        Gathered crowd({.sleepers = 5, .lateSleepers = 2, .getters = 20, .guests = 5}, width);
        for (const std::uint32_t steps : {1U, 2U, crowd.tasks, crowd.tasks + 1}) {
            crowd.goTo(steps);
            const Drawn drawn = crowd.drawn();
            QVERIFY(drawn.words().size() > 10);
            QVERIFY2(drawn.overlapping().isEmpty(), qPrintable(drawn.overlapping().join(u'|')));
            QVERIFY2(drawn.cutOff().isEmpty(), qPrintable(drawn.cutOff().join(u'|')));
        }
    }

    void aLongReadyQueueIsCountedFromWhereItEnds_data()
    {
        QTest::addColumn<int>("tasks");
        for (int tasks = 10; tasks < 16; ++tasks)
            QTest::addRow("%d tasks", tasks) << tasks;
    }
    void aLongReadyQueueIsCountedFromWhereItEnds()
    {
        QFETCH(const int, tasks);
        Gathered crowd({.sleepers = tasks});
        crowd.goTo(1);
        QCOMPARE(crowd.text().nextTurn.size(), std::size_t(tasks));
        const Drawn drawn = crowd.drawn();
        const std::size_t seen = Gathered::seen(drawn, crowd.text().nextTurn);
        const std::size_t rest = crowd.text().nextTurn.size() - seen;
        QVERIFY(seen >= 10);
        const double right = drawn.find(QStringLiteral("Ran last"))->box.left();
        QCOMPARE(drawn.has(Gathered::rest(rest)), rest > 0);
        QCOMPARE(Gathered::tellsOfMore(drawn, right), rest > 0);
        for (std::size_t i = 1; i <= seen; ++i)
            QVERIFY(drawn.has(QString::number(i)));
        QVERIFY(!drawn.has(QString::number(seen + 1)));
    }

    void theNextTurnIsNumberedAfterAllOfThisOne()
    {
        Gathered crowd({.yielders = 18});
        crowd.goTo(3); // main, and two that stand in line again
        QVERIFY(crowd.text().thisTurn.size() == 16 && crowd.text().nextTurn.size() == 2);
        const Drawn drawn = crowd.drawn();
        QVERIFY(drawn.has(QStringLiteral("This turn")) && drawn.has(QStringLiteral("Next turn")));
        QVERIFY(drawn.has(Gathered::rest(16 - Gathered::seen(drawn, crowd.text().thisTurn))));
        const Drawn::Words *first = drawn.find(QStringLiteral("17"));
        const Drawn::Words *name = drawn.find(crowd.text().nextTurn.front().name);
        QVERIFY(first != nullptr && name != nullptr);
        QVERIFY(qAbs(first->box.center().y() - name->box.center().y()) < 3);
        QVERIFY(drawn.has(QStringLiteral("18")));
    }

    void timersAreCountedOverTheirMoments()
    {
        Gathered crowd({.sleepers = 12, .lateSleepers = 3});
        QCOMPARE(crowd.text().timers.size(), std::size_t(2));
        const Drawn drawn = crowd.drawn();
        const double left = drawn.find(QStringLiteral("Timers"))->box.left() - 1;
        const QStringList column = drawn.textsIn(QRectF(left, 0, 1100 - left, 2000));
        std::size_t seen = 0;
        for (const LoopText::Moment &moment : crowd.text().timers) {
            const auto here = std::count_if(
                moment.entries.begin(), moment.entries.end(),
                [&column](const LoopText::Entry &entry) { return column.contains(entry.name); });
            // No moment without anybody.
            QCOMPARE(column.contains(moment.time), here > 0);
            seen += static_cast<std::size_t>(here);
        }
        QVERIFY(seen > 10 && seen < 15);
        QVERIFY(column.contains(Gathered::rest(15 - seen)));
        // More at one moment than have room.
        Gathered many({.sleepers = 14});
        const Drawn crowded = many.drawn();
        const QStringList names = crowded.textsIn(QRectF(left, 0, 1100 - left, 2000));
        const auto &ringing = many.text().timers.front().entries;
        QCOMPARE(ringing.size(), std::size_t(14));
        const auto shown = static_cast<std::size_t>(
            std::count_if(ringing.begin(), ringing.end(), [&names](const LoopText::Entry &entry) {
                return names.contains(entry.name);
            }));
        QVERIFY(shown > 10 && shown < 14);
        QVERIFY(names.contains(Gathered::rest(14 - shown)));
        Gathered few({.sleepers = 3, .lateSleepers = 2});
        const Drawn all = few.drawn();
        QVERIFY(all.has(QStringLiteral("1.000 s")) && all.has(QStringLiteral("2.000 s")));
        QVERIFY(!Gathered::tellsOfMore(all));
        QVERIFY(!all.has(QStringLiteral("No timer is set.")));
    }

    void whereNothingIsItIsSaid()
    {
        Gathered crowd({.sleepers = 1, .getters = 1});
        crowd.goTo(1);
        QVERIFY(crowd.drawn().has(QStringLiteral("No timer is set.")));
        QVERIFY(!crowd.drawn().has(QStringLiteral("Nobody is ready.")));
        crowd.goTo(crowd.tasks);
        QVERIFY(crowd.drawn().has(QStringLiteral("Nobody is ready.")));
        QVERIFY(!crowd.drawn().has(QStringLiteral("No timer is set.")));
        crowd.state.setCursor({});
        QVERIFY(crowd.drawn().has(QStringLiteral("Nothing has run yet.")));
    }

    void theStepRunsUntilTheCursorIsBehindIt()
    {
        Gathered crowd({.sleepers = 2});
        const std::size_t begin = crowd.run.model.steps().record(0);
        crowd.state.setCursor({trace::Time{0}, begin + 2});
        QVERIFY(crowd.drawn().has(QStringLiteral("Running now")));
        QVERIFY(!crowd.drawn().has(QStringLiteral("Ran last")));
        crowd.goTo(1);
        QVERIFY(crowd.drawn().has(QStringLiteral("Ran last")));
        QVERIFY(!crowd.drawn().has(QStringLiteral("Running now")));
        crowd.state.setCursor({});
        QVERIFY(!crowd.drawn().has(QStringLiteral("Running now")));
    }

    void thoseInLineHaveArrowsBetweenThemAndOthersHaveNot()
    {
        const auto arrows = [](const Crowd &who) {
            Gathered crowd(who);
            const Drawn drawn = crowd.drawn();
            std::size_t lines = 0;
            for (const Drawn::Shape &shape : drawn.shapes()) {
                const bool slanted = shape.box.width() > 2 && shape.box.width() < 8
                    && shape.box.height() > 2 && shape.box.height() < 8;
                lines
                    += slanted && !shape.fill.isValid() && shape.line == Theme::light().controlEdge
                    ? 1
                    : 0;
            }
            return lines / 2; // strokes
        };
        QCOMPARE(arrows({.sleepers = 1, .getters = 5}), std::size_t(4));
        QCOMPARE(arrows({.sleepers = 1, .guests = 5}), std::size_t(0));
        QCOMPARE(arrows({.sleepers = 1, .getters = 1}), std::size_t(0));
    }

    void aLongLineGoesOnBelowAndIsCountedWhereItEnds()
    {
        for (int getters = 11; getters < 15; ++getters) {
            Gathered crowd({.sleepers = 1, .getters = getters, .guests = 2}, 700);
            const auto line = std::find_if(
                crowd.text().lines.begin(), crowd.text().lines.end(), [&](const auto &candidate) {
                    return candidate.entries.size() == static_cast<std::size_t>(getters);
                });
            QVERIFY(line != crowd.text().lines.end());
            const Drawn drawn = crowd.drawn();
            const std::size_t seen = Gathered::seen(drawn, line->entries);
            const std::size_t rest = line->entries.size() - seen;
            QVERIFY(seen >= 10);
            QCOMPARE(drawn.has(Gathered::rest(rest)), rest > 0);
            QCOMPARE(Gathered::tellsOfMore(drawn), rest > 0);
            // In several rows, of which each begins under the first.
            const QRectF first = drawn.find(line->entries[0].name)->box;
            double bottom = first.bottom();
            double right = first.right();
            int beside = 0;
            for (std::size_t i = 1; i < seen; ++i) {
                const QRectF next = drawn.find(line->entries[i].name)->box;
                if (next.top() > bottom - 1) {
                    QVERIFY(qAbs(next.left() - first.left()) < 1);
                } else {
                    QVERIFY(next.left() > right);
                    QVERIFY(qAbs(next.bottom() - bottom) < 1);
                    ++beside;
                }
                bottom = next.bottom();
                right = next.right();
            }
            QVERIFY(bottom > first.bottom());
            QVERIFY(beside > 0);
        }
    }

    void oneThatIsWiderThanItsRowStandsBesideItsTitle()
    {
        Gathered crowd({.sleepers = 1, .getters = 1, .name = std::string(80, 'm')}, 500);
        const Drawn drawn = crowd.drawn();
        const QRectF title = Gathered::last(drawn, QStringLiteral("Waiting for an item in q")).box;
        QVERIFY(title.isValid());
        const auto &words = drawn.words();
        const auto name
            = std::find_if(words.begin(), words.end(), [&](const Drawn::Words &candidate) {
                  return candidate.text.startsWith(QStringLiteral("getter"))
                      && candidate.box.left() > title.left() + 50
                      && candidate.box.top() >= title.top() - 8;
              });
        QVERIFY(name != words.end());
        QVERIFY(name->box.top() < title.bottom() + 4);
    }

    void threeColumnsFillAViewThatHasJustRoomAndAreNotStretchedInAWideOne()
    {
        Gathered just({.sleepers = 3}, 940);
        const auto edges = [](const Drawn &drawn) {
            std::pair<double, double> all{1e4, 0};
            for (const Drawn::Shape &shape : drawn.outlined(Theme::light().controlEdge)) {
                all.first = std::min(all.first, shape.box.left());
                all.second = std::max(all.second, shape.box.right());
            }
            return all;
        };
        just.goTo(2);
        const auto timers = just.drawn().find(QStringLiteral("Timers"))->box;
        const auto queue = just.drawn().find(QStringLiteral("Ready queue"))->box;
        QCOMPARE(timers.top(), queue.top());
        // As far from the right edge as from the left.
        QVERIFY(qAbs((940 - edges(just.drawn()).second) - queue.left()) < 2);
        just.view.resize(1500, 2000);
        const double atMost = just.drawn().find(QStringLiteral("Timers"))->box.left();
        QVERIFY(atMost > timers.left());
        just.view.resize(2200, 2000);
        QCOMPARE(just.drawn().find(QStringLiteral("Timers"))->box.left(), atMost);
        just.view.resize(900, 2000);
        QCOMPARE(just.drawn().find(QStringLiteral("Timers"))->box.top(), queue.top());
        just.view.resize(899, 2000);
        QVERIFY(just.drawn().find(QStringLiteral("Timers"))->box.top() > queue.bottom());
        just.view.resize(600, 2000);
        const auto below = just.drawn().find(QStringLiteral("Timers"))->box;
        QCOMPARE(below.left(), queue.left());
        QVERIFY(below.top() > queue.bottom());
    }

    void whatIsReadyAndWhatRingsHaveTheirSigns()
    {
        Gathered crowd({.sleepers = 4, .lateSleepers = 1});
        const Theme &theme = Theme::light();
        const auto signs = [&](const QColor &colour) {
            const Drawn drawn = crowd.drawn();
            return drawn.filled(colour).size() + drawn.outlined(colour).size();
        };
        crowd.goTo(1);
        QVERIFY(signs(theme.ready) >= 5);
        QCOMPARE(signs(theme.hatch), 0);
        crowd.goTo(crowd.tasks);
        QCOMPARE(signs(theme.ready), 0);
        QVERIFY(signs(theme.hatch) >= 5);
    }

    void theSelectedTaskIsFramedAndBoldWhereverItStands()
    {
        Gathered crowd({.sleepers = 3, .getters = 3});
        const Theme &theme = Theme::light();
        QVERIFY(crowd.drawn().outlined(theme.accent).isEmpty());
        const LoopText::Entry &chosen = crowd.text().timers.front().entries[1];
        crowd.state.setSelectedTask(chosen.task);
        Drawn drawn = crowd.drawn();
        const auto frames = drawn.outlined(theme.accent);
        QCOMPARE(frames.size(), 1);
        QVERIFY(frames[0].box.contains(drawn.find(chosen.name)->box.center()));
        QVERIFY(drawn.find(chosen.name)->font.bold());
        QVERIFY(!drawn.find(crowd.text().timers.front().entries[0].name)->font.bold());
        // The step that ran last.
        crowd.state.setSelectedTask(crowd.text().step->task);
        drawn = crowd.drawn();
        QVERIFY(drawn.outlined(theme.accent).size() == 2); // it waits in line, too
        QVERIFY(!drawn.filled(theme.running).isEmpty());
    }

    void namesStandOutFromNotes()
    {
        Gathered crowd({.sleepers = 3});
        const Theme &theme = Theme::light();
        const Drawn drawn = crowd.drawn();
        QCOMPARE(drawn.find(QStringLiteral("Timers"))->colour, theme.text1);
        QCOMPARE(drawn.find(QStringLiteral("next first"))->colour, theme.text2);
        const LoopText::Entry &entry = crowd.text().timers.front().entries.front();
        QCOMPARE(drawn.find(entry.name)->colour, theme.text1);
        QCOMPARE(drawn.find(entry.note)->colour, theme.text2);
        QVERIFY(drawn.find(entry.name)->box.right() < drawn.find(entry.note)->box.left());
    }

    void whereThereIsNoRoomForBothTheNameIsWorthMoreThanTheNote()
    {
        Gathered crowd({.sleepers = 2}, 420);
        const LoopText::Entry entry = crowd.text().timers.front().entries.front();
        QVERIFY(!entry.note.isEmpty());
        QVERIFY(!crowd.drawn().has(entry.note));
        crowd.view.resize(1100, 2000);
        QVERIFY(crowd.drawn().has(entry.note));
    }

    void aPlaceIsARectangleAndOneWhoWaitsElsewhereIsRound()
    {
        Gathered crowd({.sleepers = 1, .getters = 2});
        const Theme &theme = Theme::light();
        const Drawn drawn = crowd.drawn();
        const QImage picture = crowd.view.viewport()->grab().toImage();
        const auto cornerOf = [&](const Drawn::Words &name) {
            for (const Drawn::Shape &frame : drawn.outlined(theme.controlEdge)) {
                if (frame.fill == theme.canvas && frame.box.contains(name.box.center()))
                    return picture.pixelColor((frame.box.topLeft() + QPointF(2, 2)).toPoint());
            }
            return QColor();
        };
        const QString timer = crowd.text().timers.front().entries.front().name;
        QVERIFY(drawn.has(timer));
        QCOMPARE(cornerOf(*drawn.find(timer)), theme.canvas);
        const QColor corner = cornerOf(Gathered::last(drawn, QStringLiteral("getter n0")));
        QVERIFY(corner.isValid());
        QVERIFY(corner != theme.canvas);
    }

    void anotherLanguageOrFontIsTakenAtOnce()
    {
        Gathered crowd({.sleepers = 2});
        QCoreApplication::processEvents();
        QVERIFY(crowd.drawn().has(QStringLiteral("Timers")));
        Translator translator;
        QVERIFY(QCoreApplication::installTranslator(&translator));
        QCoreApplication::processEvents();
        const bool spoken = crowd.drawn().has(QStringLiteral("Wecker"));
        // With a font all of it is said anew.
        translator.word = QStringLiteral("Alarme");
        QFont font = crowd.view.font();
        font.setItalic(!font.italic());
        crowd.view.setFont(font);
        const bool anew = crowd.drawn().has(QStringLiteral("Alarme"));
        QCoreApplication::removeTranslator(&translator);
        QVERIFY(spoken);
        QVERIFY(anew);
        QCoreApplication::processEvents();
        QVERIFY(crowd.drawn().has(QStringLiteral("Timers")));
    }

    void whatIsToBeReadInFullIsWrappedAndNamesAreCut()
    {
        Gathered crowd({.sleepers = 1, .getters = 1, .name = std::string(60, 'm')}, 420);
        const Drawn drawn = crowd.drawn();
        // The last sentence in several lines.
        QString all;
        for (const QString &text : drawn.texts())
            all += text + QLatin1Char(' ');
        const QString next = crowd.text().next;
        QVERIFY(!drawn.has(next));
        QVERIFY2(all.simplified().contains(next), qPrintable(all));
        const QString name = crowd.text().timers.front().entries.front().name;
        QVERIFY(!drawn.has(name));
        QVERIFY(std::any_of(drawn.words().begin(), drawn.words().end(), [&](const auto &words) {
            return words.text.contains(QChar(0x2026)) && words.text.startsWith(name.left(1))
                && words.text.endsWith(name.right(1));
        }));
        // Those in titles, too.
        QVERIFY(std::any_of(drawn.words().begin(), drawn.words().end(), [](const auto &words) {
            return words.text.contains(QChar(0x2026))
                && words.text.startsWith(QStringLiteral("Waiting "));
        }));
    }

    void thePointerIsAHandOverWhatLeadsSomewhere()
    {
        Gathered crowd({.sleepers = 1, .getters = 1}, 760, 780);
        const Drawn drawn = crowd.drawn();
        const auto shapeOver = [&](QPoint point) {
            QTest::mouseMove(crowd.view.viewport(), point);
            QCoreApplication::processEvents();
            return crowd.view.viewport()->cursor().shape();
        };
        const auto over = [&](const QString &text) {
            return Gathered::last(drawn, text).box.center().toPoint();
        };
        const QString name = crowd.text().timers.front().entries.front().name;
        QCOMPARE(shapeOver(over(name)), Qt::PointingHandCursor);
        QCOMPARE(shapeOver(over(QStringLiteral("Timers"))), Qt::ArrowCursor);
        const QPoint queue = over(QStringLiteral("Waiting for an item in q"));
        QCOMPARE(shapeOver(queue), Qt::PointingHandCursor);
    }

    void onlyTheLeftButtonSelects()
    {
        Gathered crowd({.sleepers = 2});
        const LoopText::Entry entry = crowd.text().timers.front().entries.front();
        const QPoint at = crowd.drawn().find(entry.name)->box.center().toPoint();
        QTest::mouseClick(crowd.view.viewport(), Qt::RightButton, {}, at);
        QVERIFY(!crowd.state.selectedTask());
        QTest::mouseClick(crowd.view.viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(crowd.state.selectedTask(), std::optional(entry.task));
        // Beside everything.
        crowd.state.setSelectedTask(std::nullopt);
        const QPoint heading = crowd.drawn().find(QStringLiteral("Timers"))->box.center().toPoint();
        QTest::mouseClick(crowd.view.viewport(), Qt::LeftButton, {}, heading);
        QVERIFY(!crowd.state.selectedTask() && !crowd.state.selectedObject());
    }

    void aTitleLeadsToAnObjectAndNotToATask()
    {
        Gathered crowd({.sleepers = 1, .getters = 1});
        const Drawn drawn = crowd.drawn();
        int objects = 0;
        for (const LoopText::Line &line : crowd.text().lines) {
            const QRectF title = Gathered::last(drawn, line.title).box;
            QVERIFY2(title.isValid(), qPrintable(line.title));
            const trace::ObjectId object = crowd.view.objectAt(title.center().toPoint());
            const bool isQueue = line.title.endsWith(QStringLiteral(" in q"));
            QCOMPARE(object != trace::ObjectId::None, isQueue);
            objects += isQueue ? 1 : 0;
        }
        QCOMPARE(objects, 1);
        QCOMPARE(crowd.text().lines.size(), std::size_t(2)); // main waits for a task
    }

    void aScrolledViewFindsWhatIsUnderThePointer()
    {
        Gathered crowd({.sleepers = 3, .getters = 12}, 700, 200);
        QScrollBar *bar = crowd.view.verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        // What comes next is what one sees without scrolling.
        const Drawn atFirst = crowd.drawn();
        const Drawn::Words *next = atFirst.find(crowd.text().next);
        QVERIFY(next != nullptr);
        QVERIFY(next->box.top() >= 0 && next->box.bottom() < 60);
        bar->setValue(bar->maximum());
        const Drawn drawn = crowd.drawn();
        const auto entry = crowd.text().lines.back().entries.back();
        const QRectF name = Gathered::last(drawn, entry.name).box;
        // The last of it is in sight, with little below.
        QVERIFY(name.top() > 0 && name.bottom() < 200 && name.bottom() > 150);
        QCOMPARE(crowd.view.taskAt(name.center().toPoint()), entry.task);
        crowd.view.resize(700, 2000);
        QCOMPARE(bar->maximum(), 0);
        QCOMPARE(bar->minimum(), 0);
    }

    void anotherFontIsMadeRoomFor()
    {
        Gathered crowd({.sleepers = 3}, 700, 200);
        const int before = crowd.view.verticalScrollBar()->maximum();
        const QFont font = QGuiApplication::font();
        QFont larger = font;
        larger.setPixelSize(QFontInfo(font).pixelSize() * 2);
        QApplication::setFont(larger);
        QCoreApplication::processEvents();
        const int after = crowd.view.verticalScrollBar()->maximum();
        const QStringList overlapping = crowd.drawn().overlapping();
        QApplication::setFont(font);
        QVERIFY(after > before + 50);
        QCOMPARE(overlapping, QStringList());
    }
};

PAINTING_TEST_MAIN(tst_LoopView)

#include "tst_loopview.moc"
