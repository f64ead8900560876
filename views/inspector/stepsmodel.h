#pragma once

#include "views/model/runmodel.h"

#include <QAbstractTableModel>

namespace views {

/// The steps of one task as a table, a row each, however many there are: nothing of them is kept.
class StepsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : std::uint8_t {
        Time, ///< when it began
        Number, ///< among the steps of the run, from 1
        Then, ///< what the task did at its end
        WokenBy, ///< who ended that
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows the steps of \a task of \a model, which stays alive until the next call; null: none.
    void show(const RunModel *model, trace::TaskId task);

    /// The running segment that \a row is.
    SegmentRef stepOf(int row) const;
    /// The last row that begins within the first \a records records of the run, or -1.
    int rowAt(std::size_t records) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    const RunModel *m_model = nullptr;
    trace::TaskId m_task = trace::TaskId::None;
    int m_rows = 0;
};

} // namespace views
