#pragma once

#include "engine/trace/trace.h"

#include <QAbstractListModel>

#include <cstdint>
#include <deque>
#include <memory>

namespace views {

/// The lines that a run has printed, as far as they contain the filter's text. Keeps where in the
/// trace each line is, and nothing else of it.
class OutputModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Shows \a trace, which may still grow; null: nothing.
    void setTrace(std::shared_ptr<const trace::Trace> trace);
    const trace::Trace *trace() const noexcept { return m_trace.get(); }
    /// Reads what the trace has published since.
    void refresh();

    /// Keeps the lines that contain \a text in any case; all when it is empty.
    void setFilter(const QString &text);
    const QString &filter() const noexcept { return m_filter; }

    /// Lines printed, shown or not.
    std::size_t lineCount() const noexcept { return m_lines.size(); }
    /// Position in the trace of the Printed record of \a row.
    std::size_t recordOf(int row) const;
    trace::Time timeOf(int row) const;
    /// Who printed \a row, or None.
    trace::TaskId taskOf(int row) const;
    /// Without the escape sequences with which programs colour a terminal.
    QString textOf(int row) const;
    /// How many rows were printed within the first \a records records.
    int rowsBefore(std::size_t records) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    const trace::Record &record(int row) const;
    bool matches(std::uint32_t record) const;
    QString lineText(std::size_t line) const;

    std::shared_ptr<const trace::Trace> m_trace;
    std::uint32_t m_read = 0;
    QString m_filter;
    // Positions of all Printed records, and of those that contain the filter, unused without one;
    // they grow without moving.
    std::deque<std::uint32_t> m_lines;
    std::deque<std::uint32_t> m_matching;
};

} // namespace views
