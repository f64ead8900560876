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
    /// The work goes on: shows itself when it has for long.
    void goOn();
    /// The same, and \a share of it is done, from 0 to 1.
    void setShare(double share);
    void end();

Q_SIGNALS:
    void cancelRequested();

private:
    QProgressBar *m_bar;
    QElapsedTimer m_since;
};

} // namespace app
