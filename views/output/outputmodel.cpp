#include "views/output/outputmodel.h"

#include "views/model/onelinetext.h"
#include "views/words/placetext.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace views {

void OutputModel::setDocument(std::shared_ptr<RunDocument> document)
{
    beginResetModel();
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    m_lines = 0;
    m_matching.clear();
    endResetModel();
    if (!m_document)
        return;
    connect(m_document.get(), &RunDocument::changed, this, &OutputModel::addLines);
    addLines();
}

void OutputModel::addLines()
{
    const auto &printed = m_document->model().printed();
    if (printed.size() == m_lines)
        return;
    const auto begin = printed.begin() + static_cast<std::ptrdiff_t>(m_lines);
    std::vector<std::uint32_t> matching;
    if (!m_filter.isEmpty())
        std::copy_if(begin, printed.end(), std::back_inserter(matching),
                     [this](std::uint32_t record) { return matches(record); });
    const std::size_t added = m_filter.isEmpty() ? printed.size() - m_lines : matching.size();
    const int first = rowCount();
    if (added > 0)
        beginInsertRows({}, first, first + static_cast<int>(added) - 1);
    m_lines = printed.size();
    m_matching.insert(m_matching.end(), matching.begin(), matching.end());
    if (added > 0)
        endInsertRows();
    Q_EMIT lineCountChanged();
}

void OutputModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    m_matching.clear();
    if (m_document && !m_filter.isEmpty()) {
        const auto &printed = m_document->model().printed();
        std::copy_if(printed.begin(), printed.begin() + static_cast<std::ptrdiff_t>(m_lines),
                     std::back_inserter(m_matching),
                     [this](std::uint32_t record) { return matches(record); });
    }
    endResetModel();
}

std::size_t OutputModel::recordOf(int row) const
{
    const auto &records = m_filter.isEmpty() ? m_document->model().printed() : m_matching;
    return records[static_cast<std::size_t>(row)];
}

trace::Time OutputModel::timeOf(int row) const
{
    return record(row).time();
}

QString OutputModel::placeOf(int row) const
{
    return barePlaceText(m_document->model(), recordOf(row));
}

trace::TaskId OutputModel::taskOf(int row) const
{
    return record(row).task();
}

QString OutputModel::textOf(int row) const
{
    return lineText(record(row).argument);
}

int OutputModel::rowsBefore(std::size_t records) const
{
    if (!m_document)
        return 0;
    const auto &rows = m_filter.isEmpty() ? m_document->model().printed() : m_matching;
    const auto end = rows.begin() + rowCount();
    return static_cast<int>(std::lower_bound(rows.begin(), end, records) - rows.begin());
}

int OutputModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>(m_filter.isEmpty() ? m_lines : m_matching.size());
}

QVariant OutputModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return oneLine(textOf(index.row()));
    return {};
}

const trace::Record &OutputModel::record(int row) const
{
    return m_document->trace().records()[recordOf(row)];
}

bool OutputModel::matches(std::uint32_t record) const
{
    return lineText(m_document->trace().records()[record].argument)
        .contains(m_filter, Qt::CaseInsensitive);
}

QString OutputModel::lineText(std::size_t line) const
{
    QString text = QString::fromStdString(m_document->trace().lines()[line].text);
    static const QRegularExpression escapes(QStringLiteral("\\x1b\\[[0-9;?]*[ -/]*[@-~]"));
    if (text.contains(QLatin1Char('\x1b')))
        text.remove(escapes);
    return text;
}

} // namespace views
