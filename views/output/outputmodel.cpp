#include "views/output/outputmodel.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace views {

void OutputModel::setTrace(std::shared_ptr<const trace::Trace> trace)
{
    beginResetModel();
    m_trace = std::move(trace);
    m_read = 0;
    m_lines.clear();
    m_matching.clear();
    endResetModel();
    refresh();
}

void OutputModel::refresh()
{
    if (!m_trace)
        return;
    std::vector<std::uint32_t> printed;
    for (auto run = m_trace->records().run(m_read); !run.empty();
         run = m_trace->records().run(m_read)) {
        for (const trace::Record &record : run) {
            if (record.kind() == trace::Kind::Printed)
                printed.push_back(m_read);
            ++m_read;
        }
    }
    if (printed.empty())
        return;
    std::vector<std::uint32_t> shown = printed;
    if (!m_filter.isEmpty())
        std::erase_if(shown, [this](std::uint32_t record) { return !matches(record); });
    const int first = rowCount();
    if (!shown.empty())
        beginInsertRows({}, first, first + static_cast<int>(shown.size()) - 1);
    m_lines.insert(m_lines.end(), printed.begin(), printed.end());
    if (!m_filter.isEmpty())
        m_matching.insert(m_matching.end(), shown.begin(), shown.end());
    if (!shown.empty())
        endInsertRows();
}

void OutputModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    m_matching.clear();
    if (!m_filter.isEmpty())
        std::copy_if(m_lines.begin(), m_lines.end(), std::back_inserter(m_matching),
                     [this](std::uint32_t record) { return matches(record); });
    endResetModel();
}

std::size_t OutputModel::recordOf(int row) const
{
    return (m_filter.isEmpty() ? m_lines : m_matching)[static_cast<std::size_t>(row)];
}

trace::Time OutputModel::timeOf(int row) const
{
    return record(row).time();
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
    const auto &rows = m_filter.isEmpty() ? m_lines : m_matching;
    return static_cast<int>(std::lower_bound(rows.begin(), rows.end(), records) - rows.begin());
}

int OutputModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>((m_filter.isEmpty() ? m_lines : m_matching).size());
}

QVariant OutputModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return textOf(index.row());
    return {};
}

const trace::Record &OutputModel::record(int row) const
{
    return m_trace->records()[recordOf(row)];
}

bool OutputModel::matches(std::uint32_t record) const
{
    return lineText(m_trace->records()[record].argument).contains(m_filter, Qt::CaseInsensitive);
}

QString OutputModel::lineText(std::size_t line) const
{
    QString text = QString::fromStdString(m_trace->lines()[line].text);
    static const QRegularExpression escapes(QStringLiteral("\\x1b\\[[0-9;?]*[ -/]*[@-~]"));
    if (text.contains(QLatin1Char('\x1b')))
        text.remove(escapes);
    return text;
}

} // namespace views
