#pragma once

#include "views/model/rundocument.h"

#include <QAbstractListModel>

#include <cstdint>
#include <deque>
#include <memory>

namespace views {

/// The lines that a run has printed, as far as they contain the filter's text.
class OutputModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Shows \a document and the lines that become known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);

    /// Keeps the lines that contain \a text in any case; all when it is empty.
    void setFilter(const QString &text);
    const QString &filter() const noexcept { return m_filter; }

    /// Lines printed, shown or not.
    std::size_t lineCount() const noexcept { return m_lines; }
    /// Position in the trace of the Printed record of \a row.
    std::size_t recordOf(int row) const;
    trace::Time timeOf(int row) const;
    /// The same for a column, or the step where all times are the same.
    QString placeOf(int row) const;
    /// Who printed \a row, or None.
    trace::TaskId taskOf(int row) const;
    /// Without the escape sequences with which programs colour a terminal. DisplayRole has the same
    /// with a sign for each line break within it.
    QString textOf(int row) const;
    /// How many rows were printed within the first \a records records.
    int rowsBefore(std::size_t records) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void lineCountChanged();

private:
    void addLines();
    const trace::Record &record(int row) const;
    bool matches(std::uint32_t record) const;
    QString lineText(std::size_t line) const;

    std::shared_ptr<RunDocument> m_document;
    std::size_t m_lines = 0; ///< of the model's that have been shown or left out
    QString m_filter;
    /// The records of those that contain the filter; unused without one.
    std::deque<std::uint32_t> m_matching;
};

} // namespace views
