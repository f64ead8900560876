#pragma once

#include <QKeySequence>
#include <QObject>

class QAction;
class QActionGroup;
class QMenuBar;
class QUndoStack;
class QWidget;

namespace app {

/// Everything that can be done in the window, with its words, keys and icons, and the menus that
/// list it. The window connects the actions.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    /// Adds the actions to \a window, so that their keys work, and the menus to \a bar.
    WindowActions(QWidget *window, QMenuBar *bar, QUndoStack *undo);

    /// The words, icon and help of the primary button.
    void showMoving(bool moving);

    QAction *exportPicture;
    QAction *copyPicture;
    QAction *quit;

    QAction *resetParameters;
    QAction *copyOutput;

    QActionGroup *theme; ///< data(): Style::Choice as int
    QAction *sidePanel;
    QAction *output;
    QAction *statusBar;
    QAction *fullScreen;

    QAction *toggle;
    QAction *step;
    QAction *stepBack;
    QAction *restart;
    QAction *toEnd;
    QAction *stop;
    QAction *faster;
    QAction *slower;
    QActionGroup *clock; ///< data(): engine::qt::ClockKind as int

    QActionGroup *axis; ///< data(): views::AxisKind as int
    QAction *zoomIn;
    QAction *zoomOut;
    QAction *fitAll;
    QAction *fitSelection;
    QAction *allRows;
    QAction *follow;
    QAction *clearSelection;

    QAction *showKeys;
    QAction *about;
    QAction *aboutQt;

private:
    QAction *add(const QString &name, const QString &text, const QList<QKeySequence> &keys = {},
                 const QString &help = {}, const QString &icon = {});
    QAction *addChoice(QActionGroup *group, const QString &name, const QString &text, int data);
    void buildMenus(QMenuBar *bar, QUndoStack *undo);

    QWidget *m_window;
};

} // namespace app
