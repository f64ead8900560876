#pragma once

#include "views/analysis/criticalpath.h"
#include "views/analysis/slack.h"
#include "views/analysis/sourcelines.h"
#include "views/model/viewstate.h"

#include <QFutureWatcher>
#include <QWidget>

#include <memory>
#include <vector>

class QCheckBox;
class QLabel;
class QTableView;

namespace views {

class PathModel;
class RunDocument;

/// The critical path of a run that has ended, or of the part of it before the cursor, part by part.
/// A click on a part leads there, one on its line asks for that. Under them stands by how much the
/// others could take longer. The path is found in another thread, and only while the panel is
/// in sight.
class PathPanel : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the panel.
    explicit PathPanel(ViewState *state, QWidget *parent = nullptr);
    ~PathPanel() override;

    /// Shows \a document; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    /// Whether the path leads to the cursor rather than to the end.
    QWidget *tools() const noexcept { return m_tools; }

Q_SIGNALS:
    /// The path that is in sight; null when none is.
    void pathChanged(const std::shared_ptr<const std::vector<views::PathPart>> &path);
    /// The slack of what is not on it; told before the path.
    void slackChanged(const std::shared_ptr<const views::Slack> &slack);
    /// A person wants to see the line \a place.
    void placeRequested(const views::SourceLine &place);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    using Path = std::shared_ptr<const std::vector<PathPart>>;
    struct Found
    {
        Path path;
        std::shared_ptr<const Slack> slack;
    };

    void find();
    void take(const Found &found);
    void tell(const QString &why);
    void goTo(const QModelIndex &index);
    void showLine(const QModelIndex &index);

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    std::shared_ptr<const RunModel> m_whole;
    QFutureWatcher<Found> m_watcher;
    std::size_t m_wanted = 0; ///< records
    bool m_again = false; ///< it is to be found anew when it is
    Path m_path;

    PathModel *m_model;
    QTableView *m_table;
    QLabel *m_others;
    QLabel *m_nothing;
    QWidget *m_tools;
    QLabel *m_count;
    QCheckBox *m_untilCursor;
};

} // namespace views
