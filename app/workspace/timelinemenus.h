#pragma once

#include <QObject>

class QPoint;

namespace views {
class TimelineView;
struct TimelinePlace;
} // namespace views

namespace app {

class WindowActions;

/// The menus that the right button opens on the timeline: what the window can do anyway, as far as
/// it is about what is there.
class TimelineMenus : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    TimelineMenus(const WindowActions *actions, views::TimelineView *timeline,
                  QObject *parent = nullptr);

private:
    void open(const views::TimelinePlace &place, const QPoint &at);

    const WindowActions *m_actions;
    views::TimelineView *m_timeline;
};

} // namespace app
