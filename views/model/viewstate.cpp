#include "views/model/viewstate.h"

#include <algorithm>
#include <utility>

namespace views {

void ViewState::setVisibleRange(const TimeRange &range)
{
    Q_ASSERT(range.begin < range.end);
    if (range == m_visibleRange)
        return;
    m_visibleRange = range;
    Q_EMIT visibleRangeChanged(range);
}

void ViewState::setCursor(const Position &cursor)
{
    if (cursor == m_cursor)
        return;
    m_cursor = cursor;
    Q_EMIT cursorChanged(cursor);
}

void ViewState::setSelectedTask(std::optional<trace::TaskId> task)
{
    setAlsoSelected({});
    if (task == m_selectedTask)
        return;
    m_selectedTask = task;
    Q_EMIT selectedTaskChanged(task);
}

void ViewState::setSelectedTasks(std::vector<trace::TaskId> tasks)
{
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
    if (tasks == m_alsoSelected)
        return;
    m_alsoSelected = std::move(tasks);
    Q_EMIT alsoSelectedChanged();
}

} // namespace views
