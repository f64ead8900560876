#include "views/narration/narrationmodel.h"

#include "views/words/durationtext.h"
#include "views/words/narrationtext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"

#include <algorithm>
#include <limits>

namespace views {

namespace {

int rowsOf(const RunDocument &document)
{
    constexpr std::uint32_t Most = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(document.model().steps().steps(), Most));
}

} // namespace

void NarrationModel::setDocument(std::shared_ptr<RunDocument> document)
{
    beginResetModel();
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    m_rows = m_document ? rowsOf(*m_document) : 0;
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this, &NarrationModel::grow);
    endResetModel();
}

void NarrationModel::grow()
{
    const int rows = rowsOf(*m_document);
    // What the last step known before has done is known only now.
    if (m_rows > 0)
        Q_EMIT dataChanged(index(m_rows - 1), index(m_rows - 1));
    if (rows <= m_rows)
        return;
    beginInsertRows({}, m_rows, rows - 1);
    m_rows = rows;
    endInsertRows();
}

const trace::Record &NarrationModel::beginOf(int row) const
{
    const RunModel &model = m_document->model();
    return model.trace().records()[model.steps().record(static_cast<std::uint32_t>(row))];
}

Position NarrationModel::positionOf(int row) const
{
    return m_document->model().positionAfterStep(static_cast<std::uint32_t>(row) + 1);
}

trace::TaskId NarrationModel::taskOf(int row) const
{
    return beginOf(row).task();
}

trace::Time NarrationModel::timeOf(int row) const
{
    return beginOf(row).time();
}

QString NarrationModel::timeText(int row) const
{
    return takesNoTime(m_document->model()) ? QString() : bareTimeText(timeOf(row));
}

int NarrationModel::rowAt(std::size_t records) const
{
    if (!m_document)
        return -1;
    const RunModel &model = m_document->model();
    const std::uint32_t steps = model.steps().before(std::min(records, model.records()));
    return std::min(static_cast<int>(steps), m_rows) - 1;
}

int NarrationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QVariant NarrationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto step = static_cast<std::uint32_t>(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return narrationText(m_document->model(), step);
    case Qt::AccessibleTextRole:
        return takesNoTime(m_document->model())
            ? tr("Step %1: %2")
                  .arg(numberText(qint64{step} + 1), narrationText(m_document->model(), step))
            : tr("Step %1, %2: %3")
                  .arg(numberText(qint64{step} + 1), instantText(timeOf(index.row())),
                       narrationText(m_document->model(), step));
    default:
        return {};
    }
}

} // namespace views
