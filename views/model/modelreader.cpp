#include "views/model/modelreader.h"

#include "views/model/runmodel.h"

#include <QPromise>
#include <QtConcurrentRun>

#include <algorithm>

namespace views {

namespace {

// Some milliseconds: so long may a reading that is no longer wanted go on.
constexpr std::size_t RecordsInSlice = 200'000;
constexpr int WholeProgress = 1000;

void read(QPromise<std::shared_ptr<RunModel>> &promise, const std::shared_ptr<RunModel> &model,
          std::size_t wanted)
{
    promise.setProgressRange(0, WholeProgress);
    const std::size_t begin = model->records();
    while (model->records() < wanted) {
        if (promise.isCanceled())
            return;
        model->advance(std::min(RecordsInSlice, wanted - model->records()));
        const std::size_t done = model->records() - begin;
        promise.setProgressValue(static_cast<int>(done * WholeProgress / (wanted - begin)));
    }
    promise.addResult(model);
}

} // namespace

ModelReader::ModelReader(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, this, &ModelReader::progressed);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ModelReader::deliver);
}

ModelReader::~ModelReader()
{
    m_watcher.cancel();
}

void ModelReader::start(std::shared_ptr<RunModel> model)
{
    cancel();
    m_trace = model->sharedTrace();
    m_watcher.setFuture(QtConcurrent::run(read, std::move(model), m_trace->records().size()));
}

void ModelReader::cancel()
{
    m_trace.reset();
    m_watcher.cancel();
    m_watcher.setFuture({}); // what has been read is let go
}

double ModelReader::share() const
{
    return static_cast<double>(m_watcher.progressValue()) / WholeProgress;
}

void ModelReader::deliver()
{
    if (!m_trace)
        return;
    m_trace.reset();
    Q_EMIT finished(m_watcher.future().takeResult());
}

} // namespace views
