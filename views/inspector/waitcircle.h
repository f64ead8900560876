#pragma once

#include "views/model/deadlock.h"
#include "views/model/viewstate.h"
#include "views/style/theme.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace views {

/// One circle of a deadlock: each of its tasks, and an arrow from it to the one that it waits for,
/// with what that one holds. A click, or the arrow keys, select a task. More than MostDrawn are
/// told one after the other.
class WaitCircle : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t MostDrawn = 12;

    /// Selects in \a state, which must outlive the widget.
    explicit WaitCircle(ViewState *state, QWidget *parent = nullptr);

    /// Of \a deadlock, which is of \a model, the circle of that number. Null, or there is none:
    /// nothing is drawn.
    void setDeadlock(std::shared_ptr<const RunModel> model, const Deadlock &deadlock,
                     std::size_t number = 0);
    void setTheme(const Theme &theme);

    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// One task of the circle.
    struct Place
    {
        Deadlock::Waiter waiter;
        QString name;
        QString sign; ///< what of the name stands in the disc
        QString awaited;
    };

    QPointF centreOf(std::size_t place) const;
    /// The disc, as wide as its sign asks for.
    QRectF discOf(std::size_t place) const;
    std::size_t placeAt(const QPointF &point) const;
    void drawArc(QPainter &painter, std::size_t from) const;
    void drawDisc(QPainter &painter, std::size_t place) const;
    void drawList(QPainter &painter) const;
    bool isList() const { return m_places.size() > MostDrawn; }
    /// The first task of the list in sight; the selected one is.
    std::size_t firstInSight() const;
    int rowsInSight() const;
    void step(std::ptrdiff_t by);

    ViewState *m_state;
    Theme m_theme = Theme::light();
    std::shared_ptr<const RunModel> m_model;
    std::vector<Place> m_places;
};

} // namespace views
