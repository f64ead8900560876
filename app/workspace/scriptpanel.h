#pragma once

#include "app/session/scripttext.h"
#include "views/style/theme.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <optional>

class QLabel;
class QPlainTextEdit;
class QSplitter;

namespace views {
class CodeEditor;
}

namespace app {

class WindowActions;

/// Where a script is written: its text, what is wrong with it, and how scripts are written. Tells
/// of each text that can be run, soon after the last key; of what is wrong, when the keys rest.
class ScriptPanel : public QWidget
{
    Q_OBJECT

public:
    /// How long keys rest before the text is read.
    static constexpr std::chrono::milliseconds Rest{150};
    /// And before what is wrong with it is told: while one writes, something always is.
    static constexpr std::chrono::milliseconds Patience{700};
    /// After such a pause what is written belongs to another gesture.
    static constexpr std::chrono::milliseconds GesturePause{1500};

    /// The buttons in its head are those of \a actions.
    explicit ScriptPanel(WindowActions *actions, QWidget *parent = nullptr);

    QString text() const;
    /// Begins with \a text: nothing before it can be undone.
    void begin(const QString &text);
    /// Puts \a text in place of the present one, which can be undone.
    void write(const QString &text);
    /// Shows \a text, which is what runs, unless it is what was written last.
    void follow(const QString &text);
    /// Reads what has been written at once.
    void read();

    const std::optional<ScriptProblem> &problem() const noexcept { return m_problem; }
    /// What the text is called, and what is to be said of it.
    void setName(const QString &name, const QString &state, const QString &toolTip);
    void showFormat(bool shown);
    void setTheme(const views::Theme &theme);
    views::CodeEditor *editor() const noexcept { return m_editor; }

Q_SIGNALS:
    void textChanged();
    /// \a text is another one that can be run. Those with equal numbers belong to one gesture of
    /// the hand; the numbers are below RunSession::NoGesture.
    void written(const QString &text, int gesture);
    /// problem() is another.
    void problemChanged();

private:
    QWidget *buildHead(WindowActions *actions);
    void buildFormat();
    void buildFoot();
    void noteChange();
    void setProblem(const std::optional<ScriptProblem> &problem);

    QSplitter *m_both;
    views::CodeEditor *m_editor;
    QLabel *m_name;
    QLabel *m_state;
    QPlainTextEdit *m_format;
    QWidget *m_foot;
    QLabel *m_footText;
    QTimer m_rest;
    QTimer m_patience;
    QElapsedTimer m_sinceChange; ///< not valid: the next change begins a gesture
    int m_gesture = -2;
    QString m_told; ///< what runs, as far as is known here
    std::optional<ScriptProblem> m_problem;
};

} // namespace app
