#include "app/session/exporter.h"

#include "app/session/argumenttext.h"

namespace app {

namespace {

views::ExportOptions optionsOf(const Exporter::Subject &subject)
{
    const auto model = subject.run->completeModel();
    // Where not all is known of a run yet, nothing of it is found to be selected.
    const views::RunModel nothing(subject.run->sharedTrace());
    const views::RunInfo &run = subject.run->info();
    views::ExportOptions options = exportOptions(subject.choice, run, model ? *model : nothing);
    options.model = model;
    if (subject.choice.reference && subject.reference) {
        options.reference = subject.reference->sharedTrace();
        options.referenceModel = subject.reference->completeModel();
        options.referenceLabel = referenceText(subject.reference->info(), run);
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
    cancel();
    m_pool.waitForDone();
}

void Exporter::start(const Subject &subject, std::function<void(const views::ExportOptions &)> task)
{
    views::ExportOptions options = optionsOf(subject);
    options.progress = [this, generation = m_generation.load()](double share) {
        Q_EMIT progressed(share);
        return m_generation.load() == generation;
    };
    m_pool.start([this, options = std::move(options), task = std::move(task)] {
        try {
            // One that waits for others may have been given up before it begins.
            if (!options.progress(0))
                throw views::ExportCancelled();
            task(options);
        } catch (const views::ExportCancelled &) {
            Q_EMIT cancelled();
        } catch (const views::ExportError &error) {
            Q_EMIT failed(QString::fromUtf8(error.what()));
        }
    });
}

void Exporter::write(const QString &path, const Subject &subject)
{
    Q_EMIT started(path);
    start(subject,
          [this, path, trace = subject.run->sharedTrace()](const views::ExportOptions &options) {
              views::exportTimeline(trace, path, options);
              Q_EMIT written(path);
          });
}

void Exporter::paint(const Subject &subject)
{
    start(subject, [this, trace = subject.run->sharedTrace()](const views::ExportOptions &options) {
        Q_EMIT painted(views::timelineImage(trace, QStringLiteral("png"), options));
    });
}

void Exporter::preview(const Subject &subject, const QString &suffix, double ratio)
{
    start(subject,
          [this, trace = subject.run->sharedTrace(), suffix, ratio](const views::ExportOptions &o) {
              Q_EMIT painted(views::timelineImage(trace, suffix, o, ratio));
          });
}

void Exporter::cancel()
{
    ++m_generation;
}

} // namespace app
