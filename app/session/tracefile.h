#pragma once

#include "engine/trace/ending.h"
#include "engine/trace/io/tracefilereader.h"
#include "engine/trace/io/tracefilewriter.h"
#include "views/model/rundocument.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

namespace app {

/// A trace file that cannot be opened: what() is one sentence (UTF-8) with the file, why, and what
/// helps.
class OpenError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// A person has given up the reading, before there was anything of the file or of trace events, or
/// the writing.
class GivenUp : public std::exception
{
};

/// What is read of the file \a path, or, for "-", of standard input. Throws OpenError.
std::unique_ptr<trace::ByteSource> openTraceBytes(const QString &path);
/// Begins to read them. Throws OpenError.
std::unique_ptr<trace::TraceFileReader> beginTraceFile(std::unique_ptr<trace::ByteSource> bytes,
                                                       const QString &path);

/// A trace file that has been read to its end, or to where it has come.
struct TraceFile
{
    std::shared_ptr<const trace::Trace> trace;
    trace::TraceFileReport report;
    std::optional<trace::Ending> ending; ///< nothing when the recording breaks off
    bool isWritten = false; ///< somebody still writes
    bool isStopped = false; ///< a person has stopped the reading before its end
    views::RunInfo info;
};

/// Whether the file at \a path, no trace file, holds trace events of Chrome's. Throws OpenError.
bool isChromeTrace(const QString &path);

/// Reads a file, standard input to its end, on this thread, for as long as \a goOn says so: a trace
/// file, of which what has been read by then is kept, or trace events of Chrome's, of which nothing
/// is. Throws OpenError and GivenUp.
TraceFile readTraceFile(const QString &path, const std::function<bool()> &goOn);

/// What the run of a trace file is called.
views::RunInfo infoOf(const trace::Metadata &metadata, const trace::TraceFileReport &report,
                      const QString &path);

/// What is wrong with a file, a sentence for each.
QStringList troubleTexts(const trace::TraceFileReport &report);

/// What goes into a file of the marks of \a document: nothing where nobody has changed them.
std::optional<std::vector<trace::FileMark>> marksToSave(const views::RunDocument &document);

/// Writes a run to \a path as a trace file, as a whole or not at all, for as long as \a goOn says
/// so; throws views::ExportError and GivenUp. Its marks are \a marks or, without, those of
/// \a trace.
void saveRun(
    const trace::Trace &trace, const views::RunInfo &info,
    const std::optional<trace::Ending> &ending, const QString &path,
    const std::optional<std::vector<trace::FileMark>> &marks = std::nullopt,
    const std::function<bool()> &goOn = [] { return true; });

} // namespace app
