#include "app/cli/parity.h"

#include "app/cli/headless.h"
#include "app/cli/picturefile.h"
#include "app/cli/record.h"
#include "app/cli/standardstreams.h"
#include "app/session/runcommand.h"
#include "app/session/scripttext.h"
#include "app/session/tracefile.h"
#include "views/analysis/comparison.h"
#include "views/words/comparisontext.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <csignal>
#include <sys/prctl.h>

namespace app {

namespace {

constexpr int ExitEqual = 0;
constexpr int ExitDiffers = 1;
constexpr int ExitImpossible = 2;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(app::Parity)
};

/// The judge of the schedule; see tests/oracle.
const QString &python()
{
    static const QString path = QStringLiteral("/usr/bin/python3");
    return path;
}

/// The program in Python reads a script from a file: one that is an argument is put into one at \a
/// path.
scenario::Arguments withScriptInFile(const scenario::Arguments &arguments, const QString &path)
{
    if (!isOfScripts(arguments.scenario()) || !arguments.text("file").empty())
        return arguments;
    QFile file(path);
    const QByteArray text = scriptOf(arguments).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        throw RecordError(file.errorString().toStdString());
    scenario::Arguments inFile(arguments.scenario());
    inFile.set("file", path.toStdString());
    return inFile;
}

/// Records the scenario as CPython runs it. Throws RecordError with a sentence.
void recordPython(const scenario::Arguments &arguments, const QString &file)
{
    const QString recorder = QString::fromStdString(recorderFolder());
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONPATH"), recorder);
    process.setProcessEnvironment(environment);
    // It may run for ever: nobody is to be left behind when this is killed.
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    // "coroscope run queue --producers 3" without its first two words.
    process.start(
        python(),
        QStringList{QStringLiteral("-B"), recorder + QStringLiteral("/parity/recordcase.py"), file}
            + runCommand(arguments).mid(2));
    process.waitForFinished(-1);
    if (process.error() == QProcess::FailedToStart)
        throw RecordError(
            Words::tr("There is no %1 here to compare with.").arg(python()).toStdString());
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        throw RecordError(Words::tr("CPython does not run it: %1")
                              .arg(QString::fromUtf8(process.readAllStandardError()).trimmed())
                              .toStdString());
}

std::string parityText(const views::RunModel &ours, const views::RunModel &theirs,
                       const views::Comparison &comparison)
{
    const views::ComparisonText text = views::comparisonText(comparison, ours, theirs);
    QStringList lines{text.verdict};
    for (const QString &line : {text.length, text.parting}) {
        if (!line.isEmpty())
            lines += line;
    }
    return (lines.join(QLatin1Char('\n')) + QLatin1Char('\n')).toStdString();
}

} // namespace

int compareWithPython(const CheckParity &command)
{
    try {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("python.coroscope"));
        recordPython(
            withScriptInFile(command.arguments, folder.filePath(QStringLiteral("script.json"))),
            file);
        const TraceFile recorded = readTraceFile(file, [] { return true; });
        if (!command.saveFile.empty())
            saveRun(*recorded.trace, recorded.info, recorded.ending,
                    QString::fromStdString(command.saveFile));
        const auto theirs = modelOf(recorded.trace);
        const auto ours = modelOf(runQuietly(command.arguments));
        const auto comparison = views::compare(*ours, *theirs);
        writeToStandardOutput(parityText(*ours, *theirs, *comparison));
        return comparison->isEqual() ? ExitEqual : ExitDiffers;
    } catch (const std::exception &error) {
        complain(error.what());
        return ExitImpossible;
    }
}

} // namespace app
