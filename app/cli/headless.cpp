#include "app/cli/headless.h"

#include "app/cli/interrupt.h"
#include "app/cli/picturefile.h"
#include "app/cli/standardstreams.h"
#include "app/session/argumenttext.h"
#include "app/session/runmetadata.h"
#include "app/session/tracefile.h"
#include "engine/qt/rundriver.h"
#include "engine/trace/steps.h"
#include "engine/workloads/registry.h"
#include "views/export/outputfile.h"
#include "views/words/deadlocktext.h"
#include "views/words/endingtext.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fmt/format.h>
#include <functional>
#include <optional>
#include <string>

namespace app {

namespace {

constexpr int ExitDone = 0;
constexpr int ExitFailed = 1;
constexpr int ExitWrongArguments = 2;
constexpr int ExitInterrupted = 130;

/// Prints a trace's lines as they appear, until that fails.
class LinePrinter
{
public:
    explicit LinePrinter(const trace::Trace &trace)
        : m_trace(trace)
    {
    }

    /// Returns whether it could.
    bool printNew()
    {
        std::string text;
        const auto &lines = m_trace.lines();
        for (auto run = lines.run(m_printed); !run.empty(); run = lines.run(m_printed)) {
            for (const trace::Line &line : run)
                text.append(line.text).append(1, '\n');
            m_printed += run.size();
        }
        try {
            if (!m_error)
                writeToStandardOutput(text);
        } catch (const std::runtime_error &error) {
            m_error = error.what();
        }
        return !m_error;
    }

    /// None as long as it can.
    const std::optional<std::string> &error() const noexcept { return m_error; }

private:
    const trace::Trace &m_trace;
    std::size_t m_printed = 0;
    std::optional<std::string> m_error;
};

void writeSteps(const trace::Trace &trace, const std::string &file)
{
    views::OutputFile out(QString::fromStdString(file));
    out.write(trace::stepsText(trace));
    out.commit();
}

/// Runs a program to its end on the calling thread's event loop. \a progressed is told when the
/// trace has grown, and says whether to go on.
trace::Ending runToEnd(const scenario::Arguments &arguments,
                       const engine::qt::RunSettings &settings,
                       const std::shared_ptr<trace::Recorder> &trace, Interrupt &interrupt,
                       const std::function<bool()> &progressed)
{
    QEventLoop untilTheEnd;
    trace::Ending ending{.outcome = trace::Outcome::Stopped};
    // Made here, since only this tells whether, for one, a script's file is right.
    const auto program
        = std::make_shared<std::unique_ptr<engine::Program>>(engine::makeProgram(arguments));
    engine::qt::RunDriver driver([program] { return std::move(*program); },
                                 withMetadata(settings, arguments), trace);
    QObject::connect(&interrupt, &Interrupt::interrupted, &driver,
                     &engine::qt::RunDriver::requestStop);
    QObject::connect(&driver, &engine::qt::RunDriver::progressed, &driver, [&] {
        if (!progressed())
            driver.requestStop();
    });
    QObject::connect(&driver, &engine::qt::RunDriver::ended, &untilTheEnd,
                     [&](const trace::Ending &how) {
                         ending = how;
                         untilTheEnd.quit();
                     });
    QMetaObject::invokeMethod(
        &driver, [&driver] { driver.start(); }, Qt::QueuedConnection);
    untilTheEnd.exec();
    return ending;
}

/// Adds the run that \a run is to be shown beside.
void addReference(views::ExportOptions &options, const RunHeadless &run, Interrupt &interrupt)
{
    if (!run.picture.reference)
        return;
    using Origin = views::RunInfo::Origin;
    const auto before = std::make_shared<trace::Recorder>();
    runToEnd(*run.picture.reference, {}, before, interrupt, [] { return true; });
    options.referenceModel = modelOf(before);
    options.referenceLabel = referenceText(infoOf(*run.picture.reference, Origin::Simulated),
                                           infoOf(run.arguments, Origin::Simulated));
}

} // namespace

QString endingSentence(const trace::Ending &ending,
                       const std::shared_ptr<const trace::Trace> &trace)
{
    if (ending.outcome != trace::Outcome::Deadlocked)
        return views::endingText(ending);
    const auto model = modelOf(trace);
    return QStringLiteral("%1. %2").arg(
        views::deadlockTitle(*model),
        views::deadlockText(*model, views::deadlockOf(*model, ending.lost)));
}

int runHeadless(const RunHeadless &run)
{
    auto trace = std::make_shared<trace::Recorder>();
    LinePrinter printer(*trace);
    trace::Ending ending;
    Interrupt interrupt;
    try {
        for (const std::string &file : {run.stepsFile, run.exportFile, run.saveFile}) {
            if (!file.empty())
                checkWritable(file);
        }
        // Where nobody reads the lines the run goes on for its files' sake.
        const bool writesFiles
            = !run.stepsFile.empty() || !run.exportFile.empty() || !run.saveFile.empty();
        ending = runToEnd(run.arguments, run.settings, trace, interrupt,
                          [&] { return run.quiet || printer.printNew() || writesFiles; });
    } catch (const scenario::ArgumentError &error) {
        complain(error.what());
        return ExitWrongArguments;
    } catch (const std::exception &error) {
        complain(error.what());
        return ExitFailed;
    }

    bool failed = printer.error().has_value();
    if (failed)
        complain(*printer.error());
    const bool stoppedByPrinter = failed && ending.outcome == trace::Outcome::Stopped;
    for (const QString &sentence : views::unnoticedTexts(*trace, ending))
        complain(sentence.toStdString());
    if (const QString sentence = endingSentence(ending, trace);
        !sentence.isEmpty() && !stoppedByPrinter)
        complain(sentence.toStdString());
    // One that fails leaves the other its turn.
    const auto attempt = [&failed](const std::string &file, const auto &write) {
        try {
            if (!file.empty())
                write();
        } catch (const std::exception &error) {
            complain(error.what());
            failed = true;
        }
    };
    attempt(run.stepsFile, [&] { writeSteps(*trace, run.stepsFile); });
    const views::RunInfo info = infoOf(run.arguments, views::RunInfo::Origin::Simulated);
    attempt(run.exportFile, [&] {
        writePicture(trace, info, run.picture, run.exportFile,
                     [&](views::ExportOptions &options) { addReference(options, run, interrupt); });
    });
    attempt(run.saveFile,
            [&] { saveRun(*trace, info, ending, QString::fromStdString(run.saveFile)); });

    if (failed)
        return ExitFailed;
    switch (ending.outcome) {
    case trace::Outcome::Done:
        return ExitDone;
    case trace::Outcome::Stopped:
        return ExitInterrupted;
    default:
        return ExitFailed;
    }
}

std::shared_ptr<const trace::Trace> runQuietly(const scenario::Arguments &arguments)
{
    auto trace = std::make_shared<trace::Recorder>();
    Interrupt interrupt;
    runToEnd(arguments, {}, trace, interrupt, [] { return true; });
    return trace;
}

std::string listText()
{
    std::string text;
    for (const scenario::Scenario &s : engine::scenarios()) {
        text += fmt::format("{}: {}\n    {}\n", s.name, s.title, s.summary);
        for (const scenario::Parameter &p : s.parameters)
            text += fmt::format("    --{:<14} {} ({})\n", p.name, scenario::toText(p.initial),
                                scenario::rangeText(p));
    }
    return text;
}

std::string listJson()
{
    const auto toJson = [](const scenario::Value &value) {
        return std::visit(
            [](const auto &v) {
                if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
                    return QJsonValue(QString::fromStdString(v));
                else if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::int64_t>)
                    return QJsonValue(static_cast<qint64>(v));
                else
                    return QJsonValue(v);
            },
            value);
    };
    QJsonArray list;
    for (const scenario::Scenario &s : engine::scenarios()) {
        QJsonArray parameters;
        for (const scenario::Parameter &p : s.parameters) {
            QJsonObject parameter{
                {QStringLiteral("name"), QString::fromStdString(p.name)},
                {QStringLiteral("help"), QString::fromStdString(p.help)},
                {QStringLiteral("default"), toJson(p.initial)},
                {QStringLiteral("range"), QString::fromStdString(scenario::rangeText(p))}};
            parameters.append(parameter);
        }
        list.append(QJsonObject{{QStringLiteral("name"), QString::fromStdString(s.name)},
                                {QStringLiteral("title"), QString::fromStdString(s.title)},
                                {QStringLiteral("summary"), QString::fromStdString(s.summary)},
                                {QStringLiteral("parameters"), parameters}});
    }
    return QJsonDocument(list).toJson().toStdString();
}

} // namespace app
