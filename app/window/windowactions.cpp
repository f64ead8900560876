#include "app/window/windowactions.h"

#include "app/window/style.h"
#include "engine/qt/runsettings.h"
#include "views/model/timeaxis.h"
#include "views/style/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QUndoStack>

namespace app {

namespace {

QList<QKeySequence> keysOf(std::initializer_list<const char *> keys)
{
    QList<QKeySequence> sequences;
    for (const char *key : keys)
        sequences += QKeySequence(QString::fromLatin1(key));
    return sequences;
}

} // namespace

WindowActions::WindowActions(QWidget *window, QMenuBar *bar, QUndoStack *undo)
    : QObject(window)
    , m_window(window)
{
    exportPicture = add(QStringLiteral("exportPicture"), tr("&Export…"), keysOf({"Ctrl+E"}),
                        tr("Save the timeline as PNG, SVG or PDF"), QStringLiteral("export"));
    copyPicture = add(QStringLiteral("copyPicture"), tr("&Copy Picture"), keysOf({"Ctrl+Shift+C"}),
                      tr("Put the timeline on the clipboard as a picture"), QStringLiteral("copy"));
    quit = add(QStringLiteral("quit"), tr("&Quit"), keysOf({"Ctrl+Q"}));
    quit->setMenuRole(QAction::QuitRole);

    resetParameters = add(QStringLiteral("resetParametersAction"), tr("Reset &Parameters"));
    copyOutput = add(QStringLiteral("copyOutputAction"), tr("Copy &Output"));

    theme = new QActionGroup(this);
    addChoice(theme, QStringLiteral("themeDesktop"), tr("Follow the &Desktop"),
              static_cast<int>(Style::Choice::Desktop));
    addChoice(theme, QStringLiteral("themeLight"), tr("&Light"),
              static_cast<int>(Style::Choice::Light));
    addChoice(theme, QStringLiteral("themeDark"), tr("&Dark"),
              static_cast<int>(Style::Choice::Dark));
    sidePanel = add(QStringLiteral("sidePanel"), tr("Scenarios and &Parameters"), keysOf({"F9"}),
                    tr("Show the scenarios and their parameters"), QStringLiteral("parameters"));
    output = add(QStringLiteral("output"), tr("&Output"), keysOf({"F10"}),
                 tr("Show what the program prints"), QStringLiteral("output"));
    statusBar = add(QStringLiteral("statusBarAction"), tr("&Status Bar"));
    fullScreen = add(QStringLiteral("fullScreen"), tr("&Full Screen"), keysOf({"F11"}));
    for (QAction *checkable : {sidePanel, output, statusBar, fullScreen})
        checkable->setCheckable(true);

    toggle = add(QStringLiteral("toggle"), tr("&Run"), keysOf({"Space"}));
    step = add(QStringLiteral("step"), tr("&Step"), keysOf({"N"}), tr("One task step forth"),
               QStringLiteral("step"));
    stepBack = add(QStringLiteral("stepBack"), tr("Step &Back"), keysOf({"Shift+N"}),
                   tr("One task step back"), QStringLiteral("step-back"));
    restart = add(QStringLiteral("restart"), tr("R&estart"), keysOf({"R"}),
                  tr("Back to the beginning"), QStringLiteral("restart"));
    toEnd = add(QStringLiteral("toEnd"), tr("To the &End"), keysOf({"E"}), tr("To the end"),
                QStringLiteral("to-end"));
    stop = add(QStringLiteral("stop"), tr("S&top"), keysOf({"Ctrl+."}),
               tr("End the run where it stands"), QStringLiteral("stop"));
    faster = add(QStringLiteral("faster"), tr("&Faster"), keysOf({">"}));
    slower = add(QStringLiteral("slower"), tr("S&lower"), keysOf({"<"}));
    clock = new QActionGroup(this);
    addChoice(clock, QStringLiteral("clockVirtualAction"), tr("&Virtual Clock"),
              static_cast<int>(engine::qt::ClockKind::Virtual));
    addChoice(clock, QStringLiteral("clockRealAction"), tr("Real &Clock"),
              static_cast<int>(engine::qt::ClockKind::Real));

    axis = new QActionGroup(this);
    addChoice(axis, QStringLiteral("axisClockAction"), tr("Axis: &Clock"),
              static_cast<int>(views::AxisKind::Clock));
    addChoice(axis, QStringLiteral("axisStepsAction"), tr("Axis: &Steps"),
              static_cast<int>(views::AxisKind::Steps));
    zoomIn = add(QStringLiteral("zoomIn"), tr("Zoom &In"), keysOf({"+", "=", "Ctrl++", "Ctrl+="}));
    zoomOut = add(QStringLiteral("zoomOut"), tr("Zoom &Out"), keysOf({"-", "Ctrl+-"}));
    fitAll = add(QStringLiteral("fitAll"), tr("Fit &All"), keysOf({"0", "Ctrl+0", "Ctrl+Home"}));
    fitSelection = add(QStringLiteral("fitSelection"), tr("&Fit Selection"), keysOf({"F"}));
    allRows = add(QStringLiteral("allRows"), tr("All &Rows in Sight"), keysOf({"9"}),
                  tr("Rows as low as it takes to see every task, instead of scrolling"));
    allRows->setCheckable(true);
    follow = add(QStringLiteral("follow"), tr("Fo&llow the End"), keysOf({"Ctrl+End"}),
                 tr("Keep the end of the live run in sight"), QStringLiteral("follow"));
    clearSelection = add(QStringLiteral("clearSelection"), tr("&Clear Selection"));

    showKeys = add(QStringLiteral("keys"), tr("&Keys and Mouse"), keysOf({"F1", "?"}));
    about = add(QStringLiteral("about"), tr("&About Coroscope"));
    about->setMenuRole(QAction::AboutRole);
    aboutQt = add(QStringLiteral("aboutQt"), tr("About &Qt"));
    aboutQt->setMenuRole(QAction::AboutQtRole);

    // In the colour of the primary button, which a menu does not have.
    toggle->setIconVisibleInMenu(false);
    showMoving(false);
    buildMenus(bar, undo);
}

void WindowActions::showMoving(bool moving)
{
    toggle->setText(moving ? tr("Pause") : tr("Run"));
    toggle->setToolTip(moving ? tr("Pause (Space)") : tr("Run (Space)"));
    toggle->setIcon(views::icon(moving ? QStringLiteral("pause") : QStringLiteral("run"),
                                QPalette::HighlightedText));
}

QAction *WindowActions::add(const QString &name, const QString &text,
                            const QList<QKeySequence> &keys, const QString &help,
                            const QString &icon)
{
    auto *action = new QAction(text, m_window);
    action->setObjectName(name);
    action->setShortcuts(keys);
    if (!help.isEmpty()) {
        action->setStatusTip(help);
        action->setToolTip(keys.isEmpty() ? help
                                          : QStringLiteral("%1 (%2)").arg(
                                              help, keys[0].toString(QKeySequence::NativeText)));
    }
    if (!icon.isEmpty())
        action->setIcon(views::icon(icon));
    m_window->addAction(action);
    return action;
}

QAction *WindowActions::addChoice(QActionGroup *group, const QString &name, const QString &text,
                                  int data)
{
    QAction *action = add(name, text);
    action->setCheckable(true);
    action->setData(data);
    action->setChecked(group->actions().isEmpty());
    group->addAction(action);
    return action;
}

void WindowActions::buildMenus(QMenuBar *bar, QUndoStack *undo)
{
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({exportPicture, copyPicture});
    file->addSeparator();
    file->addAction(quit);

    QMenu *edit = bar->addMenu(tr("&Edit"));
    QAction *undoAction = undo->createUndoAction(m_window, tr("&Undo"));
    undoAction->setShortcut(QKeySequence::Undo);
    undoAction->setObjectName(QStringLiteral("undo"));
    QAction *redoAction = undo->createRedoAction(m_window, tr("&Redo"));
    redoAction->setShortcuts(keysOf({"Ctrl+Shift+Z", "Ctrl+Y"}));
    redoAction->setObjectName(QStringLiteral("redo"));
    edit->addActions({undoAction, redoAction});
    edit->addSeparator();
    edit->addActions({resetParameters, copyOutput});

    QMenu *view = bar->addMenu(tr("&View"));
    QMenu *themes = view->addMenu(tr("&Theme"));
    themes->addActions(theme->actions());
    view->addSeparator();
    view->addActions({sidePanel, output, statusBar});
    view->addSeparator();
    view->addAction(fullScreen);

    QMenu *run = bar->addMenu(tr("&Run"));
    run->addActions({toggle, step, stepBack});
    run->addSeparator();
    run->addActions({restart, toEnd, stop});
    run->addSeparator();
    run->addActions({faster, slower});
    run->addSeparator();
    run->addActions(clock->actions());

    QMenu *timeline = bar->addMenu(tr("&Timeline"));
    timeline->addActions(axis->actions());
    timeline->addSeparator();
    timeline->addActions({zoomIn, zoomOut, fitAll, fitSelection, allRows});
    timeline->addSeparator();
    timeline->addActions({follow, clearSelection});

    QMenu *help = bar->addMenu(tr("&Help"));
    help->addAction(showKeys);
    help->addSeparator();
    help->addActions({about, aboutQt});
}

} // namespace app
