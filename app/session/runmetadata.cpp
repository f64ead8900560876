#include "app/session/runmetadata.h"

#include "app/session/runcommand.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace app {

namespace {

/// The folder of the source when the program was started from a build within it; else "".
QString sourceRoot()
{
    QDir folder(QCoreApplication::applicationDirPath());
    while (!folder.isRoot()) {
        if (QFileInfo::exists(folder.filePath(QStringLiteral("engine/workloads/registry.cpp"))))
            return folder.absolutePath();
        folder.setPath(QFileInfo(folder.absolutePath()).absolutePath());
    }
    return {};
}

} // namespace

trace::Metadata metadataOf(const scenario::Arguments &arguments,
                           const engine::qt::RunSettings &settings)
{
    QStringList words = runCommand(arguments);
    if (settings.clock == engine::qt::ClockKind::Real) {
        words << QStringLiteral("--clock") << QStringLiteral("real");
        if (settings.speed != 1)
            words << QStringLiteral("--speed") << QString::number(settings.speed, 'g', 15);
    }
    trace::Metadata metadata;
    metadata.title = arguments.scenario().title;
    metadata.commandLine = shellText(words).toStdString();
    metadata.sourceRoot = sourceRoot().toStdString();
    return metadata;
}

engine::qt::RunSettings withMetadata(engine::qt::RunSettings settings,
                                     const scenario::Arguments &arguments)
{
    settings.metadata = metadataOf(arguments, settings);
    return settings;
}

} // namespace app
