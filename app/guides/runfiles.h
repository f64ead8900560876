#pragma once

#include "app/session/programrecording.h"
#include "app/session/tracefeed.h"

#include <QFuture>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>

class QDropEvent;
class QFileDialog;
class QMenu;
class QWidget;

namespace app {

class RunSession;
class WorkProgress;

/// A person's way to runs in files: opens them, remembers which, and saves the shown one.
class RunFiles : public QObject
{
    Q_OBJECT

public:
    /// Of the recent files.
    static constexpr int MostRecent = 10;

    /// \a session must outlive it; \a window is the parent of its dialogs.
    RunFiles(RunSession *session, QWidget *window);
    /// Gives up what is being read.
    ~RunFiles() override;

    /// Of what is being read, with a button that stops it.
    WorkProgress *progress() const noexcept { return m_progress; }

    /// Asks for files to open.
    void ask();
    /// Opens \a path, standard input for "-", in place of the shown run; says so if that cannot be.
    /// JSON that has no trace events of Chrome's is taken for a script.
    void open(const QString &path);
    /// The same, but throws OpenError.
    void tryToOpen(const QString &path);
    /// The first here, the others in windows of their own, beside each other.
    void openAll(const QStringList &paths);
    /// Asks for a file to compare the shown run with.
    void askForReference();
    /// Reads \a path beside the shown run, and says so if that cannot be. A \a name stands for the
    /// file's own where that is nothing to people, and then it is not remembered.
    void openReference(const QString &path, const QString &name = {});
    /// Asks for a file to save the shown run in; does nothing while no run is shown.
    void askToSave();
    /// Saves what has been recorded of the shown run by now, in another thread.
    void save(const QString &path);

    /// Asks for a command, \a again to begin with, records it and shows it meanwhile.
    void askToRecord(const std::optional<RecordingWish> &again = std::nullopt);

    /// Fills \a menu with the recent files whenever it is about to show.
    void keepRecent(QMenu *menu);
    static QStringList recent();

    /// The files that \a event brings; empty: none.
    static QStringList dropped(const QDropEvent *event);

Q_SIGNALS:
    /// Something to tell a person, for some seconds or, when \a stays, until there is something
    /// else.
    void told(const QString &message, bool stays);
    /// \a path is to be opened in another window.
    void anotherWanted(const QString &path);
    /// The run of a file called \a name is there to be compared with.
    void referenceOpened(const std::shared_ptr<views::RunDocument> &document, const QString &name);
    /// What \a wish wants has begun to be recorded.
    void recorded(const app::RecordingWish &wish);
    /// \a path is no run, but a script.
    void scriptWanted(const QString &path);

private:
    QFileDialog *askForFile(const QString &name, const QString &title);
    bool areEventsRead() const;
    void showProgress();
    void stopReading();
    void follow();
    void followReference();
    void readEvents(const QString &path);
    void show();
    void tellTrouble(const TraceFeed &feed);
    void remember(const QString &path);
    void fillRecent(QMenu *menu);
    void showError(const QString &title, const QString &reason);

    RunSession *m_session;
    QWidget *m_window;
    WorkProgress *m_progress;
    QTimer m_look; ///< at how far it has come
    std::shared_ptr<TraceFeed> m_feed; ///< of the file that was opened last
    std::shared_ptr<TraceFeed> m_reference; ///< of the file that is read to compare with
    QString m_referenceName; ///< empty: the file's
    QFuture<void> m_events; ///< those that are being read
};

} // namespace app
