#pragma once

#include "views/model/comparison.h"
#include "views/model/viewstate.h"
#include "views/words/comparisontext.h"

#include <QFutureWatcher>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QStandardItem;
class QStandardItemModel;
class QToolButton;
class QTreeView;

namespace views {

class RunDocument;

/// How the run in hand differs from a reference: whether and where they part, then what differs,
/// with both values. Compared in another thread, while the panel is in sight, when both runs have
/// ended. A click on a task or an object selects it.
class ComparisonPanel : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the panel.
    explicit ComparisonPanel(ViewState *state, QWidget *parent = nullptr);
    ~ComparisonPanel() override;

    /// Compares \a document, the run in hand; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    /// With \a reference, which people know as \a name; null: with nothing.
    void setReference(std::shared_ptr<RunDocument> reference, const QString &name);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    using Result = std::optional<Comparison>;

    void compare();
    void list();
    void add(QStandardItem *parent, const ComparisonText::Row &row);
    void goTo(const QModelIndex &index);
    void goToParting();
    void tell(const QString &why);

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    std::shared_ptr<RunDocument> m_reference;
    QString m_referenceName;
    std::shared_ptr<const RunModel> m_now; ///< what is, or has been, compared
    std::shared_ptr<const RunModel> m_then;
    QFutureWatcher<Result> m_watcher;
    Result m_result;

    QWidget *m_head;
    QLabel *m_verdict;
    QToolButton *m_goThere;
    QStandardItemModel *m_model;
    QTreeView *m_tree;
    QLabel *m_nothing;
};

} // namespace views
