#pragma once

#include "app/session/markbook.h"

#include <QObject>

class QUndoStack;
class QWidget;

namespace views {
class ViewState;
}

namespace app {

class WindowActions;

/// Sets, changes, deletes and visits the marks of the shown run, all but the last in a way that can
/// be undone.
class MarkGuide : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it; \a window is the parent of its dialog.
    MarkGuide(RunSession *session, views::ViewState *state, const WindowActions *actions,
              QUndoStack *undo, QWidget *window);

Q_SIGNALS:
    /// What a mark says to which a person has come.
    void told(const QString &message);

private:
    const views::RunMark *atCursor() const;
    void edit();
    void remove();
    void visit(bool forth);
    void push(views::MarkChanges changes, const QString &text);
    void followCursor();

    RunSession *m_session;
    views::ViewState *m_state;
    const WindowActions *m_actions;
    QUndoStack *m_undo;
    QWidget *m_window;
    MarkBook m_book;
};

} // namespace app
