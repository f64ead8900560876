#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>
#include <csignal>

namespace app {

/// Turns the first Ctrl+C (SIGINT), SIGTERM or SIGHUP into a signal on the Qt event loop; the
/// second of a kind ends the process as if this were not there. A signal that the process was
/// started to ignore, as by nohup, stays ignored. One at a time.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void interrupted();

private:
    static constexpr std::array Signals{SIGINT, SIGTERM, SIGHUP};

    std::array<struct sigaction, Signals.size()> m_before{};
    QSocketNotifier m_notifier;
};

/// The same for work that runs no event loop, but asks now and then whether to go on.
class Interruption
{
public:
    Interruption();

    /// Looks for what has come meanwhile; no longer from the first interrupt on.
    bool goOn();
    bool hasCome() const noexcept { return m_hasCome; }

private:
    Interrupt m_interrupt;
    bool m_hasCome = false;
};

} // namespace app
