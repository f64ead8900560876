#pragma once

#include "views/source/codelexer.h"
#include "views/source/qsci.h"

#include <QString>

#include <memory>
#include <optional>

namespace views {

/// A text that a person writes in one language, with colours, line numbers, matching brackets, and
/// what is wrong with it told under its line.
class CodeEditor : public QsciScintilla
{
    Q_OBJECT

public:
    /// What is wrong, and where it begins: a line and a column from 0, in characters.
    struct Problem
    {
        QString sentence;
        int line = 0;
        int column = 0;

        bool operator==(const Problem &) const = default;
    };

    explicit CodeEditor(Language language, QWidget *parent = nullptr);
    ~CodeEditor() override;

    /// Begins with \a text, before which nothing can be undone.
    void begin(const QString &text);
    /// Puts \a text in place of the present one, which can be undone; the caret stays in its line.
    void rewrite(const QString &text);

    /// Shows \a problem in its place; nothing: none.
    void setProblem(std::optional<Problem> problem);
    const std::optional<Problem> &problem() const noexcept { return m_problem; }
    /// Puts the caret where the problem begins.
    void goToProblem();

    void setTheme(const Theme &theme);

Q_SIGNALS:
    // Keys that mean the text while it has the focus.
    void saveRequested();
    void left();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyLook();
    void showProblem();
    QString wrapped(const QString &sentence, int column) const;

    Theme m_theme = Theme::light();
    Language m_language;
    std::unique_ptr<QsciLexer> m_lexer;
    std::optional<Problem> m_problem;
};

} // namespace views
