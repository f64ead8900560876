#pragma once

#include "engine/qt/externalwait.h"
#include "engine/qt/objectfuture.h"

#include <QProcess>

#include <optional>

namespace engine::qt {

/// A process could not be started. what() is QProcess' own sentence.
class ProcessError : public Error
{
public:
    explicit ProcessError(const QString &text)
        : Error("OSError", text.toStdString())
    {
    }
};

/// How a process ended.
struct ProcessEnd
{
    int exitCode = 0;
    QProcess::ExitStatus status = QProcess::NormalExit;

    bool operator==(const ProcessEnd &) const = default;
};

/// Waits until a process runs, or could not be started.
class StartedFuture final : public ObjectFuture
{
public:
    using Source = const QProcess *;

    explicit StartedFuture(const QProcess *process);
    void result() const noexcept {}
};

/// Waits until a process has ended, or could not be started.
class FinishedFuture final : public ObjectFuture
{
public:
    using Source = const QProcess *;

    explicit FinishedFuture(const QProcess *process);
    ProcessEnd result() const { return m_end; }

private:
    ProcessEnd m_end;
};

/// Awaits the start of \a process, which has been told to start. Throws ProcessError.
inline ExternalWait<StartedFuture> qtStarted(const QProcess &process)
{
    return ExternalWait<StartedFuture>(&process);
}

/// Awaits the end of \a process, which has been started. Throws ProcessError when it could not be.
/// As in asyncio, cancelling the wait leaves the process running; destroying it kills it.
inline ExternalWait<FinishedFuture> qtFinished(const QProcess &process)
{
    return ExternalWait<FinishedFuture>(&process);
}

} // namespace engine::qt
