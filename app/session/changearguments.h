#pragma once

#include "app/session/runsession.h"

#include <QUndoCommand>

namespace app {

/// A change of the session's arguments or scenario that can be undone. Changes of one gesture of
/// the hand merge into one.
class ChangeArguments : public QUndoCommand
{
public:
    /// \a session must outlive the command.
    ChangeArguments(RunSession *session, scenario::Arguments after,
                    int gesture = RunSession::NoGesture);

    void undo() override;
    void redo() override;
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    void describe();

    RunSession *m_session;
    scenario::Arguments m_before;
    scenario::Arguments m_after;
    int m_gesture;
};

} // namespace app
