#include "views/source/codelexer.h"

#include "views/source/qsci.h"
#include "views/style/typography.h"

#include <QFontInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <initializer_list>

namespace views {

namespace {

struct CodeColors
{
    QColor keyword;
    QColor string;
    QColor type;
};

CodeColors colorsOf(const Theme &theme)
{
    if (theme.dark)
        return {0xD9A6F0, 0x8FD6B4, 0x9CC7F5};
    return {0x7A2F9E, 0x0B6B4F, 0x1F5FA8};
}

QByteArray typesIn(const QString &text)
{
    static const QRegularExpression names(
        QStringLiteral("\\b[A-Z][A-Za-z0-9_]*[a-z][A-Za-z0-9_]*\\b"));
    QSet<QString> types;
    for (auto found = names.globalMatch(text); found.hasNext();)
        types += found.next().captured();
    return QStringList(types.begin(), types.end()).join(QLatin1Char(' ')).toUtf8();
}

/// A lexer of QScintilla with the words of today's language and of the text at hand.
template <class Lexer>
class WithWords : public Lexer
{
public:
    WithWords(const char *more, QByteArray types)
        : m_keywords(QByteArray(Lexer::keywords(1)) + ' ' + more)
        , m_types(std::move(types))
    {
    }

    const char *keywords(int set) const override
    {
        return set == 1 ? m_keywords.constData()
            : set == 2  ? m_types.constData()
                        : Lexer::keywords(set);
    }

private:
    QByteArray m_keywords;
    QByteArray m_types;
};

void paint(QsciLexer &lexer, std::initializer_list<int> styles, const QColor &color)
{
    for (const int style : styles)
        lexer.setColor(color, style);
}

constexpr int RowHeight = 20;

long ask(const QsciScintilla &view, unsigned message, long value = 0)
{
    return view.SendScintilla(message, static_cast<unsigned long>(value));
}

} // namespace

QFont codeFont()
{
    QFont font = fixedFont(12);
    font.setPointSizeF(QFontInfo(font).pointSizeF());
    return font;
}

Language languageOf(const QString &file)
{
    const QString suffix = file.mid(file.lastIndexOf(QLatin1Char('.')) + 1).toLower();
    if (suffix == QLatin1String("py") || suffix == QLatin1String("pyi")
        || suffix == QLatin1String("pyw"))
        return Language::Python;
    if (suffix == QLatin1String("json"))
        return Language::Json;
    static const QSet<QString> cpp{
        QStringLiteral("cpp"), QStringLiteral("h"),   QStringLiteral("cc"), QStringLiteral("cxx"),
        QStringLiteral("c"),   QStringLiteral("hpp"), QStringLiteral("hh"), QStringLiteral("hxx")};
    return cpp.contains(suffix) ? Language::Cpp : Language::Plain;
}

std::unique_ptr<QsciLexer> codeLexer(Language language, const QString &text, const Theme &theme)
{
    if (language == Language::Plain)
        return nullptr;
    const CodeColors colors = colorsOf(theme);
    std::unique_ptr<QsciLexer> lexer;
    if (language == Language::Cpp) {
        auto cpp = std::make_unique<WithWords<QsciLexerCPP>>(
            "co_await co_return co_yield concept consteval constinit requires", typesIn(text));
        cpp->setHighlightEscapeSequences(false);
        lexer = std::move(cpp);
    } else if (language == Language::Json) {
        lexer = std::make_unique<QsciLexerJSON>();
    } else {
        lexer = std::make_unique<WithWords<QsciLexerPython>>("async await match case nonlocal",
                                                             typesIn(text));
    }
    // Whatever a version of the lexer has more of looks like the rest of the text.
    for (int style = 0; style < 128; ++style) {
        if (lexer->description(style).isEmpty())
            continue;
        lexer->setColor(theme.text1, style);
        lexer->setPaper(theme.canvas, style);
        lexer->setFont(codeFont(), style);
        lexer->setEolFill(false, style);
    }
    lexer->setDefaultColor(theme.text1);
    lexer->setDefaultPaper(theme.canvas);
    lexer->setDefaultFont(codeFont());
    if (language == Language::Cpp) {
        paint(*lexer,
              {QsciLexerCPP::Comment, QsciLexerCPP::CommentLine, QsciLexerCPP::CommentDoc,
               QsciLexerCPP::CommentLineDoc, QsciLexerCPP::CommentDocKeyword,
               QsciLexerCPP::CommentDocKeywordError, QsciLexerCPP::PreProcessorComment},
              theme.text3);
        paint(*lexer, {QsciLexerCPP::Keyword, QsciLexerCPP::PreProcessor}, colors.keyword);
        paint(*lexer,
              {QsciLexerCPP::DoubleQuotedString, QsciLexerCPP::SingleQuotedString,
               QsciLexerCPP::RawString, QsciLexerCPP::UnclosedString},
              colors.string);
        paint(*lexer, {QsciLexerCPP::KeywordSet2, QsciLexerCPP::GlobalClass}, colors.type);
    } else if (language == Language::Json) {
        paint(*lexer, {QsciLexerJSON::Property}, colors.type);
        paint(*lexer, {QsciLexerJSON::String, QsciLexerJSON::UnclosedString}, colors.string);
        paint(*lexer, {QsciLexerJSON::Number, QsciLexerJSON::Keyword, QsciLexerJSON::KeywordLD},
              colors.keyword);
    } else {
        paint(*lexer, {QsciLexerPython::Comment, QsciLexerPython::CommentBlock}, theme.text3);
        paint(*lexer, {QsciLexerPython::Keyword, QsciLexerPython::Decorator}, colors.keyword);
        paint(*lexer,
              {QsciLexerPython::DoubleQuotedString, QsciLexerPython::SingleQuotedString,
               QsciLexerPython::TripleSingleQuotedString, QsciLexerPython::TripleDoubleQuotedString,
               QsciLexerPython::DoubleQuotedFString, QsciLexerPython::SingleQuotedFString,
               QsciLexerPython::TripleSingleQuotedFString,
               QsciLexerPython::TripleDoubleQuotedFString, QsciLexerPython::UnclosedString},
              colors.string);
        paint(*lexer, {QsciLexerPython::HighlightedIdentifier, QsciLexerPython::ClassName},
              colors.type);
    }
    return lexer;
}

void dressCode(QsciScintilla &view, QsciLexer *lexer, const Theme &theme)
{
    view.setLexer(nullptr);
    view.setFont(codeFont());
    view.setColor(theme.text1);
    view.setPaper(theme.canvas);
    view.setLexer(lexer);
    view.setMarginsFont(codeFont());
    view.setMarginsBackgroundColor(theme.canvas);
    view.setMarginsForegroundColor(theme.text3);
    view.setCaretForegroundColor(theme.accent);
    view.setCaretWidth(2);
    QColor chosen = theme.accent;
    chosen.setAlpha(theme.dark ? 96 : 64);
    view.setSelectionBackgroundColor(chosen);
    view.resetSelectionForegroundColor();
    ask(view, QsciScintilla::SCI_SETEXTRAASCENT, 0);
    ask(view, QsciScintilla::SCI_SETEXTRADESCENT, 0);
    const int missing = std::max(0, RowHeight - view.textHeight(0));
    ask(view, QsciScintilla::SCI_SETEXTRAASCENT, missing / 2);
    ask(view, QsciScintilla::SCI_SETEXTRADESCENT, missing - missing / 2);
}

} // namespace views
