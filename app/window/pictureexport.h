#pragma once

#include <QObject>

class QWidget;

namespace views {
class TimelineView;
}

namespace app {

class Exporter;
class RunSession;
class WorkProgress;

/// A person's way to a picture of the shown run: asks where to, shows how far it is, and says what
/// has become of it.
class PictureExport : public QObject
{
    Q_OBJECT

public:
    /// \a session and \a timeline must outlive it; \a window is the parent of its dialogs.
    PictureExport(const RunSession *session, const views::TimelineView *timeline, QWidget *window);

    /// For the window's status bar, which takes ownership.
    QWidget *progress() const;

    /// Asks for a file; does nothing while no run is shown.
    void ask();
    /// Writes the picture to \a path, whose suffix says in which format.
    void write(const QString &path);
    /// Puts the picture on the clipboard.
    void copy();

Q_SIGNALS:
    /// Something to tell a person, for some seconds or, when \a stays, until there is something
    /// else.
    void told(const QString &message, bool stays);

private:
    void showError(const QString &reason);

    const RunSession *m_session;
    const views::TimelineView *m_timeline;
    QWidget *m_window;
    Exporter *m_exporter;
    WorkProgress *m_progress;
};

} // namespace app
