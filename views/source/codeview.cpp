#include "views/source/codeview.h"

#include "views/style/savedpainter.h"
#include "views/style/typography.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <utility>

namespace views {

namespace {

constexpr int BarWidth = 3;
constexpr int MarkColumn = 44;
constexpr QSize BoxSize(24, 16);
constexpr int BoxLeft = 8;

// Margins of the view.
constexpr int MarksAt = 0;
constexpr int NumbersAt = 1;
constexpr int BarAt = 2;
constexpr int Margins = 3;

int at(const std::vector<int> &gaps, int line)
{
    return line < static_cast<int>(gaps.size()) ? gaps[static_cast<std::size_t>(line)] : 0;
}

} // namespace

CodeView::CodeView(QWidget *parent)
    : QsciScintilla(parent)
{
    setFrameShape(QFrame::NoFrame);
    setUtf8(true);
    setReadOnly(true);
    setWrapMode(WrapNone);
    setTabWidth(4);
    setFolding(NoFoldStyle);
    setBraceMatching(NoBraceMatch);
    setAnnotationDisplay(AnnotationStandard);
    setMargins(Margins);
    setMarginType(NumbersAt, NumberMargin);
    for (const int margin : {MarksAt, BarAt}) {
        setMarginType(margin, SymbolMargin);
        setMarginMarkerMask(margin, 0);
    }
    setMarginWidth(MarksAt, 0);
    setMarginWidth(BarAt, BarWidth + 5);
    for (int margin = 0; margin < Margins; ++margin)
        ask(SCI_SETMARGINCURSORN, margin, SC_CURSORARROW);
    ask(SCI_SETSCROLLWIDTH, 1);
    ask(SCI_SETSCROLLWIDTHTRACKING, 1);
    // The last line may stand at the top, so that two texts can be put side by side.
    ask(SCI_SETENDATLASTLINE, 0);
    // The keys of zooming are those of the timeline.
    for (const int key : {SCK_ADD, SCK_SUBTRACT, SCK_DIVIDE})
        ask(SCI_CLEARCMDKEY, key + (SCMOD_CTRL << 16));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &CodeView::scrolled);
    applyLook();
}

CodeView::~CodeView()
{
    setLexer(nullptr);
}

int CodeView::ask(unsigned message, long first, long second) const
{
    return static_cast<int>(SendScintilla(message, static_cast<unsigned long>(first), second));
}

void CodeView::setSource(const QString &text, Language language, std::vector<int> gaps)
{
    m_marks.clear();
    m_highlights.clear();
    m_step.reset();
    m_language = language;
    m_gaps = std::move(gaps);
    setReadOnly(false);
    setText(text);
    setReadOnly(true);
    clearAnnotations();
    for (int line = 0; line < static_cast<int>(m_gaps.size()); ++line) {
        if (m_gaps[static_cast<std::size_t>(line)] > 0)
            annotate(line, QString(m_gaps[static_cast<std::size_t>(line)] - 1, QLatin1Char('\n')),
                     STYLE_DEFAULT);
    }
    setCursorPosition(0, 0);
    applyLook();
}

void CodeView::setTheme(const Theme &theme)
{
    m_theme = theme;
    applyLook();
}

void CodeView::applyLook()
{
    // The view must not outlive the lexer that it has.
    setLexer(nullptr);
    m_lexer = codeLexer(m_language, text(), m_theme);
    dressCode(*this, m_lexer.get(), m_theme);
    const QString widest(std::max<qsizetype>(3, QString::number(lines()).size()) + 1,
                         QLatin1Char('0'));
    setMarginWidth(NumbersAt, widest);
    viewport()->update();
}

void CodeView::setMarks(std::vector<Mark> marks)
{
    if (marks == m_marks)
        return;
    m_marks = std::move(marks);
    viewport()->update();
}

void CodeView::showMarkColumn(bool shown)
{
    setMarginWidth(MarksAt, shown ? MarkColumn : 0);
}

void CodeView::setHighlights(std::vector<Highlight> highlights)
{
    if (highlights == m_highlights)
        return;
    m_highlights = std::move(highlights);
    viewport()->update();
}

void CodeView::setStep(std::optional<int> line)
{
    if (std::exchange(m_step, line) != line)
        viewport()->update();
}

void CodeView::goTo(int line)
{
    line = std::clamp(line, 0, std::max(0, lines() - 1));
    setCursorPosition(line, 0);
    // With what is before it, which says more of how it came there than what follows.
    const int rows = ask(SCI_LINESONSCREEN);
    const int row = rowOf(line);
    if (row < 1 || row > rows - 3)
        putAtRow(line, rows / 2);
}

void CodeView::putAtRow(int line, int row)
{
    const int visible = ask(SCI_VISIBLEFROMDOCLINE, line);
    setFirstVisibleLine(std::max(0, visible - row));
}

int CodeView::rowOf(int line) const
{
    return ask(SCI_VISIBLEFROMDOCLINE, line) - firstVisibleLine();
}

bool CodeView::isInSight(int line) const
{
    const int row = rowOf(line);
    return row >= 0 && row < ask(SCI_LINESONSCREEN);
}

int CodeView::middleLine() const
{
    const int middle = firstVisibleLine() + ask(SCI_LINESONSCREEN) / 2;
    return ask(SCI_DOCLINEFROMVISIBLE, middle);
}

QRect CodeView::lineRect(int line) const
{
    const int height = textHeight(line);
    return {0, rowOf(line) * height, viewport()->width(), height};
}

int CodeView::marginsWidth() const
{
    int width = 0;
    for (int margin = 0; margin < Margins; ++margin)
        width += marginWidth(margin);
    return width;
}

int CodeView::lineAt(const QPoint &point) const
{
    const int row = firstVisibleLine() + point.y() / std::max(1, textHeight(0));
    const auto line = ask(SCI_DOCLINEFROMVISIBLE, row);
    return line < lines() && lineRect(line).contains(point) ? line : -1;
}

int CodeView::endOfText(int line) const
{
    return ask(SCI_POINTXFROMPOSITION, 0, ask(SCI_GETLINEENDPOSITION, line));
}

void CodeView::paintEvent(QPaintEvent *event)
{
    QsciScintilla::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto first = static_cast<int>(
        SendScintilla(SCI_DOCLINEFROMVISIBLE, static_cast<unsigned long>(firstVisibleLine())));
    for (int line = first; line < lines(); ++line) {
        const QRect row = lineRect(line);
        if (row.top() > viewport()->height())
            break;
        paintGaps(painter, line, row);
        const auto highlight = std::find_if(m_highlights.begin(), m_highlights.end(),
                                            [line](const Highlight &h) { return h.line == line; });
        const bool highlighted = highlight != m_highlights.end();
        if (line == m_step)
            paintStep(painter, row);
        if (highlighted)
            paintHighlight(painter, *highlight, row);
        const auto mark
            = std::lower_bound(m_marks.begin(), m_marks.end(), line,
                               [](const Mark &m, int wanted) { return m.line < wanted; });
        if (mark != m_marks.end() && mark->line == line)
            paintMark(painter, *mark, row);
    }
}

void CodeView::paintGaps(QPainter &painter, int line, const QRect &row) const
{
    if (const int gap = at(m_gaps, line); gap > 0)
        painter.fillRect(
            row.translated(0, row.height()).adjusted(0, 0, 0, (gap - 1) * row.height()),
            m_theme.panel);
}

void CodeView::paintHighlight(QPainter &painter, const Highlight &highlight, const QRect &row) const
{
    const int left = marginsWidth() - marginWidth(BarAt);
    if (highlight.strong) {
        QColor tint = m_theme.accent;
        tint.setAlphaF(m_theme.dark ? 0.21F : 0.12F);
        painter.fillRect(row.adjusted(left, 0, 0, 0), tint);
    }
    painter.fillRect(QRect(left, row.top(), BarWidth, row.height()), m_theme.accent);
    if (!highlight.tag.isEmpty())
        paintTag(painter, highlight.tag, row);
}

void CodeView::paintTag(QPainter &painter, const QString &tag, const QRect &row) const
{
    constexpr int Padding = 6;
    const QFont font = uiFont(11);
    const QFontMetrics metrics(font);
    const int height = std::min(row.height(), metrics.height() + 2);
    const int most = viewport()->width() - marginsWidth() - 16;
    const QString text = metrics.elidedText(tag, Qt::ElideRight, most - 2 * Padding);
    QRect box(0, 0, metrics.horizontalAdvance(text) + 2 * Padding, height);
    // At the end of the text, or over it where there is no room.
    box.moveLeft(std::min(endOfText(lineAt({0, row.center().y()})) + 16,
                          viewport()->width() - box.width() - 8));
    box.moveTop(row.top() + (row.height() - height) / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(m_theme.onAccent);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, text);
}

void CodeView::paintMark(QPainter &painter, const Mark &mark, const QRect &row) const
{
    const SavedPainter saved(painter);
    const bool here = mark.here > 0;
    const QString text = QString::number(here ? mark.here : mark.through);
    const QFont font = uiFont(11, here ? QFont::Bold : QFont::Normal);
    const QFontMetrics metrics(font);
    const int width = std::max(BoxSize.width(), metrics.horizontalAdvance(text) + 6);
    const int height = std::min(row.height() - 2, std::max(BoxSize.height(), metrics.height()));
    const QRectF box(BoxLeft + 0.5, row.top() + (row.height() - height) / 2 + 0.5,
                     std::min(width, MarkColumn - BoxLeft - 2) - 1, height - 1);
    QPen pen(mark.chosen ? m_theme.accent
                 : here  ? m_theme.hatch
                         : m_theme.text3,
             mark.chosen ? 2 : 1, here ? Qt::SolidLine : Qt::CustomDashLine);
    if (!here)
        pen.setDashPattern({2, 2});
    painter.setPen(pen);
    painter.setBrush(here ? m_theme.waiting : m_theme.canvas);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(here ? m_theme.onWaiting : m_theme.text2);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, text);
}

void CodeView::paintStep(QPainter &painter, const QRect &row) const
{
    const SavedPainter saved(painter);
    const int line = lineAt({0, row.center().y()});
    QFont font = codeFont();
    font.setBold(true);
    painter.setFont(font);
    // The number and the text once more, over themselves.
    const int numbers = marginWidth(MarksAt);
    const QRect number(numbers, row.top(), marginWidth(NumbersAt), row.height());
    painter.fillRect(number, m_theme.canvas);
    painter.setPen(m_theme.text1);
    painter.drawText(number.adjusted(0, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(line + 1));
    const QRect code = row.adjusted(marginsWidth(), 0, 0, 0);
    painter.setClipRect(code);
    painter.fillRect(code, m_theme.canvas);
    const int end = ask(SCI_GETLINEENDPOSITION, line);
    for (int from = ask(SCI_POSITIONFROMLINE, line); from < end;) {
        const int look = ask(SCI_GETSTYLEAT, from);
        int to = from;
        while (to < end && ask(SCI_GETSTYLEAT, to) == look)
            to = ask(SCI_POSITIONAFTER, to);
        painter.setPen(m_lexer ? m_lexer->color(look) : m_theme.text1);
        painter.drawText(
            QRect(ask(SCI_POINTXFROMPOSITION, 0, from), row.top(), row.width() * 4, row.height()),
            Qt::AlignLeft | Qt::AlignVCenter,
            text(from, to).replace(QLatin1Char('\t'), QLatin1String("    ")));
        from = to;
    }
    painter.setClipping(false);
    if (marginWidth(MarksAt) == 0)
        return;
    // The sign of what runs.
    constexpr double Size = 8;
    const double x = BoxLeft + BoxSize.width() + 3;
    const double y = row.top() + row.height() / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.running);
    const std::array triangle{QPointF(x, y - Size / 2), QPointF(x + Size, y),
                              QPointF(x, y + Size / 2)};
    painter.drawPolygon(triangle.data(), static_cast<int>(triangle.size()));
}

void CodeView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        int line = 0;
        int index = 0;
        getCursorPosition(&line, &index);
        Q_EMIT lineActivated(line);
        event->accept();
        return;
    }
    QsciScintilla::keyPressEvent(event);
}

void CodeView::mousePressEvent(QMouseEvent *event)
{
    m_pressed.reset();
    m_pressedInMargin = false;
    if (event->button() == Qt::LeftButton) {
        m_pressed = event->pos();
        m_pressedInMargin = event->pos().x() < marginsWidth();
    }
    // In the margin the press would select the line's text.
    if (m_pressedInMargin)
        setFocus(Qt::MouseFocusReason);
    else
        QsciScintilla::mousePressEvent(event);
}

void CodeView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressedInMargin)
        QsciScintilla::mouseReleaseEvent(event);
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    m_pressedInMargin = false;
    if (event->button() != Qt::LeftButton || !pressed || hasSelectedText())
        return;
    const int line = lineAt(event->pos());
    if (line >= 0 && line == lineAt(*pressed))
        Q_EMIT lineActivated(line);
}

void CodeView::wheelEvent(QWheelEvent *event)
{
    // The size of the text is the desktop's.
    if (event->modifiers() & Qt::ControlModifier)
        event->ignore();
    else
        QsciScintilla::wheelEvent(event);
}

bool CodeView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int line = lineAt(help->pos());
        const auto mark = std::find_if(m_marks.begin(), m_marks.end(),
                                       [line](const Mark &m) { return m.line == line; });
        if (mark != m_marks.end())
            QToolTip::showText(help->globalPos(), mark->toolTip, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QsciScintilla::viewportEvent(event);
}

} // namespace views
