#include "views/model/viewstate.h"

#include <QSignalSpy>
#include <QTest>

using namespace views;
using namespace std::chrono_literals;

namespace {

constexpr trace::TaskId First{1};
constexpr trace::TaskId Second{2};
constexpr trace::TaskId Third{3};
constexpr trace::ObjectId Queue{4};

} // namespace

class tst_ViewState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsToldOfWhatStays()
    {
        ViewState state;
        state.setCursor({1s, 10});
        state.setSelectedSegment(SegmentRef{First, 5});
        state.setMeasure(UnitRange{1, 2});
        state.setVisibleRange({3, 4});
        const QSignalSpy moved(&state, &ViewState::moved);
        const QSignalSpy cursor(&state, &ViewState::cursorChanged);
        const QSignalSpy range(&state, &ViewState::visibleRangeChanged);
        const QSignalSpy axis(&state, &ViewState::axisChanged);
        state.setCursor({1s, 10});
        state.setSelectedTask(First);
        state.setSelectedSegment(SegmentRef{First, 5});
        state.setMeasure(UnitRange{1, 2});
        state.setVisibleRange({3, 4});
        state.setAxis(AxisKind::Clock);
        state.setSelectedObject(std::nullopt);
        QCOMPARE(moved.count() + cursor.count() + range.count() + axis.count(), 0);
        QCOMPARE(state.selectedSegment(), std::optional(SegmentRef{First, 5}));
    }
    void whatIsVisibleIsNoMove()
    {
        ViewState state;
        const QSignalSpy moved(&state, &ViewState::moved);
        state.setVisibleRange({3, 4});
        state.setAxis(AxisKind::Steps);
        QCOMPARE(moved.count(), 0);
    }
    void whatIsSetInOneGoIsOneMove()
    {
        ViewState state;
        state.setMeasure(UnitRange{1, 2});
        const QSignalSpy cursor(&state, &ViewState::cursorChanged);
        const QSignalSpy task(&state, &ViewState::selectedTaskChanged);
        int moves = 0;
        connect(&state, &ViewState::moved, this, [&] {
            ++moves;
            QCOMPARE(state.cursor(), Position({1s, 10}));
            QCOMPARE(state.selectedTask(), std::optional(First));
            QVERIFY(!state.measure());
        });
        {
            const ViewState::OneMove click(&state);
            state.setMeasure({});
            state.setCursor({1s, 10});
            {
                const ViewState::OneMove within(&state);
                state.setSelectedSegment(SegmentRef{First, 5});
            }
            QCOMPARE(moves, 0);
            QCOMPARE(cursor.count(), 1);
            QCOMPARE(task.count(), 1);
        }
        QCOMPARE(moves, 1);
        {
            const ViewState::OneMove nothing(&state);
        }
        QCOMPARE(moves, 1);
    }
    void eachSetterByItselfIsAMove()
    {
        ViewState state;
        const QSignalSpy moved(&state, &ViewState::moved);
        int moves = 0;
        state.setCursor({1s, 10});
        QCOMPARE(moved.count(), ++moves);
        state.setSelectedTask(First);
        QCOMPARE(moved.count(), ++moves);
        state.setSelectedSegment(SegmentRef{First, 5});
        QCOMPARE(moved.count(), ++moves);
        state.setSelectedObject(Queue); // and with it no task
        QCOMPARE(moved.count(), ++moves);
        state.setSelectedTasks({Third, Second});
        QCOMPARE(moved.count(), ++moves);
        state.setSelectedTask(Third); // alone
        QCOMPARE(moved.count(), ++moves);
        state.setSelectedSegment(std::nullopt); // there was none, but a task
        QCOMPARE(moved.count(), ++moves);
        state.setMeasure(UnitRange{1, 2});
        QCOMPARE(moved.count(), ++moves);
        state.setAxis(AxisKind::Steps); // of which the measure is not
        QCOMPARE(moved.count(), ++moves);
    }
    void oneThingIsSelected()
    {
        ViewState state;
        state.setSelectedSegment(SegmentRef{First, 5});
        state.setSelectedObject(Queue);
        QVERIFY(!state.selectedTask());
        QVERIFY(!state.selectedSegment());
        state.setSelectedSegment(SegmentRef{Second, 0});
        QVERIFY(!state.selectedObject());
        state.setSelectedObject(Queue);
        state.setSelectedTask(First);
        QVERIFY(!state.selectedObject());
        QVERIFY(!state.selectedSegment());
    }
    void severalTasksAreSelectedUntilOneIs()
    {
        ViewState state;
        const QSignalSpy also(&state, &ViewState::alsoSelectedChanged);
        state.setSelectedTasks({Second, Third, First});
        QCOMPARE(state.selectedTask(), std::optional(Second));
        QCOMPARE(state.alsoSelected(), std::vector({First, Third}));
        QVERIFY(state.isSelected(First));
        QVERIFY(state.isSelected(Second));
        QVERIFY(!state.isSelected(trace::TaskId{0}));
        QCOMPARE(also.count(), 1);
        state.setSelectedSegment(SegmentRef{Second, 1});
        QVERIFY(state.alsoSelected().empty());
        QVERIFY(!state.isSelected(First));
        QCOMPARE(also.count(), 2);
        state.setSelectedTasks({});
        QVERIFY(!state.selectedTask());
        QCOMPARE(also.count(), 2);
    }
    void anotherAxisEndsTheMeasureAndKeepsTheRange()
    {
        ViewState state;
        state.setVisibleRange({3, 40});
        state.setMeasure(UnitRange{1, 2});
        QList<AxisKind> told;
        connect(&state, &ViewState::axisChanged, this,
                [&](AxisKind axis, AxisKind before) { told << axis << before; });
        state.setAxis(AxisKind::Steps);
        QVERIFY(!state.measure());
        QCOMPARE(told, QList({AxisKind::Steps, AxisKind::Clock}));
        QCOMPARE(state.visibleRange(), UnitRange({3, 40}));
    }
};

QTEST_GUILESS_MAIN(tst_ViewState)

#include "tst_viewstate.moc"
