#pragma once

#include "views/analysis/criticalpath.h"
#include "views/analysis/sourcelines.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace views {

/// The parts of a critical path as a table, made as somebody looks at them.
class PathModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : std::uint8_t { From, Length, Task, What, Ends, Line, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows \a path, which is of \a model; both null: none.
    void show(std::shared_ptr<const RunModel> model,
              std::shared_ptr<const std::vector<PathPart>> path);
    const PathPart &part(int row) const { return (*m_path)[static_cast<std::size_t>(row)]; }
    /// The place of the part at \a row; nothing when it is not known.
    std::optional<SourceLine> place(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const RunModel> m_model;
    std::shared_ptr<const std::vector<PathPart>> m_path;
};

} // namespace views
