#pragma once

#include "views/model/deadlock.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace views {
class RunDocument;
class ViewState;
} // namespace views

namespace app {

class RunSession;
class WindowActions;
class Workspace;

/// Tells how the shown run has ended when it did not do so as its program would: a banner, the
/// circle of a deadlock, and the selection of all that wait in it.
class OutcomeGuide : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the guide.
    OutcomeGuide(RunSession *session, views::ViewState *state, WindowActions *actions,
                 Workspace *work, QObject *parent = nullptr);

    /// Follows the session: once for every run, since a person may have closed the banner. Says
    /// nothing of how the run ends unless it \a mayTell.
    void update(bool mayTell);
    /// Closes the circle, else the banner; false: neither is there.
    bool close();

private:
    void forget();
    void tellDeadlock(const QStringList &unnoticed);
    void tellStopped();
    void showCircle(bool shown);
    void selectAll();

    RunSession *m_session;
    views::ViewState *m_state;
    WindowActions *m_actions;
    Workspace *m_work;
    std::weak_ptr<const views::RunDocument> m_told;
    views::Deadlock m_deadlock;
};

} // namespace app
