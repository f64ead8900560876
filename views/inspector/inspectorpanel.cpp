#include "views/inspector/inspectorpanel.h"

#include "views/analysis/wakeafter.h"
#include "views/inspector/richlabel.h"
#include "views/inspector/sectionview.h"
#include "views/inspector/stepsdelegate.h"
#include "views/inspector/stepsmodel.h"
#include "views/model/rundocument.h"
#include "views/style/icons.h"
#include "views/style/rowactions.h"
#include "views/style/typography.h"
#include "views/words/numbertext.h"
#include "views/words/objectpage.h"
#include "views/words/pathtext.h"
#include "views/words/placetext.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStyle>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>

namespace views {

namespace {

constexpr int Width = 312;
constexpr int Side = 16;
constexpr int LeastSteps = 3; // of the table in sight
constexpr int MostSteps = 12;
constexpr int RowsMeasured = 40; // for the width of a column
constexpr int ColumnGap = 8;
constexpr int LeastColumn = 72;
constexpr std::size_t ChangesAtOnce = 50'000; // of an object, that are counted while one waits

} // namespace

InspectorPanel::InspectorPanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_layout(new QVBoxLayout(this))
    , m_name(new QLabel(this))
    , m_close(new QToolButton(this))
    , m_card(new QFrame(this))
    , m_origin(new ColumnLabel(this, uiFont(12)))
    , m_sentence(new ColumnLabel(this, uiFont(14)))
    , m_nextWake(new QToolButton(this))
    , m_waker(new QToolButton(this))
    , m_buttons(new QWidget(this))
    , m_before(new QVBoxLayout)
    , m_after(new QVBoxLayout)
    , m_stepsHeading(new QLabel(this))
    , m_steps(new QTableView(this))
    , m_stepsModel(new StepsModel(this))
    , m_stepsDelegate(new StepsDelegate(this))
{
    setObjectName(QStringLiteral("inspector"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Inspector"));
    m_layout->setContentsMargins(Side, Side, Side, Side);
    m_layout->setSpacing(8);
    buildHead();
    buildSteps();
    for (QVBoxLayout *sections : {m_before, m_after})
        sections->setSpacing(4);
    m_layout->addLayout(m_before);
    m_layout->addWidget(m_stepsHeading);
    m_layout->addWidget(m_steps);
    m_layout->addLayout(m_after);
    m_layout->addStretch(1);

    connect(state, &ViewState::moved, this, &InspectorPanel::update);
    connect(&m_flowWatcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_flowWatcher.future().resultCount() > 0)
            m_flow = m_flowWatcher.result();
        update();
    });
}

InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::setDocument(std::shared_ptr<RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_stepsOf = trace::TaskId::None;
    m_deedsOf = trace::TaskId::None;
    m_flowOf = trace::ObjectId::None;
    m_flow.reset();
    m_path.reset();
    m_slack.reset();
    m_stepsModel->show(nullptr, trace::TaskId::None);
    m_document = std::move(document);
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this, &InspectorPanel::update);
    update();
}

void InspectorPanel::setCriticalPath(const std::shared_ptr<const std::vector<PathPart>> &path)
{
    m_path = path;
    update();
}

void InspectorPanel::setSlack(const std::shared_ptr<const Slack> &slack)
{
    m_slack = slack;
    update();
}

void InspectorPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_stepsDelegate->setTheme(theme);
    update();
}

QSize InspectorPanel::sizeHint() const
{
    return {Width, QWidget::sizeHint().height()};
}

void InspectorPanel::goToNextWake()
{
    const Wake wake = currentWake();
    if (wake.by != Wake::By::Nobody)
        m_state->setCursor({m_document->trace().records()[wake.record].time(), wake.record + 1});
}

void InspectorPanel::selectWaker()
{
    const Wake wake = currentWake();
    if (wake.by == Wake::By::Task)
        m_state->setSelectedTask(wake.task);
}

void InspectorPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    update();
}

void InspectorPanel::buildHead()
{
    m_name->setFont(uiFont(16, QFont::Bold));
    m_name->setWordWrap(true);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setObjectName(QStringLiteral("inspectorName"));
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setObjectName(QStringLiteral("closeInspector"));
    m_close->setToolTip(tr("Close the inspector"));
    m_close->setAccessibleName(m_close->toolTip());
    m_close->setFocusPolicy(Qt::TabFocus);
    m_origin->setObjectName(QStringLiteral("inspectorOrigin"));
    m_origin->setProperty("tone", 2);
    m_sentence->setObjectName(QStringLiteral("inspectorSentence"));
    m_nextWake->setText(tr("Next wake"));
    m_nextWake->setToolTip(tr("Go to where it is woken next"));
    m_nextWake->setObjectName(QStringLiteral("inspectorNextWake"));
    m_waker->setText(tr("Who wakes it"));
    m_waker->setToolTip(tr("Select who wakes it next"));
    m_waker->setObjectName(QStringLiteral("inspectorWaker"));
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    for (QToolButton *button : {m_nextWake, m_waker}) {
        button->setProperty("framed", true);
        button->setFocusPolicy(Qt::TabFocus);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    m_card->setObjectName(QStringLiteral("sentenceCard"));
    auto *card = new QVBoxLayout(m_card);
    card->setContentsMargins(12, 12, 12, 12);
    card->setSpacing(10);
    card->addWidget(m_sentence);
    card->addWidget(m_buttons);
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_name, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);
    auto *who = new QVBoxLayout;
    who->setSpacing(0);
    who->addLayout(head);
    who->addWidget(m_origin);
    m_layout->addLayout(who);
    m_layout->addWidget(m_card);
    connect(m_close, &QToolButton::clicked, this, &InspectorPanel::closeRequested);
    connect(m_nextWake, &QToolButton::clicked, this, &InspectorPanel::goToNextWake);
    connect(m_waker, &QToolButton::clicked, this, &InspectorPanel::selectWaker);
    for (const QLabel *links : {m_origin, m_sentence})
        connect(links, &QLabel::linkActivated, this, &InspectorPanel::follow);
}

void InspectorPanel::buildSteps()
{
    m_stepsHeading->setFont(uiFont(13, QFont::Bold));
    m_steps->setModel(m_stepsModel);
    m_steps->setItemDelegate(m_stepsDelegate);
    m_steps->setObjectName(QStringLiteral("inspectorSteps"));
    m_steps->setAccessibleName(tr("Steps of the selected task"));
    m_steps->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_steps->setSelectionMode(QAbstractItemView::SingleSelection);
    m_steps->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_steps->setShowGrid(false);
    m_steps->setFrameShape(QFrame::NoFrame);
    m_steps->setFont(uiFont(12));
    m_steps->setTabKeyNavigation(false);
    m_steps->verticalHeader()->hide();
    m_steps->verticalHeader()->setDefaultSectionSize(QFontMetrics(uiFont(12)).height() + 6);
    m_steps->horizontalHeader()->setFont(uiFont(12));
    m_steps->horizontalHeader()->setHighlightSections(false);
    m_steps->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_steps->horizontalHeader()->setStretchLastSection(true);
    m_steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto goTo = [this](const QModelIndex &index) {
        const SegmentRef step = m_stepsModel->stepOf(index.row());
        const TaskTrack &track = m_document->model().track(step.task);
        if (step.index + 1 < track.size())
            m_state->setCursor({track.start(step.index + 1), track.record(step.index + 1) + 1});
    };
    connect(m_steps, &QTableView::clicked, this, goTo);
    connect(m_steps, &QTableView::activated, this, goTo);
    offerRowActions(m_steps);
}

void InspectorPanel::update()
{
    if (!isVisible())
        return;
    const auto task = selectedTask();
    const auto object = selectedObject();
    World world;
    if (m_document) {
        const RunModel &model = m_document->model();
        const auto range = measured();
        world = worldAt(model, std::min(m_state->cursor().records, model.records()));
        m_page = task           ? taskPage(*task, world)
            : object            ? selectedObjectPage(*object, world)
            : range             ? rangePage(model, *range)
            : m_path && m_slack ? pathPage(model, *m_path, *m_slack)
                                : runPage(model, world, m_document->goesOn());
        if (task && range)
            m_page.sections.insert(m_page.sections.begin(), rangeSection(model, *task, *range));
    } else {
        m_page = {tr("Inspector"), {}, tr("There is no run yet."), {}};
    }
    m_name->setText(m_page.name);
    m_origin->setText(linksIn(m_page.origin, m_theme));
    m_origin->setVisible(!m_page.origin.isEmpty());
    m_sentence->setText(linksIn(m_page.sentence, m_theme));
    showButtons(task);
    showSections();
    showSteps(task, world);
}

InspectionPage InspectorPanel::taskPage(trace::TaskId task, const World &world)
{
    const RunModel &model = m_document->model();
    if (m_deedsOf != task || m_deedsKnown != model.records()) {
        m_deeds = taskDeeds(model, task);
        m_deedsOf = task;
        m_deedsKnown = model.records();
    }
    InspectionPage page
        = pageOf(model, inspect(model, world, m_state->cursor().time, task, m_document->goesOn()),
                 m_deeds, world.records);
    const std::size_t segment = model.track(task).segmentAfter(world.records);
    if (m_slack && segment != TaskTrack::None
        && static_cast<std::size_t>(task) < m_slack->tasks.size())
        page.sections.insert(page.sections.begin(), slackSection(model, *m_slack, {task, segment}));
    return page;
}

InspectionPage InspectorPanel::selectedObjectPage(trace::ObjectId object, const World &world)
{
    const RunModel &model = m_document->model();
    if (m_flowOf != object || m_flowKnown != model.records())
        startFlow(object);
    return objectPage(model, world, object, m_flow && m_flow->queue ? &*m_flow->queue : nullptr,
                      m_flow && m_flow->holds ? &*m_flow->holds : nullptr);
}

void InspectorPanel::startFlow(trace::ObjectId object)
{
    const RunModel &model = m_document->model();
    if (m_flowOf != object)
        m_flow.reset();
    m_flowOf = object;
    m_flowKnown = model.records();
    m_flowWatcher.setFuture({}); // of what was selected before
    if (model.depth(object).size() + model.holderTrack(object).size() <= ChangesAtOnce) {
        m_flow = flowOf(model, object);
    } else if (const auto whole = m_document->completeModel()) {
        m_flowWatcher.setFuture(
            QtConcurrent::run([whole, object] { return flowOf(*whole, object); }));
    }
}

InspectorPanel::Flow InspectorPanel::flowOf(const RunModel &model, trace::ObjectId object)
{
    Flow flow;
    if (model.depth(object).size() > 0)
        flow.queue = queueFlow(model, object);
    if (model.holderTrack(object).size() > 0)
        flow.holds = holdFlow(model, object);
    return flow;
}

std::optional<MeasuredRange> InspectorPanel::measured() const
{
    const auto &measure = m_state->measure();
    return measure ? std::optional(measuredRange(m_document->model(), *measure, m_state->axis()))
                   : std::nullopt;
}

void InspectorPanel::showButtons(std::optional<trace::TaskId> task)
{
    const Wake wake = currentWake();
    m_buttons->setVisible(task && wake.by != Wake::By::Nobody);
    m_nextWake->setEnabled(wake.record >= m_state->cursor().records);
    m_waker->setEnabled(wake.by == Wake::By::Task && wake.task != task);
}

void InspectorPanel::showSections()
{
    std::size_t before = 0;
    std::size_t after = 0;
    for (const InspectionPage::Section &section : m_page.sections) {
        SectionView *view = section.folded ? sectionAt(m_sectionsAfter, after++, m_after)
                                           : sectionAt(m_sectionsBefore, before++, m_before);
        view->show(section, m_theme);
    }
    for (; before < m_sectionsBefore.size(); ++before)
        m_sectionsBefore[before]->hide();
    for (; after < m_sectionsAfter.size(); ++after)
        m_sectionsAfter[after]->hide();
}

SectionView *InspectorPanel::sectionAt(std::vector<SectionView *> &views, std::size_t index,
                                       QVBoxLayout *layout)
{
    if (index == views.size()) {
        auto *view = new SectionView(this);
        layout->addWidget(view);
        connect(view, &SectionView::linkActivated, this, &InspectorPanel::follow);
        views.push_back(view);
    }
    return views[index];
}

void InspectorPanel::showSteps(std::optional<trace::TaskId> task, const World &world)
{
    m_stepsHeading->setVisible(task.has_value());
    m_steps->setVisible(task.has_value());
    if (!task)
        return;
    const RunModel &model = m_document->model();
    m_steps->setColumnHidden(StepsModel::Time, takesNoTime(model));
    const std::size_t known = model.track(*task).size();
    if (m_stepsOf != *task || m_stepsKnown != known) {
        m_stepsModel->show(&model, *task);
        m_stepsOf = *task;
        m_stepsKnown = known;
        // Where there is not room for all, what comes then is shortened, and who wakes it is not.
        int room = width() - 2 * Side - stepsWidth(StepsModel::WokenBy);
        for (const int column : {StepsModel::Time, StepsModel::Number}) {
            m_steps->setColumnWidth(column, stepsWidth(column));
            room -= m_steps->columnWidth(column);
        }
        m_steps->setColumnWidth(
            StepsModel::Then, std::min(stepsWidth(StepsModel::Then), std::max(LeastColumn, room)));
        const int rows = std::clamp(m_stepsModel->rowCount(), LeastSteps, MostSteps);
        m_steps->setFixedHeight(m_steps->horizontalHeader()->sizeHint().height()
                                + rows * m_steps->verticalHeader()->defaultSectionSize() + 2);
    }
    m_stepsHeading->setText(tr("Steps: %1").arg(numberText(qint64{m_stepsModel->rowCount()})));
    const int row = m_stepsModel->rowAt(world.records);
    m_stepsDelegate->setPresent(row);
    if (row >= 0) {
        m_steps->selectRow(row);
        m_steps->scrollTo(m_stepsModel->index(row, 0));
    } else {
        m_steps->clearSelection();
    }
    m_steps->viewport()->update();
}

/// Of the texts only: what else a style would ask about each of so many cells takes longer than to
/// paint the table.
int InspectorPanel::stepsWidth(int column) const
{
    const QFontMetrics metrics(m_steps->font());
    const auto widthOf
        = [&](const QVariant &text) { return metrics.horizontalAdvance(text.toString()); };
    int widest = widthOf(m_stepsModel->headerData(column, Qt::Horizontal, Qt::DisplayRole));
    const auto add = [&](int row) {
        widest = std::max(widest, widthOf(m_stepsModel->index(row, column).data()));
    };
    for (int row = 0; row < std::min(RowsMeasured, m_stepsModel->rowCount()); ++row)
        add(row);
    if (m_stepsModel->rowCount() > RowsMeasured)
        add(m_stepsModel->rowCount() - 1); // times and numbers grow
    return widest + 2 * m_steps->style()->pixelMetric(QStyle::PM_HeaderMargin) + ColumnGap;
}

void InspectorPanel::follow(const QString &href)
{
    if (const auto place = followLink(m_state, href))
        Q_EMIT placeRequested(*place);
}

std::optional<trace::TaskId> InspectorPanel::selectedTask() const
{
    const auto task = m_state->selectedTask();
    const bool known
        = m_document && task && static_cast<std::size_t>(*task) < m_document->model().taskCount();
    return known ? task : std::nullopt;
}

std::optional<trace::ObjectId> InspectorPanel::selectedObject() const
{
    const auto object = m_state->selectedObject();
    if (!m_document || !object
        || static_cast<std::size_t>(*object) >= m_document->trace().objects().size())
        return {};
    return object;
}

Wake InspectorPanel::currentWake() const
{
    const auto task = selectedTask();
    return task ? wakeAfter(m_document->model(), *task, m_state->cursor().records) : Wake{};
}

} // namespace views
