#include "views/source/codeeditor.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace views {

namespace {

constexpr int MarkWidth = 18;
constexpr int Indentation = 2;
constexpr int LeastWrapped = 24; // characters

// Margins, the marker and the indicator of a problem, and the style of its sentence.
constexpr int NumbersAt = 0;
constexpr int MarksAt = 1;
constexpr int Margins = 2;
constexpr int ProblemMark = 1;
constexpr int ProblemLine = 8;
constexpr int ProblemStyle = 120;

/// Where the value ends that begins at \a from in a \a line of JSON, or the line does: at least one
/// further.
int endOfValue(const QList<uint> &line, int from)
{
    const auto length = static_cast<int>(line.size());
    int depth = 0;
    bool inText = false;
    int at = from;
    for (; at < length; ++at) {
        const uint c = line[at];
        if (c == '\n' || c == '\r')
            break;
        if (inText) {
            if (c == '\\')
                ++at;
            inText = c != '"';
        } else if (c == '"') {
            inText = true;
        } else if (c == '[' || c == '{') {
            ++depth;
        } else if (c == ']' || c == '}' || c == ',') {
            depth -= c == ',' ? 0 : 1;
            if (depth < 0 || (depth == 0 && c == ','))
                break;
        }
    }
    return std::max(std::min(at, length), from + 1);
}

QColor mixed(const QColor &over, const QColor &under, float share)
{
    const auto of = [share](float a, float b) { return a * share + b * (1 - share); };
    return QColor::fromRgbF(of(over.redF(), under.redF()), of(over.greenF(), under.greenF()),
                            of(over.blueF(), under.blueF()));
}

} // namespace

CodeEditor::CodeEditor(Language language, QWidget *parent)
    : QsciScintilla(parent)
    , m_language(language)
{
    setFrameShape(QFrame::NoFrame);
    setUtf8(true);
    setWrapMode(WrapNone);
    setEolMode(EolUnix);
    setIndentationsUseTabs(false);
    setTabWidth(Indentation);
    setAutoIndent(true);
    setBackspaceUnindents(true);
    setFolding(NoFoldStyle);
    setBraceMatching(SloppyBraceMatch);
    setAnnotationDisplay(AnnotationBoxed);
    setMargins(Margins);
    setMarginType(NumbersAt, NumberMargin);
    setMarginType(MarksAt, SymbolMargin);
    setMarginMarkerMask(MarksAt, 1 << ProblemMark);
    setMarginWidth(MarksAt, MarkWidth);
    markerDefine(Circle, ProblemMark);
    indicatorDefine(SquiggleIndicator, ProblemLine);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1UL);
    // The keys of zooming are those of the timeline.
    for (const int key : {SCK_ADD, SCK_SUBTRACT, SCK_DIVIDE})
        SendScintilla(SCI_CLEARCMDKEY, static_cast<unsigned long>(key + (SCMOD_CTRL << 16)));
    applyLook();
}

CodeEditor::~CodeEditor()
{
    setLexer(nullptr);
}

void CodeEditor::begin(const QString &text)
{
    setText(text);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    setCursorPosition(0, 0);
}

void CodeEditor::rewrite(const QString &text)
{
    int line = 0;
    int index = 0;
    getCursorPosition(&line, &index);
    const int first = firstVisibleLine();
    beginUndoAction();
    selectAll(); // setText() forgets what could be undone
    replaceSelectedText(text);
    endUndoAction();
    setCursorPosition(std::min(line, lines() - 1), 0);
    setFirstVisibleLine(first);
}

void CodeEditor::setProblem(std::optional<Problem> problem)
{
    if (problem == m_problem)
        return;
    m_problem = std::move(problem);
    showProblem();
}

void CodeEditor::goToProblem()
{
    if (!m_problem)
        return;
    setFocus();
    setCursorPosition(m_problem->line, m_problem->column);
    ensureLineVisible(m_problem->line);
}

void CodeEditor::setTheme(const Theme &theme)
{
    m_theme = theme;
    applyLook();
}

bool CodeEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Save)) {
            key->accept();
            return true;
        }
    }
    return QsciScintilla::event(event);
}

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Save))
        Q_EMIT saveRequested();
    else if (event->key() == Qt::Key_Escape && !isListActive())
        Q_EMIT left();
    else
        QsciScintilla::keyPressEvent(event);
}

void CodeEditor::wheelEvent(QWheelEvent *event)
{
    // The size of the text is the desktop's.
    if (event->modifiers() & Qt::ControlModifier)
        event->ignore();
    else
        QsciScintilla::wheelEvent(event);
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QsciScintilla::resizeEvent(event);
    // The sentence is as wide as the view.
    showProblem();
}

void CodeEditor::applyLook()
{
    setLexer(nullptr);
    m_lexer = codeLexer(m_language, text(), m_theme);
    dressCode(*this, m_lexer.get(), m_theme);
    setMarginWidth(NumbersAt, QStringLiteral("0000"));
    setMarkerForegroundColor(m_theme.failed, ProblemMark);
    setMarkerBackgroundColor(m_theme.failed, ProblemMark);
    setIndicatorForegroundColor(m_theme.failed, ProblemLine);
    setMatchedBraceForegroundColor(m_theme.accent);
    setMatchedBraceBackgroundColor(mixed(m_theme.accent, m_theme.canvas, 0.15F));
    setUnmatchedBraceForegroundColor(m_theme.failed);
    setUnmatchedBraceBackgroundColor(m_theme.canvas);
    showProblem();
}

void CodeEditor::showProblem()
{
    clearAnnotations();
    markerDeleteAll(ProblemMark);
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(ProblemLine));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, static_cast<long>(length()));
    if (!m_problem)
        return;
    const int line = std::clamp(m_problem->line, 0, lines() - 1);
    const QList<uint> characters = text(line).toUcs4();
    const int end = endOfValue(characters, m_problem->column);
    fillIndicatorRange(line, m_problem->column, line, end, ProblemLine);
    markerAdd(line, ProblemMark);
    QsciStyle style(ProblemStyle, tr("What is wrong"), m_theme.text1,
                    mixed(m_theme.failed, m_theme.canvas, 0.14F), codeFont());
    annotate(line, wrapped(m_problem->sentence, m_problem->column), style);
}

QString CodeEditor::wrapped(const QString &sentence, int column) const
{
    const int wide = viewport()->width() - marginWidth(NumbersAt) - marginWidth(MarksAt);
    const int character = std::max(1, QFontMetrics(codeFont()).horizontalAdvance(u'0'));
    const int most = std::max(LeastWrapped, wide / character - column / 2 - 4);
    QString text;
    qsizetype length = 0;
    for (const QString &word : sentence.split(u' ')) {
        if (length > 0 && length + 1 + word.size() > most) {
            text += u'\n';
            length = 0;
        } else if (length > 0) {
            text += u' ';
            ++length;
        }
        text += word;
        length += word.size();
    }
    return text;
}

} // namespace views
