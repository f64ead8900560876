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

/// The circle of a deadlock on a card over the picture. The window opens, closes and places it.
class CircleCard : public QFrame
{
    Q_OBJECT

public:
    /// \a toggle opens and closes the card; its key is shown. Selects in \a state, which must
    /// outlive it.
    CircleCard(views::ViewState *state, QAction *toggle, QWidget *parent = nullptr);

    void setDeadlock(const std::shared_ptr<const views::RunModel> &model,
                     const views::Deadlock &deadlock);
    void setTheme(const views::Theme &theme);
    /// Has it the room that it needs in one of \a room?
    bool fitsIn(const QSize &room) const;
    /// Stands at the lower right of \a room, in the parent's pixels.
    void placeIn(const QRect &room);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_heading;
    QLabel *m_count;
    QLabel *m_key;
    QToolButton *m_close;
    views::WaitCircle *m_circle;
    views::Theme m_theme = views::Theme::light();
};

} // namespace app
