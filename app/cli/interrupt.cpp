#include "app/cli/interrupt.h"

#include <QCoreApplication>

#include <sys/socket.h>
#include <unistd.h>

namespace app {

namespace {

// A signal handler may do little more than write to a file descriptor.
std::array<int, 2> sockets{-1, -1};

void handleSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = write(sockets[0], &byte, sizeof(byte));
}

int openSockets()
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        qFatal("No socket pair for signals.");
    return sockets[1];
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
    , m_notifier(openSockets(), QSocketNotifier::Read)
{
    struct sigaction action = {};
    action.sa_handler = handleSignal;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    for (std::size_t i = 0; i < Signals.size(); ++i) {
        sigaction(Signals[i], nullptr, &m_before[i]);
        if (m_before[i].sa_handler != SIG_IGN)
            sigaction(Signals[i], &action, nullptr);
    }
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        m_notifier.setEnabled(false);
        Q_EMIT interrupted();
    });
}

Interrupt::~Interrupt()
{
    for (std::size_t i = 0; i < Signals.size(); ++i)
        sigaction(Signals[i], &m_before[i], nullptr);
    close(sockets[0]);
    close(sockets[1]);
}

Interruption::Interruption()
{
    QObject::connect(&m_interrupt, &Interrupt::interrupted, &m_interrupt,
                     [this] { m_hasCome = true; });
}

bool Interruption::goOn()
{
    QCoreApplication::processEvents();
    return !m_hasCome;
}

} // namespace app
