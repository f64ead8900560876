#pragma once

#include "views/timeline/timelinekeys.h"

#include <QObject>

#include <map>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;
class QUndoStack;
class QWidget;

namespace app {

/// Everything that can be done in the window, with its words, keys and icons, and the menus that
/// list it: help, tool tips and status bar take keys from here. The window connects the actions.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    /// Adds the actions to \a window, so that their keys work, and the menus to \a bar.
    WindowActions(QWidget *window, QMenuBar *bar, QUndoStack *undo);

    /// The words, icon and help of the primary button.
    void showMoving(bool moving);

    /// What \a command is called, with its keys.
    QAction *timelineAction(views::TimelineCommand command) const
    {
        return m_timelineActions.at(command);
    }

    /// The first key of \a action as people read it; empty: none.
    static QString keyText(const QAction *action);
    /// Checks the choice of \a group whose data() is \a data, and no other.
    static void check(const QActionGroup *group, int data);
    /// \a help with the first key of \a action behind it.
    static QString withKey(const QString &help, const QAction *action);

    QAction *openRun;
    QAction *recordProgram;
    QMenu *recentRuns;
    QAction *saveRun;
    QAction *turnIntoScript;
    QAction *openScript;
    QAction *saveScript;
    QAction *saveScriptAs;
    QMenu *scriptExamples;
    QAction *scriptFormat;
    QAction *exportPicture;
    QAction *copyPicture;
    QAction *quit;

    QAction *resetParameters;
    QAction *copyOutput;

    QActionGroup *theme; ///< data(): Style::Choice as int
    QAction *sidePanel;
    QAction *inspector;
    QAction *output;
    QAction *source;
    QAction *script;
    QAction *compare;
    QAction *keepReference;
    QAction *compareWithFile;
    QAction *compareWithPython;
    QMenu *pairs; ///< worth comparing; the window fills it
    QAction *ghost;
    QAction *loopMotion; ///< whether tasks move in the loop
    QAction *loop;
    QAction *narration;
    QAction *predict;
    QAction *resetScore; ///< of predictions
    QActionGroup *questions; ///< any of them; data(): views::Decision::Kind as int
    QMenu *questionMenu; ///< with those
    QAction *findings;
    QAction *criticalPath;
    QAction *find;
    QAction *findNext;
    QAction *findPrevious;
    QAction *nextFinding;
    QAction *previousFinding;
    QAction *legend;
    QAction *statusBar;
    QAction *fullScreen;

    QAction *toggle;
    QAction *step;
    QAction *stepBack;
    QAction *stepTurn;
    QAction *nextWake;
    QAction *toTime;
    QAction *restart;
    QAction *toEnd;
    QAction *stop;
    QAction *faster;
    QAction *slower;
    QActionGroup *clock; ///< data(): engine::qt::ClockKind as int

    QActionGroup *axis; ///< data(): views::AxisKind as int
    QActionGroup *wakes; ///< data(): views::WakesShown as int
    QActionGroup *rowOrder; ///< data(): views::RowOrder as int
    QAction *allRows;
    QAction *tallRows;
    QActionGroup *tracks; ///< any of them; data(): views::TrackId::Kind as int
    QMenu *trackMenu; ///< with those
    QMenu *queueMenu; ///< in it; the run's queues fill it
    QAction *follow;
    QAction *mark; ///< at the cursor
    QAction *deleteMark;
    QAction *nextMark;
    QAction *previousMark;
    QAction *circle; ///< of a deadlock
    QAction *selectLost;

    QAction *palette;
    QAction *showKeys;
    QAction *about;
    QAction *aboutQt;

Q_SIGNALS:
    void timelineCommandChosen(views::TimelineCommand command);

private:
    QAction *add(const QString &name, const QString &text, const QList<QKeySequence> &keys = {},
                 const QString &help = {}, const QString &icon = {});
    QAction *addChoice(QActionGroup *group, const QString &name, const QString &text, int data);
    void addTimelineActions();
    void addTimelineAction(views::TimelineCommand command, const QString &name, const QString &text,
                           bool everywhere);
    void buildMenus(QMenuBar *bar, QUndoStack *undo);
    QList<QAction *> timelineActions(std::initializer_list<views::TimelineCommand> commands) const;

    QWidget *m_window;
    std::map<views::TimelineCommand, QAction *> m_timelineActions;
};

} // namespace app
