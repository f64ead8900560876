#include "views/path/pathmodel.h"

#include "views/style/typography.h"
#include "views/words/pathtext.h"
#include "views/words/segmenttext.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <limits>

namespace views {

void PathModel::show(std::shared_ptr<const RunModel> model,
                     std::shared_ptr<const std::vector<PathPart>> path)
{
    beginResetModel();
    m_model = std::move(model);
    m_path = std::move(path);
    endResetModel();
}

std::optional<SourceLine> PathModel::place(int row) const
{
    const PathPart &own = part(row);
    const SegmentRef segment{own.task, m_model->track(own.task).segmentAfter(own.record + 1)};
    return lineOf(m_model->trace(), siteOf(*m_model, segment));
}

int PathModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_path)
        return 0;
    return static_cast<int>(std::min<std::size_t>(m_path->size(), std::numeric_limits<int>::max()));
}

int PathModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PathModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool number = index.column() == From || index.column() == Length;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::FontRole) {
        const bool lasts = part(index.row()).times.length() > trace::Time{0};
        return index.column() == Length && lasts ? uiFont(12, QFont::Bold) : uiFont(12);
    }
    if (role == Qt::ForegroundRole && index.column() == Line)
        return QGuiApplication::palette().link();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const PathPartText text
        = pathPartText(*m_model, *m_path, static_cast<std::size_t>(index.row()));
    switch (index.column()) {
    case From:
        return text.from;
    case Length:
        return text.length;
    case Task:
        return text.task;
    case What:
        return text.what;
    case Ends:
        return text.ends;
    case Line:
        return text.site;
    default:
        return {};
    }
}

QVariant PathModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            (section == From || section == Length ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case From:
        return tr("From");
    case Length:
        return tr("Length");
    case Task:
        return tr("Task");
    case What:
        return tr("What");
    case Ends:
        return tr("What ends it");
    case Line:
        return tr("Line");
    default:
        return {};
    }
}

} // namespace views
