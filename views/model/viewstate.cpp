#include "views/model/viewstate.h"

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
    if (task == m_selectedTask)
        return;
    m_selectedTask = task;
    Q_EMIT selectedTaskChanged(task);
}

} // namespace views
