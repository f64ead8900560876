#pragma once

#include <QElapsedTimer>
#include <QWidget>

class QProgressBar;

namespace app {

/// How far long work has come, with a button that gives it up. In sight only when it takes long
/// enough to be waited for.
class WorkProgress : public QWidget
{
    Q_OBJECT

public:
    /// \a name says what the progress is of, \a cancelText what the button does.
    WorkProgress(const QString &name, const QString &cancelText, QWidget *parent = nullptr);

    /// Of work whose end can be foreseen, or else only that it goes on.
    enum class Kind : std::uint8_t { Share, Busy };
    void begin(Kind kind = Kind::Share);
    bool hasBegun() const { return m_since.isValid(); }
    /// \a share of the work is done, from 0 to 1. It shows itself when it has gone on for long.
    void setShare(double share);
    /// The same for work whose end cannot be foreseen.
    void setBusy();
    void end();

Q_SIGNALS:
    void cancelRequested();

private:
    void goOn();

    QProgressBar *m_bar;
    QElapsedTimer m_since;
};

} // namespace app
