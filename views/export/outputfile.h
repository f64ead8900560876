#pragma once

#include <QByteArrayView>
#include <QFile>
#include <QSaveFile>
#include <QString>

#include <stdexcept>

namespace views {

/// Something that could not be written. what() is one sentence (UTF-8) with the path and why.
class ExportError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Writes all of \a bytes to \a device, or returns false; then errorString() says why.
bool writeAll(QIODevice &device, QByteArrayView bytes);

/// Throws an ExportError for \a path with \a reason, which has no full stop.
[[noreturn]] void failToWrite(const QString &path, const QString &reason);

/// A file that comes to be as a whole or not at all: what was there is replaced by commit(), and
/// stays when that is never called.
///
/// That goes for regular files. A device, a pipe and what /dev/stdout stands for are never
/// replaced but written into, at their end; a folder, a socket and a disk are refused.
class OutputFile
{
public:
    /// Opens \a path; throws ExportError.
    explicit OutputFile(const QString &path);

    QIODevice &device() noexcept { return *m_device; }
    /// Writes all of \a bytes or throws ExportError.
    void write(QByteArrayView bytes);
    /// Everything has been written: puts it into its place. Throws ExportError when not all of it
    /// has reached the disk or the device.
    void commit();
    /// Throws ExportError for what device() says, or else \a reason (UTF-8, without a full stop).
    [[noreturn]] void fail(const char *reason = "") const;

private:
    QString m_path;
    QSaveFile m_whole;
    QFile m_special; ///< what is no regular file
    QFileDevice *m_device; ///< one of them
};

} // namespace views
