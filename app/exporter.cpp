#include "app/exporter.h"

#include "app/argumenttext.h"
#include "views/export/timelineexport.h"

#include <QTemporaryDir>

namespace app {

namespace {

views::ExportOptions optionsOf(const RunSession::Recording &run,
                               const std::optional<RunSession::Recording> &reference)
{
    views::ExportOptions options;
    options.title = QString::fromStdString(run.arguments.scenario().title);
    options.parameters = summaryText(run.arguments);
    if (reference) {
        options.reference = reference->trace;
        options.referenceLabel = referenceText(reference->arguments, run.arguments);
    }
    return options;
}

} // namespace

Exporter::Exporter(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

Exporter::~Exporter()
{
    m_pool.waitForDone();
}

void Exporter::write(const QString &path, const RunSession::Recording &run,
                     const std::optional<RunSession::Recording> &reference)
{
    Q_EMIT started(path);
    m_pool.start([this, path, trace = run.trace, options = optionsOf(run, reference)] {
        try {
            views::exportTimeline(trace, path, options);
            Q_EMIT written(path);
        } catch (const views::ExportError &error) {
            Q_EMIT failed(QString::fromUtf8(error.what()));
        }
    });
}

void Exporter::paint(const RunSession::Recording &run,
                     const std::optional<RunSession::Recording> &reference)
{
    m_pool.start([this, trace = run.trace, options = optionsOf(run, reference)] {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("figure.png"));
        try {
            views::exportTimeline(trace, path, options);
            Q_EMIT painted(QImage(path));
        } catch (const views::ExportError &error) {
            Q_EMIT failed(QString::fromUtf8(error.what()));
        }
    });
}

} // namespace app
