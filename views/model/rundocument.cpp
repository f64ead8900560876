#include "views/model/rundocument.h"

#include "views/model/deadlock.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace views {

namespace {

// Read at once before a trace is first shown, some 10 ms, and in one frame after that, some 3.
constexpr std::size_t FirstRecords = 300'000;
constexpr std::size_t RecordsAtOnce = 100'000;

} // namespace

RunDocument::RunDocument(std::shared_ptr<const trace::Trace> trace, RunInfo info)
    : m_info(std::move(info))
    , m_model(std::make_shared<RunModel>(std::move(trace)))
{
    connect(&m_reader, &ModelReader::progressed, this, &RunDocument::progressed);
    connect(&m_reader, &ModelReader::finished, this, &RunDocument::take);
    m_model->advance(FirstRecords);
    findMarks();
    readOn();
}

RunDocument::RunDocument(std::shared_ptr<const RunDocument> whole, std::size_t records)
    : m_info(whole->info())
    , m_whole(std::move(whole))
    , m_model(std::make_shared<RunModel>(m_whole->sharedTrace()))
{
    connect(m_whole.get(), &RunDocument::marksChanged, this, [this] {
        findMarks();
        Q_EMIT marksChanged();
    });
    revealTo(records);
    findMarks();
}

RunDocument::~RunDocument() = default;

void RunDocument::revealTo(std::size_t records)
{
    const std::size_t shown = m_model->records();
    const std::size_t wanted = std::min(records, m_whole->model().records());
    if (wanted > shown)
        read(wanted - shown, {});
    if (!keepsBack())
        m_ending = m_whole->m_ending;
}

std::shared_ptr<const RunModel> RunDocument::completeModel() const
{
    return m_model->isComplete() ? m_model : nullptr;
}

std::shared_ptr<const RunModel> RunDocument::wholeModel() const
{
    return m_model->isComplete() || (m_over && !isReading()) ? m_model : nullptr;
}

void RunDocument::refresh(trace::Time now)
{
    if (m_reader.isReading() || m_whole)
        return;
    read(RecordsAtOnce, now);
}

void RunDocument::read(std::size_t most, trace::Time now)
{
    Change change{m_model->endPosition(), m_model->taskCount(), m_model->queues().size(), {}};
    QElapsedTimer timer;
    timer.start();
    const std::optional<Position> read = m_model->advance(most);
    const std::optional<Position> extended = m_model->extendTo(now);
    if (!read && !extended)
        return;
    for (const auto &earlier : {read, extended}) {
        if (earlier && earlier->time < change.from.time)
            change.from = *earlier;
    }
    change.took = std::chrono::nanoseconds(timer.nsecsElapsed());
    readOn();
    findNewMarks();
    Q_EMIT changed(change);
}

void RunDocument::setMarkChanges(MarkChanges changes)
{
    if (changes == m_markChanges)
        return;
    m_markChanges = std::move(changes);
    findMarks();
    Q_EMIT marksChanged();
}

void RunDocument::findMarks()
{
    m_marksRead = m_model->notes().marks().size();
    m_marks = marksOf(*m_model, markChanges());
}

/// The same once a frame: the usual run has none.
void RunDocument::findNewMarks()
{
    if (m_model->notes().marks().size() != m_marksRead || !markChanges().added.empty())
        findMarks();
}

bool RunDocument::isReading() const
{
    return !m_whole && (m_reader.isReading() || m_model->records() < trace().records().size());
}

std::optional<trace::Outcome> RunDocument::outcome() const
{
    return m_ending ? m_ending->outcome : m_model->outcome();
}

std::optional<trace::Ending> RunDocument::ending() const
{
    if (m_ending || !m_model->outcome())
        return m_ending;
    return recordedEnding();
}

trace::Ending RunDocument::recordedEnding() const
{
    trace::Ending ending{
        .outcome = *m_model->outcome(), .time = m_model->end(), .lost = lostTasks(*m_model)};
    const auto &records = trace().records();
    // The main task's failure is the run's.
    if (ending.outcome == trace::Outcome::Failed && m_model->taskCount() > 0
        && !m_model->track(trace::TaskId{0}).empty()) {
        const TaskTrack &main = m_model->track(trace::TaskId{0});
        const std::size_t last = main.size() - 1;
        if (main.state(last) == State::Failed)
            ending.failure.name = trace().text(records[main.record(last)].exception());
        else if (main.state(last) == State::Cancelled)
            ending.failure.name = trace::Ending::Cancelled;
    }
    for (const std::uint32_t record : m_model->notes().unretrieved())
        ending.unnoticed.push_back(
            {records[record].task(), {trace().text(records[record].exception()), {}}});
    return ending;
}

void RunDocument::setOver()
{
    if (std::exchange(m_over, true))
        return;
    Q_EMIT changed({m_model->endPosition(), m_model->taskCount(), m_model->queues().size(), {}});
}

void RunDocument::take(std::shared_ptr<RunModel> read)
{
    const Change change{{}, m_model->taskCount(), m_model->queues().size(), {}};
    std::swap(*m_model, *read);
    m_spare = std::move(read);
    findMarks();
    Q_EMIT changed(change);
    refresh();
}

void RunDocument::readOn()
{
    if (m_whole)
        return;
    if (m_model->records() < trace().records().size())
        m_reader.start(m_spare ? std::exchange(m_spare, nullptr)
                               : std::make_shared<RunModel>(sharedTrace()));
    else if (m_model->isComplete())
        m_spare.reset();
}

} // namespace views
