#pragma once

#include "views/model/deadlock.h"
#include "views/style/theme.h"

#include <QFrame>

class QAction;
class QLabel;
class QToolButton;

namespace views {
class ViewState;
class WaitCircle;
} // namespace views

namespace app {

/// A circle of a deadlock on a card over the picture: of several the one that the selected task is
/// in, with a button that goes to the next. The window opens, closes and places it.
class CircleCard : public QFrame
{
    Q_OBJECT

public:
    /// \a toggle opens and closes the card; its key is shown. Selects in \a state, which must
    /// outlive it.
    CircleCard(views::ViewState *state, QAction *toggle, QWidget *parent = nullptr);

    /// \a deadlock, which is of \a model, has a circle.
    void setDeadlock(std::shared_ptr<const views::RunModel> model, views::Deadlock deadlock);
    void setTheme(const views::Theme &theme);
    /// Has it the room that it needs in one of \a room?
    bool fitsIn(const QSize &room) const;
    /// Stands at the lower right of \a room, in the parent's pixels.
    void placeIn(const QRect &room);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void selectNext();
    /// The circle that the selected task is in, or the one that is shown.
    void showCircleOfSelected();
    void showCircle(std::size_t number);

    views::ViewState *m_state;
    QLabel *m_heading;
    QLabel *m_count;
    QToolButton *m_next;
    QLabel *m_key;
    QToolButton *m_close;
    views::WaitCircle *m_circle;
    views::Theme m_theme = views::Theme::light();
    std::shared_ptr<const views::RunModel> m_model;
    views::Deadlock m_deadlock;
    std::size_t m_shown = 0; ///< which of its circles
};

} // namespace app
