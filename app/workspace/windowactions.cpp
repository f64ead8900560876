#include "app/workspace/windowactions.h"

#include "app/workspace/style.h"
#include "engine/qt/runsettings.h"
#include "views/analysis/decision.h"
#include "views/analysis/wakearrows.h"
#include "views/model/timeaxis.h"
#include "views/model/trackid.h"
#include "views/rows/roworder.h"
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
    openRun = add(QStringLiteral("openRun"), tr("&Open…"), keysOf({"Ctrl+O"}),
                  tr("Open recorded runs"));
    recordProgram = add(QStringLiteral("recordProgram"), tr("Record a &Python Program…"), {},
                        tr("Run a command and see what its asyncio tasks do"));
    saveRun = add(QStringLiteral("saveRun"), tr("&Save Run…"), keysOf({"Ctrl+S"}),
                  tr("Save the run, to open it again or to give it to others"));
    turnIntoScript
        = add(QStringLiteral("turnIntoScript"), tr("Turn into a Scrip&t"), {},
              tr("Write a script that does what the run did, to see what changes would do"));
    openScript = add(QStringLiteral("openScript"), tr("&Open Script…"), {},
                     tr("Open a program of your own, written as JSON"));
    saveScript = add(QStringLiteral("saveScript"), tr("&Save Script"), keysOf({"Ctrl+Shift+S"}),
                     tr("Save the script; Ctrl+S, while it is being written"));
    saveScriptAs = add(QStringLiteral("saveScriptAs"), tr("Save Script &As…"), {},
                       tr("Save the script in another file"));
    scriptFormat = add(QStringLiteral("scriptFormat"), tr("&How It Is Written"), {},
                       tr("Show how scripts are written, beside the script"));
    scriptFormat->setCheckable(true);
    // In the head of the script they need not say of what.
    openScript->setIconText(tr("Open…"));
    saveScript->setIconText(tr("Save"));
    scriptFormat->setIconText(tr("How it is written"));
    exportPicture = add(QStringLiteral("exportPicture"), tr("&Export…"), keysOf({"Ctrl+E"}),
                        tr("Save the timeline as PNG, SVG or PDF"), QStringLiteral("export"));
    copyPicture = add(QStringLiteral("copyPicture"), tr("&Copy Picture"), keysOf({"Ctrl+Shift+C"}),
                      tr("Put the timeline on the clipboard as a picture"), QStringLiteral("copy"));
    quit = add(QStringLiteral("quit"), tr("&Quit"), keysOf({"Ctrl+Q"}));
    quit->setMenuRole(QAction::QuitRole);

    resetParameters = add(QStringLiteral("resetParametersAction"), tr("Reset &Parameters"));
    copyOutput = add(QStringLiteral("copyOutputAction"), tr("Copy &Output"));
    find = add(QStringLiteral("find"), tr("&Find…"), keysOf({"Ctrl+F"}),
               tr("Search the run: tasks, waits, places in the source, output and marks"));
    findNext = add(QStringLiteral("findNext"), tr("Find &Next"), keysOf({"F3"}));
    findPrevious = add(QStringLiteral("findPrevious"), tr("Find Pre&vious"), keysOf({"Shift+F3"}));

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
    inspector = add(QStringLiteral("inspector"), tr("&Inspector"), keysOf({"I"}),
                    tr("Show why the selected task is not running, and who wakes it"),
                    QStringLiteral("inspector"));
    compare = add(
        QStringLiteral("compare"), tr("Co&mpare"), keysOf({"Alt+C"}),
        tr("Show how the run differs from the reference: the run before, or the one that is kept"));
    keepReference = add(QStringLiteral("keepReference"), tr("&Keep as Reference"),
                        keysOf({"Shift+R"}), tr("Compare all that is shown next with this run"));
    compareWithFile
        = add(QStringLiteral("compareWithFile"), tr("Compare &with a File…"),
              keysOf({"Ctrl+Shift+O"}), tr("Compare what is shown with a saved or recorded run"));
    compareWithPython = add(QStringLiteral("compareWithPython"), tr("Compare with C&Python"), {},
                            tr("Have CPython run the same program, and show whether it is equal"));
    loopMotion = add(QStringLiteral("loopMotion"), tr("&Move Tasks in the Loop"), {},
                     tr("Let tasks move to where they go while one steps"));
    ghost = add(QStringLiteral("ghost"), tr("&Reference in the Rows"), keysOf({"Shift+C"}),
                tr("Show under each task what it did in the run that this one is compared with"));
    source = add(QStringLiteral("source"), tr("So&urce"), keysOf({"G"}),
                 tr("Show the lines in which the tasks are suspended"));
    script = add(QStringLiteral("script"), tr("Sc&ript"), keysOf({"Alt+S"}),
                 tr("Write a program of your own, and see at once what becomes of it"));
    loop = add(QStringLiteral("loop"), tr("Event Loo&p"), keysOf({"Shift+L"}),
               tr("Show the ready queue, the timers and who waits for what"));
    narration = add(QStringLiteral("narration"), tr("&Narration"), keysOf({"T"}),
                    tr("Show what happened, a sentence a step"));
    predict = add(QStringLiteral("predict"), tr("&Predict"), keysOf({"P"}),
                  tr("Stop before every decision, keep back what comes, and ask"));
    resetScore = add(QStringLiteral("resetScore"), tr("Reset the &Score"), {},
                     tr("Count the predictions of this program from 0 again"));
    questions = new QActionGroup(this);
    questions->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    const auto question
        = [this](const char *name, const QString &text, views::Decision::Kind kind) {
              addChoice(questions, QString::fromLatin1(name), text, static_cast<int>(kind));
          };
    question("askNextStep", tr("What &Runs Next"), views::Decision::Kind::NextStep);
    question("askReceiver", tr("Who &Gets It"), views::Decision::Kind::Receiver);
    question("askNextLine", tr("What Is &Printed Next"), views::Decision::Kind::NextLine);
    findings = add(QStringLiteral("findings"), tr("Fin&dings"), keysOf({"Ctrl+F8"}),
                   tr("Show what is wrong or worth knowing in the run"));
    criticalPath = add(QStringLiteral("criticalPath"), tr("&Critical Path"), keysOf({"C"}),
                       tr("Show what made the run as long as it was"));
    nextFinding = add(QStringLiteral("nextFinding"), tr("Ne&xt Finding"), keysOf({"F8"}));
    previousFinding
        = add(QStringLiteral("previousFinding"), tr("Pre&vious Finding"), keysOf({"Shift+F8"}));
    legend = add(QStringLiteral("legend"), tr("&Legend"), keysOf({"L"}),
                 tr("Show what the signs of the picture mean"), QStringLiteral("legend"));
    statusBar = add(QStringLiteral("statusBarAction"), tr("&Status Bar"));
    fullScreen = add(QStringLiteral("fullScreen"), tr("&Full Screen"), keysOf({"F11"}));
    for (QAction *checkable :
         {sidePanel, inspector, output, source, script, compare, keepReference, ghost, loopMotion,
          loop, narration, predict, findings, criticalPath, legend, statusBar, fullScreen})
        checkable->setCheckable(true);

    toggle = add(QStringLiteral("toggle"), tr("&Run"), keysOf({"Space"}));
    step = add(QStringLiteral("step"), tr("&Step"), keysOf({"N"}), tr("One task step forth"),
               QStringLiteral("step"));
    stepBack = add(QStringLiteral("stepBack"), tr("Step &Back"), keysOf({"Shift+N"}),
                   tr("One task step back"), QStringLiteral("step-back"));
    stepTurn = add(QStringLiteral("stepTurn"), tr("One T&urn"), keysOf({"Alt+N"}),
                   tr("To the end of the loop's next turn"));
    nextWake = add(QStringLiteral("nextWake"), tr("Next &Wake"), keysOf({"Ctrl+]"}),
                   tr("To where the selected task is woken next"));
    toTime = add(QStringLiteral("toTime"), tr("To a T&ime…"), keysOf({"Ctrl+G"}),
                 tr("To a moment of the run"));
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
    wakes = new QActionGroup(this);
    const auto arrows = [this](const char *name, const QString &text, views::WakesShown its,
                               const QList<QKeySequence> &keys = {}) {
        QAction *action = addChoice(wakes, QString::fromLatin1(name), text, static_cast<int>(its));
        action->setShortcuts(keys);
    };
    arrows("wakesOfSelection", tr("Of the &Selection"), views::WakesShown::OfSelection,
           keysOf({"Alt+Shift+W"}));
    arrows("wakesAll", tr("Of &All in Sight"), views::WakesShown::All, keysOf({"Alt+W"}));
    arrows("wakesNone", tr("&None"), views::WakesShown::None);
    rowOrder = new QActionGroup(this);
    const auto order = [this](const char *name, const QString &text, views::RowOrder its) {
        addChoice(rowOrder, QString::fromLatin1(name), text, static_cast<int>(its));
    };
    order("orderCreation", tr("Order of &Creation"), views::RowOrder::Creation);
    order("orderFirstRun", tr("Order of &First Run"), views::RowOrder::FirstRun);
    order("orderTimeWaiting", tr("Time &Waiting, Longest First"), views::RowOrder::TimeWaiting);
    order("orderName", tr("&Name"), views::RowOrder::Name);
    addTimelineActions();
    allRows = add(QStringLiteral("allRows"), tr("All &Rows in Sight"), keysOf({"9"}),
                  tr("Rows as low as it takes to see every task, instead of scrolling"));
    allRows->setCheckable(true);
    tallRows = add(QStringLiteral("tallRows"), tr("Taller Ro&ws Where There Is Room"), {},
                   tr("Rows as high as all of them have room for"));
    tallRows->setCheckable(true);
    tracks = new QActionGroup(this);
    tracks->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    const auto track = [this](const char *name, const QString &text, const QString &help,
                              views::TrackId::Kind kind) {
        QAction *action
            = addChoice(tracks, QString::fromLatin1(name), text, static_cast<int>(kind));
        action->setStatusTip(help);
        action->setToolTip(help);
    };
    track("trackQueues", tr("&Queues"), tr("Show how many items each queue holds"),
          views::TrackId::Kind::Queue);
    track("trackAlive", tr("Tasks &Alive"),
          tr("Show how many tasks have been created and have not ended"),
          views::TrackId::Kind::Alive);
    track("trackBusy", tr("Loop &Busy"), tr("Show for how much of the time the loop runs steps"),
          views::TrackId::Kind::Busy);
    track("trackLag", tr("&Lag of the Loop"),
          tr("Show for how long what is ready or due has been waiting for its turn"),
          views::TrackId::Kind::Lag);
    track("trackReady", tr("&Ready Queue"), tr("Show how many tasks are ready"),
          views::TrackId::Kind::Ready);
    follow = add(QStringLiteral("follow"), tr("Fo&llow the End"), keysOf({"Ctrl+End"}),
                 tr("Keep the end of the live run in sight"), QStringLiteral("follow"));

    mark = add(QStringLiteral("mark"), tr("&Mark at the Cursor…"), keysOf({"M"}),
               tr("Set a mark with a note at the cursor, or change the one that is there"));
    deleteMark = add(QStringLiteral("deleteMark"), tr("&Delete the Mark"), {},
                     tr("Take away the mark at the cursor"));
    nextMark = add(QStringLiteral("nextMark"), tr("&Next Mark"), keysOf({"Shift+M"}));
    previousMark
        = add(QStringLiteral("previousMark"), tr("&Previous Mark"), keysOf({"Ctrl+Shift+M"}));
    circle = add(QStringLiteral("circle"), tr("Show the &Circle"), keysOf({"J"}),
                 tr("Draw who waits for whom in a circle"));
    circle->setCheckable(true);
    selectLost = add(QStringLiteral("selectLost"), tr("Select All That &Wait for Ever"),
                     keysOf({"Shift+J"}), tr("Select every task that nothing can wake any more"));

    palette = add(QStringLiteral("commandPalette"), tr("&Find a Command…"),
                  keysOf({"Ctrl+Shift+P"}), tr("Do anything by its name"));
    showKeys = add(QStringLiteral("keys"), tr("&Keys and Mouse"), keysOf({"?", "F1"}));
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
    toggle->setToolTip(withKey(toggle->text(), toggle));
    toggle->setIcon(views::icon(moving ? QStringLiteral("pause") : QStringLiteral("run"),
                                QPalette::HighlightedText));
}

QString WindowActions::keyText(const QAction *action)
{
    return action->shortcut().toString(QKeySequence::NativeText);
}

void WindowActions::check(const QActionGroup *group, int data)
{
    for (QAction *action : group->actions())
        action->setChecked(action->data().toInt() == data);
}

QString WindowActions::withKey(const QString &help, const QAction *action)
{
    const QString key = keyText(action);
    return key.isEmpty() ? help : tr("%1 (%2)", "what an action does, and its key").arg(help, key);
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
        action->setToolTip(withKey(help, action));
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

void WindowActions::addTimelineActions()
{
    using enum views::TimelineCommand;
    const auto everywhere
        = [this](views::TimelineCommand command, const char *name, const QString &text) {
              addTimelineAction(command, QString::fromLatin1(name), text, true);
          };
    const auto inTimeline
        = [this](views::TimelineCommand command, const char *name, const QString &text) {
              addTimelineAction(command, QString::fromLatin1(name), text, false);
          };
    everywhere(ZoomIn, "zoomIn", tr("Zoom &In"));
    inTimeline(ZoomInFast, "zoomInFast", tr("Zoom In Fast"));
    everywhere(ZoomOut, "zoomOut", tr("Zoom &Out"));
    inTimeline(ZoomOutFast, "zoomOutFast", tr("Zoom Out Fast"));
    everywhere(FitAll, "fitAll", tr("Fit &All"));
    everywhere(FitSelection, "fitSelection", tr("&Fit Selection"));
    everywhere(Back, "viewBack", tr("&Back to What Was in Sight"));
    everywhere(Forward, "viewForward", tr("For&ward Again"));
    everywhere(Filter, "filterTasks", tr("Fil&ter Tasks"));
    inTimeline(PanLeft, "panLeft", tr("To the &Left"));
    inTimeline(PanLeftFast, "panLeftFast", tr("To the Left Fast"));
    inTimeline(PanRight, "panRight", tr("To the &Right"));
    inTimeline(PanRightFast, "panRightFast", tr("To the Right Fast"));
    inTimeline(ToStart, "viewStart", tr("To the &Beginning"));
    inTimeline(ToEnd, "viewEnd", tr("To the &End"));
    inTimeline(PageUp, "rowsUp", tr("Rows &Up"));
    inTimeline(PageDown, "rowsDown", tr("Rows &Down"));
    inTimeline(NextTask, "nextTask", tr("Next &Task"));
    inTimeline(PreviousTask, "previousTask", tr("Previous T&ask"));
    inTimeline(NextSegment, "nextSegment", tr("&Next Segment"));
    inTimeline(PreviousSegment, "previousSegment", tr("&Previous Segment"));
    inTimeline(Waker, "waker", tr("&Who Woke It"));
    inTimeline(Woken, "woken", tr("Who&m It Woke"));
    inTimeline(Clear, "clearSelection", tr("&Clear Selection"));
    everywhere(FilterToTask, "filterToTask", tr("&Only This Task"));
    everywhere(Pin, "pinTask", tr("&Pin or Unpin Its Row"));
    everywhere(MeasureSelection, "measureSelection", tr("&Measure It"));
    everywhere(CursorToSelection, "cursorToSelection", tr("Cursor to Its &Beginning"));
    inTimeline(CopySentence, "copySentence", tr("Copy Its &Sentence"));
    inTimeline(UnfoldTask, "unfoldTask", tr("&Unfold or Fold What It Awaits"));
    inTimeline(FoldGroup, "foldGroup", tr("Fold or Unfold Its &Group"));
    everywhere(FoldAll, "foldAll", tr("Fold A&ll Groups"));
    everywhere(UnfoldAll, "unfoldAll", tr("&Unfold All Groups"));
    inTimeline(Menu, "selectionMenu", tr("&Menu of the Selection"));
    everywhere(NamesWider, "namesWider", tr("Names &Wider"));
    everywhere(NamesNarrower, "namesNarrower", tr("Names &Narrower"));
    everywhere(TracksHigher, "tracksHigher", tr("Tracks &Higher"));
    everywhere(TracksLower, "tracksLower", tr("Tracks &Lower"));
    everywhere(SizesAsTheyCome, "sizesAsTheyCome", tr("As They &Come"));
    everywhere(HideTrack, "hideTrack", tr("&Hide This Track"));
}

void WindowActions::addTimelineAction(views::TimelineCommand command, const QString &name,
                                      const QString &text, bool everywhere)
{
    QAction *action = add(name, text, views::keysOf(command));
    // The timeline itself reads its keys when it has the focus; elsewhere they have other meanings.
    if (!everywhere)
        action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this,
            [this, command] { Q_EMIT timelineCommandChosen(command); });
    m_timelineActions.emplace(command, action);
}

QList<QAction *>
WindowActions::timelineActions(std::initializer_list<views::TimelineCommand> commands) const
{
    QList<QAction *> actions;
    for (const views::TimelineCommand command : commands)
        actions += timelineAction(command);
    return actions;
}

void WindowActions::buildMenus(QMenuBar *bar, QUndoStack *undo)
{
    QMenu *file = bar->addMenu(tr("&File"));
    file->addAction(openRun);
    recentRuns = file->addMenu(tr("Open &Recent"));
    file->addActions({recordProgram, saveRun, turnIntoScript});
    file->addSeparator();
    QMenu *scripts = file->addMenu(tr("S&cripts"));
    scriptExamples = scripts->addMenu(tr("&Examples"));
    scriptExamples->setObjectName(QStringLiteral("scriptExamplesMenu"));
    scripts->addActions({openScript, saveScript, saveScriptAs});
    scripts->addSeparator();
    scripts->addAction(scriptFormat);
    file->addSeparator();
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
    edit->addActions({find, findNext, findPrevious});
    edit->addSeparator();
    edit->addActions({resetParameters, copyOutput});

    QMenu *view = bar->addMenu(tr("&View"));
    QMenu *themes = view->addMenu(tr("&Theme"));
    themes->addActions(theme->actions());
    view->addSeparator();
    view->addActions({sidePanel, inspector});
    view->addSeparator();
    view->addActions({output, source, script, loop, narration, findings, criticalPath, compare});
    view->addActions({ghost, loopMotion});
    view->addActions({nextFinding, previousFinding});
    view->addSeparator();
    view->addActions({legend, statusBar});
    view->addSeparator();
    view->addAction(fullScreen);

    QMenu *run = bar->addMenu(tr("&Run"));
    run->addActions({toggle, step, stepBack, stepTurn, nextWake, toTime});
    run->addSeparator();
    run->addActions({restart, toEnd, stop});
    run->addSeparator();
    run->addActions({predict, resetScore});
    questionMenu = run->addMenu(tr("&Questions"));
    questionMenu->setObjectName(QStringLiteral("questionMenu"));
    questionMenu->addActions(questions->actions());
    run->addSeparator();
    run->addActions({keepReference, compareWithFile, compareWithPython});
    pairs = run->addMenu(tr("W&orth Comparing"));
    run->addSeparator();
    run->addActions({faster, slower});
    run->addSeparator();
    run->addActions(clock->actions());

    QMenu *timeline = bar->addMenu(tr("&Timeline"));
    timeline->addActions(axis->actions());
    timeline->addSeparator();
    using enum views::TimelineCommand;
    timeline->addActions(timelineActions({ZoomIn, ZoomOut, FitAll, FitSelection}));
    timeline->addActions({allRows, tallRows});
    timeline->addSeparator();
    QMenu *sight = timeline->addMenu(tr("&Move"));
    sight->addActions(timelineActions({PanLeft, PanRight, ToStart, ToEnd, PageUp, PageDown}));
    sight->addSeparator();
    sight->addActions(timelineActions({ZoomInFast, ZoomOutFast, PanLeftFast, PanRightFast}));
    trackMenu = timeline->addMenu(tr("&Tracks"));
    trackMenu->setObjectName(QStringLiteral("trackMenu"));
    trackMenu->addActions(tracks->actions());
    trackMenu->addSeparator();
    queueMenu = trackMenu->addMenu(tr("&Each Queue"));
    queueMenu->setObjectName(QStringLiteral("queueMenu"));
    trackMenu->addAction(timelineAction(HideTrack));
    QMenu *sizes = timeline->addMenu(tr("Names and Trac&ks"));
    sizes->addActions(timelineActions({NamesWider, NamesNarrower, TracksHigher, TracksLower}));
    sizes->addSeparator();
    sizes->addAction(timelineAction(SizesAsTheyCome));
    QMenu *selection = timeline->addMenu(tr("&Select"));
    selection->addActions(timelineActions(
        {NextTask, PreviousTask, NextSegment, PreviousSegment, Waker, Woken, Clear, Menu}));
    selection->addSeparator();
    selection->addActions(
        timelineActions({CursorToSelection, MeasureSelection, FilterToTask, Pin, CopySentence}));
    selection->addSeparator();
    selection->addActions({selectLost, circle});
    QMenu *orders = timeline->addMenu(tr("Sort R&ows By"));
    orders->addActions(rowOrder->actions());
    QMenu *arrows = timeline->addMenu(tr("&Wakes as Arrows"));
    arrows->addActions(wakes->actions());
    QMenu *marks = timeline->addMenu(tr("Ma&rks"));
    marks->addActions({mark, deleteMark, nextMark, previousMark});
    QMenu *groups = timeline->addMenu(tr("&Groups and Coroutines"));
    groups->addActions(timelineActions({UnfoldTask, FoldGroup, FoldAll, UnfoldAll}));
    timeline->addActions(timelineActions({Back, Forward, Filter}));
    timeline->addSeparator();
    timeline->addAction(follow);

    QMenu *help = bar->addMenu(tr("&Help"));
    help->addActions({palette, showKeys, legend});
    help->addSeparator();
    help->addActions({about, aboutQt});
}

} // namespace app
