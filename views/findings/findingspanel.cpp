#include "views/findings/findingspanel.h"

#include "views/model/rundocument.h"
#include "views/style/glyph.h"
#include "views/style/rowactions.h"
#include "views/style/typography.h"
#include "views/words/numbertext.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace views {

namespace {

enum Column { What, When, Cost, ColumnCount };
enum Role { TaskRole = Qt::UserRole + 1, RecordRole, ObjectRole, SiteRole, KindRole, PartRole };

constexpr int FindingHeight = 40;
constexpr int DetailHeight = 26;
constexpr int ColumnGap = 24;

QList<QStandardItem *> rowOf(const QString &what, const QString &when, const QString &cost,
                             int height, bool bold)
{
    QList<QStandardItem *> row;
    for (const QString &text : {what, when, cost}) {
        auto *item = new QStandardItem(text);
        item->setEditable(false);
        item->setFont(uiFont(13, bold && row.isEmpty() ? QFont::Bold : QFont::Normal));
        const QFontMetrics metrics(item->font());
        item->setSizeHint(
            {metrics.horizontalAdvance(text) + ColumnGap, std::max(height, metrics.height() + 8)});
        item->setToolTip(text);
        row += item;
    }
    row[Cost]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return row;
}

/// What stays the same of a finding from one look to the next.
using Key = std::pair<int, quint32>;

Key keyOf(const QModelIndex &finding)
{
    return {finding.data(KindRole).toInt(), finding.data(ObjectRole).toUInt()};
}

template <class Clock>
std::chrono::nanoseconds since(const std::chrono::time_point<Clock> &begin)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begin);
}

Glyph glyphOf(Finding::Kind kind)
{
    switch (kind) {
    case Finding::Kind::LostWaits:
    case Finding::Kind::StoppedCircle:
        return Glyph::Question;
    case Finding::Kind::BlockedLoop:
        return Glyph::Alarm;
    case Finding::Kind::Unretrieved:
        return Glyph::Cross;
    case Finding::Kind::SwallowedCancel:
        return Glyph::SlashedRing;
    case Finding::Kind::GrowingQueue:
        return Glyph::TrayIn;
    case Finding::Kind::StillWaiting:
        break;
    }
    return Glyph::Clock;
}

} // namespace

FindingsPanel::FindingsPanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_tree(new QTreeView(this))
    , m_nothing(new QLabel(this))
{
    setObjectName(QStringLiteral("findingsPanel"));
    m_tree->setObjectName(QStringLiteral("findingsTree"));
    m_tree->setAccessibleName(tr("Findings"));
    m_tree->setModel(m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setRootIsDecorated(true);
    m_tree->setIconSize({16, 16});
    m_tree->setIndentation(22); // so that lines begin under the words of their finding
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(When, QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(Cost, QHeaderView::ResizeToContents);
    m_nothing->setObjectName(QStringLiteral("noFindings"));
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setTextFormat(Qt::RichText);
    m_nothing->setMargin(16);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_nothing, 1);
    connect(m_tree, &QTreeView::clicked, this, &FindingsPanel::goTo);
    connect(m_tree, &QTreeView::activated, this, &FindingsPanel::goTo);
    offerRowActions(m_tree);
    offerLine(
        m_tree, [this](const QModelIndex &row) { return placeOf(row).has_value(); },
        [this](const QModelIndex &row) { Q_EMIT placeRequested(*placeOf(row)); });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher.future().resultCount() > 0)
            take(m_watcher.result());
    });
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &FindingsPanel::look);
    clear();
}

FindingsPanel::~FindingsPanel() = default;

void FindingsPanel::setDocument(std::shared_ptr<RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    m_whole.reset();
    m_part.reset();
    m_pause.stop();
    m_watcher.setFuture({});
    clear();
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this, &FindingsPanel::look);
    look();
}

void FindingsPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (std::size_t i = 0; i < found().size() && m_model->rowCount() > static_cast<int>(i); ++i)
        m_model->item(static_cast<int>(i), What)->setIcon(iconOf(found()[i]));
}

void FindingsPanel::next()
{
    go(1);
}

void FindingsPanel::previous()
{
    go(-1);
}

void FindingsPanel::look()
{
    const auto whole = m_document ? m_document->wholeModel() : nullptr;
    if (!whole)
        return lookSoFar();
    if (whole == m_whole)
        return;
    m_whole = whole;
    m_part.reset();
    m_pause.stop();
    if (found().empty())
        tellThatItIsLookedThrough();
    m_watcher.setFuture(QtConcurrent::run([whole] {
        return Look{std::make_shared<PlacedFindings>(placedFindings(*whole, findings(*whole))), {}};
    }));
}

void FindingsPanel::lookSoFar()
{
    if (!m_document || m_watcher.isRunning() || m_pause.isActive())
        return;
    const std::size_t records = m_document->model().records();
    if (records == m_partRecords && m_part)
        return;
    // The document's own model is not for another thread while there is more to read.
    if (!m_part)
        m_part = std::make_shared<RunModel>(m_document->sharedTrace());
    m_partRecords = records;
    m_watcher.setFuture(QtConcurrent::run([part = m_part, records] {
        const auto begin = std::chrono::steady_clock::now();
        if (records > part->records())
            part->advance(records - part->records());
        auto found = std::make_shared<PlacedFindings>(placedFindings(*part, findingsSoFar(*part)));
        return Look{std::move(found), since(begin)};
    }));
}

void FindingsPanel::take(const Look &look)
{
    constexpr int Rest = 10; // of the time of one look, until the next
    if (!m_whole)
        m_pause.start(std::max(
            m_leastPause, std::chrono::duration_cast<std::chrono::milliseconds>(look.took * Rest)));
    std::vector<FindingText> texts;
    for (const Finding &finding : look.found->findings)
        texts.push_back(findingText(m_document->model(), finding));
    // Nothing of what a person reads is to move when nothing has come.
    if (!texts.empty() && texts == m_texts && *look.found == *m_found)
        return;
    m_found = look.found;
    m_texts = std::move(texts);
    list();
}

void FindingsPanel::clear()
{
    m_found = std::make_shared<PlacedFindings>();
    m_texts.clear();
    m_model->removeRows(0, m_model->rowCount());
    if (m_document && isBeingRead())
        tellThatItIsLookedThrough();
    else if (m_document)
        showNothing(tr("The run goes on"), lookedForSoFarText());
    else
        showNothing(tr("There is no run yet"),
                    tr("What is wrong in a run is looked for when there is one."));
    Q_EMIT foundChanged(0, false);
    Q_EMIT placesChanged(nullptr);
}

QList<QStandardItem *> FindingsPanel::rowOfFinding(const Finding &finding,
                                                   const FindingText &text) const
{
    auto row = rowOf(text.sentence, text.since, text.cost, FindingHeight, true);
    row[What]->setIcon(iconOf(finding));
    row[What]->setData(static_cast<int>(finding.kind), KindRole);
    row[What]->setData(static_cast<quint64>(finding.record), RecordRole);
    if (!finding.tasks.empty())
        row[What]->setData(static_cast<quint32>(finding.tasks.front()), TaskRole);
    if (finding.object != trace::ObjectId::None)
        row[What]->setData(static_cast<quint32>(finding.object), ObjectRole);
    for (const FindingText::Detail &detail : text.details) {
        const auto line = rowOf(detail.what, detail.when, detail.cost, DetailHeight, false);
        line[What]->setData(static_cast<quint32>(detail.task), TaskRole);
        line[What]->setData(static_cast<quint64>(detail.record), RecordRole);
        line[What]->setData(static_cast<quint64>(detail.part), PartRole);
        if (detail.site != trace::SiteId::None)
            line[What]->setData(static_cast<quint32>(detail.site), SiteRole);
        row[What]->appendRow(line);
    }
    return row;
}

void FindingsPanel::list()
{
    // Of a run that goes on what was chosen and open stays so.
    std::set<Key> open;
    std::set<Key> known;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        known.insert(keyOf(m_model->index(row, What)));
        if (m_tree->isExpanded(m_model->index(row, What)))
            open.insert(keyOf(m_model->index(row, What)));
    }
    const QModelIndex current = m_tree->selectionModel()->selectedRows().value(0);
    const QModelIndex chosen = current.parent().isValid() ? current.parent() : current;
    const std::optional<Key> key = chosen.isValid() ? std::optional(keyOf(chosen)) : std::nullopt;
    const int line = current.parent().isValid() ? current.row() : -1;
    const int scrolled = m_tree->verticalScrollBar()->value();

    m_model->removeRows(0, m_model->rowCount());
    for (std::size_t i = 0; i < found().size(); ++i)
        m_model->appendRow(rowOfFinding(found()[i], m_texts[i]));
    if (found().empty())
        tellNothingFound();
    m_nothing->setVisible(found().empty());
    m_tree->setVisible(!found().empty());
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, What);
        // One finding has room for what it is about.
        const bool isNewAlone = found().size() == 1 && !known.contains(keyOf(index));
        m_tree->setExpanded(index, isNewAlone || open.contains(keyOf(index)));
        if (key == keyOf(index))
            m_tree->setCurrentIndex(line < 0 ? index : m_model->index(line, What, index));
    }
    m_tree->doItemsLayout();
    m_tree->verticalScrollBar()->setValue(scrolled);
    Q_EMIT foundChanged(static_cast<int>(found().size()),
                        std::any_of(found().begin(), found().end(),
                                    [](const Finding &finding) { return finding.isFault(); }));
    Q_EMIT placesChanged(m_found);
}

bool FindingsPanel::isBeingRead() const
{
    // Of a run in progress the last records are always yet to be read: they do not count.
    return m_document->share() < 1;
}

void FindingsPanel::tellThatItIsLookedThrough()
{
    showNothing(tr("Looking through the run…"), QString());
}

void FindingsPanel::tellNothingFound()
{
    if (!m_whole && isBeingRead())
        return tellThatItIsLookedThrough();
    const QString steps = stepCountText(m_document->model().steps().steps());
    if (m_whole)
        showNothing(tr("Nothing found in %1").arg(steps), lookedForText());
    else
        showNothing(tr("Nothing found in %1 so far").arg(steps), lookedForSoFarText());
}

void FindingsPanel::go(int by)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    // The current row may be one that the tree chose when it got the focus.
    QModelIndex at = m_tree->selectionModel()->selectedRows().value(0);
    if (at.parent().isValid())
        at = at.parent();
    const int row = at.isValid() ? (at.row() + by + count) % count : by > 0 ? 0 : count - 1;
    const QModelIndex index = m_model->index(row, What);
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
    goTo(index);
}

void FindingsPanel::goToPlace(std::size_t finding, std::size_t part)
{
    if (!m_document || finding >= found().size())
        return;
    const QModelIndex top = m_model->index(static_cast<int>(finding), What);
    QModelIndex index = top;
    for (int line = 0; line < m_model->rowCount(top); ++line) {
        const QModelIndex detail = m_model->index(line, What, top);
        if (detail.data(PartRole).toULongLong() == part)
            index = detail;
    }
    m_tree->setExpanded(top, true);
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
    if (index != top || m_model->rowCount(top) == 0)
        return goTo(index);
    // There are more places than lines.
    const FindingText::Detail detail = findingDetail(m_document->model(), found()[finding], part);
    m_state->setSelectedTask(detail.task);
    goToRecord(detail.record);
}

void FindingsPanel::goTo(const QModelIndex &index)
{
    const QModelIndex what = index.siblingAtColumn(What);
    const QVariant task = what.data(TaskRole);
    const QVariant object = what.data(ObjectRole);
    const auto record = static_cast<std::size_t>(what.data(RecordRole).toULongLong());
    // In a deadlock they are the heart of it, and whoever else waits for ever is not.
    auto inCircles = what.parent().isValid()
        ? std::vector<trace::TaskId>()
        : found()[static_cast<std::size_t>(what.row())].deadlock.circleTasks();
    const ViewState::OneMove move(m_state);
    if (!inCircles.empty())
        m_state->setSelectedTasks(std::move(inCircles));
    else if (task.isValid())
        m_state->setSelectedTask(trace::TaskId{task.toUInt()});
    else if (object.isValid())
        m_state->setSelectedObject(trace::ObjectId{object.toUInt()});
    goToRecord(record);
}

void FindingsPanel::goToRecord(std::size_t record)
{
    if (m_document && record < m_document->model().records())
        m_state->setCursor({m_document->trace().records()[record].time(), record + 1});
}

std::optional<SourceLine> FindingsPanel::placeOf(const QModelIndex &index) const
{
    const QVariant site = index.siblingAtColumn(What).data(SiteRole);
    return site.isValid() && m_document ? lineOf(m_document->trace(), trace::SiteId{site.toUInt()})
                                        : std::nullopt;
}

QIcon FindingsPanel::iconOf(const Finding &finding) const
{
    constexpr int Size = 16;
    QPixmap pixmap(QSize(Size, Size) * devicePixelRatio());
    pixmap.setDevicePixelRatio(devicePixelRatio());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawGlyph(painter, glyphOf(finding.kind), QPointF(Size / 2.0, Size / 2.0), Size - 1,
              finding.isFault() ? m_theme.failed : m_theme.text2, 1.35, m_theme.canvas);
    return pixmap;
}

void FindingsPanel::showNothing(const QString &bold, const QString &rest)
{
    m_nothing->setText(QStringLiteral("<p><b>%1</b></p><p><span style=\"color: %2\">%3</span></p>")
                           .arg(bold.toHtmlEscaped(), m_theme.text2.name(), rest.toHtmlEscaped()));
    m_nothing->show();
    m_tree->hide();
}

} // namespace views
