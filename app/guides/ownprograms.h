#pragma once

#include "app/session/programrecording.h"

#include <QList>
#include <QObject>
#include <QString>

#include <optional>

class QMenu;
class QPoint;

namespace views {
class ScenarioGallery;
}

namespace app {

class RunSession;

/// What a person has brought, in the gallery: the commands that were recorded, with their
/// recordings, and the scripts that were opened or saved, the newest first. Remembered in the
/// settings.
class OwnPrograms : public QObject
{
    Q_OBJECT

public:
    static constexpr int MostRemembered = 12;

    /// \a session and \a gallery must outlive it.
    OwnPrograms(RunSession *session, views::ScenarioGallery *gallery, QObject *parent);

    void rememberRecording(const RecordingWish &wish);
    void rememberScript(const QString &path);

Q_SIGNALS:
    /// A person wants to see the recording in \a file,
    void recordingWanted(const QString &file);
    /// to record \a again once more, or something new,
    void recordWanted(const std::optional<app::RecordingWish> &again);
    /// or to go on with a script.
    void scriptWanted(const QString &path);

private:
    struct Own
    {
        RecordingWish wish; ///< without a command: of a script, which is the file

        bool isScript() const { return wish.command.isEmpty(); }
        /// By which it is known here.
        QString id() const { return wish.command + u'\n' + wish.file; }
    };

    static QList<Own> remembered();
    void keep(const QList<Own> &all);
    void remember(const Own &own);
    void list();
    void choose(const QString &id);
    void showMenu(const QString &id, const QPoint &at);
    void showCurrent();

    RunSession *m_session;
    views::ScenarioGallery *m_gallery;
};

} // namespace app
