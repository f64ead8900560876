#pragma once

#include "engine/scenario/scenario.h"

#include <QObject>

#include <vector>

class QUndoStack;

namespace app {

class Comparing;
class PythonRun;
class RunFiles;
class RunSession;
class WindowActions;
class WorkProgress;
class Workspace;

/// Leads a person to what a run can be compared with, and shows what it is compared with wherever
/// that is to be seen.
class ComparisonGuide : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the guide, which is \a work's; pairs are those of \a scenarios.
    ComparisonGuide(RunSession *session, QUndoStack *undo, WindowActions *actions, Workspace *work,
                    RunFiles *files, const std::vector<scenario::Scenario> &scenarios);

    /// Of CPython, which may take long and can be given up; whoever takes it in owns it.
    WorkProgress *pythonProgress() const { return m_pythonProgress; }

Q_SIGNALS:
    /// Something to tell a person, for some seconds or, when \a stays, until there is something
    /// else.
    void told(const QString &message, bool stays);

private:
    void connectPython(RunFiles *files);
    void showReference();

    RunSession *m_session;
    WindowActions *m_actions;
    Workspace *m_work;
    Comparing *m_comparing;
    PythonRun *m_python;
    WorkProgress *m_pythonProgress;
};

} // namespace app
