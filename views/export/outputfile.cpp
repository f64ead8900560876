#include "views/export/outputfile.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::OutputFile)
};

enum class Target : std::uint8_t { Regular, Special, Refused };

Target targetAt(const QString &path)
{
    struct stat info = {};
    if (stat(QFile::encodeName(path).constData(), &info) != 0) {
        if (errno == ELOOP) // a file in its place would be made without a word
            failToWrite(path, qt_error_string(ELOOP));
        return Target::Regular; // to be made, or to be told why not
    }
    if (S_ISCHR(info.st_mode) || S_ISFIFO(info.st_mode))
        return Target::Special;
    if (!S_ISREG(info.st_mode))
        return Target::Refused;
    // A file that somebody has open, as one that standard output goes to, would lose its name.
    const QString absolute = QFileInfo(path).absoluteFilePath();
    return absolute.startsWith(QLatin1String("/dev/"))
            || absolute.startsWith(QLatin1String("/proc/"))
        ? Target::Special
        : Target::Regular;
}

} // namespace

bool writeAll(QIODevice &device, QByteArrayView bytes)
{
    // A disk takes what it still has room for, and says no to the rest.
    while (!bytes.isEmpty()) {
        const qint64 written = device.write(bytes.data(), bytes.size());
        if (written <= 0)
            return false;
        bytes = bytes.sliced(written);
    }
    return true;
}

void failToWrite(const QString &path, const QString &reason)
{
    throw ExportError(Words::tr("Cannot write \"%1\": %2.").arg(path, reason).toStdString());
}

OutputFile::OutputFile(const QString &path)
    : m_path(path)
    , m_whole(path)
    , m_special(path)
    , m_device(&m_whole)
{
    const Target target = targetAt(path);
    if (target == Target::Refused)
        failToWrite(path,
                    QFileInfo(path).isDir()
                        ? Words::tr("it is a folder; name a file in it")
                        : Words::tr("it is neither a file nor something to write into"));
    // Unbuffered, since a QSaveFile does not tell when what is left in its buffer finds no room.
    if (target == Target::Regular) {
        if (!m_whole.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            fail();
        return;
    }
    m_device = &m_special;
    // At its end, by itself: QFile would have to seek there.
    const int handle = open(QFile::encodeName(path).constData(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (handle < 0)
        failToWrite(path, qt_error_string());
    if (!m_special.open(handle, QIODevice::WriteOnly | QIODevice::Unbuffered,
                        QFileDevice::AutoCloseHandle))
        fail();
}

void OutputFile::write(QByteArrayView bytes)
{
    if (!writeAll(*m_device, bytes))
        fail();
}

void OutputFile::commit()
{
    if (m_device->error() != QFileDevice::NoError)
        fail();
    if (m_device == &m_special)
        return;
    if (fsync(m_whole.handle()) != 0 && errno != EINVAL && errno != EROFS)
        failToWrite(m_path, qt_error_string());
    if (!m_whole.commit())
        fail();
}

void OutputFile::fail(const char *reason) const
{
    failToWrite(m_path,
                m_device->error() == QFileDevice::NoError && *reason != '\0'
                    ? QString::fromUtf8(reason)
                    : m_device->errorString());
}

} // namespace views
