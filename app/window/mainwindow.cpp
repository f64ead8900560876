#include "app/window/mainwindow.h"

#include "app/dialogs/commandpalette.h"
#include "app/dialogs/gotostep.h"
#include "app/dialogs/gototime.h"
#include "app/dialogs/keyshelp.h"
#include "app/guides/axisguide.h"
#include "app/guides/comparisonguide.h"
#include "app/guides/firsthints.h"
#include "app/guides/legendguide.h"
#include "app/guides/markguide.h"
#include "app/guides/outcomeguide.h"
#include "app/guides/ownprograms.h"
#include "app/guides/pictureexport.h"
#include "app/guides/pinguide.h"
#include "app/guides/predictguide.h"
#include "app/guides/runfiles.h"
#include "app/guides/scriptdesk.h"
#include "app/session/activitytext.h"
#include "app/session/argumenttext.h"
#include "app/session/changearguments.h"
#include "app/session/savedarguments.h"
#include "app/window/fieldkeys.h"
#include "app/workspace/inspectorplace.h"
#include "app/workspace/speedcontrol.h"
#include "app/workspace/statusline.h"
#include "app/workspace/timelinemenus.h"
#include "app/workspace/transportbar.h"
#include "app/workspace/windowactions.h"
#include "app/workspace/workprogress.h"
#include "app/workspace/workspace.h"
#include "views/inspector/inspectorpanel.h"
#include "views/output/outputpanel.h"
#include "views/scenario/parameterpanel.h"
#include "views/scenario/scenariogallery.h"
#include "views/timeline/timelineview.h"
#include "views/words/durationtext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"

#include <QAbstractButton>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QScrollBar>
#include <QSettings>
#include <QStyle>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace app {

using engine::qt::ClockKind;

namespace {

constexpr QSize FirstSize(1600, 1000);
constexpr QSize SmallestSize(780, 520);
constexpr int FrameTime = 200; // ms, until a window manager has surely put its frame around
constexpr QLatin1String FirstScenario("queue");

scenario::Arguments firstArguments(const std::vector<scenario::Scenario> &scenarios,
                                   const std::optional<scenario::Arguments> &start)
{
    if (start)
        return *start;
    const QSettings settings;
    const std::string last
        = settings.value(QStringLiteral("scenario"), FirstScenario).toString().toStdString();
    const auto found
        = std::find_if(scenarios.begin(), scenarios.end(),
                       [&](const scenario::Scenario &scenario) { return scenario.name == last; });
    return loadArguments(settings, found == scenarios.end() ? scenarios.front() : *found);
}

/// What a window manager will put around \a window, before it has.
QSize frameAround(const QWidget &window)
{
    const QStyle *style = window.style();
    const int side = style->pixelMetric(QStyle::PM_MdiSubWindowFrameWidth, nullptr, &window);
    const int title = std::max(style->pixelMetric(QStyle::PM_TitleBarHeight, nullptr, &window),
                               window.fontMetrics().height() * 2);
    return {2 * side, title + side};
}

} // namespace

MainWindow::MainWindow(const std::vector<scenario::Scenario> &scenarios,
                       const std::optional<scenario::Arguments> &start)
    : m_scenarios(scenarios)
    , m_session(&m_state, firstArguments(scenarios, start))
    , m_predictions(&m_session, &m_state)
    , m_actions(new WindowActions(this, menuBar(), &m_undo))
    , m_work(new Workspace(&m_state, m_actions, this))
    , m_export(new PictureExport(&m_session, &m_state, m_work->timeline(), this))
    , m_files(new RunFiles(&m_session, this))
    , m_script(new ScriptDesk(&m_session, m_actions, m_work, scenarios, this))
    , m_simulation(new WorkProgress(tr("Progress of the simulation"), tr("Stop simulation"), this))
    , m_status(new StatusLine(this, m_actions))
    , m_hints(new FirstHints(m_work, m_actions))
    , m_axis(new AxisGuide(&m_session, &m_state, m_actions, m_work, this))
    , m_legend(new LegendGuide(&m_predictions, &m_state, m_actions->legend, m_work, this))
    , m_outcome(new OutcomeGuide(&m_session, &m_state, m_actions, m_work, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/coroscope/coroscope.svg")));
    setMinimumSize(SmallestSize);
    setCentralWidget(m_work);
    m_work->gallery()->setScenarios(scenarios);
    m_simulation->setObjectName(QStringLiteral("simulationProgress"));
    connect(m_simulation, &WorkProgress::cancelRequested, &m_session, &RunSession::stop);
    connectSession();
    connectPanels();
    connectRunActions();
    connectViewActions();
    connectExport();
    connectFiles();
    auto *comparison
        = new ComparisonGuide(&m_session, &m_undo, m_actions, m_work, m_files, scenarios);
    connect(comparison, &ComparisonGuide::told, m_status, &StatusLine::tell);
    for (WorkProgress *progress : {m_simulation, m_files->progress(), m_script->progress(),
                                   m_export->progress(), comparison->pythonProgress()})
        m_status->add(progress);
    connectScript();

    new FieldKeys(this);
    auto *marks = new MarkGuide(&m_session, &m_state, m_actions, &m_undo, this);
    connect(marks, &MarkGuide::told, m_status,
            [this](const QString &note) { m_status->tell(note, false); });
    new PinGuide(&m_session, m_work->timeline(), this);
    new TimelineMenus(m_actions, m_work->timeline(), this);
    new PredictGuide(&m_predictions, m_actions, m_work, this);
    restoreWindow();
    m_work->setTheme(m_style.theme());
    showArguments();
    showActivity();
    m_work->timeline()->setFocus();
    m_session.begin();
}

MainWindow::~MainWindow() = default;

views::TimelineView *MainWindow::timeline() const
{
    return m_work->timeline();
}

void MainWindow::exportTo(const QString &path)
{
    m_export->write(path);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_script->mayClose()) {
        event->ignore();
        return;
    }
    saveWindow();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    arrange();
}

bool MainWindow::event(QEvent *event)
{
    // Space presses the button that has the focus, and runs only elsewhere.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const QWidget *focus = QApplication::focusWidget();
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier
            && (qobject_cast<const QAbstractButton *>(focus) != nullptr
                || qobject_cast<const QComboBox *>(focus) != nullptr)) {
            event->accept();
            return true;
        }
    }
    return QMainWindow::event(event);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // What nobody else has a use for.
    if (event->key() == Qt::Key_Escape) {
        if (m_work->inspector()->uncover() || m_hints->dismiss() || m_outcome->close())
            return;
        if (m_actions->legend->isChecked()) {
            m_actions->legend->trigger();
            return;
        }
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    // The frame's size is known only after the window manager has put it around the window.
    if (!std::exchange(m_fitted, true) && size() == m_firstSize)
        QTimer::singleShot(FrameTime, this, &MainWindow::fitScreen);
}

void MainWindow::fitScreen()
{
    if (isMaximized() || isFullScreen())
        return;
    const QRect room = screen()->availableGeometry();
    const QSize frame = frameGeometry().size() - size();
    resize(size().boundedTo(room.size() - frame));
    const QRect whole = frameGeometry();
    const QPoint place(
        std::clamp(whole.x(), room.left(), std::max(room.left(), room.right() + 1 - whole.width())),
        std::clamp(whole.y(), room.top(),
                   std::max(room.top(), room.bottom() + 1 - whole.height())));
    if (place != whole.topLeft())
        move(place);
}

void MainWindow::connectSession()
{
    connect(&m_session, &RunSession::argumentsChanged, this, &MainWindow::showArguments);
    connect(&m_session, &RunSession::shownChanged, this, &MainWindow::showShown);
    connect(&m_predictions, &Predictions::documentChanged, this, &MainWindow::showShown);
    connect(&m_predictions, &Predictions::documentChanged, this, &MainWindow::showActivity);
    connect(&m_predictions, &Predictions::changed, this, &MainWindow::showActivity);
    connect(&m_session, &RunSession::activityChanged, this, &MainWindow::showActivity);
    connect(&m_session, &RunSession::frame, this, &MainWindow::refreshViews);
    connect(&m_session, &RunSession::clockChanged, this, [this](ClockKind clock) {
        m_work->transport()->setClock(clock);
        WindowActions::check(m_actions->clock, static_cast<int>(clock));
    });
    connect(&m_session, &RunSession::speedChanged, m_work->transport()->speed(),
            &SpeedControl::setSpeed);
    connect(&m_state, &views::ViewState::cursorChanged, this, &MainWindow::showPlace);
    connect(&m_style, &Style::themeChanged, m_work, &Workspace::setTheme);
}

void MainWindow::connectPanels()
{
    connect(m_work->gallery(), &views::ScenarioGallery::scenarioChosen, this,
            &MainWindow::chooseScenario);
    connect(m_work->parameters(), &views::ParameterPanel::argumentsChanged, this,
            [this](const scenario::Arguments &arguments) {
                changeArguments(arguments, m_work->parameters()->gesture());
            });
    connect(m_work->transport(), &TransportBar::clockChosen, &m_session, &RunSession::setClock);
    connect(m_work->transport()->speed(), &SpeedControl::speedChosen, &m_session,
            &RunSession::setSpeed);
    connect(m_work->timeline(), &views::TimelineView::followingChanged, this,
            &MainWindow::showActivity);
    connect(m_work->timeline(), &views::TimelineView::hinted, this, [this](const QString &hint) {
        m_status->setSentence(hint.isEmpty() ? activityText(m_session, m_predictions.keepsBack())
                                             : hint);
        if (!hint.isEmpty())
            m_hints->done(FirstHints::Hint::Point);
    });
    connect(m_work->timeline(), &views::TimelineView::taskActivated, m_actions->inspector,
            [this] { m_actions->inspector->setChecked(true); });
    connect(&m_state, &views::ViewState::visibleRangeChanged, m_hints, &FirstHints::arrange);
    connect(m_work->timeline()->findChild<QScrollBar *>(), &QScrollBar::valueChanged, m_hints,
            &FirstHints::arrange);
}

void MainWindow::connectRunActions()
{
    const auto on = [](QAction *action, auto receiver, auto slot) {
        connect(action, &QAction::triggered, receiver, slot);
    };
    on(m_actions->stepBack, &m_session, &RunSession::stepBack);
    on(m_actions->toTime, this, &MainWindow::askForTime);
    on(m_actions->nextWake, m_work->inspector()->panel(), &views::InspectorPanel::goToNextWake);
    on(m_actions->restart, &m_session, &RunSession::restart);
    on(m_actions->toEnd, &m_session, &RunSession::toEnd);
    on(m_actions->stop, &m_session, &RunSession::stop);
    for (const QAction *tried : {m_actions->toggle, m_actions->step})
        connect(tried, &QAction::triggered, this, [this] { m_hints->done(FirstHints::Hint::Run); });
    on(m_actions->faster, m_work->transport()->speed(), &SpeedControl::faster);
    on(m_actions->slower, m_work->transport()->speed(), &SpeedControl::slower);
    on(m_actions->resetParameters, m_work->parameters(), &views::ParameterPanel::reset);
    connect(m_actions->clock, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_session.setClock(static_cast<ClockKind>(action->data().toInt()));
    });
}

void MainWindow::connectViewActions()
{
    const auto on = [](QAction *action, auto receiver, auto slot) {
        connect(action, &QAction::triggered, receiver, slot);
    };
    connect(m_actions, &WindowActions::timelineCommandChosen, m_work->timeline(),
            &views::TimelineView::perform);
    connect(m_actions->allRows, &QAction::toggled, m_work->timeline(),
            &views::TimelineView::setAllRows);
    connect(m_actions->tallRows, &QAction::toggled, m_work->timeline(),
            &views::TimelineView::setTallRows);
    on(m_actions->follow, this, &MainWindow::followEnd);
    on(m_actions->copyOutput, m_work->output(), &views::OutputPanel::copy);
    on(m_actions->showKeys, this, &MainWindow::showKeys);
    connect(m_actions->palette, &QAction::triggered, this,
            [this] { (new CommandPalette(menuBar(), this))->open(); });
    on(m_actions->about, this, &MainWindow::showAbout);
    on(m_actions->quit, this, &QWidget::close);
    connect(m_actions->aboutQt, &QAction::triggered, qApp, &QApplication::aboutQt);
    connect(m_actions->fullScreen, &QAction::triggered, this, [this](bool full) {
        setWindowState(windowState().setFlag(Qt::WindowFullScreen, full));
    });
    connect(m_actions->theme, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_style.setChoice(static_cast<Style::Choice>(action->data().toInt()));
    });
}

void MainWindow::connectExport()
{
    connect(m_actions->exportPicture, &QAction::triggered, m_export, &PictureExport::ask);
    connect(m_actions->copyPicture, &QAction::triggered, m_export, &PictureExport::copy);
    connect(m_export, &PictureExport::told, m_status, &StatusLine::tell);
}

void MainWindow::connectFiles()
{
    setAcceptDrops(true);
    m_files->keepRecent(m_actions->recentRuns);
    connect(m_actions->openRun, &QAction::triggered, m_files, &RunFiles::ask);
    connect(m_actions->saveRun, &QAction::triggered, m_files, &RunFiles::askToSave);
    connect(m_actions->recordProgram, &QAction::triggered, m_files,
            [this] { m_files->askToRecord(); });
    auto *own = new OwnPrograms(&m_session, m_work->gallery(), this);
    connect(m_files, &RunFiles::recorded, own, &OwnPrograms::rememberRecording);
    connect(m_script, &ScriptDesk::used, own, &OwnPrograms::rememberScript);
    connect(own, &OwnPrograms::recordingWanted, m_files, &RunFiles::open);
    connect(own, &OwnPrograms::recordWanted, m_files, &RunFiles::askToRecord);
    connect(own, &OwnPrograms::scriptWanted, m_script, &ScriptDesk::open);
    for (const auto wanted : {&OwnPrograms::recordingWanted, &OwnPrograms::scriptWanted})
        connect(own, wanted, m_work, &Workspace::closeGallery);
    connect(m_files, &RunFiles::told, m_status, &StatusLine::tell);
    connect(m_files, &RunFiles::anotherWanted, this, [this](const QString &path) {
        auto *another = new MainWindow(m_scenarios, m_session.arguments());
        another->setAttribute(Qt::WA_DeleteOnClose);
        another->show();
        another->files()->open(path);
    });
}

void MainWindow::connectScript()
{
    connect(m_script, &ScriptDesk::scenarioWanted, this, &MainWindow::chooseScenario);
    connect(m_script, &ScriptDesk::argumentsWanted, this, &MainWindow::changeArguments);
    connect(m_script, &ScriptDesk::told, m_status, &StatusLine::tell);
    connect(m_script, &ScriptDesk::whyOldChanged, this, &MainWindow::showLastRun);
    connect(m_files, &RunFiles::scriptWanted, m_script, &ScriptDesk::open);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!RunFiles::dropped(event).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    m_files->openAll(RunFiles::dropped(event));
}

void MainWindow::changeArguments(const scenario::Arguments &arguments, int gesture)
{
    if (gesture != RunSession::NoGesture)
        m_hints->done(FirstHints::Hint::Change);
    if (arguments != m_session.arguments() || m_session.isOpened())
        m_undo.push(new ChangeArguments(&m_session, arguments, gesture));
}

void MainWindow::chooseScenario(const scenario::Scenario *scenario)
{
    m_work->closeGallery();
    QSettings settings;
    saveArguments(settings, m_session.arguments());
    changeArguments(loadArguments(settings, *scenario), RunSession::NoGesture);
}

void MainWindow::showArguments()
{
    m_work->parameters()->setArguments(m_session.arguments());
    showTitle();
}

void MainWindow::showTitle()
{
    const scenario::Scenario &scenario = m_session.arguments().scenario();
    const bool opened = m_session.isOpened();
    const QString title = opened ? m_session.shown().document->info().title
                                 : QString::fromStdString(scenario.title);
    m_work->gallery()->setCurrent(opened ? nullptr : &scenario);
    m_work->showParameters(!opened
                           && std::any_of(scenario.parameters.begin(), scenario.parameters.end(),
                                          [](const scenario::Parameter &p) { return p.inPanel; }));
    m_work->transport()->setClockChoosable(!opened);
    m_actions->clock->setEnabled(!opened);
    m_work->setScenarioTitle(title);
    setWindowTitle(tr("%1 – Coroscope").arg(title));
    showLastRun();
}

void MainWindow::showShown()
{
    m_work->setDocument(m_predictions.document());
    showTitle();
}

void MainWindow::showActivity()
{
    const bool moving = m_session.isMoving();
    const bool live = m_session.isLive();
    m_work->timeline()->setLive(m_session.isGrowing());
    m_actions->showMoving(moving);
    m_actions->stop->setEnabled(live || m_session.isSimulating());
    const bool follows = live || m_session.isFed();
    m_actions->compareWithPython->setEnabled(!m_session.isOpened());
    m_actions->follow->setEnabled(follows);
    m_actions->saveRun->setEnabled(m_session.shown().document != nullptr);
    m_actions->exportPicture->setEnabled(m_session.shown().document != nullptr);
    m_actions->copyPicture->setEnabled(m_session.shown().document != nullptr);
    m_work->showFollowButton(follows && !m_work->timeline()->isFollowing());
    showSimulation();
    m_work->parameters()->setRunning(live && moving);
    m_axis->update();
    m_outcome->update(!m_predictions.keepsBack());
    m_script->setKeptBack(m_predictions.keepsBack());
    showPlace();
    showLastRun();
    m_hints->arrange();
}

void MainWindow::showLastRun()
{
    const RunSession::Recording &shown = m_session.shown();
    QString text = m_script->whyOld();
    if (shown.document && !m_session.isOpened() && !m_session.isLive()
        && !m_session.isSimulating()) {
        const views::RunInfo &info = shown.document->info();
        const views::RunInfo chosen = infoOf(m_session.arguments(), info.origin);
        if (m_session.isShownOld())
            text = tr("The last run (%1); %2 starts the new one")
                       .arg(info.title == chosen.title ? differenceText(info, chosen) : info.title,
                            m_actions->toggle->text());
        else if (text.isEmpty() && m_session.clock() == ClockKind::Real
                 && info.origin == views::RunInfo::Origin::Simulated)
            text = tr("The simulated run; %1 starts it on the real clock")
                       .arg(m_actions->toggle->text());
    }
    m_work->showLastRun(text);
}

void MainWindow::showSimulation()
{
    const auto share = m_session.simulatedShare();
    if (!m_session.isSimulating())
        m_simulation->end();
    else if (!m_simulation->hasBegun())
        m_simulation->begin(share ? WorkProgress::Kind::Share : WorkProgress::Kind::Busy);
    else if (share)
        m_simulation->setShare(*share);
    else
        m_simulation->setBusy(); // also in place of one whose length was known
}

void MainWindow::showPlace()
{
    const views::Position cursor = m_state.cursor();
    const auto number = [](std::uint32_t n) { return views::numberText(qint64{n}); };
    const QString turn = number(m_session.turnsDone());
    const QString steps = number(m_session.steps());
    const auto &document = m_session.shown().document;
    const bool timeless = document && views::takesNoTime(document->model());
    const QString place
        = timeless ? views::placeText(document->model(), cursor) : views::instantText(cursor.time);
    const QString step = number(m_session.stepsDone());
    if (m_predictions.keepsBack()) // also how much there is
        m_work->transport()->setReadOut(place, tr("step %1 · turn %2").arg(step, turn));
    else if (timeless)
        m_work->transport()->setReadOut(place, tr("of %1 · turn %2", "a step").arg(steps, turn));
    else
        m_work->transport()->setReadOut(place,
                                        tr("step %1 of %2 · turn %3").arg(step, steps, turn));
    m_actions->stepBack->setEnabled(!m_session.isAtStart());
    m_status->setSentence(activityText(m_session, m_predictions.keepsBack()));
    m_legend->update();
}

void MainWindow::refreshViews()
{
    if (m_session.isGrowing())
        showPlace();
    showSimulation();
}

void MainWindow::followEnd()
{
    m_work->timeline()->setFollowing(true);
    m_session.toEnd();
}

void MainWindow::arrange()
{
    m_work->arrange(size());
    m_hints->arrange();
    if (m_work->hasRoomForStatus() == m_hadRoomForStatus)
        return;
    m_hadRoomForStatus = m_work->hasRoomForStatus();
    m_status->setShown(m_hadRoomForStatus);
}

void MainWindow::askForTime()
{
    const auto document = m_session.shown().document;
    if (!document)
        return;
    if (views::takesNoTime(document->model())) {
        auto *steps = new GoToStep(static_cast<int>(m_session.stepsDone()),
                                   static_cast<int>(m_session.steps()), this);
        connect(steps, &QInputDialog::intValueSelected, this, [this, document](int step) {
            if (document == m_session.shown().document)
                m_state.setCursor(
                    document->model().positionAfterStep(static_cast<std::uint32_t>(step)));
        });
        steps->open();
        return;
    }
    auto *dialog = new GoToTime(m_state.cursor().time, m_session.end().time, this);
    connect(dialog, &GoToTime::chosen, &m_session, &RunSession::goTo);
    dialog->open();
}

void MainWindow::showKeys()
{
    if (m_keys == nullptr)
        m_keys = new KeysHelp(menuBar(), this);
    m_keys->show();
    m_keys->raise();
    m_keys->activateWindow();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Coroscope"));
    box->setIconPixmap(windowIcon().pixmap(QSize(64, 64), devicePixelRatio()));
    box->setText(tr("Coroscope %1").arg(QApplication::applicationVersion()));
    box->setInformativeText(
        tr("Makes coroutine scheduling visible: what suspends, what it waits for, who wakes it.\n\n"
           "Its scheduler is that of Python's asyncio, hop for hop."));
    box->open();
}

void MainWindow::restoreWindow()
{
    const QSettings settings;
    if (!restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(m_firstSize = FirstSize.boundedTo(screen()->availableSize() - frameAround(*this)));
    m_script->restore(settings);
    m_work->restore(settings);
    m_hints->restore(settings);
    m_actions->legend->setChecked(
        settings.value(QStringLiteral("legend"), !m_work->isCompact()).toBool());
    m_actions->statusBar->setChecked(true);
    arrange();

    const int theme = settings.value(QStringLiteral("theme"), 0).toInt();
    WindowActions::check(m_actions->theme, theme);
    m_style.setChoice(static_cast<Style::Choice>(std::clamp(theme, 0, 2)));
    if (settings.value(QStringLiteral("clock")).toString() == QLatin1String("real"))
        m_session.setClock(ClockKind::Real);
    m_session.setSpeed(
        std::clamp(settings.value(QStringLiteral("speed"), 1.0).toDouble(), 0.001, 1000.0));
    m_work->transport()->speed()->setSpeed(m_session.speed());
    m_actions->allRows->setChecked(settings.value(QStringLiteral("allRows"), false).toBool());
    m_actions->tallRows->setChecked(settings.value(QStringLiteral("tallRows"), false).toBool());
    m_axis->restore(settings);
}

void MainWindow::saveWindow()
{
    QSettings settings;
    m_script->save(settings);
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_work->save(settings);
    m_hints->save(settings);
    settings.setValue(QStringLiteral("legend"), m_actions->legend->isChecked());
    settings.setValue(QStringLiteral("theme"), static_cast<int>(m_style.choice()));
    settings.setValue(QStringLiteral("clock"),
                      m_session.clock() == ClockKind::Real ? QStringLiteral("real")
                                                           : QStringLiteral("virtual"));
    settings.setValue(QStringLiteral("speed"), m_session.speed());
    m_axis->save(settings);
    settings.setValue(QStringLiteral("allRows"), m_actions->allRows->isChecked());
    settings.setValue(QStringLiteral("tallRows"), m_actions->tallRows->isChecked());
    settings.setValue(QStringLiteral("scenario"),
                      QString::fromStdString(m_session.arguments().scenario().name));
    saveArguments(settings, m_session.arguments());
}

} // namespace app
