#include "views/comparison/comparisonpanel.h"

#include "views/comparison/matchmenu.h"
#include "views/model/rundocument.h"
#include "views/style/typography.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace views {

namespace {

enum Column { What, Now, Reference, Difference, ColumnCount };
enum Role { TaskRole = Qt::UserRole + 1, ReferenceTaskRole, ObjectRole };

constexpr int OfferColumns = 2;
// Transitions that are compared within a frame: while a slider moves, nothing flickers.
constexpr std::size_t AtOnce = 20'000;
constexpr int Promille = 1000; // in which the progress is told

QToolButton *offer(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QStringLiteral("offer-") + action->objectName());
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setProperty("framed", true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return button;
}

trace::TaskId taskIn(const QModelIndex &index, int role)
{
    const QVariant task = index.siblingAtColumn(What).data(role);
    return task.isValid() ? trace::TaskId{task.toUInt()} : trace::TaskId::None;
}

} // namespace

ComparisonPanel::ComparisonPanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_head(new QWidget(this))
    , m_verdict(new QLabel(m_head))
    , m_goThere(new QToolButton(m_head))
    , m_unmatchAll(new QToolButton(m_head))
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_tree(new QTreeView(this))
    , m_nothing(new QLabel(this))
    , m_offers(new QWidget(this))
    , m_offerGrid(new QGridLayout(m_offers))
    , m_tools(new QToolButton(this))
{
    setObjectName(QStringLiteral("comparisonPanel"));
    m_verdict->setObjectName(QStringLiteral("comparisonVerdict"));
    m_verdict->setTextFormat(Qt::RichText);
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_goThere->setObjectName(QStringLiteral("comparisonGoThere"));
    m_goThere->setText(tr("Go to where they part"));
    m_goThere->setProperty("framed", true);
    m_goThere->setFocusPolicy(Qt::TabFocus);
    m_unmatchAll->setObjectName(QStringLiteral("comparisonUnmatchAll"));
    m_unmatchAll->setText(tr("Match all automatically"));
    m_unmatchAll->setToolTip(tr("Compare every task with the one of its name again"));
    m_unmatchAll->setProperty("framed", true);
    m_unmatchAll->setFocusPolicy(Qt::TabFocus);
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(16, 8, 12, 8);
    head->setSpacing(12);
    head->addWidget(m_verdict, 1);
    head->addWidget(m_unmatchAll, 0, Qt::AlignTop);
    head->addWidget(m_goThere, 0, Qt::AlignTop);
    m_tree->setObjectName(QStringLiteral("comparisonTree"));
    m_tree->setAccessibleName(tr("What differs between the two runs"));
    m_tree->setModel(m_model);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setFont(uiFont(12));
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionsMovable(false);
    m_nothing->setObjectName(QStringLiteral("noComparison"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setProperty("tone", 2);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(12);
    m_offers->setObjectName(QStringLiteral("comparisonOffers"));
    m_offerGrid->setContentsMargins(16, 0, 16, 12);
    m_offerGrid->setHorizontalSpacing(12);
    m_offerGrid->setVerticalSpacing(4);
    m_tools->setObjectName(QStringLiteral("compareWith"));
    m_tools->setText(tr("Compare with"));
    m_tools->setToolTip(tr("Choose what the run is compared with"));
    m_tools->setPopupMode(QToolButton::InstantPopup);
    m_tools->setProperty("framed", true);
    m_tools->setFocusPolicy(Qt::TabFocus);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_offers);
    connect(m_tree, &QTreeView::clicked, this, &ComparisonPanel::goTo);
    connect(m_tree, &QTreeView::activated, this, &ComparisonPanel::goTo);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &ComparisonPanel::showMatchMenu);
    connect(m_goThere, &QToolButton::clicked, this, &ComparisonPanel::goToParting);
    connect(m_unmatchAll, &QToolButton::clicked, this, [this] {
        m_byHand.clear();
        compareAnew();
    });
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, [this](int promille) {
        if (promille > 0)
            m_nothing->setText(tr("Comparing: %1 %").arg(promille * 100 / Promille));
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher.future().resultCount() == 0)
            return;
        take(m_watcher.future().takeResult());
    });
    tell({});
}

ComparisonPanel::~ComparisonPanel()
{
    m_watcher.cancel();
}

QWidget *ComparisonPanel::tools() const
{
    return m_tools;
}

void ComparisonPanel::setDocument(std::shared_ptr<RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), &RunDocument::changed, this, nullptr);
    m_document = std::move(document);
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this, &ComparisonPanel::compare);
    compare();
}

void ComparisonPanel::setReference(std::shared_ptr<RunDocument> reference, const QString &name)
{
    if (reference == m_reference && name == m_referenceName)
        return;
    if (m_reference)
        disconnect(m_readReference);
    m_reference = std::move(reference);
    if (m_reference)
        m_readReference
            = connect(m_reference.get(), &RunDocument::changed, this, &ComparisonPanel::compare);
    m_referenceName = name;
    m_now.reset();
    compare();
}

void ComparisonPanel::setOffers(const QList<QAction *> &references, const QList<QAction *> &pairs)
{
    auto *menu = new QMenu(m_tools);
    menu->addActions(references);
    menu->addSeparator();
    menu->addAction(tr("Worth comparing:"))->setEnabled(false);
    menu->addActions(pairs);
    m_tools->setMenu(menu);
    for (QAction *pair : pairs) {
        const int place = m_offerGrid->count();
        m_offerGrid->addWidget(offer(pair, m_offers), place / OfferColumns, place % OfferColumns);
    }
}

void ComparisonPanel::setWanted(bool wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    if (wanted)
        compare();
    else
        leave();
}

void ComparisonPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    compare();
    if (m_result && !std::exchange(m_isListed, true))
        list();
}

void ComparisonPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    leave();
}

/// Somebody has looked away.
void ComparisonPanel::leave()
{
    if (isLookedAt() || !m_watcher.isRunning())
        return;
    m_watcher.cancel();
    m_now.reset();
}

void ComparisonPanel::compare()
{
    if (!isLookedAt())
        return;
    const auto now = m_document ? m_document->wholeModel() : nullptr;
    const auto then
        = m_reference && m_reference != m_document ? m_reference->wholeModel() : nullptr;
    if (now && then && now == m_now && then == m_then)
        return;
    m_now = now;
    m_then = then;
    m_byHand.clear();
    compareAnew();
}

void ComparisonPanel::compareAnew()
{
    m_watcher.cancel();
    m_watcher.setFuture({});
    if (std::exchange(m_result, nullptr))
        Q_EMIT compared(nullptr);
    if (!m_document) {
        tell(tr("There is no run yet."), true);
    } else if (m_reference == m_document) {
        tell(tr("This run is the reference. Run or open another, to compare it."));
    } else if (!m_reference) {
        tell(tr("There is nothing to compare with. Move a slider, and the run before is the "
                "reference; or keep this one as reference (Shift+R) and run or open another. These "
                "are worth comparing:"),
             true);
    } else if (!m_now || !m_then) {
        tell(tr("The run goes on. It is compared when it has ended."));
    } else if (m_now->records() + m_then->records() <= AtOnce) {
        const auto always = [](double) { return true; };
        if (auto found = views::compare(*m_now, *m_then, always, m_byHand))
            take(std::make_shared<const Comparison>(std::move(*found)));
    } else {
        tell(tr("Comparing…"));
        m_watcher.setFuture(QtConcurrent::run(
            [now = m_now, then = m_then, byHand = m_byHand](QPromise<Result> &promise) {
                promise.setProgressRange(0, Promille);
                const auto goOn = [&promise](double share) {
                    promise.setProgressValue(static_cast<int>(share * Promille));
                    return !promise.isCanceled();
                };
                if (auto found = views::compare(*now, *then, goOn, byHand))
                    promise.addResult(std::make_shared<const Comparison>(std::move(*found)));
            }));
    }
}

void ComparisonPanel::take(const Result &result)
{
    m_result = result;
    m_isListed = isVisible();
    if (m_isListed)
        list();
    Q_EMIT compared(m_result);
}

void ComparisonPanel::list()
{
    const ComparisonText text = comparisonText(*m_result, *m_now, *m_then);
    QStringList sentences{QStringLiteral("<b>%1</b>").arg(text.verdict.toHtmlEscaped())};
    for (const QString &sentence : {text.length, text.parting}) {
        if (!sentence.isEmpty())
            sentences += sentence.toHtmlEscaped();
    }
    QString verdict = sentences.join(QLatin1Char(' '));
    const QString chance = chanceText(m_document->info(), m_reference->info());
    if (!chance.isEmpty() && !m_result->isEqual())
        verdict += QStringLiteral("<br>") + chance.toHtmlEscaped();
    m_verdict->setText(verdict);
    m_goThere->setVisible(m_result->parting.has_value());
    m_unmatchAll->setVisible(!m_byHand.empty());
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("What"), tr("Now"), m_referenceName, tr("Difference")});
    for (int column = Now; column < ColumnCount; ++column)
        m_model->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const ComparisonText::Part &part : text.parts) {
        auto *heading = new QStandardItem(part.heading);
        heading->setFont(uiFont(13, QFont::Bold));
        for (const ComparisonText::Row &row : part.rows)
            add(heading, row);
        m_model->appendRow(heading);
        m_tree->setExpanded(heading->index(), true);
        m_tree->setFirstColumnSpanned(heading->row(), {}, true);
    }
    QHeaderView *header = m_tree->header();
    header->setSectionResizeMode(What, QHeaderView::Stretch);
    for (int column = Now; column < ColumnCount; ++column)
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_nothing->hide();
    m_offers->hide();
    m_head->show();
    m_tree->show();
}

void ComparisonPanel::add(QStandardItem *parent, const ComparisonText::Row &row)
{
    QList<QStandardItem *> items;
    for (const QString &text : {row.what, row.now, row.reference, row.difference}) {
        auto *item = new QStandardItem(text);
        item->setFont(uiFont(13, row.differs && items.isEmpty() ? QFont::Bold : QFont::Normal));
        if (!items.isEmpty())
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        items += item;
    }
    if (row.task.now != trace::TaskId::None)
        items[What]->setData(static_cast<quint32>(row.task.now), TaskRole);
    if (row.task.reference != trace::TaskId::None)
        items[What]->setData(static_cast<quint32>(row.task.reference), ReferenceTaskRole);
    if (row.object.now != trace::ObjectId::None)
        items[What]->setData(static_cast<quint32>(row.object.now), ObjectRole);
    for (const ComparisonText::Row &detail : row.details)
        add(items[What], detail);
    parent->appendRow(items);
}

void ComparisonPanel::goTo(const QModelIndex &index)
{
    const trace::TaskId task = taskIn(index, TaskRole);
    const QVariant object = index.siblingAtColumn(What).data(ObjectRole);
    if (task != trace::TaskId::None)
        m_state->setSelectedTask(task);
    else if (object.isValid())
        m_state->setSelectedObject(trace::ObjectId{object.toUInt()});
}

void ComparisonPanel::showMatchMenu(const QPoint &point)
{
    // By key it is asked for anywhere, and means the current row.
    const QModelIndex under = m_tree->indexAt(point);
    const QModelIndex index = under.isValid() ? under : m_tree->currentIndex();
    const Both<trace::TaskId> task{taskIn(index, TaskRole), taskIn(index, ReferenceTaskRole)};
    if (!m_result || (task.now == trace::TaskId::None && task.reference == trace::TaskId::None))
        return;
    delete m_menu;
    m_menu = new MatchMenu({m_now, m_then}, m_result, task, matchOf(task).has_value(), this);
    connect(m_menu, &MatchMenu::chosen, this, &ComparisonPanel::match);
    connect(m_menu, &MatchMenu::automaticWanted, this, [this, task] { unmatch(task); });
    m_menu->popup(m_tree->viewport()->mapToGlobal(m_tree->visualRect(index).bottomLeft()));
}

std::optional<TaskMatch> ComparisonPanel::matchOf(const Both<trace::TaskId> &task) const
{
    const auto found = std::find_if(m_byHand.begin(), m_byHand.end(), [&](const TaskMatch &match) {
        return task.now != trace::TaskId::None ? match.one == task.now
                                               : match.other == task.reference;
    });
    return found == m_byHand.end() ? std::nullopt : std::optional(*found);
}

void ComparisonPanel::match(const TaskMatch &match)
{
    std::erase_if(m_byHand, [&match](const TaskMatch &other) {
        return other.one == match.one
            || (other.other == match.other && match.other != trace::TaskId::None);
    });
    m_byHand.push_back(match);
    compareAnew();
}

void ComparisonPanel::unmatch(const Both<trace::TaskId> &task)
{
    if (const auto match = matchOf(task)) {
        std::erase(m_byHand, *match);
        compareAnew();
    }
}

void ComparisonPanel::goToParting()
{
    if (!m_result || !m_result->parting)
        return;
    // Into the step: what differs is what is done in it. The last one, where this run has fewer.
    const std::uint32_t steps = m_now->steps().steps();
    m_state->setCursor(m_now->positionAfterStep(std::min(m_result->parting->step.now + 1, steps)));
}

void ComparisonPanel::tell(const QString &why, bool offers)
{
    m_model->clear();
    m_head->hide();
    m_tree->hide();
    m_nothing->setText(why);
    m_nothing->show();
    m_offers->setVisible(offers);
}

} // namespace views
