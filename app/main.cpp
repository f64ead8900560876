#include "app/cli/commandline.h"
#include "app/cli/comparefiles.h"
#include "app/cli/filecommands.h"
#include "app/cli/headless.h"
#include "app/cli/parity.h"
#include "app/cli/standardstreams.h"
#include "app/guides/runfiles.h"
#include "app/largepages.h"
#include "app/window/mainwindow.h"
#include "engine/qt/runcontroller.h"
#include "engine/workloads/network/networkworkloads.h"

#include <QApplication>
#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

namespace {

constexpr int ExitFailed = 1;
constexpr int ExitWrongCommandLine = 2;

/// Qt has nothing to show a window on, and would abort.
void endWithoutDisplay(QtMsgType type, const QMessageLogContext &, const QString &)
{
    if (type != QtFatalMsg)
        return;
    app::complain(
        "Cannot open a window, as there is no display that answers; coroscope run SCENARIO "
        "needs none.");
    std::_Exit(ExitFailed);
}

int showWindow(const std::vector<std::string> &files, int &argc, char **argv)
{
    const QtMessageHandler before = qInstallMessageHandler(endWithoutDisplay);
    const QApplication application(argc, argv);
    qInstallMessageHandler(before);
    int code = 0;
    {
        app::MainWindow window;
        QStringList paths;
        for (const std::string &file : files)
            paths += QString::fromStdString(file);
        try {
            if (!paths.isEmpty())
                window.files()->tryToOpen(paths.takeFirst());
        } catch (const app::OpenError &error) {
            app::complain(error.what());
            return ExitFailed;
        }
        window.show();
        for (const QString &path : paths)
            Q_EMIT window.files()->anotherWanted(path);
        code = QApplication::exec();
    }
    if (engine::qt::RunController::leftThreadBehind())
        std::_Exit(code);
    return code;
}

int print(const std::string &text)
{
    try {
        app::writeToStandardOutput(text);
    } catch (const std::runtime_error &error) {
        app::complain(error.what());
        return ExitFailed;
    }
    return 0;
}

int run(const app::RunHeadless &run, int &argc, char **argv)
{
    if (run.exportFile.empty()) {
        const QCoreApplication application(argc, argv);
        return app::runHeadless(run);
    }
    // Painting text needs fonts, hence a platform, but no display.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    return app::runHeadless(run);
}

int recordProgram(const app::RecordCommand &command)
{
    try {
        return app::record(command);
    } catch (const app::RecordError &error) {
        app::complain(error.what());
        return ExitFailed;
    }
}

int exportPicture(const app::ExportFile &command, int &argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    return app::exportFile(command);
}

} // namespace

int main(int argc, char **argv)
{
    app::guardStandardStreams();
    app::useLargePages();
    // What fails is told in words of our own, once; QT_LOGGING_RULES brings Qt's back.
    QLoggingCategory::setFilterRules(QStringLiteral("*=false\n*.critical=true"));
    QCoreApplication::setApplicationName(QStringLiteral("coroscope"));
    QCoreApplication::setOrganizationName(QStringLiteral("coroscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COROSCOPE_VERSION));

    engine::qt::registerNetworkWorkloads();

    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    app::Command command;
    try {
        command = app::parseCommandLine(arguments);
    } catch (const app::CommandLineError &error) {
        app::complain(error.what());
        return ExitWrongCommandLine;
    }
    if (const auto *text = std::get_if<app::PrintText>(&command))
        return print(text->text);
    if (const auto *list = std::get_if<app::ListScenarios>(&command))
        return print(list->json ? app::listJson() : app::listText());
    if (const auto *headless = std::get_if<app::RunHeadless>(&command))
        return run(*headless, argc, argv);
    if (const auto *recording = std::get_if<app::RecordCommand>(&command))
        return recordProgram(*recording);
    if (const auto *picture = std::get_if<app::ExportFile>(&command))
        return exportPicture(*picture, argc, argv);
    if (const auto *open = std::get_if<app::OpenFiles>(&command))
        return showWindow(open->files, argc, argv);
    if (std::holds_alternative<app::ShowWindow>(command))
        return showWindow({}, argc, argv);
    const QCoreApplication application(argc, argv);
    if (const auto *info = std::get_if<app::ShowInfo>(&command))
        return app::showInfo(*info);
    if (const auto *parity = std::get_if<app::CheckParity>(&command))
        return app::compareWithPython(*parity);
    if (const auto *script = std::get_if<app::PrintScript>(&command))
        return app::printScript(*script);
    if (const auto *convert = std::get_if<app::ConvertFile>(&command))
        return app::convertFile(*convert);
    if (const auto *compare = std::get_if<app::CompareFiles>(&command))
        return app::compareFiles(*compare);
    return app::printSteps(std::get<app::PrintSteps>(command));
}
