#pragma once

#include "views/style/theme.h"

#include <QFont>
#include <QString>

#include <memory>

class QsciLexer;
class QsciScintilla;

namespace views {

enum class Language : std::uint8_t { Plain, Cpp, Python, Json };

/// The font of code, sized in points: QScintilla reads nothing else.
QFont codeFont();

/// By the suffix of \a file.
Language languageOf(const QString &file);

/// What colours \a text, in the font of code and the colours of \a theme; null for Language::Plain.
/// Names in \a text that begin with a capital count as types.
std::unique_ptr<QsciLexer> codeLexer(Language language, const QString &text, const Theme &theme);

/// Gives \a view the font of code, the colours of \a theme, lines of one height, and \a lexer,
/// which may be null and must outlive the view or the next call.
void dressCode(QsciScintilla &view, QsciLexer *lexer, const Theme &theme);

} // namespace views
