#pragma once

#include "engine/qt/runcontroller.h"
#include "views/model/timeaxis.h"

#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace views {
class SegmentedSwitch;
} // namespace views

namespace app {

class SpeedControl;

/// What the buttons of the bar do. The window owns the actions.
struct TransportActions
{
    QAction *restart = nullptr;
    QAction *stepBack = nullptr;
    QAction *toggle = nullptr;
    QAction *step = nullptr;
    QAction *toEnd = nullptr;
    QAction *slower = nullptr;
    QAction *faster = nullptr;
    QAction *exportPicture = nullptr;
};

/// The bar above the timeline: buttons to move in time, where one is, speed, clock and axis. Where
/// it is too narrow, words go first, then the speed becomes a menu.
class TransportBar : public QWidget
{
    Q_OBJECT

public:
    explicit TransportBar(const TransportActions &actions, QWidget *parent = nullptr);

    /// \a time in large type and \a place below it. Nothing beside them moves while they change.
    void setReadOut(const QString &time, const QString &place);
    void setClock(engine::qt::ClockKind clock);
    /// A run that was made elsewhere has the clock that it was made with.
    void setClockChoosable(bool choosable);
    void setAxis(views::AxisKind axis);
    SpeedControl *speed() const noexcept { return m_speed; }
    /// Shows \a card where the bar has room to spare; null: nothing.
    void setAside(QWidget *card);

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clockChosen(engine::qt::ClockKind clock);
    void axisChosen(views::AxisKind axis);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *addButton(QAction *action);
    QWidget *addLine();
    /// Wide enough for each of its words, so that nothing beside it moves when it changes.
    int widestToggle() const;
    void setDensity(int density);
    void reserveReadOut(const QString &time, const QString &place);

    QToolButton *m_toggle;
    QToolButton *m_export;
    QWidget *m_aside = nullptr;
    QLabel *m_time;
    QLabel *m_place;
    SpeedControl *m_speed;
    QLabel *m_clockWord;
    views::SegmentedSwitch *m_clock;
    QLabel *m_axisWord;
    views::SegmentedSwitch *m_axis;
    QList<QWidget *> m_lines;
};

} // namespace app
