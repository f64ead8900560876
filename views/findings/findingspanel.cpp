#include "views/findings/findingspanel.h"

#include "views/model/rundocument.h"
#include "views/style/glyph.h"
#include "views/style/rowactions.h"
#include "views/style/typography.h"
#include "views/words/findingtext.h"
#include "views/words/numbertext.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>

namespace views {

namespace {

enum Column { What, When, Cost, ColumnCount };
enum Role { TaskRole = Qt::UserRole + 1, RecordRole, ObjectRole, SiteRole };

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

Glyph glyphOf(Finding::Kind kind)
{
    switch (kind) {
    case Finding::Kind::LostWaits:
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
        if (!m_whole || m_watcher.future().resultCount() == 0)
            return;
        m_found = m_watcher.result();
        list();
    });
    look();
}

FindingsPanel::~FindingsPanel() = default;

void FindingsPanel::setDocument(std::shared_ptr<RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    m_whole.reset();
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this, &FindingsPanel::look);
    look();
}

void FindingsPanel::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (std::size_t i = 0; i < m_found.size() && m_model->rowCount() > static_cast<int>(i); ++i)
        m_model->item(static_cast<int>(i), What)->setIcon(iconOf(m_found[i]));
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
    const auto whole = m_document ? m_document->completeModel() : nullptr;
    if (whole && whole == m_whole)
        return;
    m_whole = whole;
    m_found.clear();
    m_model->removeRows(0, m_model->rowCount());
    m_watcher.setFuture({});
    if (m_whole) {
        showNothing(tr("Looking through the run…"), QString());
        m_watcher.setFuture(QtConcurrent::run([whole] { return findings(*whole); }));
    } else {
        showNothing(m_document ? tr("The run goes on") : tr("There is no run yet"),
                    tr("What is wrong in a run is looked for when it has ended."));
    }
    Q_EMIT foundChanged(0, false);
}

void FindingsPanel::list()
{
    m_model->removeRows(0, m_model->rowCount());
    for (const Finding &finding : m_found) {
        const FindingText text = findingText(*m_whole, finding);
        const auto row = rowOf(text.sentence, text.since, text.cost, FindingHeight, true);
        row[What]->setIcon(iconOf(finding));
        row[What]->setData(static_cast<quint64>(finding.record), RecordRole);
        if (!finding.tasks.empty())
            row[What]->setData(static_cast<quint32>(finding.tasks.front()), TaskRole);
        if (finding.object != trace::ObjectId::None)
            row[What]->setData(static_cast<quint32>(finding.object), ObjectRole);
        for (const FindingText::Detail &detail : text.details) {
            const auto line = rowOf(detail.what, detail.when, detail.cost, DetailHeight, false);
            line[What]->setData(static_cast<quint32>(detail.task), TaskRole);
            line[What]->setData(static_cast<quint64>(detail.record), RecordRole);
            if (detail.site != trace::SiteId::None)
                line[What]->setData(static_cast<quint32>(detail.site), SiteRole);
            row[What]->appendRow(line);
        }
        m_model->appendRow(row);
    }
    if (m_found.empty())
        showNothing(tr("Nothing found in %1").arg(stepCountText(m_whole->steps().steps())),
                    lookedForText());
    m_nothing->setVisible(m_found.empty());
    m_tree->setVisible(!m_found.empty());
    // One finding has room for what it is about.
    if (m_found.size() == 1)
        m_tree->expandAll();
    Q_EMIT foundChanged(static_cast<int>(m_found.size()),
                        std::any_of(m_found.begin(), m_found.end(),
                                    [](const Finding &finding) { return finding.isFault(); }));
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

void FindingsPanel::goTo(const QModelIndex &index)
{
    const QModelIndex what = index.siblingAtColumn(What);
    const QVariant task = what.data(TaskRole);
    const QVariant object = what.data(ObjectRole);
    const auto record = static_cast<std::size_t>(what.data(RecordRole).toULongLong());
    if (task.isValid())
        m_state->setSelectedTask(trace::TaskId{task.toUInt()});
    else if (object.isValid())
        m_state->setSelectedObject(trace::ObjectId{object.toUInt()});
    if (m_whole && record < m_whole->records())
        m_state->setCursor({m_whole->trace().records()[record].time(), record + 1});
}

std::optional<SourceLine> FindingsPanel::placeOf(const QModelIndex &index) const
{
    const QVariant site = index.siblingAtColumn(What).data(SiteRole);
    return site.isValid() && m_whole ? lineOf(m_whole->trace(), trace::SiteId{site.toUInt()})
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
