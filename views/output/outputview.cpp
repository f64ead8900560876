#include "views/output/outputview.h"

#include "views/model/onelinetext.h"
#include "views/style/typography.h"
#include "views/words/durationtext.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace views {

namespace {

constexpr int TimeLeft = 16;
constexpr int Gap = 14;
constexpr int BarWidth = 3;
constexpr int BarHeight = 12;
constexpr int TextGap = 12;
constexpr int RightMargin = 12;

} // namespace

OutputView::OutputView(ViewState *state, OutputModel *model, QWidget *parent)
    : QListView(parent)
    , m_state(state)
    , m_model(model)
{
    setObjectName(QStringLiteral("outputView"));
    setAccessibleName(tr("What the program has printed"));
    setFont(fixedFont(12));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setModel(model);

    connect(state, &ViewState::cursorChanged, this, [this] {
        followCursor();
        viewport()->update();
    });
    connect(state, &ViewState::selectedTaskChanged, viewport(), qOverload<>(&QWidget::update));
    connect(state, &ViewState::alsoSelectedChanged, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QAbstractItemView::clicked, this, &OutputView::putCursorAt);
    connect(this, &QAbstractItemView::activated, this, &OutputView::putCursorAt);
}

void OutputView::setTheme(const Theme &theme)
{
    m_theme = &theme;
    viewport()->update();
}

void OutputView::setFollowing(bool following)
{
    m_following = following;
    followCursor();
}

int OutputView::rowHeight() const
{
    return std::max(20, fontMetrics().height() + 3);
}

QRect OutputView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return {0, index.row() * rowHeight() - verticalOffset(), viewport()->width(), rowHeight()};
}

QModelIndex OutputView::indexAt(const QPoint &point) const
{
    const int y = point.y() + verticalOffset();
    return y < 0 ? QModelIndex() : m_model->index(y / rowHeight(), 0);
}

void OutputView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * rowHeight();
    const int bottom = top + rowHeight() - viewport()->height();
    QScrollBar *bar = verticalScrollBar();
    switch (hint) {
    case EnsureVisible:
        bar->setValue(std::clamp(bar->value(), std::min(bottom, top), top));
        break;
    case PositionAtTop:
        bar->setValue(top);
        break;
    case PositionAtBottom:
        bar->setValue(bottom);
        break;
    case PositionAtCenter:
        bar->setValue((top + bottom) / 2);
        break;
    }
}

void OutputView::doItemsLayout()
{
    // NOLINTNEXTLINE(bugprone-parent-virtual-call): QListView would lay out every row.
    QAbstractItemView::doItemsLayout();
}

void OutputView::reset()
{
    QListView::reset();
    updateGeometries();
    followCursor();
}

int OutputView::timeRight() const
{
    // Times only grow, and so does what is written of them; one of less than ten seconds has room
    // for two digits, so that the lines do not move.
    const QString least = bareTimeText(std::chrono::seconds(10));
    const int rows = m_model->rowCount();
    const QString last = rows > 0 ? m_model->placeOf(rows - 1) : QString();
    return TimeLeft
        + std::max(fontMetrics().horizontalAdvance(least), fontMetrics().horizontalAdvance(last));
}

QString OutputView::selectedText() const
{
    QModelIndexList rows = selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    QString text;
    for (const QModelIndex &row : std::as_const(rows))
        text += m_model->textOf(row.row()) + QLatin1Char('\n');
    return text;
}

void OutputView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme->canvas);
    const int rows = m_model->rowCount();
    if (rows == 0) {
        paintEmpty(painter);
        return;
    }
    const int height = rowHeight();
    const int first = verticalOffset() / height;
    const int last = std::min(rows - 1, (verticalOffset() + viewport()->height()) / height);
    const int past = m_model->rowsBefore(m_state->cursor().records);
    for (int row = first; row <= last; ++row) {
        const QRect rect(0, row * height - verticalOffset(), viewport()->width(), height);
        // Times that read the same are told once; the first line that is seen whole tells its own
        // too.
        const bool newInstant = row == 0 || (rect.top() >= 0 && rect.top() < height)
            || m_model->placeOf(row) != m_model->placeOf(row - 1);
        paintLine(painter, row, rect, newInstant, row < past);
    }
    if (past < rows) {
        const int y = past * height - verticalOffset();
        painter.fillRect(0, y, viewport()->width(), 1, m_theme->accent);
        if (past > 0) {
            painter.setFont(uiFont(11));
            painter.setPen(m_theme->accent);
            painter.drawText(QRect(0, y - height, viewport()->width() - RightMargin, height),
                             Qt::AlignRight | Qt::AlignVCenter, tr("cursor"));
        }
    }
}

void OutputView::keyPressEvent(QKeyEvent *event)
{
    // The base class would copy only the current line.
    if (event->matches(QKeySequence::Copy))
        event->ignore();
    else
        QListView::keyPressEvent(event);
}

void OutputView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    // NOLINTNEXTLINE(bugprone-parent-virtual-call): QListView would lay out every row.
    QAbstractItemView::rowsInserted(parent, first, last);
    updateGeometries();
    followCursor();
    viewport()->update();
}

void OutputView::updateGeometries()
{
    // NOLINTNEXTLINE(bugprone-parent-virtual-call): QListView would lay out every row.
    QAbstractItemView::updateGeometries();
    QScrollBar *bar = verticalScrollBar();
    bar->setSingleStep(rowHeight());
    bar->setPageStep(viewport()->height());
    bar->setRange(0, std::max(0, m_model->rowCount() * rowHeight() - viewport()->height()));
}

QModelIndex OutputView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return {};
    int row = currentIndex().isValid() ? currentIndex().row() : 0;
    switch (action) {
    case MoveUp:
    case MoveLeft:
    case MovePrevious:
        --row;
        break;
    case MoveDown:
    case MoveRight:
    case MoveNext:
        ++row;
        break;
    case MovePageUp:
        row -= visibleRows();
        break;
    case MovePageDown:
        row += visibleRows();
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    }
    return m_model->index(std::clamp(row, 0, rows - 1), 0);
}

void OutputView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    const QRect area = rect.normalized();
    const auto rowAt
        = [&](int y) { return std::clamp((y + verticalOffset()) / rowHeight(), 0, rows - 1); };
    selectionModel()->select(
        {m_model->index(rowAt(area.top()), 0), m_model->index(rowAt(area.bottom()), 0)}, command);
}

QRegion OutputView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection)
        region += visualRect(range.topLeft()).united(visualRect(range.bottomRight()));
    return region;
}

int OutputView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

void OutputView::paintLine(QPainter &painter, int row, const QRect &rect, bool withTime, bool past)
{
    const trace::TaskId task = m_model->taskOf(row);
    const bool ofSelectedTask = m_state->isSelected(task);
    const bool marked = selectionModel()->isRowSelected(row, {});
    if (ofSelectedTask)
        painter.fillRect(rect, faded(m_theme->accent, m_theme->dark ? 0.14 : 0.07));
    if (marked)
        painter.fillRect(rect, faded(m_theme->accent, m_theme->dark ? 0.22 : 0.12));
    if (row == currentIndex().row() && hasFocus())
        painter.fillRect(QRect(rect.left(), rect.top() + 2, 3, rect.height() - 4), m_theme->accent);

    const int timeRight = this->timeRight();
    painter.setFont(font());
    if (withTime) {
        painter.setPen(past || marked || ofSelectedTask ? m_theme->text2 : m_theme->text3);
        painter.drawText(QRect(0, rect.top(), timeRight, rect.height()),
                         Qt::AlignRight | Qt::AlignVCenter, m_model->placeOf(row));
    }
    const QColor identity = task == trace::TaskId::None
        ? m_theme->text1
        : m_theme->identity(static_cast<std::size_t>(task));
    const int barLeft = timeRight + Gap;
    painter.fillRect(barLeft, rect.center().y() - BarHeight / 2 + 1, BarWidth, BarHeight,
                     past ? identity : faded(identity, 0.5));
    const int textLeft = barLeft + BarWidth + TextGap;
    if (past)
        painter.setPen(identity);
    else
        painter.setPen(marked || ofSelectedTask ? m_theme->text2 : m_theme->text3);
    const int room = rect.right() - RightMargin - textLeft;
    painter.drawText(QRect(textLeft, rect.top(), room, rect.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextExpandTabs,
                     fontMetrics().elidedText(oneLine(m_model->textOf(row)), Qt::ElideRight, room));
}

void OutputView::paintEmpty(QPainter &painter)
{
    const bool filtered = m_model->lineCount() > 0;
    const QString what
        = filtered ? tr("No line contains “%1”").arg(m_model->filter()) : tr("Nothing printed yet");
    const QString why = filtered
        ? tr("The filter hides all %n lines. Esc clears it.", nullptr,
             static_cast<int>(m_model->lineCount()))
        : tr("The lines that the program prints appear here, with their time.");
    const QRect area = viewport()->rect().adjusted(16, 8, -16, -8);
    const QFont bold = uiFont(13, QFont::Bold);
    const int height = QFontMetrics(bold).height() + 4;
    const int top = std::max(area.top(), area.center().y() - height);
    painter.setFont(bold);
    painter.setPen(m_theme->text1);
    painter.drawText(QRect(area.left(), top, area.width(), height), Qt::AlignCenter, what);
    painter.setFont(uiFont(12));
    painter.setPen(m_theme->text3);
    painter.drawText(QRect(area.left(), top + height, area.width(), height), Qt::AlignCenter, why);
}

void OutputView::followCursor()
{
    if (!m_following)
        return;
    const int rule = m_model->rowsBefore(m_state->cursor().records) * rowHeight();
    verticalScrollBar()->setValue(rule - visibleRows() * 2 / 3 * rowHeight());
    // At the end nothing comes after the rule, so it may stand at the bottom.
    if (m_model->rowsBefore(m_state->cursor().records) == m_model->rowCount())
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void OutputView::putCursorAt(const QModelIndex &index)
{
    if (index.isValid())
        m_state->setCursor({m_model->timeOf(index.row()), m_model->recordOf(index.row()) + 1});
}

int OutputView::visibleRows() const
{
    return std::max(1, viewport()->height() / rowHeight());
}

} // namespace views
