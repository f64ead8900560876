#include "app/workspace/trackmenu.h"
#include "app/workspace/windowactions.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "tests/support/programwindow.h"
#include "views/model/rundocument.h"
#include "views/rows/timelinelayout.h"
#include "views/timeline/timelinekeys.h"
#include "views/timeline/timelineview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QUndoStack>

#include <algorithm>
#include <set>

using support::Program;
using views::TimelineLayout;

namespace {

void collect(const QMenu *menu, std::set<const QAction *> &all)
{
    for (const QAction *action : menu->actions()) {
        all.insert(action);
        if (action->menu() != nullptr)
            collect(action->menu(), all);
    }
}

/// The window with words for the right button.
struct Pointing : Program
{
    Pointing()
    {
        static_cast<void>(QTest::qWaitFor([this] { return settled(); }, 20'000));
    }
    ~Pointing()
    {
        if (menu() != nullptr)
            menu()->close();
    }

    views::TimelineView *timeline() const { return window.timeline(); }
    views::TimelineGeometry geometry() const
    {
        return {timeline()->size(), 1, timeline()->wishes()};
    }
    TimelineLayout layout() { return {rows(), timeline()->layoutOptions()}; }
    trace::TaskId task(const QString &label)
    {
        for (std::uint32_t i = 0; i < rows().taskCount(); ++i) {
            if (rows().label(trace::TaskId{i}) == label)
                return trace::TaskId{i};
        }
        return trace::TaskId::None;
    }
    int yOf(const QString &label)
    {
        const TimelineLayout all = layout();
        const auto &row = all.rows()[*all.rowOf(task(label))];
        return geometry().rows.top() + row.top + row.height / 2;
    }
    QMenu *menu() const { return find<QMenu>("timelineMenu"); }
    bool rightClick(const QPoint &at)
    {
        if (menu() != nullptr)
            menu()->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QTest::mouseClick(timeline(), Qt::RightButton, {}, at);
        return QTest::qWaitFor([this] { return menu() != nullptr; }, 2'000);
    }
    bool offers(const char *action) const
    {
        return menu()->actions().contains(find<QAction>(action));
    }
    /// Everything that the menu offers is in the window's menus, too.
    bool isInTheMenus()
    {
        std::set<const QAction *> all;
        for (const QAction *entry : window.menuBar()->actions())
            collect(entry->menu(), all);
        const QList<QAction *> offered = menu()->actions();
        return std::all_of(offered.begin(), offered.end(), [&all](const QAction *action) {
            return action->isSeparator() || all.contains(action);
        });
    }
};

} // namespace

/// What the right button offers on the timeline.
class tst_Menus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_menus"));
    }
    void init()
    {
        QSettings().clear();
        QSettings().setValue(QStringLiteral("legend"), false);
        QSettings().setValue(QStringLiteral("hintsDone"), 7);
    }

    void aSegmentIsSelectedAndItsCausesAreOffered()
    {
        Pointing program;
        QVERIFY(program.rightClick(
            {program.geometry().rows.center().x(), program.yOf(QStringLiteral("Consumer 3"))}));
        QCOMPARE(program.window.viewState()->selectedTask(),
                 std::optional(program.task(QStringLiteral("Consumer 3"))));
        // What is said of the selection is said of the moment at the cursor.
        const auto segment = program.window.viewState()->selectedSegment();
        QCOMPARE(program.rows()
                     .track(segment->task)
                     .segmentAfter(program.window.viewState()->cursor().records),
                 segment->index);
        for (const char *action : {"waker", "nextWake", "inspector", "source", "copySentence",
                                   "measureSelection", "filterToTask", "foldGroup", "mark"})
            QVERIFY2(program.offers(action), action);
        QVERIFY(program.isInTheMenus());
    }
    void everyPlaceHasItsMenu()
    {
        Pointing program;
        const views::TimelineGeometry geometry = program.geometry();
        QVERIFY(program.rightClick({geometry.gutter / 2, program.yOf(QStringLiteral("main"))}));
        QVERIFY(program.offers("filterToTask") && !program.offers("waker"));
        QVERIFY(program.isInTheMenus());
        QVERIFY(program.rightClick(geometry.overview.center()));
        QVERIFY(program.offers("fitAll"));
        QVERIFY(program.isInTheMenus());
        QVERIFY(program.rightClick(geometry.ruler.center() + QPoint(200, 0)));
        QVERIFY(program.offers("toTime") && program.offers("mark"));
        QVERIFY(program.isInTheMenus());
        QVERIFY(program.rightClick(geometry.sightOf(0).center()));
        QVERIFY(program.offers("tracksHigher"));
        QVERIFY(program.window.viewState()->selectedObject().has_value());
        QVERIFY(program.isInTheMenus());
    }
    void aTrackIsHiddenByItsMenuAndComesBackByTheSubmenu()
    {
        using Kind = views::TrackId::Kind;
        Pointing program;
        QVERIFY(program.rightClick(program.geometry().sightOf(0).center()));
        QVERIFY(program.offers("hideTrack"));
        QVERIFY(program.menu()->actions().contains(program.find<QMenu>("trackMenu")->menuAction()));
        program.find<QAction>("hideTrack")->trigger();
        QVERIFY(program.timeline()->tracks().hiddenQueues.contains(QStringLiteral("q")));
        // Its own entry says so, and brings it back.
        const QList<QAction *> queues = program.find<QMenu>("queueMenu")->actions();
        QCOMPARE(queues.size(), 1);
        QCOMPARE(queues.front()->text(), QStringLiteral("q"));
        QVERIFY(queues.front()->isCheckable() && !queues.front()->isChecked());
        queues.front()->trigger();
        QVERIFY(program.timeline()->tracks().hiddenQueues.empty());
        QVERIFY(queues.front()->isChecked());
        // The ready queue's track is the last.
        QVERIFY(program.rightClick(program.geometry().tracks.back().center()));
        program.find<QAction>("hideTrack")->trigger();
        QVERIFY(!program.timeline()->tracks().has(Kind::Ready));
        QVERIFY(!program.find<QAction>("trackReady")->isChecked());
        program.find<QAction>("trackReady")->trigger();
        QVERIFY(program.timeline()->tracks().has(Kind::Ready));
        program.find<QAction>("trackBusy")->trigger();
        QVERIFY(program.timeline()->tracks().has(Kind::Busy));
        // Each can be found by its name.
        program.find<QAction>("commandPalette")->trigger();
        auto *field = program.find<QLineEdit>("paletteField");
        field->setText(QStringLiteral("tracks lag"));
        QCOMPARE(program.find<QListWidget>("paletteList")->count(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(program.timeline()->tracks().has(Kind::Lag));
    }
    void onlyATrackThatIsPointedAtIsHidden()
    {
        Pointing program;
        const auto *hide = program.find<QAction>("hideTrack");
        QVERIFY(!hide->isEnabled());
        QVERIFY(program.rightClick(program.geometry().tracks.back().center()));
        QVERIFY(hide->isEnabled());
        program.menu()->close();
        QTest::mouseClick(program.timeline(), Qt::LeftButton, {},
                          program.geometry().ruler.center());
        QVERIFY(!hide->isEnabled());
        // By the keyboard the menu is that of the selection, and not of what was pointed at.
        QVERIFY(program.rightClick(program.geometry().tracks.back().center()));
        program.menu()->close();
        program.timeline()->setFocus();
        QTest::keyClick(program.timeline(), Qt::Key_Menu);
        QVERIFY(!hide->isEnabled());
    }
    void everyHiddenQueueCanComeBack()
    {
        const auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({.number = 1});
        trace->record(trace::Time{0}, trace::Kind::Created, 0, 0xFFFF'FFFF);
        for (int i = 0; i < 45; ++i) {
            const auto queue = trace->addObject(
                {trace->intern("queue"), trace->intern("q" + std::to_string(i))});
            trace->record(trace::Time{0}, trace::Kind::Depth, static_cast<std::uint32_t>(queue), 1);
        }
        const auto document = std::make_shared<views::RunDocument>(trace);
        QWidget window;
        QMenuBar bar;
        QUndoStack undo;
        const app::WindowActions actions(&window, &bar, &undo);
        views::ViewState state;
        views::TimelineView timeline(&state);
        app::TrackMenu menu(&actions, &timeline);
        timeline.setDocument(document);
        menu.setDocument(document);
        const auto last = [&] { return actions.queueMenu->actions().back(); };
        QCOMPARE(last()->text(), QStringLiteral("q39"));
        views::TrackChoice choice = timeline.tracks();
        choice.hiddenQueues = {QStringLiteral("q3"), QStringLiteral("q43")};
        timeline.setTracks(choice);
        QCOMPARE(last()->text(), QStringLiteral("q43"));
        QVERIFY(!last()->isChecked());
        last()->trigger();
        QCOMPARE(timeline.tracks().hiddenQueues, std::set<QString>{QStringLiteral("q3")});
        QVERIFY(last()->isChecked());
        // And all of them at once.
        QAction *queues = actions.tracks->actions().front();
        queues->trigger();
        QVERIFY(!timeline.tracks().has(views::TrackId::Kind::Queue));
        queues->trigger();
        QVERIFY(timeline.tracks().hiddenQueues.empty());
        QVERIFY(timeline.tracks().has(views::TrackId::Kind::Queue));
    }
    void aHeaderFoldsItsOwnGroup()
    {
        Pointing program;
        const TimelineLayout before = program.layout();
        QCOMPARE(before.rows()[1].kind, TimelineLayout::Row::Kind::Header);
        const int y = program.geometry().rows.top() + before.rows()[1].top + 8;
        QVERIFY(program.rightClick({program.geometry().gutter / 2, y}));
        program.find<QAction>("foldGroup")->trigger();
        QVERIFY(program.layout().rows().size() < before.rows().size());
        program.find<QAction>("foldGroup")->trigger();
        QCOMPARE(program.layout().rows().size(), before.rows().size());
        program.find<QAction>("foldAll")->trigger();
        QCOMPARE(program.layout().rows().size(), 3U); // main and two headers
        program.find<QAction>("unfoldAll")->trigger();
        QCOMPARE(program.layout().rows().size(), before.rows().size());
    }
    void onlyOneTaskIsFilteredAlsoWhereANameGoesOn()
    {
        Pointing program;
        scenario::Arguments many(*engine::findScenario("queue"));
        many.set("consumers", "12");
        program.session().setArguments(many);
        QTRY_VERIFY(program.settled());
        program.window.viewState()->setSelectedTask(program.task(QStringLiteral("Consumer 1")));
        program.find<QAction>("filterToTask")->trigger();
        QCOMPARE(program.layout().taskCount(), 1U);
    }
    void theSentenceIsCopied()
    {
        Pointing program;
        program.window.viewState()->setSelectedTask(program.task(QStringLiteral("Consumer 3")));
        program.window.timeline()->setFocus();
        QTest::keyClick(program.timeline(), Qt::Key_C, Qt::ControlModifier);
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.startsWith(QStringLiteral("Consumer 3: ")) && !text.contains(u'<'),
                 qPrintable(text));
    }
    void theSelectionIsMeasuredAndTakesTheCursor()
    {
        Pointing program;
        program.window.viewState()->setCursor(program.rows().positionAfterStep(61));
        program.window.viewState()->setSelectedTask(program.task(QStringLiteral("Consumer 3")));
        const auto segment = *program.window.viewState()->selectedSegment();
        program.find<QAction>("measureSelection")->trigger();
        const auto measure = program.window.viewState()->measure();
        QVERIFY(measure.has_value());
        QCOMPARE(measure->begin, program.rows().start(segment, views::AxisKind::Clock));
        program.find<QAction>("cursorToSelection")->trigger();
        QCOMPARE(program.window.viewState()->cursor().records,
                 program.rows().track(segment.task).record(segment.index) + std::size_t{1});
    }
    void aPinnedRowStandsAboveAllAlsoWhenItsGroupIsFolded()
    {
        Pointing program;
        program.window.viewState()->setSelectedTask(program.task(QStringLiteral("Consumer 3")));
        program.window.timeline()->setFocus();
        QTest::keyClick(program.timeline(), Qt::Key_P, Qt::ShiftModifier);
        QCOMPARE(program.layout().rows()[0].task, program.task(QStringLiteral("Consumer 3")));
        program.find<QAction>("foldAll")->trigger();
        QCOMPARE(program.layout().rows().size(), 4U);
        QCOMPARE(program.layout().rows()[0].task, program.task(QStringLiteral("Consumer 3")));
        program.drag("producersSlider", 3);
        QTRY_VERIFY(program.settled());
        QCOMPARE(program.rows().label(program.layout().rows()[0].task),
                 QStringLiteral("Consumer 3"));
        program.find<QAction>("unfoldAll")->trigger();
        program.window.viewState()->setSelectedTask(program.task(QStringLiteral("Consumer 3")));
        program.find<QAction>("pinTask")->trigger();
        QCOMPARE(program.layout().rows()[0].task, trace::TaskId{0});
    }
    void rowsAreSortedAndStaySoAtTheNextStart()
    {
        const auto labels = [](Pointing &program) {
            QStringList all;
            const TimelineLayout layout = program.layout();
            for (const TimelineLayout::Row &row : layout.rows()) {
                if (row.kind == TimelineLayout::Row::Kind::Task)
                    all += program.rows().label(row.task);
            }
            return all;
        };
        {
            Pointing program;
            const QStringList created = labels(program);
            program.find<QAction>("orderTimeWaiting")->trigger();
            QVERIFY(labels(program) != created);
            QCOMPARE(labels(program).size(), created.size());
            program.window.close();
        }
        Pointing again;
        QVERIFY(again.find<QAction>("orderTimeWaiting")->isChecked());
        const TimelineLayout layout = again.layout();
        QCOMPARE(layout.options().order, views::RowOrder::TimeWaiting);
    }
    void theMenuComesByKey()
    {
        Pointing program;
        program.window.viewState()->setSelectedTask(program.task(QStringLiteral("Consumer 3")));
        program.window.timeline()->setFocus();
        QTest::keyClick(program.timeline(), Qt::Key_F10, Qt::ShiftModifier);
        QTRY_VERIFY(program.menu() != nullptr);
        QVERIFY(program.offers("waker"));
    }
    void theRightButtonStillPansWhenItIsDragged()
    {
        Pointing program;
        program.press(Qt::Key_W);
        const views::UnitRange before = program.window.viewState()->visibleRange();
        const QPoint from = program.geometry().rows.center();
        QTest::mousePress(program.timeline(), Qt::RightButton, {}, from);
        for (int i = 1; i <= 4; ++i) {
            const QPointF at = from + QPoint(-20 * i, 0);
            QMouseEvent move(QEvent::MouseMove, at, program.timeline()->mapToGlobal(at),
                             Qt::NoButton, Qt::RightButton, Qt::NoModifier);
            QCoreApplication::sendEvent(program.timeline(), &move);
        }
        QTest::mouseRelease(program.timeline(), Qt::RightButton, {}, from + QPoint(-80, 0));
        QVERIFY(program.menu() == nullptr);
        QVERIFY(program.window.viewState()->visibleRange().begin > before.begin);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(tst_Menus)

#include "tst_menus.moc"
