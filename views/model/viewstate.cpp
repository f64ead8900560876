#include "views/model/viewstate.h"

#include <algorithm>
#include <utility>

namespace views {

ViewState::OneMove::OneMove(ViewState *state)
    : m_state(state)
{
    ++m_state->m_moves;
}

ViewState::OneMove::~OneMove()
{
    if (--m_state->m_moves == 0 && std::exchange(m_state->m_moved, false))
        Q_EMIT m_state->moved();
}

void ViewState::setVisibleRange(const UnitRange &range)
{
    Q_ASSERT(range.begin < range.end);
    if (range == m_visibleRange)
        return;
    const UnitRange before = std::exchange(m_visibleRange, range);
    Q_EMIT visibleRangeChanged(m_visibleRange, before);
}

void ViewState::setAxis(AxisKind axis)
{
    if (axis == m_axis)
        return;
    setMeasure(std::nullopt);
    const AxisKind before = std::exchange(m_axis, axis);
    Q_EMIT axisChanged(axis, before);
}

void ViewState::setCursor(const Position &cursor)
{
    const OneMove move(this);
    if (cursor == m_cursor)
        return;
    m_cursor = cursor;
    m_moved = true;
    Q_EMIT cursorChanged(cursor);
}

void ViewState::setSelectedTask(std::optional<trace::TaskId> task)
{
    const OneMove move(this);
    setAlsoSelected({});
    if (task == m_selectedTask)
        return;
    m_selectedTask = task;
    m_moved = true;
    if (task)
        setSelectedObject(std::nullopt);
    if (std::exchange(m_selectedSegment, std::nullopt))
        Q_EMIT selectedSegmentChanged(m_selectedSegment);
    Q_EMIT selectedTaskChanged(task);
}

void ViewState::setSelectedTasks(std::vector<trace::TaskId> tasks)
{
    const OneMove move(this);
    // A view that hears of the first may select it in its turn.
    setSelectedTask(tasks.empty() ? std::nullopt : std::optional(tasks.front()));
    if (tasks.empty())
        return;
    tasks.erase(tasks.begin());
    std::sort(tasks.begin(), tasks.end());
    setAlsoSelected(std::move(tasks));
}

bool ViewState::isSelected(trace::TaskId task) const
{
    return task == m_selectedTask
        || std::binary_search(m_alsoSelected.begin(), m_alsoSelected.end(), task);
}

void ViewState::setAlsoSelected(std::vector<trace::TaskId> tasks)
{
    const OneMove move(this);
    if (tasks == m_alsoSelected)
        return;
    m_alsoSelected = std::move(tasks);
    m_moved = true;
    Q_EMIT alsoSelectedChanged();
}

void ViewState::setSelectedSegment(const std::optional<SegmentRef> &segment)
{
    const OneMove move(this);
    setAlsoSelected({});
    const auto task = segment ? std::optional(segment->task) : std::nullopt;
    const bool otherTask = task != m_selectedTask;
    m_selectedTask = task;
    if (task)
        setSelectedObject(std::nullopt);
    if (segment != m_selectedSegment) {
        m_selectedSegment = segment;
        m_moved = true;
        Q_EMIT selectedSegmentChanged(segment);
    }
    if (otherTask) {
        m_moved = true;
        Q_EMIT selectedTaskChanged(task);
    }
}

void ViewState::setMeasure(const std::optional<UnitRange> &measure)
{
    const OneMove move(this);
    if (measure == m_measure)
        return;
    m_measure = measure;
    m_moved = true;
    Q_EMIT measureChanged(measure);
}

void ViewState::setSelectedObject(std::optional<trace::ObjectId> object)
{
    const OneMove move(this);
    if (object == m_selectedObject)
        return;
    m_selectedObject = object;
    m_moved = true;
    if (object)
        setSelectedTask(std::nullopt);
    Q_EMIT selectedObjectChanged(object);
}

} // namespace views
