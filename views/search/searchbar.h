#pragma once

#include "views/model/viewstate.h"

#include <QFutureWatcher>
#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QToolButton;

namespace views {

class RunDocument;

/// A line above the picture with a field in which to search the run, as RunSearch does, in another
/// thread. What is found puts the cursor there and selects its task; next() and previous() go on
/// from the cursor, and around at either end.
class SearchBar : public QWidget
{
    Q_OBJECT

public:
    /// Moves the cursor of \a state, which must outlive the bar. Hidden until open().
    explicit SearchBar(ViewState *state, QWidget *parent = nullptr);
    ~SearchBar() override;

    /// Searches in \a document; null: nowhere.
    void setDocument(std::shared_ptr<RunDocument> document);

public Q_SLOTS:
    /// Shows the bar with its text selected, to be written over.
    void open();
    void next();
    void previous();

Q_SIGNALS:
    /// A person has done with it; it is hidden.
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// A place in the run.
    struct Hit
    {
        std::size_t records = 0; ///< of which the last is it, or a mark behind it
        bool isMark = false; ///< that a person has set or changed
    };
    using Hits = std::vector<Hit>;
    enum class Move : std::uint8_t { ToFirst, Next, Previous };

    void close();
    /// Searches, unless the hits of what is asked for are known, and then moves.
    void search(Move move);
    void forget();
    void show(const std::vector<std::size_t> &records);
    void addMarks();
    void moveTo(Move move);
    void goTo(std::size_t index);
    void tell(const QString &count, const QString &where = {});

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    QFutureWatcher<std::vector<std::size_t>> m_watcher;
    Hits m_hits;
    std::optional<std::size_t> m_told; ///< which of them a person was led to last
    QString m_searched; ///< what m_hits are of
    std::size_t m_searchedRecords = 0; ///< how many were looked through
    Position m_begin; ///< the cursor before a person began to write
    Move m_move = Move::ToFirst;

    QLineEdit *m_field;
    QLabel *m_count;
    QLabel *m_where;
    QToolButton *m_previous;
    QToolButton *m_next;
};

} // namespace views
