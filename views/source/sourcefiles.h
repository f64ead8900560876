#pragma once

#include "engine/trace/metadata.h"
#include "views/model/rundocument.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace views {

/// A file of a program's source, or why there is none.
struct SourceFile
{
    enum class From : std::uint8_t {
        Nowhere, ///< not found
        Program, ///< of this very program, which ships it
        Shipped, ///< the same of another program of the same name, in whose place it stands
        Disk,
    };
    enum class Trouble : std::uint8_t {
        None,
        Missing,
        NoFile, ///< the name is none of a file: "<string>"
        Unreadable,
        TooLong,
    };

    From from = From::Nowhere;
    Trouble trouble = Trouble::None;
    QString path; ///< on the disk; empty otherwise
    QString text;
    QStringList lookedIn; ///< the paths that were tried, in order
    bool changed = false; ///< written after the run began, so that its lines may be other ones
    /// The same program in Python, as the tests run it on CPython; empty where there is none.
    QString python;
    QString pythonName; ///< "queue.py"
};

/// Finds the files that the sites of a run name: those of a scenario among what the program ships,
/// those of a recording under its source root or in the folder that a person has pointed to.
class SourceFiles
{
public:
    static constexpr qint64 MostBytes = 4 << 20; ///< of a file that is shown

    SourceFiles() = default;
    /// \a info and \a metadata are those of the run.
    SourceFiles(const RunInfo &info, const trace::Metadata &metadata);

    /// The folder in which recordings of root() are looked for as well; empty: none.
    void setFolder(const QString &folder);
    const QString &folder() const noexcept { return m_folder; }
    /// The folder of the run's files where it was made; empty where none is known.
    const QString &root() const noexcept { return m_root; }

    /// What \a name, as a site has it, stands for. Kept until a file is looked for anew.
    const SourceFile &file(const QString &name);
    /// Looks again at what may have changed on the disk.
    void forget() { m_files.clear(); }

    /// Is \a name one of the program's own files rather than of a library that it uses?
    static bool isOwn(const QString &name);

private:
    SourceFile find(const QString &name) const;
    bool read(const QString &path, SourceFile &file) const;

    bool m_opened = false;
    QString m_root;
    QString m_folder;
    std::optional<std::chrono::nanoseconds> m_began;
    QHash<QString, SourceFile> m_files;
};

} // namespace views
