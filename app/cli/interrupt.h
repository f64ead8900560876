#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace app {

/// Turns the first Ctrl+C (SIGINT) or SIGTERM into a signal on the Qt event loop; the second one
/// ends the process as if this were not there. One at a time.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void interrupted();

private:
    QSocketNotifier m_notifier;
};

} // namespace app
