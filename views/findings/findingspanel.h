#pragma once

#include "views/analysis/findings.h"
#include "views/analysis/sourcelines.h"
#include "views/model/viewstate.h"
#include "views/style/theme.h"

#include <QFutureWatcher>
#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QModelIndex;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace views {

class RunDocument;

/// What is wrong or worth knowing in a run that has ended: a sentence each, since when, and what it
/// cost, with a line for everybody whom it is about. A click leads there.
class FindingsPanel : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the panel.
    explicit FindingsPanel(ViewState *state, QWidget *parent = nullptr);
    ~FindingsPanel() override;

    /// Looks through \a document, in another thread, as soon as it is complete; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);

    const std::vector<Finding> &found() const noexcept { return m_found; }

public Q_SLOTS:
    /// Goes to the next finding, or the one before, round and round.
    void next();
    void previous();

Q_SIGNALS:
    /// So many things have been found, some of which have gone wrong.
    void foundChanged(int count, bool fault);
    /// A person wants to see the line \a place.
    void placeRequested(const views::SourceLine &place);

private:
    void look();
    void list();
    void go(int by);
    void goTo(const QModelIndex &index);
    std::optional<SourceLine> placeOf(const QModelIndex &index) const;
    QIcon iconOf(const Finding &finding) const;
    void showNothing(const QString &bold, const QString &rest);

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    std::shared_ptr<const RunModel> m_whole; ///< what is, or has been, looked through
    QFutureWatcher<std::vector<Finding>> m_watcher;
    std::vector<Finding> m_found;
    Theme m_theme = Theme::light();

    QStandardItemModel *m_model;
    QTreeView *m_tree;
    QLabel *m_nothing;
};

} // namespace views
