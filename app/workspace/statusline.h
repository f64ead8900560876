#pragma once

#include <QObject>

#include <vector>

class QLabel;
class QMainWindow;

namespace app {

class FloatingMessage;
class WindowActions;
class WorkProgress;

/// What a window tells at its foot: a sentence on the run, messages, the progress of long work, and
/// some keys. Where there is no room for the status bar, messages and progress stand on a card.
class StatusLine : public QObject
{
    Q_OBJECT

public:
    StatusLine(QMainWindow *window, WindowActions *actions);

    /// \a progress, which the window owns from now on, has a place while it shows itself.
    void add(WorkProgress *progress);
    void setSentence(const QString &sentence);
    void setShown(bool shown);

public Q_SLOTS:
    /// Tells \a message for some seconds or, when it \a stays, until the next one.
    void tell(const QString &message, bool stays);

private:
    void addKeys();
    void place(WorkProgress *progress);

    QMainWindow *m_window;
    WindowActions *m_actions;
    std::vector<WorkProgress *> m_progress;
    QLabel *m_sentence;
    FloatingMessage *m_message;
};

} // namespace app
