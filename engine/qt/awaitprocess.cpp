#include "engine/qt/awaitprocess.h"

namespace engine::qt {

namespace {

std::exception_ptr failure(const QProcess &process)
{
    return std::make_exception_ptr(ProcessError(process.errorString()));
}

bool hasFailedToStart(const QProcess &process)
{
    return process.state() == QProcess::NotRunning && process.error() == QProcess::FailedToStart;
}

} // namespace

StartedFuture::StartedFuture(const QProcess *process)
    : ObjectFuture(trace::Reason::Process)
{
    if (process->state() != QProcess::Starting) {
        setDone(hasFailedToStart(*process) ? failure(*process) : nullptr);
        return;
    }
    QObject::connect(process, &QProcess::started, &context(), [this] { arrive(); });
    QObject::connect(process, &QProcess::errorOccurred, &context(),
                     [this, process] { arrive(failure(*process)); });
    begin(*process);
}

FinishedFuture::FinishedFuture(const QProcess *process)
    : ObjectFuture(trace::Reason::Process)
{
    if (process->state() == QProcess::NotRunning) {
        m_end = {process->exitCode(), process->exitStatus()};
        setDone(hasFailedToStart(*process) ? failure(*process) : nullptr);
        return;
    }
    QObject::connect(process, &QProcess::finished, &context(),
                     [this](int exitCode, QProcess::ExitStatus status) {
                         m_end = {exitCode, status};
                         arrive();
                     });
    // finished() follows every other error.
    QObject::connect(process, &QProcess::errorOccurred, &context(),
                     [this, process](QProcess::ProcessError error) {
                         if (error == QProcess::FailedToStart)
                             arrive(failure(*process));
                     });
    begin(*process);
}

} // namespace engine::qt
