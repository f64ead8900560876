#include "app/guides/runfiles.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "tests/support/programwindow.h"
#include "tests/support/strings.h"
#include "views/model/rundocument.h"

#include <QAction>
#include <QFileInfo>
#include <QMenu>
#include <QPushButton>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTimer>

using support::Program;
using support::strings;
using namespace std::chrono_literals;

namespace {

struct Marking : Program
{
    Marking()
    {
        static_cast<void>(QTest::qWaitFor([this] { return settled(); }, 20'000));
    }

    views::RunDocument &document() { return *session().shown().document; }
    QStringList notes()
    {
        QStringList notes;
        for (const views::RunMark &mark : document().marks())
            notes += mark.note;
        return notes;
    }
    void goTo(int step)
    {
        window.viewState()->setCursor(rows().positionAfterStep(static_cast<std::uint32_t>(step)));
    }
    /// Presses M and writes \a note.
    bool mark(const QString &note)
    {
        press(Qt::Key_M);
        auto *field = find<QLineEdit>("markNote");
        if (field == nullptr || !QTest::qWaitForWindowExposed(field->window()))
            return false;
        field->selectAll();
        QTest::keyClicks(field, note);
        QTest::keyClick(field, Qt::Key_Return);
        return QTest::qWaitFor([this] { return find<QLineEdit>("markNote") == nullptr; });
    }
};

} // namespace

/// Marks in the window.
class tst_Marks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_marks"));
    }
    void init()
    {
        QSettings().clear();
        QSettings().setValue(QStringLiteral("legend"), false);
        QSettings().setValue(QStringLiteral("hintsDone"), 7);
    }

    void aMarkIsSetChangedDeletedAndAllOfThatUndone()
    {
        Marking program;
        program.goTo(61);
        QVERIFY(!program.find<QAction>("deleteMark")->isEnabled());
        QVERIFY(program.mark(QStringLiteral("the queue is full")));
        QCOMPARE(program.notes(), strings({"the queue is full"}));
        QVERIFY(program.find<QAction>("deleteMark")->isEnabled());
        QVERIFY(program.mark(QStringLiteral("it is empty")));
        QCOMPARE(program.notes(), strings({"it is empty"}));
        program.find<QAction>("deleteMark")->trigger();
        QCOMPARE(program.notes(), QStringList());
        program.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(program.notes(), strings({"it is empty"}));
        program.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(program.notes(), strings({"the queue is full"}));
        program.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(program.notes(), QStringList());
        program.press(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(program.notes(), strings({"the queue is full"}));
    }
    void oneGoesFromMarkToMark()
    {
        Marking program;
        program.goTo(20);
        QVERIFY(program.mark(QStringLiteral("one")));
        program.goTo(40);
        QVERIFY(program.mark(QStringLiteral("two")));
        program.press(Qt::Key_M, Qt::ShiftModifier);
        QCOMPARE(program.step(), 20U);
        program.press(Qt::Key_M, Qt::ShiftModifier);
        QCOMPARE(program.step(), 40U);
        program.press(Qt::Key_M, Qt::ShiftModifier | Qt::ControlModifier);
        QCOMPARE(program.step(), 20U);
    }
    void theMarkThatOneComesToIsToldForAWhile()
    {
        Marking program;
        program.goTo(20);
        QVERIFY(program.mark(QStringLiteral("look here")));
        program.goTo(40);
        program.press(Qt::Key_M, Qt::ShiftModifier);
        QCOMPARE(program.step(), 20U);
        const QStatusBar *bar = program.window.statusBar();
        QVERIFY2(bar->currentMessage().contains(QStringLiteral("look here")),
                 qPrintable(bar->currentMessage()));
        const auto *timer = bar->findChild<QTimer *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(timer != nullptr && timer->isActive());
    }
    void ofThreeMarksTheNextAndThePreviousAreGoneToAndAround()
    {
        Marking program;
        for (const int step : {20, 40, 60}) {
            program.goTo(step);
            QVERIFY(program.mark(QString::number(step)));
        }
        program.goTo(20);
        auto *next = program.find<QAction>("nextMark");
        auto *previous = program.find<QAction>("previousMark");
        for (const std::uint32_t step : {40U, 60U, 20U}) {
            next->trigger();
            QCOMPARE(program.step(), step);
        }
        for (const std::uint32_t step : {60U, 40U, 20U}) {
            previous->trigger();
            QCOMPARE(program.step(), step);
        }
        // What a person has marked is nobody's.
        QVERIFY(!program.window.viewState()->selectedTask());
    }
    void marksThatStandCloseTogetherAreGoneToOneByOne()
    {
        Marking program;
        const views::Position first = program.rows().positionAfterStep(20);
        const trace::Time then = program.document().trace().records()[first.records].time();
        const views::Position second{then, first.records + 1};
        for (const views::Position &position : {first, second}) {
            program.window.viewState()->setCursor(position);
            QVERIFY(program.mark(QStringLiteral("close")));
        }
        QCOMPARE(program.notes().size(), qsizetype{2});
        program.window.viewState()->setCursor(first);
        program.find<QAction>("nextMark")->trigger();
        QCOMPARE(program.window.viewState()->cursor(), second);
    }
    void theTaskThatHasSetAMarkIsSelectedWithIt()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        const auto text = [&trace](std::string_view word) {
            return static_cast<std::uint32_t>(trace->intern(word));
        };
        trace->addTask({.number = 1});
        trace->record(0s, trace::Kind::Created, 0, static_cast<std::uint32_t>(trace::Waker::None));
        trace->record(1s, trace::Kind::Marked, static_cast<std::uint32_t>(trace::TaskId::None),
                      text("half past"));
        trace->record(2s, trace::Kind::Resumed, 0, 0);
        trace->record(3s, trace::Kind::Marked, 0, text("inside"));
        trace->record(4s, trace::Kind::Finished, 0, 0);
        trace->record(4s, trace::Kind::Ended, 0);
        Marking program;
        program.session().open(std::make_shared<views::RunDocument>(trace));
        QVERIFY(program.session().isOpened());
        program.session().restart();
        program.find<QAction>("nextMark")->trigger();
        QCOMPARE(program.window.viewState()->cursor().time, trace::Time(1s));
        QVERIFY(!program.window.viewState()->selectedTask());
        program.find<QAction>("nextMark")->trigger();
        QCOMPARE(program.window.viewState()->cursor().time, trace::Time(3s));
        QCOMPARE(program.window.viewState()->selectedTask(), std::optional(trace::TaskId{0}));
    }
    void theRunHasThemAgainWhenItIsSimulatedAgain()
    {
        Marking program;
        program.goTo(20);
        QVERIFY(program.mark(QStringLiteral("kept")));
        program.drag("producersSlider", 3);
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.notes(), QStringList());
        program.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.notes(), strings({"kept"}));
    }
    void theyAreKeptInTheFile()
    {
        const QString path = m_folder.filePath(QStringLiteral("marked.coroscope"));
        Marking program;
        program.goTo(20);
        QVERIFY(program.mark(QStringLiteral("kept")));
        const views::Position before = program.window.viewState()->cursor();
        program.window.files()->save(path);
        QTRY_VERIFY(QFileInfo::exists(path));
        Marking other;
        other.window.files()->open(path);
        QTRY_COMPARE(other.notes(), strings({"kept"}));
        const views::RunMark &mark = other.document().marks().front();
        QCOMPARE(mark.position.time, before.time);
        QCOMPARE(other.rows().steps().before(mark.position.records), 20U);
        // And those can be changed and deleted as well.
        QTRY_VERIFY(!other.session().isGrowing());
        other.press(Qt::Key_M, Qt::ShiftModifier);
        QVERIFY(other.mark(QStringLiteral("changed")));
        QCOMPARE(other.notes(), strings({"changed"}));
        const QString again = m_folder.filePath(QStringLiteral("again.coroscope"));
        other.window.files()->save(again);
        QTRY_VERIFY(QFileInfo::exists(again));
        other.window.files()->open(again);
        QTRY_COMPARE(other.notes(), strings({"changed"}));
        QCOMPARE(other.document().trace().records().size(),
                 program.document().trace().records().size() + 1);
    }
    void whatIsOpenedHasItsOwnAndNotThoseOfTheOneBefore()
    {
        Marking program;
        const auto trace = program.session().shown().document->sharedTrace();
        program.session().open(std::make_shared<views::RunDocument>(trace));
        program.goTo(20);
        QVERIFY(program.mark(QStringLiteral("of the first")));
        QCOMPARE(program.notes(), strings({"of the first"}));
        program.session().open(std::make_shared<views::RunDocument>(trace));
        QCOMPARE(program.notes(), QStringList());
    }
    void theyAreFoundBySearching()
    {
        Marking program;
        program.goTo(20);
        QVERIFY(program.mark(QStringLiteral("Strange")));
        program.goTo(1);
        program.press(Qt::Key_F, Qt::ControlModifier);
        auto *field = program.find<QLineEdit>("searchField");
        QTest::keyClicks(field, QStringLiteral("strang"));
        QTRY_COMPARE(program.text("searchCount"), QStringLiteral("1 of 1"));
        QVERIFY(program.text("searchWhere").endsWith(QStringLiteral(": Strange")));
        QCOMPARE(program.step(), 20U);
    }
    void aMarkOnTheRulerTakesTheCursor()
    {
        Marking program;
        program.goTo(20);
        QVERIFY(program.mark(QStringLiteral("here")));
        const views::Position marked = program.window.viewState()->cursor();
        program.goTo(60);
        auto *timeline = program.window.timeline();
        const views::TimelineGeometry geometry(timeline->size(), 1);
        const views::TimeAxis axis(program.window.viewState()->axis(),
                                   program.window.viewState()->visibleRange(),
                                   geometry.rows.width());
        const int x = geometry.rows.left()
            + static_cast<int>(axis.toX(program.rows().at(marked, axis.kind()))) + 3;
        QTest::mouseClick(timeline, Qt::LeftButton, {}, {x, geometry.ruler.top() + 10});
        QCOMPARE(program.window.viewState()->cursor(), marked);
        program.goTo(60);
        QTest::mouseClick(timeline, Qt::RightButton, {}, {x, geometry.ruler.top() + 10});
        QTRY_VERIFY(program.find<QMenu>("timelineMenu") != nullptr);
        QCOMPARE(program.window.viewState()->cursor(), marked);
        const auto actions = program.find<QMenu>("timelineMenu")->actions();
        QVERIFY(actions.contains(program.find<QAction>("deleteMark")));
        program.find<QMenu>("timelineMenu")->close();
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(tst_Marks)

#include "tst_marks.moc"
