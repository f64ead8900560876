#include "app/cli/filecommands.h"

#include "app/cli/headless.h"
#include "app/cli/interrupt.h"
#include "app/cli/picturefile.h"
#include "app/cli/standardstreams.h"
#include "app/session/argumenttext.h"
#include "app/session/tracefile.h"
#include "app/transcript/transcript.h"
#include "engine/trace/io/traceexports.h"
#include "engine/trace/steps.h"
#include "views/analysis/stoppedcircle.h"
#include "views/export/outputfile.h"
#include "views/model/runmodel.h"
#include "views/words/deadlocktext.h"
#include "views/words/durationtext.h"
#include "views/words/endingtext.h"
#include "views/words/numbertext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace app {

namespace {

constexpr int ExitDone = 0;
constexpr int ExitFailed = 1;
constexpr int ExitInterrupted = 130;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(app::FileCommands)
};

/// Does \a what with a file that has been read, for as long as what it is given says so, and tells
/// what is wrong with it.
template <class What>
int withFile(const std::string &path, What what)
{
    try {
        Interruption interruption;
        const auto goOn = [&interruption] { return interruption.goOn(); };
        const TraceFile file = readTraceFile(QString::fromStdString(path), goOn);
        // Who has stopped the reading wants to have what was read.
        const bool inPart = interruption.hasCome();
        what(file, [&] { return inPart || goOn(); });
        for (const QString &text : troubleTexts(file.report))
            complain(text.toStdString());
        return interruption.hasCome() ? ExitInterrupted : ExitDone;
    } catch (const GivenUp &) {
        return ExitInterrupted;
    } catch (const TranscriptGivenUp &) {
        return ExitInterrupted;
    } catch (const std::exception &error) {
        complain(error.what());
        return ExitFailed;
    }
}

/// A line more of a row.
QString continued(const QString &text)
{
    return QStringLiteral("\n%1  %2").arg(QString(), -10).arg(text);
}

QString endText(const TraceFile &file)
{
    if (file.isWritten)
        return Words::tr("still being recorded");
    if (file.isStopped)
        return Words::tr("not read to its end");
    if (!file.ending && file.report.ended)
        return Words::tr("not told"); // in trace events of another program
    QString sentence;
    if (!file.ending)
        sentence = Words::tr(
            "not recorded: what recorded it was ended from outside, the file is cut, or it was "
            "made of another that does not tell");
    else
        sentence = endingSentence(*file.ending, file.trace);
    if (!file.ending || file.ending->outcome == trace::Outcome::Stopped) {
        views::RunModel model(file.trace);
        model.advance();
        if (const auto circle = views::stoppedCircle(model))
            sentence += continued(views::stoppedCircleText(model, *circle));
    }
    if (sentence.isEmpty())
        sentence = Words::tr("done");
    if (file.ending) {
        for (const QString &each : views::unnoticedTexts(*file.trace, *file.ending))
            sentence += continued(each);
    }
    return sentence;
}

QString infoText(const TraceFile &file, const QString &path)
{
    const trace::Trace &trace = *file.trace;
    const trace::Metadata &metadata = trace.metadata();
    QString text;
    const auto row = [&text](const QString &name, const QString &value) {
        if (!value.isEmpty())
            text += QStringLiteral("%1  %2\n").arg(name, -10).arg(value);
    };
    const auto property = [&file](const char *key) {
        const auto found = file.report.properties.find(key);
        return found != file.report.properties.end() ? QString::fromStdString(found->second)
                                                     : QString();
    };
    row(Words::tr("run"), file.info.title);
    row(Words::tr("with"), summaryText(file.info));
    row(Words::tr("command"), QString::fromStdString(metadata.commandLine));
    row(Words::tr("program"), property("program"));
    row(Words::tr("process"),
        metadata.process != 0 ? QString::number(metadata.process) : QString());
    row(Words::tr("host"), property("host"));
    row(Words::tr("folder"), file.info.sourceRoot);
    if (metadata.wallTime) {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(*metadata.wallTime);
        row(Words::tr("began"),
            QDateTime::fromMSecsSinceEpoch(ms.count()).toString(Qt::ISODateWithMs));
    }
    row(Words::tr("clock"),
        metadata.clock == trace::Metadata::Clock::Real ? Words::tr("real") : Words::tr("virtual"));
    const std::size_t records = trace.records().size();
    row(Words::tr("lasts"),
        views::instantText(records > 0 ? trace.records()[records - 1].time() : trace::Time{0}));
    row(Words::tr("ends"), endText(file));
    row(Words::tr("holds"),
        QStringList{
            views::taskCountText(trace.tasks().size()),
            records == 1
                ? Words::tr("1 record")
                : Words::tr("%1 records").arg(views::numberText(static_cast<qint64>(records))),
            views::lineCountText(trace.lines().size())}
            .join(QStringLiteral(", ")));
    row(Words::tr("file"),
        QStringLiteral("%1, %2").arg(
            path, QLocale::c().formattedDataSize(static_cast<qint64>(file.report.bytes))));
    if (file.report.writers > 1)
        row(Words::tr("writers"), views::numberText(static_cast<qint64>(file.report.writers)));
    row(Words::tr("recorder"), property("recorder"));
    return text;
}

} // namespace

int showInfo(const ShowInfo &command)
{
    return withFile(command.file, [&command](const TraceFile &file, const auto &) {
        writeToStandardOutput(infoText(file, QString::fromStdString(command.file)).toStdString());
    });
}

int printSteps(const PrintSteps &command)
{
    return withFile(command.file, [](const TraceFile &file, const auto &) {
        writeToStandardOutput(trace::stepsText(*file.trace));
    });
}

int printScript(const PrintScript &command)
{
    return withFile(command.file, [](const TraceFile &file, const auto &goOn) {
        const auto model = modelOf(file.trace, goOn);
        const auto told = [&goOn](double) { return goOn(); };
        writeToStandardOutput(transcriptOf(*model, !file.isStopped, told).script.toStdString());
    });
}

int convertFile(const ConvertFile &command)
{
    return withFile(command.file, [&command](const TraceFile &file, const auto &goOn) {
        const QString path = QString::fromStdString(command.out);
        if (path.endsWith(QLatin1String(".coroscope"), Qt::CaseInsensitive)) {
            saveRun(*file.trace, file.info, file.ending, path, std::nullopt, goOn);
            return;
        }
        views::OutputFile out(path);
        const bool asJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        (asJson ? trace::writeChromeTrace
                : trace::writeCsv)(*file.trace, [&](std::span<const std::byte> bytes) {
            if (!goOn())
                throw GivenUp();
            out.write({reinterpret_cast<const char *>(bytes.data()),
                       static_cast<qsizetype>(bytes.size())});
        });
        out.commit();
    });
}

int exportFile(const ExportFile &command)
{
    return withFile(command.file, [&command](const TraceFile &file, const auto &) {
        checkWritable(command.picture);
        writePicture(file.trace, file.info, command.choice, command.picture);
    });
}

} // namespace app
