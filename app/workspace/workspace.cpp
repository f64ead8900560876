#include "app/workspace/workspace.h"

#include "app/workspace/bottompanel.h"
#include "app/workspace/circlecard.h"
#include "app/workspace/inspectorplace.h"
#include "app/workspace/lastrunveil.h"
#include "app/workspace/legendcard.h"
#include "app/workspace/looppanel.h"
#include "app/workspace/outcomebar.h"
#include "app/workspace/predictbuttons.h"
#include "app/workspace/scriptpanel.h"
#include "app/workspace/sourcefolders.h"
#include "app/workspace/trackmenu.h"
#include "app/workspace/transportbar.h"
#include "app/workspace/windowactions.h"
#include "views/comparison/comparisonpanel.h"
#include "views/findings/findingspanel.h"
#include "views/inspector/inspectorpanel.h"
#include "views/inspector/sentencestrip.h"
#include "views/loop/loopview.h"
#include "views/narration/narrationpanel.h"
#include "views/output/outputpanel.h"
#include "views/path/pathpanel.h"
#include "views/scenario/parameterpanel.h"
#include "views/scenario/scenariogallery.h"
#include "views/search/searchbar.h"
#include "views/source/sourcepanel.h"
#include "views/style/icons.h"
#include "views/style/typography.h"
#include "views/timeline/timelineview.h"

#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

namespace app {

namespace {

constexpr int WideEnough = 1360; // for the left panel
constexpr int HighEnough = 800; // for the left panel, the panels at the foot and the status bar
constexpr int WideForInspector = 1500; // so that it stands there from the first start
constexpr int LeftWidth = 264;
constexpr int RailWidth = 44;
constexpr int StripHeight = 40;
constexpr int BottomHeight = 220;
constexpr int InspectorWidth = 312;
constexpr double ScriptShare = 0.42; // of the height of the picture and what is under it

} // namespace

Workspace::Workspace(views::ViewState *state, WindowActions *actions, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_transport(new TransportBar({actions->restart, actions->stepBack, actions->toggle,
                                    actions->step, actions->toEnd, actions->slower, actions->faster,
                                    actions->exportPicture},
                                   this))
    , m_rail(new QWidget(this))
    , m_strip(new QWidget(this))
    , m_stripScenario(new QToolButton(m_strip))
    , m_leftPanel(new QWidget(this))
    , m_leftLayout(new QVBoxLayout(m_leftPanel))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_rows(new QSplitter(Qt::Vertical, this))
    , m_picture(new QGridLayout)
    , m_galleryPopup(new QFrame(this, Qt::Popup))
    , m_gallery(new views::ScenarioGallery(this))
    , m_parameters(new views::ParameterPanel(this))
    , m_outcome(new OutcomeBar(actions->circle, actions->selectLost, this))
    , m_timeline(new views::TimelineView(state, this))
    , m_follow(new QToolButton(m_timeline))
    , m_bottom(new BottomPanel(this))
    , m_output(new views::OutputPanel(state, this))
    , m_source(new views::SourcePanel(state, this))
    , m_comparison(new views::ComparisonPanel(state, this))
    , m_script(new ScriptPanel(actions, this))
    , m_sourceFolders(new SourceFolders(m_source, this))
    , m_loop(new LoopPanel(state, actions, this))
    , m_narration(new views::NarrationPanel(state, this))
    , m_findings(new views::FindingsPanel(state, this))
    , m_path(new views::PathPanel(state, this))
    , m_search(new views::SearchBar(state, this))
    , m_inspector(new InspectorPlace(state, actions->inspector, m_columns, this))
    , m_veil(new LastRunVeil(this))
    , m_legend(new LegendCard(actions->legend, this))
    , m_circle(new CircleCard(state, actions->circle, this))
    , m_tracks(new TrackMenu(actions, m_timeline, this))
{
    buildLeftPanel();
    buildRail();
    buildStrip();
    buildFollowButton();
    build();
    buildBottomPanel();
    buildComparison();
    connect(m_legend, &LegendCard::signsChanged, this, &Workspace::placeCards);
    connect(m_timeline, &views::TimelineView::underRowsChanged, this, &Workspace::placeCards);
    connect(m_timeline, &views::TimelineView::besideChanged, m_legend,
            [this] { m_legend->setBeside(m_timeline->beside()); });
    connect(actions->sidePanel, &QAction::triggered, this, &Workspace::showSidePanel);
    connect(actions->rowOrder, &QActionGroup::triggered, m_timeline, [this](const QAction *order) {
        m_timeline->setRowOrder(static_cast<views::RowOrder>(order->data().toInt()));
    });
    connect(actions->wakes, &QActionGroup::triggered, m_timeline, [this](const QAction *wakes) {
        m_timeline->setWakes(static_cast<views::WakesShown>(wakes->data().toInt()));
    });
}

void Workspace::setDocument(const std::shared_ptr<views::RunDocument> &document)
{
    m_timeline->setDocument(document);
    m_tracks->setDocument(document);
    m_output->setDocument(document);
    m_sourceFolders->setDocument(document);
    m_loop->setDocument(document);
    m_narration->setDocument(document);
    m_findings->setDocument(document);
    m_path->setDocument(document);
    m_search->setDocument(document);
    m_comparison->setDocument(document);
    m_inspector->setDocument(document);
}

void Workspace::setScenarioTitle(const QString &title)
{
    m_stripScenario->setText(title);
    m_stripScenario->setAccessibleName(tr("Scenario: %1").arg(title));
}

void Workspace::showParameters(bool shown)
{
    m_withParameters = shown;
    m_parameters->setVisible(shown);
}

void Workspace::setTheme(const views::Theme &theme)
{
    m_timeline->setTheme(theme);
    m_output->setTheme(theme);
    m_bottom->setTheme(theme);
    m_source->setTheme(theme);
    m_script->setTheme(theme);
    m_loop->setTheme(theme);
    m_narration->setTheme(theme);
    m_findings->setTheme(theme);
    m_inspector->setTheme(theme);
    m_gallery->setTheme(theme);
    m_veil->setTheme(theme);
    m_legend->setTheme(theme);
    m_circle->setTheme(theme);
}

void Workspace::showFollowButton(bool shown)
{
    m_follow->setVisible(shown);
    placeFollowButton();
}

void Workspace::arrange(const QSize &size)
{
    const bool low = size.height() < HighEnough;
    const bool compact = low || size.width() < WideEnough;
    if (!m_arranged || compact != m_compact)
        setCompact(compact);
    // Only crossing the limit decides; within it a person may open and close what they like.
    if (low != m_low)
        showBottom(!low);
    m_low = low;
    m_arranged = true;
}

void Workspace::restore(const QSettings &settings)
{
    m_columns->restoreState(settings.value(QStringLiteral("window/columns")).toByteArray());
    m_rows->restoreState(settings.value(QStringLiteral("window/rows")).toByteArray());
    m_timeline->setWishes({settings.value(QStringLiteral("window/namesWidth"), 0).toInt(),
                           settings.value(QStringLiteral("window/tracksHeight"), 0).toInt()});
    m_tracks->restore(settings);
    m_actions->sidePanel->setChecked(
        settings.value(QStringLiteral("window/sidePanel"), true).toBool());
    m_output->setFollowingCursor(
        settings.value(QStringLiteral("window/followCursor"), true).toBool());
    m_actions->loopMotion->setChecked(
        settings.value(QStringLiteral("window/loopMotion"), true).toBool());
    m_source->setFollowingCursor(
        settings.value(QStringLiteral("window/sourceFollows"), true).toBool());
    const auto choose = [&settings](const QActionGroup *choices, const QString &key) {
        const QString name = settings.value(key).toString();
        for (QAction *action : choices->actions()) {
            if (action->objectName() == name)
                action->trigger();
        }
    };
    choose(m_actions->rowOrder, QStringLiteral("window/rowOrder"));
    choose(m_actions->wakes, QStringLiteral("window/wakes"));
    m_bottom->setPageName(settings.value(QStringLiteral("window/page")).toString());
    m_inspector->setWanted(
        settings.value(QStringLiteral("window/inspector"), window()->width() >= WideForInspector)
            .toBool());
    arrange(window()->size());
    showBottom(settings.value(QStringLiteral("window/output"), !m_low).toBool());
}

void Workspace::save(QSettings &settings) const
{
    settings.setValue(QStringLiteral("window/columns"), m_columns->saveState());
    // Of a collapsed panel only that it is collapsed is worth keeping.
    if (!m_bottom->isCollapsed())
        settings.setValue(QStringLiteral("window/rows"), m_rows->saveState());
    settings.setValue(QStringLiteral("window/namesWidth"), m_timeline->wishes().gutter);
    settings.setValue(QStringLiteral("window/tracksHeight"), m_timeline->wishes().queues);
    m_tracks->save(settings);
    settings.setValue(QStringLiteral("window/rowOrder"),
                      m_actions->rowOrder->checkedAction()->objectName());
    settings.setValue(QStringLiteral("window/wakes"),
                      m_actions->wakes->checkedAction()->objectName());
    settings.setValue(QStringLiteral("window/sidePanel"), m_actions->sidePanel->isChecked());
    settings.setValue(QStringLiteral("window/output"), !m_bottom->isCollapsed());
    settings.setValue(QStringLiteral("window/page"), m_bottom->pageName());
    settings.setValue(QStringLiteral("window/inspector"), m_inspector->isWanted());
    settings.setValue(QStringLiteral("window/followCursor"), m_output->isFollowingCursor());
    settings.setValue(QStringLiteral("window/loopMotion"), m_actions->loopMotion->isChecked());
    settings.setValue(QStringLiteral("window/sourceFollows"), m_source->isFollowingCursor());
}

void Workspace::showSidePanel(bool shown)
{
    m_actions->sidePanel->setChecked(shown);
    m_leftPanel->setVisible(shown && !m_compact);
    m_strip->setVisible(shown && m_compact);
}

void Workspace::showBottom(bool shown)
{
    if (shown == !m_bottom->isCollapsed())
        return;
    if (!shown)
        m_bottomHeight = m_bottom->height();
    m_bottom->setCollapsed(!shown);
    const int height = shown ? std::max(m_bottomHeight, BottomHeight) : m_bottom->collapsedHeight();
    m_rows->setSizes({std::max(0, m_rows->height() - height), height});
}

void Workspace::showComparison()
{
    m_bottom->setPage(m_comparison);
    showBottom(true);
}

void Workspace::showPlace(const views::SourceLine &place)
{
    m_bottom->setPage(m_source);
    showBottom(true);
    m_source->showPlace(place);
}

void Workspace::openScript()
{
    m_bottom->setPage(m_script);
    showBottom(true);
    const int wanted = static_cast<int>(m_rows->height() * ScriptShare);
    if (m_bottom->height() < wanted)
        m_rows->setSizes({m_rows->height() - wanted, wanted});
    m_script->setFocus();
}

void Workspace::openGallery()
{
    if (!m_compact) {
        showSidePanel(true);
        m_gallery->setFocus();
        return;
    }
    const QPoint below = m_stripScenario->isVisible()
        ? m_stripScenario->mapToGlobal(QPoint(0, m_stripScenario->height() + 4))
        : m_rail->mapToGlobal(QPoint(m_rail->width(), 0));
    m_galleryPopup->setGeometry(QRect(below, QSize(300, std::min(480, height() * 2 / 3))));
    m_galleryPopup->show();
    m_gallery->focusFilter();
}

void Workspace::closeGallery()
{
    m_galleryPopup->hide();
}

bool Workspace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_timeline && event->type() == QEvent::Resize)
        placeFollowButton();
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        placeCards();
    return QWidget::eventFilter(watched, event);
}

void Workspace::build()
{
    auto *picture = new QWidget(this);
    picture->setLayout(m_picture);
    m_picture->setContentsMargins(0, 0, 0, 0);
    m_picture->setSpacing(0);
    m_picture->addWidget(m_timeline, 0, 0);
    // A sentence that is longer than usual lies over the timeline, which stays as high as it is.
    m_picture->addWidget(m_inspector->strip(), 0, 0, 2, 1, Qt::AlignBottom);
    m_picture->setRowStretch(0, 1);
    m_inspector->strip()->raise();
    m_rows->addWidget(picture);
    m_rows->addWidget(m_bottom);
    m_rows->setStretchFactor(0, 1);
    m_rows->setStretchFactor(1, 0);
    m_rows->setSizes({BottomHeight * 3, BottomHeight});

    auto *middle = new QWidget(this);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_outcome);
    column->addWidget(m_search);
    column->addWidget(m_rows, 1);

    m_columns->addWidget(m_leftPanel);
    m_columns->addWidget(middle);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({LeftWidth, LeftWidth * 5, InspectorWidth});
    for (QSplitter *splitter : {m_rows, m_columns}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(1);
    }

    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_rail);
    body->addWidget(m_columns, 1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_transport);
    all->addLayout(body, 1);

    m_galleryPopup->setObjectName(QStringLiteral("galleryPopup"));
    m_galleryPopup->setAttribute(Qt::WA_StyledBackground);
    auto *popup = new QVBoxLayout(m_galleryPopup);
    popup->setContentsMargins(1, 1, 1, 1);
}

void Workspace::buildBottomPanel()
{
    m_bottom->addPage(m_output, tr("Output"), m_actions->output, m_output->tools());
    m_bottom->addPage(m_source, tr("Source"), m_actions->source, m_source->tools());
    m_bottom->addPage(m_loop, tr("Loop"), m_actions->loop);
    m_bottom->addPage(m_narration, tr("Narration"), m_actions->narration,
                      new PredictButtons(m_actions, this));
    m_bottom->addPage(m_findings, tr("Findings"), m_actions->findings);
    m_bottom->addPage(m_path, tr("Critical path"), m_actions->criticalPath, m_path->tools());
    m_bottom->addPage(m_comparison, tr("Compare"), m_actions->compare, m_comparison->tools());
    m_bottom->addPage(m_script, tr("Script"), m_actions->script);
    m_bottom->setSummary(m_output->newestLine());
    connect(m_bottom, &BottomPanel::collapseRequested, this,
            [this](bool collapsed) { showBottom(!collapsed); });
    connect(m_findings, &views::FindingsPanel::foundChanged, this,
            [this](int count, bool fault) { m_bottom->setCount(m_findings, count, fault); });
    connect(m_findings, &views::FindingsPanel::placesChanged, m_timeline,
            &views::TimelineView::setFindings);
    connect(m_timeline, &views::TimelineView::findingActivated, this,
            [this](std::size_t finding, std::size_t part) {
                m_bottom->setPage(m_findings);
                showBottom(true);
                m_findings->goToPlace(finding, part);
            });
    for (QAction *action : {m_actions->nextFinding, m_actions->previousFinding}) {
        const bool forth = action == m_actions->nextFinding;
        connect(action, &QAction::triggered, this, [this, forth] {
            m_bottom->setPage(m_findings);
            showBottom(true);
            if (forth)
                m_findings->next();
            else
                m_findings->previous();
        });
    }
    m_actions->loopMotion->setChecked(true);
    connect(m_actions->loopMotion, &QAction::toggled, m_loop->view(), &views::LoopView::setMoving);
    connect(m_inspector->panel(), &views::InspectorPanel::placeRequested, this,
            &Workspace::showPlace);
    connect(m_inspector->strip(), &views::SentenceStrip::placeRequested, this,
            &Workspace::showPlace);
    connect(m_findings, &views::FindingsPanel::placeRequested, this, &Workspace::showPlace);
    connect(m_path, &views::PathPanel::placeRequested, this, &Workspace::showPlace);
    connect(m_loop->view(), &views::LoopView::placeRequested, this, &Workspace::showPlace);
    connect(m_actions->find, &QAction::triggered, m_search, &views::SearchBar::open);
    connect(m_actions->findNext, &QAction::triggered, m_search, &views::SearchBar::next);
    connect(m_actions->findPrevious, &QAction::triggered, m_search, &views::SearchBar::previous);
    connect(m_search, &views::SearchBar::closed, m_timeline, [this] { m_timeline->setFocus(); });
    connect(m_parameters, &views::ParameterPanel::left, m_timeline,
            [this] { m_timeline->setFocus(); });
    connect(m_path, &views::PathPanel::pathChanged, m_timeline,
            &views::TimelineView::setCriticalPath);
    connect(m_path, &views::PathPanel::slackChanged, m_inspector->panel(),
            &views::InspectorPanel::setSlack);
    connect(m_path, &views::PathPanel::pathChanged, m_inspector->panel(),
            &views::InspectorPanel::setCriticalPath);
}

void Workspace::buildComparison()
{
    const QAction *compare = m_actions->compare;
    QAction *ghost = m_actions->ghost;
    connect(m_comparison, &views::ComparisonPanel::compared, m_timeline,
            &views::TimelineView::setComparison);
    connect(ghost, &QAction::toggled, this, [this](bool shown) {
        m_comparison->setWanted(shown);
        m_timeline->setGhostShown(shown);
    });
    // It comes and goes with the panel unless a person wants it otherwise.
    connect(ghost, &QAction::triggered, this, [this](bool shown) { m_ghostWanted = shown; });
    connect(compare, &QAction::toggled, this,
            [this, ghost](bool shown) { ghost->setChecked(shown || m_ghostWanted); });
    ghost->setChecked(compare->isChecked());
}

void Workspace::buildLeftPanel()
{
    m_leftPanel->setObjectName(QStringLiteral("leftPanel"));
    m_leftPanel->setAttribute(Qt::WA_StyledBackground);
    m_leftPanel->setMinimumWidth(220);
    auto *rule = new QFrame(m_leftPanel);
    rule->setObjectName(QStringLiteral("panelRule"));
    rule->setFixedHeight(1);
    m_leftLayout->setContentsMargins(0, 0, 0, 0);
    m_leftLayout->setSpacing(0);
    m_leftLayout->addWidget(rule);
}

void Workspace::buildRail()
{
    m_rail->setObjectName(QStringLiteral("rail"));
    m_rail->setAttribute(Qt::WA_StyledBackground);
    m_rail->setFixedWidth(RailWidth);
    auto *layout = new QVBoxLayout(m_rail);
    layout->setContentsMargins(6, 8, 5, 8);
    layout->setSpacing(4);

    auto *scenarios = new QToolButton(m_rail);
    scenarios->setObjectName(QStringLiteral("railScenarios"));
    scenarios->setIcon(views::icon(QStringLiteral("scenarios")));
    scenarios->setToolTip(tr("Choose a scenario"));
    connect(scenarios, &QToolButton::clicked, this, &Workspace::openGallery);
    auto *parameters = new QToolButton(m_rail);
    parameters->setDefaultAction(m_actions->sidePanel);
    auto *output = new QToolButton(m_rail);
    output->setDefaultAction(m_actions->output);
    auto *inspector = new QToolButton(m_rail);
    inspector->setDefaultAction(m_actions->inspector);
    auto *legend = new QToolButton(m_rail);
    legend->setDefaultAction(m_actions->legend);
    for (QToolButton *button : {scenarios, parameters, inspector, output, legend}) {
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAccessibleName(button->toolTip());
        button->setFixedSize(32, 32);
        button->setIconSize({16, 16});
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    layout->addStretch(1);
}

void Workspace::buildStrip()
{
    m_strip->setObjectName(QStringLiteral("parameterStrip"));
    m_strip->setAttribute(Qt::WA_StyledBackground);
    m_stripScenario->setObjectName(QStringLiteral("stripScenario"));
    m_stripScenario->setFont(views::uiFont(13, QFont::Bold));
    m_stripScenario->setIcon(views::icon(QStringLiteral("chevron-down")));
    m_stripScenario->setIconSize({20, 16});
    m_stripScenario->setLayoutDirection(Qt::RightToLeft); // the chevron after the name
    m_stripScenario->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_stripScenario->setToolTip(tr("Choose a scenario"));
    m_stripScenario->setFocusPolicy(Qt::TabFocus);
    connect(m_stripScenario, &QToolButton::clicked, this, &Workspace::openGallery);
    auto *layout = new QHBoxLayout(m_strip);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_stripScenario);
    m_strip->setFixedHeight(std::max(StripHeight, m_stripScenario->sizeHint().height() + 8));
}

void Workspace::buildFollowButton()
{
    m_follow->setObjectName(QStringLiteral("followButton"));
    m_follow->setDefaultAction(m_actions->follow);
    m_follow->setText(tr("Follow"));
    m_follow->setIconSize({20, 16});
    m_follow->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_follow->setProperty("framed", true);
    m_follow->setFocusPolicy(Qt::TabFocus);
    m_follow->hide();
    m_timeline->installEventFilter(this);
    m_rows->installEventFilter(this);
    m_bottom->installEventFilter(this);
    m_inspector->strip()->installEventFilter(this);
    connect(m_bottom, &BottomPanel::pageChanged, this, &Workspace::placeCards);
}

void Workspace::setCompact(bool compact)
{
    m_compact = compact;
    closeGallery();
    m_rail->setVisible(compact);
    if (compact) {
        m_galleryPopup->layout()->addWidget(m_gallery);
        m_strip->layout()->addWidget(m_parameters);
    } else {
        m_leftLayout->insertWidget(0, m_gallery, 1);
        m_leftLayout->addWidget(m_parameters);
    }
    m_gallery->show();
    m_parameters->setVisible(m_withParameters);
    m_parameters->setStrip(compact);
    m_inspector->setCompact(compact);
    m_picture->setRowMinimumHeight(1, compact ? m_inspector->strip()->usualHeight() : 0);
    m_outcome->setCompact(compact);
    showSidePanel(m_actions->sidePanel->isChecked());
}

} // namespace app
