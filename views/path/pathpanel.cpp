#include "views/path/pathpanel.h"

#include "views/model/rundocument.h"
#include "views/path/pathmodel.h"
#include "views/style/rowactions.h"
#include "views/style/typography.h"
#include "views/words/linktext.h"
#include "views/words/numbertext.h"
#include "views/words/pathtext.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace views {

PathPanel::PathPanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_model(new PathModel(this))
    , m_table(new QTableView(this))
    , m_others(new QLabel(this))
    , m_nothing(new QLabel(this))
    , m_tools(new QWidget(this))
    , m_count(new QLabel(m_tools))
    , m_untilCursor(new QCheckBox(tr("Until the cursor"), m_tools))
{
    setObjectName(QStringLiteral("pathPanel"));
    m_table->setObjectName(QStringLiteral("pathTable"));
    m_table->setAccessibleName(tr("The critical path, part by part"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(QFontMetrics(uiFont(12)).height() + 6);
    m_table->horizontalHeader()->setFont(uiFont(12));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    constexpr std::array Widths{90, 90, 140, 260, 200};
    for (int column = 0; column < static_cast<int>(Widths.size()); ++column)
        m_table->setColumnWidth(column, Widths[static_cast<std::size_t>(column)]);
    m_others->setObjectName(QStringLiteral("pathOthers"));
    m_others->setFont(uiFont(12));
    m_others->setTextFormat(Qt::RichText);
    m_others->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_others->setWordWrap(true);
    m_others->setMargin(6);
    connect(m_others, &QLabel::linkActivated, this, [this](const QString &href) {
        if (const trace::TaskId task = linkTarget(href); task != trace::TaskId::None)
            m_state->setSelectedTask(task);
    });
    m_nothing->setObjectName(QStringLiteral("noPath"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setProperty("tone", 2);
    m_nothing->setWordWrap(true);
    m_count->setProperty("tone", 2);
    m_count->setFont(uiFont(12));
    m_untilCursor->setObjectName(QStringLiteral("pathUntilCursor"));
    m_untilCursor->setToolTip(tr("The path to the moment at the cursor, instead of to the end"));
    auto *tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(12);
    tools->addWidget(m_count);
    tools->addWidget(m_untilCursor);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tools);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_others);
    layout->addWidget(m_nothing, 1);

    connect(m_table, &QTableView::clicked, this, &PathPanel::goTo);
    connect(m_table, &QTableView::activated, this, &PathPanel::goTo);
    offerRowActions(m_table);
    offerLine(
        m_table,
        [this](const QModelIndex &row) { return row.isValid() && m_model->place(row.row()); },
        [this](const QModelIndex &row) { showLine(row); });
    connect(m_untilCursor, &QCheckBox::toggled, this, &PathPanel::find);
    connect(state, &ViewState::cursorChanged, this, [this] {
        if (m_untilCursor->isChecked())
            find();
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher.future().resultCount() == 0 || !m_whole || !isVisible())
            return;
        if (std::exchange(m_again, false)) {
            find();
            return;
        }
        take(m_watcher.result());
    });
    tell(tr("There is no run yet."));
}

PathPanel::~PathPanel() = default;

void PathPanel::setDocument(std::shared_ptr<RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    m_whole.reset();
    m_watcher.setFuture({});
    m_again = false;
    tell(tr("Looking for the path…"));
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this, &PathPanel::find);
    find();
}

void PathPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    find();
}

void PathPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_path.reset();
    Q_EMIT slackChanged(nullptr);
    Q_EMIT pathChanged(nullptr);
}

void PathPanel::take(const Found &found)
{
    m_path = found.path;
    m_model->show(m_whole, m_path);
    m_nothing->hide();
    m_table->show();
    m_count->setText(m_path->size() == 1
                         ? tr("1 part")
                         : tr("%1 parts").arg(numberText(static_cast<qint64>(m_path->size()))));
    m_others->setText(othersText(*m_whole, *m_path, *found.slack));
    m_others->setVisible(!m_others->text().isEmpty());
    Q_EMIT slackChanged(found.slack);
    Q_EMIT pathChanged(m_path);
}

void PathPanel::find()
{
    if (!isVisible())
        return;
    m_whole = m_document ? m_document->completeModel() : nullptr;
    if (!m_whole) {
        tell(m_document ? tr("The run goes on. Its critical path is known when it has ended.")
                        : tr("There is no run yet."));
        return;
    }
    const bool untilCursor = m_untilCursor->isChecked();
    m_wanted = untilCursor ? std::min(m_state->cursor().records, m_whole->records())
                           : m_whole->records();
    // One at a time: where the cursor is when that has been found is found next.
    if (m_watcher.isRunning()) {
        m_again = true;
        return;
    }
    m_watcher.setFuture(QtConcurrent::run([whole = m_whole, records = m_wanted] {
        return Found{std::make_shared<const std::vector<PathPart>>(criticalPath(*whole, records)),
                     std::make_shared<const Slack>(slackOf(*whole, records))};
    }));
}

void PathPanel::tell(const QString &why)
{
    m_path.reset();
    m_model->show(nullptr, nullptr);
    m_count->clear();
    m_table->hide();
    m_others->hide();
    m_nothing->setText(why);
    m_nothing->show();
    Q_EMIT slackChanged(nullptr);
    Q_EMIT pathChanged(nullptr);
}

void PathPanel::showLine(const QModelIndex &index)
{
    if (const auto place = m_model->place(index.row()))
        Q_EMIT placeRequested(*place);
}

void PathPanel::goTo(const QModelIndex &index)
{
    if (index.column() == PathModel::Line)
        return showLine(index);
    const PathPart &part = m_model->part(index.row());
    m_state->setSelectedTask(part.task);
    // With the path to the cursor this would change the path.
    if (!m_untilCursor->isChecked())
        m_state->setCursor({part.times.begin, part.record + 1});
}

} // namespace views
