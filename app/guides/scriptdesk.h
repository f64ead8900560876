#pragma once

#include "engine/scenario/scenario.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QSettings;
class QWidget;

namespace views {
class RunDocument;
}

namespace app {

class RunSession;
class ScriptPanel;
class TranscriptMaker;
class WindowActions;
class WorkProgress;
class Workspace;
struct Transcript;

/// A person's way to scripts: the panel in which one is written, and the files that it comes from
/// and goes to. Has the session run each text that can be run. A text that is in no file is kept
/// for the next time; of changes to a file it is asked what is to become of them.
class ScriptDesk : public QObject
{
    Q_OBJECT

public:
    /// \a session, \a work and \a scenarios must outlive it; \a window is the parent of its
    /// dialogs.
    ScriptDesk(RunSession *session, WindowActions *actions, Workspace *work,
               const std::vector<scenario::Scenario> &scenarios, QWidget *window);

    /// Of turning a run into a script, in sight only while that takes long.
    WorkProgress *progress() const { return m_progress; }

    void restore(const QSettings &settings);
    /// After the last text that can be run has been handed over.
    void save(QSettings &settings) const;

    /// Opens the script at \a path; says so if that cannot be.
    void open(const QString &path);
    /// Whether the window may close; otherwise a person is asked, and it closes when they agree.
    bool mayClose();
    /// What is to be said over the picture: that it is not of the present text. Empty: it is.
    QString whyOld() const;
    /// Whether there is something of the shown run that must not be told, as a script of it would.
    void setKeptBack(bool keptBack);

Q_SIGNALS:
    /// A scenario is to be chosen.
    void scenarioWanted(const scenario::Scenario *scenario);
    void argumentsWanted(const scenario::Arguments &arguments, int gesture);
    /// As RunFiles::told().
    void told(const QString &message, bool stays);
    /// A file has been opened or saved.
    void used(const QString &path);
    void whyOldChanged();

private:
    /// A script is what runs.
    bool isHere() const;
    void connectActions();
    void fillExamples();
    void follow();
    void showTurn();
    void showScript(const scenario::Arguments &arguments);
    void become();
    void ask();
    void load(const QString &path);
    void connectMaker();
    void turnIntoScript();
    void takeTranscript(const Transcript &transcript);
    void giveUpTranscript();
    void endTranscript();
    void useSample(const QString &name, const QString &text);
    void saveFile(const std::function<void()> &then);
    void askToSave(const std::function<void()> &then);
    bool writeTo(const QString &path);
    bool isModified() const;
    /// Asks what is to become of changes, if there are any, and then does \a then, or not.
    void leaveText(const std::function<void()> &then);
    void showName();
    void showError(const QString &title, const QString &reason);

    RunSession *m_session;
    WindowActions *m_actions;
    Workspace *m_work;
    const scenario::Scenario *m_scenario = nullptr; ///< null: scripts are not among the scenarios
    QWidget *m_window;
    ScriptPanel *m_panel;
    TranscriptMaker *m_maker;
    WorkProgress *m_progress;
    std::shared_ptr<views::RunDocument> m_turned; ///< into a script, while that is under way
    QString m_path; ///< empty: it is in no file
    QString m_sample; ///< the example that it began with, when it is in no file
    QString m_base; ///< the text of the file or example
    bool m_wasHere = false;
    bool m_keptBack = false;
};

} // namespace app
