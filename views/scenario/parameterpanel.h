#pragma once

#include "engine/scenario/scenario.h"

#include <QElapsedTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QBoxLayout;
class QLabel;
class QScrollArea;
class QToolButton;

namespace views {

class ParameterEditor;

/// The parameters of a scenario that are to be in a panel, with a control each, below one another
/// in a panel or beside one another in a strip.
class ParameterPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterPanel(QWidget *parent = nullptr);

    /// Shows \a arguments without a signal; their scenario must outlive the panel.
    void setArguments(const scenario::Arguments &arguments);
    const std::optional<scenario::Arguments> &arguments() const noexcept { return m_arguments; }
    /// The values before the last change: each that differs gets a ring and a note "was N".
    void setPrevious(const std::optional<scenario::Arguments> &previous);

    /// The program runs meanwhile, and takes the changes that it says it takes.
    void setRunning(bool running);

    /// A strip is one line high and hides sliders, the last first, until the rest fits. Where that
    /// is not enough, buttons at its ends, the wheel and Tab bring the others into sight.
    void setStrip(bool strip);

    /// Changes with equal numbers belong to one gesture of the hand: a drag of one slider, or
    /// typing and stepping in one control without a pause.
    int gesture() const noexcept { return m_gesture; }

    /// The editor of \a parameter, or nullptr.
    ParameterEditor *editor(const std::string &parameter) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public Q_SLOTS:
    /// Takes every parameter back to its default.
    void reset();

Q_SIGNALS:
    /// A person has changed a value; also while a slider is being dragged.
    void argumentsChanged(const scenario::Arguments &arguments);
    /// A person has pressed Enter: done with it.
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void arrange();
    QToolButton *addMover(const QString &iconName, const QString &help, int direction);
    void fitStrip();
    void moveStrip(int pixels);
    void showMovers();
    void readEditor(ParameterEditor *changed);
    void showResettable();
    bool isVaried() const;
    void vary();

    std::optional<scenario::Arguments> m_arguments;
    std::optional<scenario::Arguments> m_previous;
    std::vector<ParameterEditor *> m_editors;
    ParameterEditor *m_lastEdited = nullptr;
    QElapsedTimer m_sinceEdit;
    int m_gesture = 0;
    bool m_strip = false;
    bool m_running = false;

    QBoxLayout *m_outer;
    QWidget *m_header;
    QLabel *m_heading;
    QToolButton *m_vary;
    QToolButton *m_reset;
    QToolButton *m_further;
    QScrollArea *m_scroll;
    QToolButton *m_earlier;
    QWidget *m_list = nullptr;
};

} // namespace views
