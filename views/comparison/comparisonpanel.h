#pragma once

#include "views/analysis/comparison.h"
#include "views/model/viewstate.h"
#include "views/words/comparisontext.h"

#include <QFutureWatcher>
#include <QList>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QAction;
class QGridLayout;
class QLabel;
class QStandardItem;
class QStandardItemModel;
class QToolButton;
class QTreeView;

namespace views {

class MatchMenu;
class RunDocument;

/// How the run in hand differs from a reference: whether and where they part, then what differs,
/// with both values. Compared in another thread, while somebody looks, when both runs have ended.
/// A click on a task or an object selects it; the menu of a task says with which one it is
/// compared.
class ComparisonPanel : public QWidget
{
    Q_OBJECT

public:
    using Result = std::shared_ptr<const Comparison>;

    /// \a state must outlive the panel.
    explicit ComparisonPanel(ViewState *state, QWidget *parent = nullptr);
    ~ComparisonPanel() override;

    /// Compares \a document, the run in hand; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    /// With \a reference, which people know as \a name; null: with nothing.
    void setReference(std::shared_ptr<RunDocument> reference, const QString &name);
    /// Offers \a references to compare with, and \a pairs, each of which sets both runs.
    void setOffers(const QList<QAction *> &references, const QList<QAction *> &pairs);
    /// Whether somebody looks at the comparison though the panel may be out of sight.
    void setWanted(bool wanted);

    /// With what to compare.
    QWidget *tools() const;

Q_SIGNALS:
    /// How the two runs differ; null while that is not known, or nobody looks.
    void compared(const std::shared_ptr<const views::Comparison> &comparison);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    bool isLookedAt() const { return m_wanted || isVisible(); }
    void compare();
    void compareAnew();
    void take(const Result &result);
    void list();
    void add(QStandardItem *parent, const ComparisonText::Row &row);
    void goTo(const QModelIndex &index);
    void goToParting();
    void tell(const QString &why, bool offers = false);
    void leave();

    void showMatchMenu(const QPoint &point);
    std::optional<TaskMatch> matchOf(const Both<trace::TaskId> &task) const;
    void match(const TaskMatch &match);
    void unmatch(const Both<trace::TaskId> &task);

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    std::shared_ptr<RunDocument> m_reference;
    QMetaObject::Connection m_readReference;
    QString m_referenceName;
    std::shared_ptr<const RunModel> m_now; ///< what is, or has been, compared
    std::shared_ptr<const RunModel> m_then;
    std::vector<TaskMatch> m_byHand; ///< of these two
    QFutureWatcher<Result> m_watcher;
    Result m_result;
    bool m_isListed = false;
    bool m_wanted = false;

    QWidget *m_head;
    QLabel *m_verdict;
    QToolButton *m_goThere;
    QToolButton *m_unmatchAll;
    QStandardItemModel *m_model;
    QTreeView *m_tree;
    MatchMenu *m_menu = nullptr;
    QLabel *m_nothing;
    QWidget *m_offers;
    QGridLayout *m_offerGrid;
    QToolButton *m_tools;
};

} // namespace views
