#pragma once

#include "views/source/codelexer.h"
#include "views/source/qsci.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace views {

/// The text of a source file, read-only, with colours and line numbers, and beside it a column of
/// marks: how many tasks are suspended in a line. Knows lines, from 0, and nothing of runs.
class CodeView : public QsciScintilla
{
    Q_OBJECT

public:
    struct Mark
    {
        int line = 0;
        int here = 0; ///< how many are suspended there
        int through = 0; ///< how many await there what is suspended elsewhere
        bool chosen = false; ///< the selected task is one of them
        QString toolTip;

        bool operator==(const Mark &) const = default;
    };
    struct Highlight
    {
        int line = 0;
        bool strong = false; ///< with a tint, not only a bar
        QString tag; ///< at the end of the line; may be empty

        bool operator==(const Highlight &) const = default;
    };

    explicit CodeView(QWidget *parent = nullptr);
    ~CodeView() override;

    /// Shows \a text. Marks and highlights go. \a gaps says after which lines, by their index, so
    /// many rows stay empty; it may be shorter than the text.
    void setSource(const QString &text, Language language, std::vector<int> gaps = {});
    void setTheme(const Theme &theme);
    /// Ascending. Without them, the column of marks is not there.
    void setMarks(std::vector<Mark> marks);
    void showMarkColumn(bool shown);
    void setHighlights(std::vector<Highlight> highlights);
    const std::vector<Mark> &marks() const noexcept { return m_marks; }
    const std::vector<Highlight> &highlights() const noexcept { return m_highlights; }
    /// The line of the step at the cursor, bold.
    void setStep(std::optional<int> line);
    std::optional<int> step() const noexcept { return m_step; }

    /// Puts the caret into \a line and scrolls so that what is round it can be seen.
    void goTo(int line);
    /// Scrolls so that \a line has \a row rows above it, as far as there is text.
    void putAtRow(int line, int row);
    /// How many rows of the view are above \a line; may be negative or below the view.
    int rowOf(int line) const;
    bool isInSight(int line) const;
    /// The line in the middle of the view.
    int middleLine() const;
    /// In coordinates of viewport(): the line from the left edge to the right one.
    QRect lineRect(int line) const;

Q_SIGNALS:
    /// A person has clicked on \a line, or pressed Enter there.
    void lineActivated(int line);
    void scrolled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    /// What QScintilla answers to a message of Scintilla's.
    int ask(unsigned message, long first = 0, long second = 0) const;
    void applyLook();
    void paintGaps(QPainter &painter, int line, const QRect &row) const;
    void paintHighlight(QPainter &painter, const Highlight &highlight, const QRect &row) const;
    void paintMark(QPainter &painter, const Mark &mark, const QRect &row) const;
    void paintStep(QPainter &painter, const QRect &row) const;
    void paintTag(QPainter &painter, const QString &tag, const QRect &row) const;
    int marginsWidth() const;
    int lineAt(const QPoint &point) const;
    int endOfText(int line) const; ///< x

    Theme m_theme = Theme::light();
    Language m_language = Language::Plain;
    std::unique_ptr<QsciLexer> m_lexer;
    std::vector<int> m_gaps;
    std::vector<Mark> m_marks;
    std::vector<Highlight> m_highlights;
    std::optional<int> m_step;
    std::optional<QPoint> m_pressed; ///< where the left button went down
    bool m_pressedInMargin = false;
};

} // namespace views
