#include "app/session/tracefeed.h"

#include <QMetaObject>

#include <chrono>

namespace app {

namespace {

using Status = trace::TraceFileReader::Status;

// Read at once in the GUI's thread, some 10 ms: what a document reads at once, too.
constexpr std::size_t FirstRecords = 300'000;
// Between two looks at whether to give up.
constexpr std::size_t RecordsAtOnce = 100'000;
constexpr std::chrono::milliseconds Pause{10};

} // namespace

TraceFeed::TraceFeed(const QString &path)
    : m_path(path)
    , m_bytes(openTraceBytes(path))
{
    if (trace::TraceFileReader::canBegin(*m_bytes)) {
        begin();
        const Status status = m_reader->advance(FirstRecords);
        note(status == Status::Complete);
        m_written = status == Status::Waiting;
        m_state = status == Status::Complete ? State::Complete : State::Reading;
        if (m_state == State::Complete)
            return;
    }
    m_thread = std::thread([this] { read(); });
}

TraceFeed::~TraceFeed()
{
    m_givenUp = true;
    if (m_thread.joinable())
        m_thread.join();
}

void TraceFeed::begin()
{
    m_reader = beginTraceFile(std::move(m_bytes), m_path);
}

/// In the thread.
void TraceFeed::read()
{
    const auto tell = [this](State state, const QString &error = {}) {
        QMetaObject::invokeMethod(
            this,
            [this, state, error] {
                m_error = error;
                setState(state);
            },
            Qt::QueuedConnection);
    };
    if (m_reader == nullptr) {
        while (!m_givenUp && !trace::TraceFileReader::canBegin(*m_bytes))
            std::this_thread::sleep_for(Pause);
        if (m_givenUp)
            return;
        try {
            begin();
        } catch (const OpenError &error) {
            tell(State::Failed, QString::fromUtf8(error.what()));
            return;
        }
        tell(State::Reading);
    }
    for (;;) {
        const Status status = m_reader->advance(RecordsAtOnce);
        const bool over = status == Status::Complete;
        m_written.store(status == Status::Waiting && !m_stopped, std::memory_order_relaxed);
        if (over)
            m_stopped = false; // too late
        if (over || m_givenUp || m_stopped)
            break;
        if (status == Status::Waiting) {
            note(false);
            std::this_thread::sleep_for(Pause);
        }
    }
    note(true);
    if (!m_givenUp)
        tell(State::Complete);
}

/// Keeps what is to be told of the file now.
void TraceFeed::note(bool last)
{
    auto report = m_reader->report();
    auto ending = last ? m_reader->ending() : std::nullopt;
    const std::lock_guard lock(m_mutex);
    m_report = std::move(report);
    m_ending = std::move(ending);
}

void TraceFeed::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

std::shared_ptr<const trace::Trace> TraceFeed::trace() const
{
    return m_reader->trace();
}

views::RunInfo TraceFeed::info() const
{
    return infoOf(trace()->metadata(), report(), m_path);
}

trace::Time TraceFeed::now() const
{
    return isWritten() ? m_reader->now() : trace::Time{0};
}

double TraceFeed::share() const
{
    return m_reader->share();
}

trace::TraceFileReport TraceFeed::report() const
{
    const std::lock_guard lock(m_mutex);
    return m_report;
}

std::optional<trace::Ending> TraceFeed::ending() const
{
    const std::lock_guard lock(m_mutex);
    return m_ending;
}

} // namespace app
