#pragma once

#include "views/model/viewstate.h"
#include "views/style/theme.h"
#include "views/words/inspectiontext.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QFrame;
class QLabel;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace views {

class RunDocument;
class SharesBar;
class StepsModel;

/// Why the selected task is not running, who ends its wait, what that hangs on in turn, where its time
/// went, and all its steps, at the cursor. Every name in it is a link that selects its task.
class InspectorPanel : public QWidget
{
    Q_OBJECT

public:
    /// Shows the cursor and the selected task of \a state, which must outlive the panel, and moves both
    /// when a person asks for it.
    explicit InspectorPanel(ViewState *state, QWidget *parent = nullptr);
    ~InspectorPanel() override;

    /// Shows \a document and what becomes known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);

    /// What is shown.
    const Inspection &inspection() const noexcept { return m_inspection; }

    QSize sizeHint() const override;

public Q_SLOTS:
    /// Moves the cursor to where the selected task is woken next, right after the step that does it.
    void goToNextWake();
    /// Selects the task that woke the selected one last, or will wake it next.
    void selectWaker();

Q_SIGNALS:
    void closeRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QLabel *addHeading(const QString &text);
    void update();
    void showTask(trace::TaskId task);
    void showNobody();
    void showWaits();
    void showShares();
    void followLink(const QString &href);
    /// Of the selected task, if the document knows it.
    std::optional<trace::TaskId> selectedTask() const;
    Wake currentWake() const;

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    Theme m_theme = Theme::light();
    Inspection m_inspection;
    trace::TaskId m_stepsOf = trace::TaskId::None;
    std::size_t m_stepsKnown = 0;

    QVBoxLayout *m_layout;
    QLabel *m_name;
    QToolButton *m_close;
    QFrame *m_card;
    QLabel *m_origin;
    QLabel *m_sentence;
    QToolButton *m_nextWake;
    QToolButton *m_waker;
    QWidget *m_buttons;
    QLabel *m_waitsHeading;
    QLabel *m_waits;
    QLabel *m_sharesHeading;
    SharesBar *m_shares;
    QLabel *m_sharesText;
    QLabel *m_stepsHeading;
    QTableView *m_steps;
    StepsModel *m_stepsModel;
};

} // namespace views
