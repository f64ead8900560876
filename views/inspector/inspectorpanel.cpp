#include "views/inspector/inspectorpanel.h"

#include "views/inspector/richlabel.h"
#include "views/inspector/sharesbar.h"
#include "views/inspector/stepsmodel.h"
#include "views/model/rundocument.h"
#include "views/style/icons.h"
#include "views/style/typography.h"
#include "views/words/durationtext.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace views {

namespace {

constexpr int Width = 312;
constexpr int Side = 16;
constexpr int LeastSteps = 6; // of the table in sight
constexpr std::size_t MostLinks = 6; // of a chain, before its middle is only counted

} // namespace

InspectorPanel::InspectorPanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_layout(new QVBoxLayout(this))
    , m_name(new QLabel(this))
    , m_close(new QToolButton(this))
    , m_card(new QFrame(this))
    , m_origin(new QLabel(this))
    , m_sentence(richLabel(this, uiFont(14)))
    , m_nextWake(new QToolButton(this))
    , m_waker(new QToolButton(this))
    , m_buttons(new QWidget(this))
    , m_waitsHeading(addHeading(tr("Waits on")))
    , m_waits(richLabel(this, uiFont(13)))
    , m_sharesHeading(addHeading(QString()))
    , m_shares(new SharesBar(this))
    , m_sharesText(richLabel(this, uiFont(12)))
    , m_stepsHeading(addHeading(tr("Steps")))
    , m_steps(new QTableView(this))
    , m_stepsModel(new StepsModel(this))
{
    setObjectName(QStringLiteral("inspector"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Inspector"));
    m_name->setFont(uiFont(16, QFont::Bold));
    m_name->setWordWrap(true);
    m_name->setObjectName(QStringLiteral("inspectorName"));
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setObjectName(QStringLiteral("closeInspector"));
    m_close->setToolTip(tr("Close the inspector"));
    m_close->setAccessibleName(m_close->toolTip());
    m_close->setFocusPolicy(Qt::TabFocus);
    m_origin->setFont(uiFont(12));
    m_origin->setProperty("tone", 2);
    m_origin->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("inspectorSentence"));
    m_nextWake->setText(tr("Next wake"));
    m_nextWake->setToolTip(tr("Go to where it is woken next"));
    m_nextWake->setObjectName(QStringLiteral("inspectorNextWake"));
    m_waker->setText(tr("Its waker"));
    m_waker->setToolTip(tr("Select who wakes it"));
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

    m_steps->setModel(m_stepsModel);
    m_steps->setObjectName(QStringLiteral("inspectorSteps"));
    m_steps->setAccessibleName(tr("Steps of the selected task"));
    m_steps->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_steps->setSelectionMode(QAbstractItemView::SingleSelection);
    m_steps->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_steps->setShowGrid(false);
    m_steps->setFrameShape(QFrame::NoFrame);
    m_steps->setFont(uiFont(12));
    m_steps->setMinimumHeight(LeastSteps * (QFontMetrics(uiFont(12)).height() + 6));
    m_steps->setTabKeyNavigation(false);
    m_steps->verticalHeader()->hide();
    m_steps->verticalHeader()->setDefaultSectionSize(QFontMetrics(uiFont(12)).height() + 6);
    m_steps->horizontalHeader()->setFont(uiFont(12));
    m_steps->horizontalHeader()->setHighlightSections(false);
    m_steps->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_steps->horizontalHeader()->setStretchLastSection(true);
    m_steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_layout->setContentsMargins(Side, Side, Side, Side);
    m_layout->setSpacing(8);
    m_layout->addLayout(head);
    const auto parts
        = std::to_array<QWidget *>({m_origin, m_card, m_waitsHeading, m_waits, m_sharesHeading,
                                    m_shares, m_sharesText, m_stepsHeading});
    for (QWidget *part : parts)
        m_layout->addWidget(part);
    m_layout->addWidget(m_steps, 1);
    m_layout->addStretch(0);

    connect(m_close, &QToolButton::clicked, this, &InspectorPanel::closeRequested);
    connect(m_nextWake, &QToolButton::clicked, this, &InspectorPanel::goToNextWake);
    connect(m_waker, &QToolButton::clicked, this, &InspectorPanel::selectWaker);
    for (QLabel *label : {m_sentence, m_waits})
        connect(label, &QLabel::linkActivated, this, &InspectorPanel::followLink);
    connect(m_steps, &QTableView::clicked, this, [this](const QModelIndex &index) {
        const SegmentRef step = m_stepsModel->stepOf(index.row());
        const TaskTrack &track = m_document->model().track(step.task);
        if (step.index + 1 < track.size())
            m_state->setCursor({track.start(step.index + 1), track.record(step.index + 1) + 1});
    });
    connect(state, &ViewState::cursorChanged, this, &InspectorPanel::update);
    connect(state, &ViewState::selectedTaskChanged, this, &InspectorPanel::update);
    showNobody();
}

InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::setDocument(std::shared_ptr<RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_stepsOf = trace::TaskId::None;
    m_stepsModel->show(nullptr, trace::TaskId::None);
    m_document = std::move(document);
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this, &InspectorPanel::update);
    update();
}

void InspectorPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_shares->setTheme(theme);
    update();
}

QSize InspectorPanel::sizeHint() const
{
    return {Width, 400};
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

QLabel *InspectorPanel::addHeading(const QString &text)
{
    auto *heading = new QLabel(text, this);
    heading->setFont(uiFont(13, QFont::Bold));
    return heading;
}

void InspectorPanel::update()
{
    if (!isVisible())
        return;
    if (const auto task = selectedTask())
        showTask(*task);
    else
        showNobody();
}

std::optional<trace::TaskId> InspectorPanel::selectedTask() const
{
    const auto task = m_state->selectedTask();
    const bool known
        = m_document && task && static_cast<std::size_t>(*task) < m_document->model().taskCount();
    return known ? task : std::nullopt;
}

void InspectorPanel::showTask(trace::TaskId task)
{
    const TrackModel &model = m_document->model();
    const Position cursor = m_state->cursor();
    const World world = worldAt(model, std::min(cursor.records, model.records()));
    m_inspection = inspect(model, world, cursor.time, task, !model.outcome());
    m_name->setText(m_inspection.name.toHtmlEscaped());
    m_origin->setText(m_inspection.origin);
    m_origin->show();
    m_sentence->setText(linksIn(m_inspection.sentence, m_theme));
    const Wake wake = currentWake();
    m_buttons->setVisible(wake.by != Wake::By::Nobody);
    m_nextWake->setEnabled(wake.record >= cursor.records);
    m_waker->setEnabled(wake.by == Wake::By::Task && wake.task != task);
    showWaits();
    showShares();

    const std::size_t known = model.track(task).size();
    if (m_stepsOf != task || m_stepsKnown != known) {
        m_stepsModel->show(&model, task);
        m_stepsOf = task;
        m_stepsKnown = known;
        m_steps->resizeColumnToContents(StepsModel::Time);
        m_steps->resizeColumnToContents(StepsModel::Number);
    }
    m_stepsHeading->setText(tr("Steps: %1").arg(QLocale().toString(m_stepsModel->rowCount())));
    m_stepsHeading->show();
    m_steps->show();
    const int row = m_stepsModel->rowAt(world.records);
    if (row >= 0) {
        m_steps->selectRow(row);
        m_steps->scrollTo(m_stepsModel->index(row, 0));
    } else {
        m_steps->clearSelection();
    }
}

void InspectorPanel::showNobody()
{
    m_inspection = {};
    m_name->setText(tr("Inspector"));
    m_sentence->setText(m_document
                            ? tr("Select a task to see why it runs or does not, and who wakes it.")
                            : tr("There is no run yet."));
    const auto rest
        = std::to_array<QWidget *>({m_origin, m_buttons, m_waitsHeading, m_waits, m_sharesHeading,
                                    m_shares, m_sharesText, m_stepsHeading, m_steps});
    for (QWidget *part : rest)
        part->hide();
}

void InspectorPanel::showWaits()
{
    const auto &links = m_inspection.waitsOn;
    m_waitsHeading->setVisible(!links.empty());
    m_waits->setVisible(!links.empty());
    QStringList lines;
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (links.size() > MostLinks && i >= MostLinks / 2 && i < links.size() - MostLinks / 2) {
            if (i == MostLinks / 2)
                lines += tr("%n more", nullptr, static_cast<int>(links.size() - MostLinks));
            continue;
        }
        lines += links[i].place.isEmpty()
            ? links[i].what
            : QStringLiteral("%1<br><span style=\"color: %2\">%3</span>")
                  .arg(links[i].what, m_theme.text2.name(), links[i].place.toHtmlEscaped());
    }
    if (m_inspection.circle)
        lines += QStringLiteral("<b>%1</b>").arg(tr("They wait for each other in a circle."));
    m_waits->setText(linksIn(lines.join(QStringLiteral("<br>")), m_theme));
}

void InspectorPanel::showShares()
{
    const auto &shares = m_inspection.shares;
    m_sharesHeading->setText(tr("Where its %1 went").arg(exactDurationText(m_inspection.lived)));
    m_shares->setShares(shares);
    QString rows;
    for (const Inspection::Share &share : shares)
        rows += QStringLiteral(
                    "<tr><td width=\"150\">%1</td><td align=\"right\" width=\"70\">%2</td>"
                    "<td align=\"right\" width=\"50\">%3</td></tr>")
                    .arg(share.word.toHtmlEscaped(), exactDurationText(share.time),
                         tr("%1 %").arg(QLocale().toString(qRound(share.part * 100))));
    m_sharesText->setText(QStringLiteral("<table cellspacing=\"0\">%1</table>").arg(rows));
    const auto parts = std::to_array<QWidget *>({m_sharesHeading, m_shares, m_sharesText});
    for (QWidget *part : parts)
        part->setVisible(!shares.empty());
}

void InspectorPanel::followLink(const QString &href)
{
    const trace::TaskId task = linkTarget(href);
    if (task != trace::TaskId::None)
        m_state->setSelectedTask(task);
}

Wake InspectorPanel::currentWake() const
{
    const auto task = selectedTask();
    if (!task)
        return {};
    const TaskTrack &track = m_document->model().track(*task);
    std::size_t segment = track.segmentAfter(m_state->cursor().records);
    if (segment == TaskTrack::None)
        return {};
    // The next wake of one that runs is that of the wait to come.
    while (segment < track.size() && isRunning(track.state(segment)))
        ++segment;
    return segment < track.size() ? m_document->model().wake({*task, segment}) : Wake{};
}

} // namespace views
