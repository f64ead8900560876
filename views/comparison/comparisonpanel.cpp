#include "views/comparison/comparisonpanel.h"

#include "views/model/rundocument.h"
#include "views/style/typography.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace views {

namespace {

enum Column { What, Now, Reference, Difference, ColumnCount };
enum Role { TaskRole = Qt::UserRole + 1, ObjectRole };

} // namespace

ComparisonPanel::ComparisonPanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_head(new QWidget(this))
    , m_verdict(new QLabel(m_head))
    , m_goThere(new QToolButton(m_head))
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_tree(new QTreeView(this))
    , m_nothing(new QLabel(this))
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
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(16, 8, 12, 8);
    head->setSpacing(12);
    head->addWidget(m_verdict, 1);
    head->addWidget(m_goThere, 0, Qt::AlignTop);
    m_tree->setObjectName(QStringLiteral("comparisonTree"));
    m_tree->setAccessibleName(tr("What differs between the two runs"));
    m_tree->setModel(m_model);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setFont(uiFont(12));
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionsMovable(false);
    m_nothing->setObjectName(QStringLiteral("noComparison"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setProperty("tone", 2);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(16);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_nothing, 1);
    connect(m_tree, &QTreeView::clicked, this, &ComparisonPanel::goTo);
    connect(m_tree, &QTreeView::activated, this, &ComparisonPanel::goTo);
    connect(m_goThere, &QToolButton::clicked, this, &ComparisonPanel::goToParting);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher.future().resultCount() == 0)
            return;
        m_result = m_watcher.future().takeResult();
        if (m_result)
            list();
    });
    tell({});
}

ComparisonPanel::~ComparisonPanel()
{
    m_watcher.cancel();
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
    m_reference = std::move(reference);
    m_referenceName = name;
    m_now.reset();
    compare();
}

void ComparisonPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    compare();
}

void ComparisonPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_watcher.isRunning()) {
        m_watcher.cancel();
        m_now.reset();
    }
}

void ComparisonPanel::compare()
{
    if (!isVisible())
        return;
    const auto now = m_document ? m_document->completeModel() : nullptr;
    const auto then
        = m_reference && m_reference != m_document ? m_reference->completeModel() : nullptr;
    if (now && then && now == m_now && then == m_then)
        return;
    m_watcher.cancel();
    m_result.reset();
    m_now = now;
    m_then = then;
    if (!m_document) {
        tell(tr("There is no run yet."));
    } else if (m_reference == m_document) {
        tell(tr("This run is the reference. Run or open another, to compare it."));
    } else if (!m_reference) {
        tell(tr("There is nothing to compare with. Move a slider, and the run before is the "
                "reference; or keep this one as reference (Shift+R) and run or open another."));
    } else if (!now || !then) {
        tell(tr("The run goes on. It is compared when it has ended."));
    } else {
        tell(tr("Comparing…"));
        m_watcher.setFuture(QtConcurrent::run([now, then](QPromise<Result> &promise) {
            promise.addResult(
                views::compare(*now, *then, [&](double) { return !promise.isCanceled(); }));
        }));
    }
}

void ComparisonPanel::list()
{
    const ComparisonText text = comparisonText(*m_result, *m_now, *m_then);
    QStringList sentences{QStringLiteral("<b>%1</b>").arg(text.verdict.toHtmlEscaped())};
    for (const QString &sentence : {text.length, text.parting}) {
        if (!sentence.isEmpty())
            sentences += sentence.toHtmlEscaped();
    }
    m_verdict->setText(sentences.join(QLatin1Char(' ')));
    m_goThere->setVisible(m_result->parting.has_value());
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
    if (row.object.now != trace::ObjectId::None)
        items[What]->setData(static_cast<quint32>(row.object.now), ObjectRole);
    for (const ComparisonText::Row &detail : row.details)
        add(items[What], detail);
    parent->appendRow(items);
}

void ComparisonPanel::goTo(const QModelIndex &index)
{
    const QModelIndex what = index.siblingAtColumn(What);
    const QVariant task = what.data(TaskRole);
    const QVariant object = what.data(ObjectRole);
    if (task.isValid())
        m_state->setSelectedTask(trace::TaskId{task.toUInt()});
    else if (object.isValid())
        m_state->setSelectedObject(trace::ObjectId{object.toUInt()});
}

void ComparisonPanel::goToParting()
{
    if (!m_result || !m_result->parting)
        return;
    // Into the step: what differs is what is done in it. The last one, where this run has fewer.
    const std::uint32_t steps = m_now->steps().steps();
    m_state->setCursor(m_now->positionAfterStep(std::min(m_result->parting->step.now + 1, steps)));
}

void ComparisonPanel::tell(const QString &why)
{
    m_model->clear();
    m_head->hide();
    m_tree->hide();
    m_nothing->setText(why);
    m_nothing->show();
}

} // namespace views
