#include "app/session/tracefile.h"

#include "engine/trace/io/chromeevents.h"
#include "engine/trace/io/chromeimport.h"
#include "views/export/outputfile.h"
#include "views/words/numbertext.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <chrono>
#include <system_error>
#include <thread>

namespace app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(app::TraceFile)
};

constexpr std::size_t RecordsAtOnce = 100'000;
constexpr std::chrono::milliseconds PipePause{5};
constexpr const char *ArgumentsKey = "arguments";

[[noreturn]] void refuse(const QString &path, const QString &reason)
{
    const QString place
        = path == QLatin1String("-") ? Words::tr("standard input") : u'"' + path + u'"';
    throw OpenError(Words::tr("Cannot open %1: %2.").arg(place, reason).toStdString());
}

QString reasonOf(const trace::TraceFileError &error)
{
    using Problem = trace::TraceFileError::Problem;
    switch (error.problem()) {
    case Problem::NotATrace:
        return Words::tr("it is not a trace file, as Save Run and coroscope record make them");
    case Problem::Newer:
        return Words::tr("it comes from a newer Coroscope; update this one to open it");
    case Problem::TooShort:
        break;
    }
    return Words::tr("its beginning is missing, so that nothing of it can be read; record or copy "
                     "it once more");
}

/// Every argument as it stands in a file: a line each.
std::string toProperty(const std::vector<views::RunArgument> &arguments)
{
    QStringList lines;
    for (const views::RunArgument &argument : arguments)
        lines += argument.title + u'\t' + argument.value;
    return lines.join(u'\n').toStdString();
}

std::vector<views::RunArgument> fromProperty(const std::string &text)
{
    std::vector<views::RunArgument> arguments;
    for (const QString &line : QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype tab = line.indexOf(u'\t');
        if (tab > 0)
            arguments.push_back({line.left(tab), line.mid(tab + 1)});
    }
    return arguments;
}

/// What trace events of Chrome's do not tell, and what they tell that is not shown.
QString chromeNotice(const trace::ChromeImport &import)
{
    QStringList missing;
    if (import.isOurs) {
        missing += Words::tr("where in the code a task waited");
        missing += Words::tr("which locks, queues and groups of tasks it waited for and who held "
                             "them");
        missing += Words::tr("what outside woke it");
        missing += Words::tr("what it was called later");
        missing += Words::tr("when its loop was idle or blocked");
        missing += Words::tr("what exceptions said and which of them nobody asked for");
    } else {
        missing += Words::tr("when a task became ready and by whom");
        if (import.foundlings == import.trace->tasks().size())
            missing += Words::tr("who created a task");
        else if (import.foundlings > 0)
            missing += Words::tr("who created some of the tasks");
        missing += import.hasWaits ? Words::tr("what it waited for beside asyncio's own functions")
                                   : Words::tr("what it waited for");
        missing += Words::tr("how a task ended, which is shown as done");
    }
    if (!import.ending)
        missing += Words::tr("how the run ended");
    const QString origin = import.isOurs
        ? Words::tr("These are trace events that a run was made to.")
        : Words::tr("These are trace events of another program.");
    QStringList texts{origin,
                      Words::tr("Not in them: %1.").arg(missing.join(QStringLiteral(", ")))};
    if (import.hasSpans)
        texts
            += Words::tr("Of nesting async slices it is not told when they run: they are shown as "
                         "what their task is in.");
    const auto tell = [&texts](std::uint64_t number, const QString &one, const QString &many) {
        if (number > 0)
            texts += number == 1 ? one : many.arg(views::numberText(static_cast<qint64>(number)));
    };
    tell(import.calls, Words::tr("A call within a step is left out."),
         Words::tr("%1 calls within steps are left out."));
    tell(import.leftOut, Words::tr("An event that is no slice is left out."),
         Words::tr("%1 events that are no slices are left out."));
    tell(import.wrong, Words::tr("An event that cannot be is left out."),
         Words::tr("%1 events that cannot be are left out."));
    return texts.join(u' ');
}

TraceFile readChrome(trace::ByteSource &bytes, const QString &path,
                     const std::function<bool()> &goOn)
{
    // What comes out of a pipe is there when that has come to its end.
    while (bytes.size() == 0 || (bytes.isBeingWritten() && !bytes.isOfThisMachine())) {
        if (!goOn())
            throw GivenUp();
        std::this_thread::sleep_for(PipePause);
    }
    try {
        const auto import = trace::readChromeTrace(bytes, [&goOn](double) { return goOn(); });
        if (!import)
            throw GivenUp();
        if (import->trace->tasks().empty())
            refuse(path, Words::tr("there are no slices in these trace events"));
        TraceFile file;
        file.trace = import->trace;
        file.report.bytes = bytes.size();
        file.report.cut = import->cut;
        // Ours tell how the run ended where that was recorded.
        file.report.ended = !import->cut && (!import->isOurs || import->ending);
        file.ending = import->ending;
        file.report.properties["notice"] = chromeNotice(*import).toStdString();
        file.info = infoOf(file.trace->metadata(), file.report, path);
        return file;
    } catch (const trace::ChromeEventsError &) {
        refuse(path,
               Words::tr("it is JSON, but has no trace events as Chrome and VizTracer write "
                         "them"));
    }
}

} // namespace

bool isChromeTrace(const QString &path)
{
    const auto bytes = openTraceBytes(path);
    if (!bytes->isOfThisMachine() || !trace::ChromeEvents::areIn(*bytes))
        return false;
    try {
        trace::ChromeEvents events(*bytes);
        return true;
    } catch (const trace::ChromeEventsError &) {
        return false;
    }
}

std::unique_ptr<trace::ByteSource> openTraceBytes(const QString &path)
{
    try {
        return trace::openBytes(QFile::encodeName(path).toStdString());
    } catch (const std::system_error &error) {
        switch (error.code().value()) {
        case EISDIR:
            refuse(path, Words::tr("it is a folder; name a file in it"));
        case EINVAL:
            refuse(path, Words::tr("it is no regular file; a pipe is read as \"-\""));
        case ENOENT:
            refuse(path, Words::tr("there is no such file; look whether it is spelt right"));
        case EACCES:
            refuse(path, Words::tr("you have no permission to read it"));
        default:
            refuse(path, QString::fromLocal8Bit(error.code().message().c_str()));
        }
    }
}

std::unique_ptr<trace::TraceFileReader> beginTraceFile(std::unique_ptr<trace::ByteSource> bytes,
                                                       const QString &path)
{
    try {
        return std::make_unique<trace::TraceFileReader>(std::move(bytes));
    } catch (const trace::TraceFileError &error) {
        refuse(path, reasonOf(error));
    }
}

TraceFile readTraceFile(const QString &path, const std::function<bool()> &goOn)
{
    using Status = trace::TraceFileReader::Status;
    auto bytes = openTraceBytes(path);
    const bool isPipe = !bytes->isOfThisMachine();
    while (!trace::TraceFileReader::canBegin(*bytes)) {
        if (!goOn())
            throw GivenUp();
        std::this_thread::sleep_for(PipePause);
    }
    if (trace::ChromeEvents::areIn(*bytes))
        return readChrome(*bytes, path, goOn);
    const auto reader = beginTraceFile(std::move(bytes), path);
    Status status = Status::More;
    // Of a file that is still written, what there is now; twice, since the latest of it waits once.
    bool isStopped = false;
    for (int waited = 0; status != Status::Complete;) {
        isStopped = !goOn();
        if (isStopped)
            break;
        status = reader->advance(RecordsAtOnce);
        if (status != Status::Waiting)
            continue;
        if (!isPipe && ++waited == 2)
            break;
        std::this_thread::sleep_for(PipePause);
    }
    TraceFile file;
    file.trace = reader->trace();
    file.report = reader->report();
    file.ending = reader->ending();
    file.isWritten = status == Status::Waiting;
    file.isStopped = isStopped;
    file.info = infoOf(file.trace->metadata(), file.report, path);
    return file;
}

views::RunInfo infoOf(const trace::Metadata &metadata, const trace::TraceFileReport &report,
                      const QString &path)
{
    views::RunInfo info;
    info.title = QString::fromStdString(metadata.title);
    if (info.title.isEmpty())
        info.title = QString::fromStdString(metadata.commandLine);
    info.fileName
        = path == QLatin1String("-") ? QStringLiteral("trace") : QFileInfo(path).completeBaseName();
    if (info.title.isEmpty())
        info.title = info.fileName;
    if (const auto arguments = report.properties.find(ArgumentsKey);
        arguments != report.properties.end())
        info.arguments = fromProperty(arguments->second);
    info.sourceRoot = QString::fromStdString(metadata.sourceRoot);
    return info;
}

QStringList troubleTexts(const trace::TraceFileReport &report)
{
    QStringList texts;
    if (const auto notice = report.properties.find("notice"); notice != report.properties.end())
        texts += QString::fromStdString(notice->second);
    // What one is called, and what %1 of them are.
    const auto tell = [&texts](std::uint64_t number, const QString &one, const QString &many) {
        if (number > 0)
            texts += number == 1 ? one : many.arg(views::numberText(static_cast<qint64>(number)));
    };
    const QString first = views::numberText(static_cast<qint64>(report.firstDamage));
    tell(
        report.damagedPlaces,
        Words::tr("The file is damaged at byte %1; what was there is left out.").arg(first),
        Words::tr("The file is damaged in %1 places, first at byte %2; what was there is left out.")
            .arg(QStringLiteral("%1"), first));
    if (report.cut)
        texts += Words::tr("The file is cut off at its end; what it has up to there is shown.");
    tell(report.leftOut, Words::tr("A record that cannot be is left out."),
         Words::tr("%1 records that cannot be are left out."));
    tell(report.missingEntries, Words::tr("A name or place is missing; \"?\" stands for it."),
         Words::tr("%1 names or places are missing; \"?\" stands for them."));
    tell(report.unknown, Words::tr("A record is of a kind that only a newer Coroscope knows."),
         Words::tr("%1 records are of kinds that only a newer Coroscope knows."));
    return texts;
}

std::optional<std::vector<trace::FileMark>> marksToSave(const views::RunDocument &document)
{
    if (document.markChanges().isEmpty())
        return {};
    std::vector<trace::FileMark> marks;
    for (const views::RunMark &mark : document.marks())
        marks.push_back({mark.record ? *mark.record : mark.position.records, mark.position.time,
                         mark.task, mark.note.toStdString()});
    return marks;
}

void saveRun(const trace::Trace &trace, const views::RunInfo &info,
             const std::optional<trace::Ending> &ending, const QString &path,
             const std::optional<std::vector<trace::FileMark>> &marks,
             const std::function<bool()> &goOn)
{
    trace::TraceFileExtras extras;
    extras.marks = marks ? &*marks : nullptr;
    extras.ending = ending ? &*ending : nullptr;
    extras.properties.emplace("title", info.title.toStdString());
    extras.properties.emplace("source-root", info.sourceRoot.toStdString());
    if (!info.arguments.empty())
        extras.properties.emplace(ArgumentsKey, toProperty(info.arguments));
    extras.properties.emplace("recorder", "Coroscope " COROSCOPE_VERSION);
    views::OutputFile out(path);
    trace::writeTraceFile(trace, extras, [&out, &goOn](std::span<const std::byte> bytes) {
        if (!goOn())
            throw GivenUp();
        out.write(
            {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())});
    });
    out.commit();
}

} // namespace app
