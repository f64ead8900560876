#pragma once

#include "engine/core/error.h"

#include <QString>
#include <QStringList>

namespace engine::qt {

/// A file that cannot be written. what() names it and says why.
class FileError : public Error
{
public:
    explicit FileError(const std::string &what)
        : Error("OSError", what)
    {
    }
};

/// The lines of \a path without the white space around them, each once, in their order. Throws
/// scenario::ArgumentError when it cannot be read, is not UTF-8, or is longer than 16 MiB.
QStringList readUrlList(const QString &path);

/// Throws scenario::ArgumentError when \a path cannot be written. Changes nothing.
void requireWritable(const QString &path);

/// A new, empty file for rows in the temporary folder. Throws FileError.
QString newRowsFile();

/// Empties \a path but for the header of the rows. Throws FileError.
void beginRows(const QString &path);

/// Appends a row for each of \a links, found on the page \a url. Throws FileError.
void appendRows(const QString &path, const QString &url, const QStringList &links);

} // namespace engine::qt
