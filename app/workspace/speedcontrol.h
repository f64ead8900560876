#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QToolButton;

namespace views {
class ParameterSlider;
}

namespace app {

/// Chooses how fast a run plays: a slider over steps of 1, 2, 5, 10, … or, compact, a menu.
class SpeedControl : public QWidget
{
    Q_OBJECT

public:
    /// Names the keys of \a slower and \a faster, which the window owns.
    SpeedControl(const QAction *slower, const QAction *faster, QWidget *parent = nullptr);

    /// Shows the step nearest to \a speed without a signal.
    void setSpeed(double speed);
    double speed() const;
    void setCompact(bool compact);

public Q_SLOTS:
    void faster();
    void slower();

Q_SIGNALS:
    /// A person has chosen \a speed: seconds of the run per second of the wall.
    void speedChosen(double speed);

private:
    void show(int index);

    QLabel *m_word;
    views::ParameterSlider *m_slider;
    QLabel *m_value;
    QToolButton *m_button;
    QMenu *m_menu;
};

} // namespace app
