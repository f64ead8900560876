#pragma once

#include "views/analysis/findingplaces.h"
#include "views/analysis/sourcelines.h"
#include "views/model/viewstate.h"
#include "views/style/theme.h"
#include "views/words/findingtext.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <memory>
#include <vector>

class QLabel;
class QModelIndex;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace views {

class RunDocument;

/// What is wrong or worth knowing in a run: a sentence each, since when, and what it cost, with a
/// line for everybody whom it is about. A click leads there. A run that goes on is looked through
/// anew now and then, for what only its end could not change.
class FindingsPanel : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the panel.
    explicit FindingsPanel(ViewState *state, QWidget *parent = nullptr);
    ~FindingsPanel() override;

    /// Looks through \a document, in another thread; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);

    const std::vector<Finding> &found() const noexcept { return m_found->findings; }

    /// A run that goes on is looked through again after \a pause, at the earliest.
    void setPause(std::chrono::milliseconds pause) { m_leastPause = pause; }

public Q_SLOTS:
    /// Goes to the next finding, or the one before, round and round.
    void next();
    void previous();
    /// Goes to place number \a part of finding number \a finding.
    void goToPlace(std::size_t finding, std::size_t part);

Q_SIGNALS:
    /// So many things have been found, some of which have gone wrong.
    void foundChanged(int count, bool fault);
    /// The findings with their places, of the document; null: none are known.
    void placesChanged(const std::shared_ptr<const views::PlacedFindings> &found);
    /// A person wants to see the line \a place.
    void placeRequested(const views::SourceLine &place);

private:
    using Found = std::shared_ptr<const PlacedFindings>;
    /// What a look through a run has come to.
    struct Look
    {
        Found found;
        std::chrono::nanoseconds took{0};
    };

    void look();
    /// Looks through what there is of a run that goes on.
    void lookSoFar();
    void take(const Look &look);
    void clear();
    void list();
    QList<QStandardItem *> rowOfFinding(const Finding &finding, const FindingText &text) const;
    /// Is it a long run that is there, but has not been read?
    bool isBeingRead() const;
    void tellNothingFound();
    void tellThatItIsLookedThrough();
    void go(int by);
    void goTo(const QModelIndex &index);
    void goToRecord(std::size_t record);
    std::optional<SourceLine> placeOf(const QModelIndex &index) const;
    QIcon iconOf(const Finding &finding) const;
    void showNothing(const QString &bold, const QString &rest);

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    std::shared_ptr<const RunModel> m_whole; ///< what is, or has been, looked through to its end
    /// Of a run that goes on: as far as it has been looked through, read by the thread that looks.
    std::shared_ptr<RunModel> m_part;
    std::size_t m_partRecords = 0; ///< that it is to have read
    QTimer m_pause; ///< until the next look at it
    std::chrono::milliseconds m_leastPause{2000};
    QFutureWatcher<Look> m_watcher;
    Found m_found = std::make_shared<PlacedFindings>();
    std::vector<FindingText> m_texts; ///< of them, as they are listed
    Theme m_theme = Theme::light();

    QStandardItemModel *m_model;
    QTreeView *m_tree;
    QLabel *m_nothing;
};

} // namespace views
