#pragma once

#include "app/session/predictions.h"
#include "app/session/runsession.h"
#include "app/workspace/style.h"
#include "engine/workloads/registry.h"
#include "views/model/viewstate.h"

#include <QMainWindow>
#include <QUndoStack>

#include <vector>

namespace views {
class TimelineView;
}

namespace app {

class AxisGuide;
class FirstHints;
class KeysHelp;
class LegendGuide;
class OutcomeGuide;
class PictureExport;
class RunFiles;
class ScriptDesk;
class StatusLine;
class WindowActions;
class WorkProgress;
class Workspace;

/// The window: scenarios and parameters, the timeline, what the program prints, and what moves
/// the run. Only wires; RunSession knows what a run does, Workspace how the room is shared.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Offers \a scenarios, of which there is at least one and which must outlive the window, and
    /// starts with \a start or, without it, as the last time ended.
    explicit MainWindow(const std::vector<scenario::Scenario> &scenarios = engine::scenarios(),
                        const std::optional<scenario::Arguments> &start = std::nullopt);
    ~MainWindow() override;

    RunSession *session() { return &m_session; }
    views::ViewState *viewState() { return &m_state; }
    views::TimelineView *timeline() const;
    RunFiles *files() const noexcept { return m_files; }

public Q_SLOTS:
    /// Writes the picture of the shown run to \a path, whose suffix says in which format.
    void exportTo(const QString &path);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void connectSession();
    void connectPanels();
    void connectRunActions();
    void connectViewActions();
    void connectExport();
    void connectFiles();
    void connectScript();

    void changeArguments(const scenario::Arguments &arguments, int gesture);
    void chooseScenario(const scenario::Scenario *scenario);
    void showArguments();
    void showTitle();
    void showShown();
    void showActivity();
    void showSimulation();
    void showPlace();
    void showLastRun();
    void fitScreen();
    void refreshViews();
    void followEnd();
    void arrange();

    void askForTime();
    void showKeys();
    void showAbout();

    void restoreWindow();
    void saveWindow();

    const std::vector<scenario::Scenario> &m_scenarios;
    QUndoStack m_undo;
    views::ViewState m_state;
    Style m_style;
    RunSession m_session;
    Predictions m_predictions;
    WindowActions *m_actions;
    Workspace *m_work;
    PictureExport *m_export;
    RunFiles *m_files;
    ScriptDesk *m_script;
    WorkProgress *m_simulation;
    StatusLine *m_status;
    FirstHints *m_hints;
    AxisGuide *m_axis;
    LegendGuide *m_legend;
    OutcomeGuide *m_outcome;
    KeysHelp *m_keys = nullptr;
    bool m_fitted = false;
    QSize m_firstSize; ///< as the window chose it; empty: a person had
    bool m_hadRoomForStatus = true;
};

} // namespace app
