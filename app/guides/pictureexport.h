#pragma once

#include "app/dialogs/exportdialog.h"
#include "app/session/exporter.h"

#include <QObject>

class QWidget;

namespace views {
class TimelineView;
class ViewState;
} // namespace views

namespace app {

class RunSession;
class WorkProgress;

/// A person's way to a picture of the shown run: asks where to, shows how far it is, and says what
/// has become of it.
class PictureExport : public QObject
{
    Q_OBJECT

public:
    /// \a session, \a state and \a timeline, which shows it, must outlive it; \a window is the
    /// parent of its dialogs.
    PictureExport(const RunSession *session, const views::ViewState *state,
                  const views::TimelineView *timeline, QWidget *window);

    /// For the window's status bar, which takes ownership.
    WorkProgress *progress() const;

    /// Asks for a file; does nothing while no run is shown.
    void ask();
    /// Writes what is in sight to \a path, whose suffix says in which format.
    void write(const QString &path);
    /// Puts the picture on the clipboard.
    void copy();

Q_SIGNALS:
    /// Something to tell a person, for some seconds or, when \a stays, until there is something
    /// else.
    void told(const QString &message, bool stays);

private:
    InSight inSight() const;
    Exporter::Subject subject(const PictureChoice &choice) const;
    void writeAs(const QString &path, const PictureChoice &choice);
    void showError(const QString &reason);

    const RunSession *m_session;
    const views::ViewState *m_state;
    const views::TimelineView *m_timeline;
    QWidget *m_window;
    Exporter *m_exporter;
    WorkProgress *m_progress;
};

} // namespace app
