#include "tests/support/drawn.h"
#include "tests/support/scenariorun.h"
#include "views/inspector/waitcircle.h"
#include "views/model/deadlock.h"

#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace views;
using support::Drawn;

namespace {

/// So many philosophers, of whom each holds a fork and waits for the next one, in a window.
struct Table
{
    std::shared_ptr<const RunModel> model;
    Deadlock deadlock;
    ViewState state;
    WaitCircle circle{&state};

    explicit Table(int philosophers)
        : Table(std::make_shared<const RunModel>(support::scenarioRun(
            "philosophers", QStringLiteral("--philosophers %1 --polite false").arg(philosophers))))
    {
    }
    explicit Table(std::shared_ptr<const RunModel> run)
        : model(std::move(run))
        , deadlock(deadlockOf(*model, lostTasks(*model)))
    {
        circle.setTheme(Theme::light());
        circle.setDeadlock(model, deadlock);
        circle.resize(circle.sizeHint());
        circle.show();
    }
    Drawn drawn() { return Drawn::by(circle); }
    trace::TaskId task(std::size_t place) const
    {
        return deadlock.waiters[deadlock.circles.front()[place]].task;
    }
    QString name(std::size_t place) const { return model->label(task(place)); }
    /// What is filled with the ground, one for each that waits.
    QList<QRectF> discs()
    {
        QList<QRectF> all;
        const Drawn drawn = this->drawn();
        for (const auto &shape : drawn.filled(Theme::light().canvas))
            all += shape.box;
        return all;
    }
    /// The heads of the arrows.
    QList<QRectF> heads()
    {
        QList<QRectF> all;
        const Drawn drawn = this->drawn();
        for (const auto &shape : drawn.filled(Theme::light().controlEdge))
            all += shape.box;
        return all;
    }
    void click(QPointF at, Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mouseClick(&circle, button, {}, at.toPoint());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&circle, key, modifiers);
    }
    QString selected() const
    {
        return state.selectedTask() ? model->label(*state.selectedTask()) : QString();
    }
};

/// The run of a script, to its end.
std::shared_ptr<const RunModel> scriptRun(const char *program)
{
    scenario::Arguments arguments(*engine::findScenario("script"));
    arguments.set("program", program);
    engine::VirtualClock clock;
    const auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(engine::makeProgram(arguments), clock, *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return std::make_shared<const RunModel>(support::modelOf(trace));
}

QString number(std::size_t of)
{
    return QString::number(of);
}

} // namespace

class tst_WaitCircle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOneStandsInTheCircleWithAnArrowToTheNext_data()
    {
        QTest::addColumn<int>("philosophers");
        for (const int count : {2, 3, 5, 8, 9, 12})
            QTest::addRow("%d", count) << count;
    }
    void everyOneStandsInTheCircleWithAnArrowToTheNext()
    {
        QFETCH(const int, philosophers);
        Table table(philosophers);
        QCOMPARE(table.deadlock.circles.front().size(), std::size_t(philosophers));
        const auto discs = table.discs();
        const auto heads = table.heads();
        QCOMPARE(discs.size(), philosophers);
        QCOMPARE(heads.size(), philosophers);
        const QRectF all = table.circle.rect();
        // From the top on, as a clock goes.
        QVERIFY(qAbs(discs[0].center().x() - all.center().x()) < 1);
        QVERIFY(discs[0].center().y() < all.center().y());
        if (philosophers > 2)
            QVERIFY(discs[1].center().x() > all.center().x());
        for (qsizetype i = 0; i < discs.size(); ++i) {
            QVERIFY(all.contains(discs[i]));
            QVERIFY(discs[i].width() >= discs[i].height());
            for (qsizetype j = 0; j < i; ++j)
                QVERIFY(!discs[i].intersects(discs[j]));
            // The head of the arrow from here is nearer to the next one than to any other.
            const auto distance = [&](qsizetype to) {
                const QPointF way = heads[i].center() - discs[to].center();
                return std::hypot(way.x(), way.y());
            };
            const qsizetype next = (i + 1) % discs.size();
            for (qsizetype other = 0; other < discs.size(); ++other) {
                // From far away to just before it; where all are close, the arrow is all head.
                const bool isFrom = other == i && philosophers > 5;
                QVERIFY(other == next || isFrom || distance(other) > distance(next));
            }
            QVERIFY(!discs[next].intersects(heads[i]));
        }
    }

    void theSignIsWhatTellsThemApart()
    {
        Table table(5);
        const Drawn drawn = table.drawn();
        for (std::size_t i = 0; i < 5; ++i) {
            const Drawn::Words *sign = drawn.find(number(i));
            QVERIFY(sign != nullptr);
            QVERIFY(table.discs()[static_cast<qsizetype>(i)].contains(sign->box.center()));
            QVERIFY(sign->font.bold());
            // What it waits for stands at its arrow.
            QVERIFY(drawn.has(QStringLiteral("fork %1").arg((i + 1) % 5)));
        }
        QVERIFY(drawn.has(QStringLiteral("each arrow:")));
        QCOMPARE(drawn.cutOff(), QStringList());
        QCOMPARE(drawn.overlapping(), QStringList());
    }

    void oneAloneHasItsWholeNameAndNothingToExplain()
    {
        Table table(1);
        const Drawn drawn = table.drawn();
        QCOMPARE(table.discs().size(), 1);
        QVERIFY(drawn.has(QStringLiteral("Philosopher 0")));
        QVERIFY(drawn.has(QStringLiteral("fork 0")));
        QVERIFY(!drawn.has(QStringLiteral("each arrow:")));
        QCOMPARE(drawn.cutOff(), QStringList());
        // The arrow comes back from below.
        QVERIFY(table.heads().front().top() >= table.discs().front().bottom());
        QVERIFY(drawn.find(QStringLiteral("fork 0"))->box.top() > table.discs().front().bottom());
    }

    void anArrowGoesFromDiscToDiscWithWhatIsAwaitedOutside()
    {
        Table table(5);
        const Drawn drawn = table.drawn();
        const auto discs = table.discs();
        const auto heads = table.heads();
        const auto lines = drawn.outlined(Theme::light().controlEdge);
        QCOMPARE(lines.size(), 5);
        const QPointF middle = QRectF(table.circle.rect()).center();
        const auto far = [&](const QPointF &from) {
            return std::hypot(from.x() - middle.x(), from.y() - middle.y());
        };
        for (qsizetype i = 0; i < 5; ++i) {
            const QRectF &next = discs[(i + 1) % 5];
            const QRectF line = lines[i].box.adjusted(-8, -8, 8, 8);
            QVERIFY(line.intersects(discs[i]));
            QVERIFY(line.intersects(heads[i]));
            QVERIFY(next.adjusted(-8, -8, 8, 8).intersects(heads[i]));
            const auto *awaited = drawn.find(QStringLiteral("fork %1").arg((i + 1) % 5));
            QVERIFY(awaited != nullptr);
            QVERIFY(far(awaited->box.center()) > far((discs[i].center() + next.center()) / 2));
        }
    }

    void whoIsAwaitedStandsAtTheEndOfTheArrowAlready()
    {
        Table table(scriptRun(R"({"tasks": {
            "main": [["spawn", "A"], ["spawn", "B"], ["await", "A"]],
            "A": [["sleep", 1], ["await", "B"]], "B": [["sleep", 1], ["await", "A"]]}})"));
        QCOMPARE(table.deadlock.circles.front().size(), std::size_t{2});
        const QStringList texts = table.drawn().texts();
        QCOMPARE(texts.count(QStringLiteral("A")), 1);
        QCOMPARE(texts.count(QStringLiteral("B")), 1);
    }

    void namesThatBeginDifferentlyAreSignsAsTheyAre()
    {
        Table table(scriptRun(R"({"objects": {"x": ["lock"], "y": ["lock"]}, "tasks": {
            "main": [["spawn", "Ann 1"], ["spawn", "Bob 2"], ["await", "Ann 1"]],
            "Ann 1": [["lock", "x", [["sleep", 1], ["lock", "y", []]]]],
            "Bob 2": [["lock", "y", [["sleep", 1], ["lock", "x", []]]]]}})"));
        QCOMPARE(table.deadlock.circles.front().size(), std::size_t{2});
        const Drawn drawn = table.drawn();
        QVERIFY(drawn.has(QStringLiteral("Ann 1")));
        QVERIFY(drawn.has(QStringLiteral("Bob 2")));
    }

    void aDiscTellsWhatItsTaskWaitsFor()
    {
        Table table(5);
        const auto tipAt = [&table](const QPointF &at) {
            QHelpEvent ask(QEvent::ToolTip, at.toPoint(), table.circle.mapToGlobal(at.toPoint()));
            return QCoreApplication::sendEvent(&table.circle, &ask) ? QToolTip::text()
                                                                    : QStringLiteral("nobody's");
        };
        QCOMPARE(tipAt({1, 1}), QString());
        QCOMPARE(tipAt(table.discs()[1].center()),
                 QStringLiteral("Philosopher 1 waits for fork 2, which Philosopher 2 holds"));
    }

    void manyHaveLowerDiscs()
    {
        Table eight(8);
        Table nine(9);
        QVERIFY(nine.discs().front().height() < eight.discs().front().height());
    }

    void aClickOnADiscSelectsItsTask()
    {
        Table table(5);
        const auto discs = table.discs();
        for (std::size_t i = 0; i < 5; ++i) {
            table.click(discs[static_cast<qsizetype>(i)].center());
            QCOMPARE(table.state.selectedTask(), std::optional(table.task(i)));
        }
        table.click(discs[1].center(), Qt::RightButton);
        QCOMPARE(table.state.selectedTask(), std::optional(table.task(4)));
        table.click(QRectF(table.circle.rect()).center());
        table.click({1, 1});
        QCOMPARE(table.state.selectedTask(), std::optional(table.task(4)));
    }

    void theSelectedOneStandsOutWithItsArrow()
    {
        Table table(5);
        const QRectF disc = table.discs()[2];
        QVERIFY(table.drawn().outlined(Theme::light().accent).isEmpty());
        table.state.setSelectedTask(table.task(2));
        const Drawn drawn = table.drawn();
        QCOMPARE(table.discs().size(), 4);
        const auto filled = drawn.filled(Theme::light().accent);
        QCOMPARE(filled.size(), 2); // its disc and its arrow's head
        QVERIFY(std::any_of(filled.begin(), filled.end(),
                            [&](const Drawn::Shape &shape) { return shape.box == disc; }));
        QCOMPARE(drawn.find(number(2))->colour, Theme::light().onAccent);
        QCOMPARE(drawn.find(number(3))->colour, Theme::light().text1);
        // With the focus a ring stands around it, and only then.
        const auto rings = [&] {
            const Drawn now = table.drawn();
            int count = 0;
            for (const Drawn::Shape &shape : now.outlined(Theme::light().accent))
                count += shape.box.contains(disc) && shape.box.width() > disc.width() + 3 ? 1 : 0;
            return count;
        };
        table.circle.clearFocus();
        QCOMPARE(rings(), 0);
        table.circle.activateWindow();
        table.circle.setFocus();
        QTRY_VERIFY(table.circle.hasFocus());
        QCOMPARE(rings(), 1);
    }

    void keysGoAroundInBothDirections()
    {
        Table table(3);
        table.press(Qt::Key_Right);
        QCOMPARE(table.selected(), table.name(0));
        table.press(Qt::Key_Down);
        QCOMPARE(table.selected(), table.name(1));
        table.press(Qt::Key_Right, Qt::KeypadModifier);
        QCOMPARE(table.selected(), table.name(2));
        table.press(Qt::Key_Right);
        QCOMPARE(table.selected(), table.name(0));
        table.press(Qt::Key_Left);
        QCOMPARE(table.selected(), table.name(2));
        table.press(Qt::Key_Up);
        QCOMPARE(table.selected(), table.name(1));
        // Other keys are not its own.
        table.press(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(table.selected(), table.name(1));
        Table backwards(3);
        backwards.press(Qt::Key_Left);
        QCOMPARE(backwards.selected(), backwards.name(2));
    }

    void moreThanCanBeDrawnAreTold()
    {
        Table table(14);
        QVERIFY(table.heads().isEmpty());
        const QStringList lines = table.drawn().texts();
        QVERIFY(lines.size() > 5 && lines.size() < 14);
        QCOMPARE(lines[0],
                 QStringLiteral("Philosopher 0 waits for fork 1, which Philosopher 1 holds"));
        QCOMPARE(table.drawn().cutOff(), QStringList());
        QCOMPARE(table.drawn().overlapping(), QStringList());
        // A click in a line, or beside all of them.
        const Drawn drawn = table.drawn();
        const auto middleOf = [&](qsizetype line) { return drawn.words()[line].box.center(); };
        table.click(middleOf(0));
        QCOMPARE(table.selected(), table.name(0));
        table.click(middleOf(1));
        QCOMPARE(table.selected(), table.name(1));
        table.click(middleOf(lines.size() - 1));
        QCOMPARE(table.selected(), table.name(static_cast<std::size_t>(lines.size()) - 1));
        // The selected one comes into the middle.
        QVERIFY(table.drawn().texts().front() != lines.front());
        for (std::size_t i = 0; i < 14; ++i) {
            table.state.setSelectedTask(table.task(i));
            const Drawn now = table.drawn();
            QVERIFY(std::any_of(now.words().begin(), now.words().end(), [&](const auto &words) {
                return words.text.startsWith(table.name(i) + QStringLiteral(" waits"));
            }));
        }
        QVERIFY(table.drawn().texts().back().startsWith(table.name(13)));
    }

    void aListIsTintedWhereItIsSelected()
    {
        Table table(14);
        const auto tints = [&] {
            int count = 0;
            const Drawn drawn = table.drawn();
            for (const Drawn::Shape &shape : drawn.shapes())
                count += shape.fill.rgb() == Theme::light().accent.rgb()
                        && shape.box.width() == table.circle.width()
                    ? 1
                    : 0;
            return count;
        };
        QCOMPARE(tints(), 0);
        table.state.setSelectedTask(table.task(5));
        QCOMPARE(tints(), 1);
        table.circle.clearFocus();
        QVERIFY(table.drawn().filled(Theme::light().accent).isEmpty());
        table.circle.activateWindow();
        table.circle.setFocus();
        QTRY_VERIFY(table.circle.hasFocus());
        QCOMPARE(table.drawn().filled(Theme::light().accent).size(), 1);
    }

    void inAHighListBelowTheLastLineIsNobody()
    {
        Table table(13);
        table.circle.resize(340, 600);
        QCOMPARE(table.drawn().texts().size(), 13);
        const Drawn drawn = table.drawn();
        table.click(drawn.words().last().box.center());
        QCOMPARE(table.selected(), table.name(12));
        table.click({50, drawn.words().last().box.bottom() + 20});
        table.click({50, 590});
        QCOMPARE(table.selected(), table.name(12));
    }

    void aListBeginsAtItsUpperEdgeAndEndsWithItsLastLine()
    {
        Table table(14);
        const qsizetype lines = table.drawn().texts().size();
        const int below = static_cast<int>(lines) * 20 + 5;
        QVERIFY(below < table.circle.height());
        table.click({50, static_cast<double>(below)});
        QCOMPARE(table.selected(), QString());
        table.click({50, 0});
        QCOMPARE(table.selected(), table.name(0));
    }

    void allOfItIsThereToBeRead()
    {
        const Table table(3);
        const QStringList sentences
            = table.circle.accessibleDescription().split(QStringLiteral("; "));
        QCOMPARE(sentences.size(), 3);
        QCOMPARE(sentences[2],
                 QStringLiteral("Philosopher 2 waits for fork 0, which Philosopher 0 holds"));
    }

    void withoutACircleNothingIsDrawn()
    {
        ViewState state;
        WaitCircle circle(&state);
        circle.setDeadlock(nullptr, {});
        circle.resize(circle.sizeHint());
        circle.show();
        QVERIFY(Drawn::by(circle).words().isEmpty());
        QTest::keyClick(&circle, Qt::Key_Right);
        QVERIFY(!state.selectedTask());
    }
};

QTEST_MAIN(tst_WaitCircle)
#include "tst_waitcircle.moc"
