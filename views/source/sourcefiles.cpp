#include "views/source/sourcefiles.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace views {

namespace {

constexpr QLatin1String Shipped(":/coroscope/sources/");
constexpr QLatin1String PythonFolder("tests/oracle/scenarios/");

/// \a name without the way up out of a folder that somebody has compiled in.
QString inRoot(QString name)
{
    while (name.startsWith(QLatin1String("../")))
        name.remove(0, 3);
    return name;
}

QString shippedText(const QString &name)
{
    QFile file(Shipped + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The name of the program in Python that \a name, a file of a scenario, is written after; empty
/// when the file is of no scenario.
QString pythonNameOf(const QString &name)
{
    if (!name.startsWith(QLatin1String("engine/workloads/")))
        return {};
    if (name.startsWith(QLatin1String("engine/workloads/script/")))
        return QStringLiteral("script.py");
    QString base = QFileInfo(name).completeBaseName();
    if (!base.endsWith(QLatin1String("workload")))
        return {};
    base.chop(8);
    if (base.startsWith(QLatin1String("make"))) // random.cpp is another file
        base.remove(0, 4);
    return base + QLatin1String(".py");
}

void addShipped(const QString &name, SourceFile::From from, SourceFile &file)
{
    file.text = shippedText(name);
    if (file.text.isEmpty())
        return;
    file.from = from;
    file.trouble = SourceFile::Trouble::None;
    file.pythonName = pythonNameOf(name);
    if (!file.pythonName.isEmpty())
        file.python = shippedText(PythonFolder + file.pythonName);
    if (file.python.isEmpty())
        file.pythonName.clear();
}

} // namespace

SourceFiles::SourceFiles(const RunInfo &info, const trace::Metadata &metadata)
    : m_opened(info.origin == RunInfo::Origin::Opened)
    , m_root(info.sourceRoot)
    , m_began(metadata.wallTime)
{
}

void SourceFiles::setFolder(const QString &folder)
{
    m_folder = folder;
    forget();
}

const SourceFile &SourceFiles::file(const QString &name)
{
    auto found = m_files.find(name);
    if (found == m_files.end())
        found = m_files.insert(name, find(inRoot(name)));
    return *found;
}

bool SourceFiles::isOwn(const QString &site)
{
    const QString name = inRoot(site);
    // In a recording the names of what lies in the source root are relative.
    return QDir::isRelativePath(name)
        && (!name.startsWith(QLatin1String("engine/"))
            || name.startsWith(QLatin1String("engine/workloads/")));
}

SourceFile SourceFiles::find(const QString &name) const
{
    SourceFile file;
    if (!m_opened) {
        addShipped(name, SourceFile::From::Program, file);
        if (file.from != SourceFile::From::Nowhere)
            return file;
    }
    if (name.startsWith(QLatin1Char('<')) || name == QLatin1String("?")) {
        file.trouble = SourceFile::Trouble::NoFile;
        return file;
    }
    file.trouble = SourceFile::Trouble::Missing;
    // What a person has pointed to goes before what the recording says.
    if (!m_folder.isEmpty()) {
        const QDir folder(m_folder);
        // The folder may be the root, or within it, or be called otherwise.
        for (QString rest = name; !rest.isEmpty(); rest = rest.section(QLatin1Char('/'), 1)) {
            if (!rest.startsWith(QLatin1Char('/')) && read(folder.filePath(rest), file))
                return file;
        }
    }
    const bool absolute = QDir::isAbsolutePath(name);
    if ((absolute || !m_root.isEmpty())
        && read(absolute ? name : QDir(m_root).filePath(name), file))
        return file;
    addShipped(name, SourceFile::From::Shipped, file);
    return file;
}

bool SourceFiles::read(const QString &path, SourceFile &file) const
{
    const QString clean = QDir::cleanPath(path);
    file.lookedIn += clean;
    const QFileInfo info(clean);
    if (!info.isFile())
        return false;
    file.path = clean;
    QFile source(clean);
    if (info.size() > MostBytes) {
        file.trouble = SourceFile::Trouble::TooLong;
        return true;
    }
    if (!source.open(QIODevice::ReadOnly)) {
        file.trouble = SourceFile::Trouble::Unreadable;
        return true;
    }
    file.text = QString::fromUtf8(source.readAll());
    file.from = SourceFile::From::Disk;
    file.trouble = SourceFile::Trouble::None;
    file.changed
        = m_began && std::chrono::milliseconds(info.lastModified().toMSecsSinceEpoch()) > *m_began;
    return true;
}

} // namespace views
