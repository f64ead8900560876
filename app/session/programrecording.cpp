#include "app/session/programrecording.h"

#include <QFile>
#include <QProcess>
#include <QTimer>

#include <chrono>

namespace app {

namespace {

using namespace std::chrono_literals;

constexpr auto LookAgain = 50ms;
constexpr int ExitNotRunnable = 126;
constexpr int ExitNotFound = 127;

bool isRecording(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly)
        && file.read(4)
        == QByteArrayLiteral("\x89"
                             "CRS");
}

} // namespace

ProgramRecording::ProgramRecording(const QString &program, QObject *parent)
    : QObject(parent)
    , m_program(program)
    , m_process(new QProcess)
{
    connect(m_process, &QProcess::finished, this, &ProgramRecording::finish);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish();
    });
}

ProgramRecording::~ProgramRecording()
{
    // Its destructor would kill a command that still runs.
    if (m_process->state() == QProcess::NotRunning)
        delete m_process;
    else
        m_process->disconnect(this);
}

void ProgramRecording::start(const RecordingWish &wish)
{
    m_file = wish.file;
    m_command = wish.command;
    QStringList words{QStringLiteral("record"), QStringLiteral("--no-live"), QStringLiteral("-o"),
                      wish.file};
    if (wish.sampleMs > 0)
        words << QStringLiteral("--sample") << QString::number(wish.sampleMs);
    words << QStringLiteral("--") << QStringLiteral("/bin/sh") << QStringLiteral("-c")
          << wish.command;
    // What was recorded before must not be taken for what begins now.
    if (isRecording(wish.file))
        QFile::remove(wish.file);
    m_process->setWorkingDirectory(wish.folder);
    m_process->setProcessChannelMode(QProcess::ForwardedChannels);
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->start(m_program, words);
    look();
}

void ProgramRecording::look()
{
    if (m_hasBegun)
        return;
    if (isRecording(m_file)) {
        m_hasBegun = true;
        Q_EMIT began(m_file);
    } else if (m_process->state() != QProcess::NotRunning) {
        QTimer::singleShot(LookAgain, this, &ProgramRecording::look);
    }
}

void ProgramRecording::finish()
{
    look();
    const int code = m_process->exitCode();
    if (!m_hasBegun) {
        if (m_process->error() == QProcess::FailedToStart || code == ExitNotFound
            || code == ExitNotRunnable)
            Q_EMIT failed(
                tr("%1 cannot be run. Is it spelt right, and in the folder?").arg(m_command));
        else
            Q_EMIT failed(tr("The command has ended with exit code %1, and has run no asyncio loop "
                             "in a Python that the recorder could reach.")
                              .arg(code));
    }
    Q_EMIT ended();
    deleteLater();
}

} // namespace app
