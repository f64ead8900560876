#include "app/session/pythonrun.h"

#include "app/session/runcommand.h"

#include <QFile>
#include <QProcessEnvironment>

namespace app {

namespace {

const QLatin1String Prefix("coroscope: "); // of what the program complains

} // namespace

PythonRun::PythonRun(const QString &program, QObject *parent)
    : QObject(parent)
    , m_program(program)
{
    // What it leaves behind when it is given up goes with the folder.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), m_folder.path());
    m_process.setProcessEnvironment(environment);
    connect(&m_process, &QProcess::finished, this, &PythonRun::finish);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(tr("%1 cannot be started.").arg(m_program));
    });
}

PythonRun::~PythonRun()
{
    stop();
}

void PythonRun::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    const QSignalBlocker block(m_process);
    m_process.kill();
    m_process.waitForFinished();
}

void PythonRun::start(const scenario::Arguments &arguments)
{
    stop();
    // A name of its own each: the file before may still be read.
    m_file = m_folder.filePath(QStringLiteral("cpython-%1.coroscope").arg(++m_runs));
    // "coroscope run queue --producers 3" without its first two words.
    m_process.start(m_program,
                    QStringList{QStringLiteral("parity")} + runCommand(arguments).mid(2)
                        + QStringList{QStringLiteral("--save"), m_file});
}

void PythonRun::finish()
{
    if (QFile::exists(m_file)) {
        Q_EMIT recorded(m_file);
        return;
    }
    QString why = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
    why.remove(0, why.startsWith(Prefix) ? Prefix.size() : 0);
    Q_EMIT failed(why.isEmpty() ? tr("CPython did not run it to its end.") : why);
}

} // namespace app
