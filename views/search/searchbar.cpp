#include "views/search/searchbar.h"

#include "engine/trace/schema.h"
#include "views/model/rundocument.h"
#include "views/search/runsearch.h"
#include "views/style/icons.h"
#include "views/style/typography.h"
#include "views/words/marktext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace views {

namespace {

constexpr std::size_t RecordsAtOnce = 1'000'000; // between two looks at whether to go on

/// The task that a record tells of, if it is one's.
std::optional<trace::TaskId> taskOf(const trace::Record &record)
{
    const trace::KindSchema *schema = trace::schemaOf(record.kind());
    const bool ofTask = schema != nullptr
        && (schema->subject == trace::Field::Task || schema->subject == trace::Field::TaskOrNone);
    return ofTask && record.task() != trace::TaskId::None ? std::optional(record.task())
                                                          : std::nullopt;
}

} // namespace

SearchBar::SearchBar(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_field(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_where(new QLabel(this))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
{
    setObjectName(QStringLiteral("searchBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_field->setObjectName(QStringLiteral("searchField"));
    m_field->setPlaceholderText(tr("Search tasks, waits, places in the source, output and marks"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(320);
    m_field->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("searchCount"));
    m_where->setObjectName(QStringLiteral("searchWhere"));
    m_where->setProperty("tone", 2);
    m_where->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    const auto offer = [](QToolButton *button, const char *icon, const QString &help) {
        button->setIcon(views::icon(QLatin1String(icon)));
        button->setToolTip(help);
        button->setAccessibleName(help);
        button->setFocusPolicy(Qt::TabFocus);
    };
    offer(m_previous, "chevron-up", tr("Previous (Shift+Enter)"));
    offer(m_next, "chevron-down", tr("Next (Enter)"));
    auto *close = new QToolButton(this);
    offer(close, "close", tr("Close the search (Esc)"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(m_count);
    layout->addWidget(m_where, 1);
    layout->addWidget(close);

    connect(m_field, &QLineEdit::textEdited, this, [this] { search(Move::ToFirst); });
    connect(m_next, &QToolButton::clicked, this, &SearchBar::next);
    connect(m_previous, &QToolButton::clicked, this, &SearchBar::previous);
    connect(close, &QToolButton::clicked, this, &SearchBar::close);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (m_watcher.future().resultCount() > 0)
            show(m_watcher.future().takeResult());
    });
    hide();
}

SearchBar::~SearchBar()
{
    m_watcher.cancel();
}

void SearchBar::setDocument(std::shared_ptr<RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    if (m_document)
        connect(m_document.get(), &RunDocument::marksChanged, this, &SearchBar::forget);
    forget();
    tell({});
}

void SearchBar::open()
{
    QWidget::show();
    m_begin = m_state->cursor();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void SearchBar::next()
{
    if (m_field->text().isEmpty())
        open();
    else
        search(Move::Next);
}

void SearchBar::previous()
{
    if (m_field->text().isEmpty())
        open();
    else
        search(Move::Previous);
}

void SearchBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

bool SearchBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (key->modifiers() & Qt::ShiftModifier)
                previous();
            else
                next();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SearchBar::close()
{
    if (m_watcher.isRunning())
        forget();
    hide();
    Q_EMIT closed();
}

void SearchBar::search(Move move)
{
    const QString text = m_field->text();
    m_move = move;
    if (text.isEmpty() || !m_document) {
        forget();
        tell({});
        return;
    }
    const std::size_t records = m_document->model().records();
    if (text == m_searched && records == m_searchedRecords) {
        if (!m_watcher.isRunning())
            moveTo(move);
        return;
    }
    forget();
    m_searched = text;
    m_searchedRecords = records;
    tell(tr("Searching…"));
    m_watcher.setFuture(QtConcurrent::run([trace = m_document->sharedTrace(), text,
                                           records](QPromise<std::vector<std::size_t>> &promise) {
        RunSearch found(*trace, text);
        for (std::size_t begin = 0; begin < records; begin += RecordsAtOnce) {
            if (promise.isCanceled())
                return;
            found.advance(std::min(RecordsAtOnce, records - begin));
        }
        promise.addResult(std::move(found).takeHits());
    }));
}

void SearchBar::forget()
{
    m_watcher.cancel();
    m_hits.clear();
    m_told.reset();
    m_searched.clear();
    m_searchedRecords = 0;
}

void SearchBar::show(const std::vector<std::size_t> &records)
{
    const auto &changed = m_document->markChanges().recorded;
    m_hits.clear();
    m_told.reset();
    for (const std::size_t record : records) {
        if (!changed.contains(static_cast<std::uint32_t>(record)))
            m_hits.push_back({record + 1, false});
    }
    addMarks();
    moveTo(m_move);
}

/// Those that are not in the run as they are.
void SearchBar::addMarks()
{
    const MarkChanges &changes = m_document->markChanges();
    for (const RunMark &mark : m_document->marks()) {
        const bool isOwn = !mark.record || changes.recorded.contains(*mark.record);
        if (isOwn && mark.note.contains(m_searched, Qt::CaseInsensitive))
            m_hits.push_back({mark.position.records, true});
    }
    std::stable_sort(m_hits.begin(), m_hits.end(),
                     [](const Hit &a, const Hit &b) { return a.records < b.records; });
}

void SearchBar::moveTo(Move move)
{
    if (m_hits.empty()) {
        tell(tr("Not found"));
        return;
    }
    // A mark may stand where something else is found: from there one goes by number.
    if (move != Move::ToFirst && m_told && m_hits[*m_told].records == m_state->cursor().records) {
        const std::size_t step = move == Move::Next ? 1 : m_hits.size() - 1;
        goTo((*m_told + step) % m_hits.size());
        return;
    }
    const auto isBefore = [](const Hit &hit, std::size_t records) { return hit.records < records; };
    const std::size_t known = move == Move::ToFirst ? m_begin.records : m_state->cursor().records;
    const auto first = m_hits.begin();
    if (move == Move::Previous) {
        const auto here = std::lower_bound(first, m_hits.end(), known, isBefore);
        goTo(static_cast<std::size_t>((here == first ? m_hits.end() : here) - first) - 1);
        return;
    }
    const std::size_t from = move == Move::ToFirst ? known : known + 1;
    const auto here = std::lower_bound(first, m_hits.end(), from, isBefore);
    goTo(here == m_hits.end() ? 0 : static_cast<std::size_t>(here - first));
}

void SearchBar::goTo(std::size_t index)
{
    m_told = index;
    const std::size_t records = m_hits[index].records;
    const QString count = tr("%1 of %2")
                              .arg(numberText(static_cast<qint64>(index + 1)),
                                   numberText(static_cast<qint64>(m_hits.size())));
    const RunMark *mark
        = m_hits[index].isMark ? markAt(m_document->marks(), {{}, records}) : nullptr;
    if (mark != nullptr) {
        m_state->setCursor(mark->position);
        tell(count, markText(m_document->model(), *mark));
        return;
    }
    const trace::Record &record = m_document->trace().records()[records - 1];
    const auto task = taskOf(record);
    const ViewState::OneMove move(m_state);
    m_state->setCursor({record.time(), records});
    if (task) {
        const std::size_t segment = m_document->model().track(*task).segmentAfter(records);
        if (segment != TaskTrack::None)
            m_state->setSelectedSegment(SegmentRef{*task, segment});
        else
            m_state->setSelectedTask(task);
    }
    const QString place = placeText(m_document->model(), records - 1);
    tell(count,
         task ? tr("%1, at %2", "a task and a time").arg(m_document->model().label(*task), place)
              : tr("at %1").arg(place));
}

void SearchBar::tell(const QString &count, const QString &where)
{
    m_count->setText(count);
    m_where->setText(where);
    m_next->setEnabled(!m_field->text().isEmpty());
    m_previous->setEnabled(m_next->isEnabled());
}

} // namespace views
