#pragma once

#include "views/model/rundocument.h"

#include <QAbstractListModel>

#include <memory>

namespace views {

/// The steps of a run, a row each, which says what the step did. Nothing is kept: a row is made
/// when somebody looks at it.
class NarrationModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Shows \a document and what becomes known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);

    /// Right after the step that \a row is.
    Position positionOf(int row) const;
    trace::TaskId taskOf(int row) const;
    trace::Time timeOf(int row) const;
    /// The same for a column; empty where the run takes no time.
    QString timeText(int row) const;
    /// The last row that begins within the first \a records records of the run, or -1.
    int rowAt(std::size_t records) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// The sentence; as Qt::AccessibleTextRole with the number and the time of the step before it.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void grow();
    const trace::Record &beginOf(int row) const;

    std::shared_ptr<RunDocument> m_document;
    int m_rows = 0;
};

} // namespace views
