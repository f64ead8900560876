#include "views/inspector/stepsmodel.h"

#include "views/model/search.h"
#include "views/words/durationtext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"

#include <limits>

namespace views {

namespace {

/// "get q 3.0 s", "Finished": what the task did after its step, as short as a label.
QString thenWord(const RunModel &model, const SegmentRef &after)
{
    const TaskTrack &track = model.track(after.task);
    if (after.index >= track.size())
        return StepsModel::tr("still runs");
    const State state = track.state(after.index);
    if (isEnd(state))
        return endText(model, after.task);
    const QString word = labelWord(model, after);
    if (word.isEmpty())
        return StepsModel::tr("ready");
    // A wait without an end has no length, nor one in which no time passes.
    if (after.index + 1 == track.size() || takesNoTime(model))
        return word;
    return QStringLiteral("%1 %2").arg(
        word, durationText(track.start(after.index + 1) - track.start(after.index)));
}

QString wakerWord(const RunModel &model, const SegmentRef &after)
{
    const Wake wake = model.wake(after);
    switch (wake.by) {
    case Wake::By::Task:
        return wake.task == after.task ? StepsModel::tr("itself") : model.label(wake.task);
    case Wake::By::Timer:
        return wake.cancel ? StepsModel::tr("time limit") : StepsModel::tr("timer");
    case Wake::By::External:
        return StepsModel::tr("outside");
    case Wake::By::Nobody:
        break;
    }
    return {};
}

} // namespace

void StepsModel::show(const RunModel *model, trace::TaskId task)
{
    beginResetModel();
    m_model = model;
    m_task = task;
    m_rows = 0;
    if (m_model != nullptr && static_cast<std::size_t>(task) < m_model->taskCount()) {
        const std::size_t steps = m_model->stepCount(task, 0, m_model->track(task).size());
        m_rows = static_cast<int>(std::min<std::size_t>(steps, std::numeric_limits<int>::max()));
    }
    endResetModel();
}

SegmentRef StepsModel::stepOf(int row) const
{
    const TaskTrack &track = m_model->track(m_task);
    const auto wanted = static_cast<std::size_t>(row) + 1;
    // The first segment with so many steps before its end.
    const std::size_t segment = firstWhere(0, track.size(), [&](std::size_t s) {
        return m_model->stepCount(m_task, 0, s + 1) >= wanted;
    });
    return {m_task, segment};
}

int StepsModel::rowAt(std::size_t records) const
{
    if (m_rows == 0)
        return -1;
    const std::size_t segment = m_model->track(m_task).segmentAfter(records);
    return segment == TaskTrack::None
        ? -1
        : static_cast<int>(m_model->stepCount(m_task, 0, segment + 1)) - 1;
}

int StepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int StepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StepsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const SegmentRef step = stepOf(index.row());
    const SegmentRef after{step.task, step.index + 1};
    const bool whole = role == Qt::ToolTipRole;
    switch (index.column()) {
    case Time:
        return instantText(m_model->track(m_task).start(step.index));
    case Number:
        return numberText(qint64{m_model->stepOf(step)} + 1);
    case Then:
        return whole && after.index < m_model->track(m_task).size() ? stateText(*m_model, after)
                                                                    : thenWord(*m_model, after);
    case WokenBy:
        if (after.index >= m_model->track(m_task).size())
            return {};
        return whole ? wakerText(*m_model, after) : wakerWord(*m_model, after);
    default:
        return {};
    }
}

QVariant StepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Number:
        return tr("Step");
    case Then:
        return tr("Then");
    case WokenBy:
        return tr("Woken by");
    default:
        return {};
    }
}

} // namespace views
