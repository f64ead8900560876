#include "engine/workloads/network/crawlfiles.h"

#include "engine/scenario/parameter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QStringDecoder>
#include <QTemporaryFile>

#include <fmt/format.h>

namespace engine::qt {

namespace {

constexpr qint64 LongestList = qint64{16} * 1024 * 1024;

[[noreturn]] void refuseList(const QString &path, const std::string &why)
{
    throw scenario::ArgumentError(
        fmt::format("--urls \"{}\" cannot be read: {}.", path.toStdString(), why));
}

[[noreturn]] void refuseOutput(const QString &path, const std::string &why)
{
    throw scenario::ArgumentError(
        fmt::format("--output \"{}\" cannot be written: {}.", path.toStdString(), why));
}

void write(QFile &file, QIODevice::OpenMode mode, const QByteArray &text)
{
    // Unbuffered, so that what goes wrong shows here and not when it is closed.
    if (!file.open(mode | QIODevice::Unbuffered) || file.write(text) != text.size())
        throw FileError(fmt::format("\"{}\" cannot be written: {}", file.fileName().toStdString(),
                                    file.errorString().toStdString()));
}

} // namespace

QStringList readUrlList(const QString &path)
{
    if (QFileInfo(path).isDir())
        refuseList(path, "it is a folder");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        refuseList(path, file.errorString().toStdString());
    const QByteArray bytes = file.read(LongestList + 1);
    if (file.error() != QFileDevice::NoError)
        refuseList(path, file.errorString().toStdString());
    if (bytes.size() > LongestList)
        refuseList(path, "it is longer than 16 MiB");
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8.decode(bytes);
    if (utf8.hasError())
        refuseList(path, "it is not UTF-8 text");

    // Python's universal newlines.
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(u'\r', u'\n');
    if (text.endsWith(u'\n'))
        text.chop(1);
    else if (text.isEmpty())
        return {};
    QStringList urls;
    QSet<QString> known;
    for (const QString &line : text.split(u'\n')) {
        const QString url = line.trimmed();
        if (known.contains(url))
            continue;
        known.insert(url);
        urls.append(url);
    }
    return urls;
}

void requireWritable(const QString &path)
{
    if (QFileInfo(path).isDir())
        refuseOutput(path, "it is a folder");
    const bool existed = QFileInfo::exists(path);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        refuseOutput(path, file.errorString().toStdString());
    file.close();
    if (!existed)
        file.remove();
}

QString newRowsFile()
{
    QTemporaryFile file(
        QDir(QDir::tempPath()).filePath(QStringLiteral("coroscope-crawl-XXXXXX.tsv")));
    file.setAutoRemove(false);
    if (!file.open())
        throw FileError(fmt::format("No file can be made in {}: {}", QDir::tempPath().toStdString(),
                                    file.errorString().toStdString()));
    return file.fileName();
}

void beginRows(const QString &path)
{
    QFile file(path);
    write(file, QIODevice::WriteOnly | QIODevice::Truncate, "source_url\tparsed_url\n");
}

void appendRows(const QString &path, const QString &url, const QStringList &links)
{
    QByteArray rows;
    for (const QString &link : links)
        rows += url.toUtf8() + '\t' + link.toUtf8() + '\n';
    QFile file(path);
    write(file, QIODevice::WriteOnly | QIODevice::Append, rows);
}

} // namespace engine::qt
