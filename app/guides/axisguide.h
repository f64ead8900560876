#pragma once

#include "views/model/timeaxis.h"

#include <QObject>

class QSettings;

namespace views {
class ViewState;
}

namespace app {

class RunSession;
class WindowActions;
class Workspace;

/// Chooses the axis of the picture: the one that a person has chosen, but the steps of a run that
/// takes no time, unless the clock is insisted on.
class AxisGuide : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the guide.
    AxisGuide(const RunSession *session, views::ViewState *state, WindowActions *actions,
              Workspace *work, QObject *parent = nullptr);

    /// Follows the session.
    void update();

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

public Q_SLOTS:
    /// What a person has chosen.
    void choose(views::AxisKind axis);

private:
    const RunSession *m_session;
    views::ViewState *m_state;
    Workspace *m_work;
    views::AxisKind m_axis = views::AxisKind::Clock; ///< as a person has chosen
    bool m_insistsOnClock = false; ///< for runs that take no time, too
};

} // namespace app
