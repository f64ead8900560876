#pragma once

#include "views/analysis/criticalpath.h"
#include "views/analysis/objectflow.h"
#include "views/analysis/slack.h"
#include "views/model/viewstate.h"
#include "views/style/theme.h"
#include "views/words/inspectionpage.h"

#include <QFutureWatcher>
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
class SectionView;
class StepsModel;
class StepsDelegate;

/// Of the selected task, at the cursor: why it is not running, who ends its wait, what that hangs
/// on in turn, where its time went, and all its steps; of the selected queue or lock what is in it,
/// who waits for it and what went through it; else of the range that is measured, or of the run.
/// Every name in it is a link that selects, every place one that asks for its line.
class InspectorPanel : public QWidget
{
    Q_OBJECT

public:
    /// Shows the cursor and the selection of \a state, which must outlive the panel, and moves both
    /// when a person asks for it.
    explicit InspectorPanel(ViewState *state, QWidget *parent = nullptr);
    ~InspectorPanel() override;

    /// Shows \a document and what becomes known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);

    /// What is shown.
    const InspectionPage &page() const noexcept { return m_page; }

    QSize sizeHint() const override;

public Q_SLOTS:
    /// Tells of \a path, a critical path of the document, while nothing is selected; null: there is
    /// none.
    void setCriticalPath(const std::shared_ptr<const std::vector<views::PathPart>> &path);
    /// Tells how much longer what is selected could take while there is a path; null: not known.
    void setSlack(const std::shared_ptr<const views::Slack> &slack);
    /// Moves the cursor to where the selected task is woken next, right after the step that does
    /// it.
    void goToNextWake();
    /// Selects the task that woke the selected one last, or will wake it next.
    void selectWaker();

Q_SIGNALS:
    void closeRequested();
    /// A person wants to see the line \a place.
    void placeRequested(const views::SourceLine &place);

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// What went through an object in a whole run.
    struct Flow
    {
        std::optional<QueueFlow> queue;
        std::optional<HoldFlow> holds;
    };

    void buildHead();
    void buildSteps();
    void update();
    InspectionPage taskPage(trace::TaskId task, const World &world);
    InspectionPage selectedObjectPage(trace::ObjectId object, const World &world);
    void showButtons(std::optional<trace::TaskId> task);
    void showSteps(std::optional<trace::TaskId> task, const World &world);
    int stepsWidth(int column) const;
    void showSections();
    SectionView *sectionAt(std::vector<SectionView *> &views, std::size_t index,
                           QVBoxLayout *layout);
    void follow(const QString &href);
    void startFlow(trace::ObjectId object);
    static Flow flowOf(const RunModel &model, trace::ObjectId object);
    /// Of the selected task or object, if the document knows it.
    std::optional<trace::TaskId> selectedTask() const;
    std::optional<trace::ObjectId> selectedObject() const;
    std::optional<MeasuredRange> measured() const;
    Wake currentWake() const;

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    Theme m_theme = Theme::light();
    InspectionPage m_page;
    TaskDeeds m_deeds;
    trace::TaskId m_deedsOf = trace::TaskId::None;
    std::size_t m_deedsKnown = 0; ///< records
    trace::TaskId m_stepsOf = trace::TaskId::None;
    std::size_t m_stepsKnown = 0;
    std::shared_ptr<const std::vector<PathPart>> m_path;
    std::shared_ptr<const Slack> m_slack;
    QFutureWatcher<Flow> m_flowWatcher;
    std::optional<Flow> m_flow;
    trace::ObjectId m_flowOf = trace::ObjectId::None;
    std::size_t m_flowKnown = 0; ///< records

    QVBoxLayout *m_layout;
    QLabel *m_name;
    QToolButton *m_close;
    QFrame *m_card;
    QLabel *m_origin;
    QLabel *m_sentence;
    QToolButton *m_nextWake;
    QToolButton *m_waker;
    QWidget *m_buttons;
    QVBoxLayout *m_before; ///< the sections before the steps, and those after them
    QVBoxLayout *m_after;
    std::vector<SectionView *> m_sectionsBefore;
    std::vector<SectionView *> m_sectionsAfter;
    QLabel *m_stepsHeading;
    QTableView *m_steps;
    StepsModel *m_stepsModel;
    StepsDelegate *m_stepsDelegate;
};

} // namespace views
