#include "app/transcript/transcriptmaker.h"

#include "app/transcript/transcriptprogress.h"

#include <QPromise>
#include <QtConcurrentRun>

#include <algorithm>
#include <memory>

namespace app {

namespace {

constexpr std::size_t RecordsInSlice = 200'000; // some milliseconds
constexpr int WholeProgress = 1000;

/// What is known of a run that goes on may be read in the GUI's thread alone; this is the same
/// again.
std::shared_ptr<const views::RunModel> read(const std::shared_ptr<const trace::Trace> &trace,
                                            std::size_t records,
                                            const TranscriptProgress::GoOn &goOn)
{
    auto model = std::make_shared<views::RunModel>(trace);
    while (model->records() < records) {
        if (!goOn(0))
            throw TranscriptGivenUp();
        model->advance(std::min(RecordsInSlice, records - model->records()));
    }
    return model;
}

} // namespace

TranscriptMaker::TranscriptMaker(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this](int value) { Q_EMIT progressed(static_cast<double>(value) / WholeProgress); });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &TranscriptMaker::deliver);
}

TranscriptMaker::~TranscriptMaker()
{
    m_watcher.cancel();
}

void TranscriptMaker::start(const views::RunDocument &document, bool isWhole)
{
    cancel();
    m_watcher.setFuture(
        QtConcurrent::run([model = document.wholeModel(), trace = document.sharedTrace(),
                           records = document.model().records(), isWhole](QPromise<Made> &promise) {
            promise.setProgressRange(0, WholeProgress);
            const auto goOn = [&promise](double share) {
                promise.setProgressValue(static_cast<int>(share * WholeProgress));
                return !promise.isCanceled();
            };
            try {
                const auto known = model ? model : read(trace, records, goOn);
                promise.addResult(transcriptOf(*known, isWhole, goOn));
            } catch (const TranscriptGivenUp &) {
                return;
            } catch (const TranscriptError &error) {
                promise.addResult(QString::fromUtf8(error.what()));
            }
        }));
}

void TranscriptMaker::cancel()
{
    m_watcher.cancel();
    m_watcher.setFuture({}); // what has been made is let go
}

void TranscriptMaker::deliver()
{
    if (m_watcher.isCanceled() || m_watcher.future().resultCount() == 0)
        return;
    const Made made = m_watcher.future().takeResult();
    if (const auto *transcript = std::get_if<Transcript>(&made))
        Q_EMIT finished(*transcript);
    else
        Q_EMIT failed(std::get<QString>(made));
}

} // namespace app
