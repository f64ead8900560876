#include "engine/qt/rundriver.h"

#include "engine/core/error.h"
#include "engine/qt/threadworkers.h"

#include <QCoreApplication>
#include <QEvent>
#include <QScopedValueRollback>

namespace engine::qt {

namespace {

using std::chrono::steady_clock;

// Long enough to make the price of an event negligible, short enough for the thread's other
// events and for the views' frames.
constexpr auto SliceBudget = std::chrono::milliseconds(2);
// Reading the wall clock costs as much as several steps.
constexpr int StepsPerClockReading = 64;

/// What \a error says, or at least its name.
std::string textOf(const std::exception_ptr &error)
{
    const std::string text = errorText(error);
    return text.empty() ? errorName(error) : text;
}

/// Of a run that begins now.
trace::Metadata metadataOf(const RunSettings &settings)
{
    trace::Metadata metadata = settings.metadata;
    const bool real = settings.clock == ClockKind::Real;
    metadata.clock = real ? trace::Metadata::Clock::Real : trace::Metadata::Clock::Virtual;
    metadata.speed = real ? settings.speed : 1;
    metadata.process = QCoreApplication::applicationPid();
    metadata.wallTime.reset();
    // One that begins paused has its clock at 0 until somebody lets it go.
    if (real && !settings.paused)
        metadata.wallTime = std::chrono::system_clock::now().time_since_epoch();
    return metadata;
}

const auto SliceEvent = static_cast<QEvent::Type>(QEvent::registerEventType());

} // namespace

RunDriver::RunDriver(ProgramMaker makeProgram, const RunSettings &settings,
                     std::shared_ptr<trace::Recorder> trace)
    : m_makeProgram(std::move(makeProgram))
    , m_settings(settings)
    , m_trace(std::move(trace))
    , m_timer(this)
    , m_interrupted(settings.paused)
    , m_paused(settings.paused)
{
    m_trace->setMetadata(metadataOf(settings));
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RunDriver::runSlice);
}

RunDriver::~RunDriver() = default;

void RunDriver::requestStop()
{
    m_stopRequested.store(true);
    m_interrupted.store(true);
    QCoreApplication::postEvent(this, new QEvent(SliceEvent));
}

void RunDriver::start()
{
    if (m_settings.clock == ClockKind::Real) {
        auto clock = std::make_unique<RealClock>(m_settings.speed);
        m_realClock = clock.get();
        m_clock = std::move(clock);
    } else {
        m_clock = std::make_unique<VirtualClock>();
    }
    std::unique_ptr<Program> program;
    try {
        program = m_makeProgram();
    } catch (...) { // what the values ask for cannot be made
        const std::exception_ptr error = std::current_exception();
        m_trace->record(trace::Time{0}, trace::Kind::Ended,
                        static_cast<std::uint32_t>(trace::Outcome::Failed));
        Q_EMIT ended(
            {.outcome = trace::Outcome::Failed, .failure = {.name = {}, .text = textOf(error)}});
        return;
    }
    m_run = std::make_unique<Run>(std::move(program), *m_clock, *m_trace);
    EventLoop &loop = m_run->loop();
    loop.setWorkersFactory(
        [&loop](int count) { return std::make_unique<ThreadWorkers>(loop, count); });
    loop.inbox()->setWakeUp([this] { QCoreApplication::postEvent(this, new QEvent(SliceEvent)); });
    if (m_paused)
        return;
    if (m_realClock != nullptr)
        m_realClock->resume();
    runSlice();
}

void RunDriver::pause()
{
    m_paused = true;
    m_interrupted.store(true);
    m_timer.stop();
    if (m_realClock != nullptr)
        m_realClock->pause();
}

void RunDriver::resume()
{
    m_paused = false;
    // In this order: a stop that another thread asks for meanwhile is not forgotten.
    m_interrupted.store(false);
    if (m_stopRequested.load())
        m_interrupted.store(true);
    if (m_realClock != nullptr)
        m_realClock->resume();
    post();
}

void RunDriver::stepOnce()
{
    if (!m_paused || m_run == nullptr || m_running)
        return;
    m_run->takeRanTask();
    do {
        const Run::Status status = drive([this] { return m_run->step(); });
        if (status == Run::Status::Ended)
            return finish();
        if (status == Run::Status::Waiting)
            break; // for something outside
    } while (!m_run->takeRanTask());
    // A step that opens an event loop lets the events of a stop or a resumption pass there.
    if (!m_paused || m_stopRequested.load(std::memory_order_relaxed))
        post();
    Q_EMIT progressed();
}

void RunDriver::change(const ParameterChange &change)
{
    if (m_run != nullptr)
        m_run->change(change);
}

void RunDriver::setSpeed(double speed)
{
    if (m_realClock == nullptr)
        return;
    m_realClock->setSpeed(speed);
    post();
}

bool RunDriver::event(QEvent *event)
{
    if (event->type() != SliceEvent)
        return QObject::event(event);
    m_posted = false;
    runSlice();
    return true;
}

void RunDriver::post()
{
    if (!std::exchange(m_posted, true))
        QCoreApplication::postEvent(this, new QEvent(SliceEvent));
}

template <class Steps>
Run::Status RunDriver::drive(Steps steps)
{
    const QScopedValueRollback running(m_running, true);
    return steps();
}

void RunDriver::runSlice()
{
    if (m_run == nullptr || m_running
        || (m_paused && !m_stopRequested.load(std::memory_order_relaxed)))
        return;
    m_timer.stop();
    const auto sliceEnd = steady_clock::now() + SliceBudget;
    do {
        const Run::Status status
            = drive([this] { return m_run->steps(StepsPerClockReading, m_interrupted); });
        if (m_stopRequested.load(std::memory_order_relaxed))
            m_run->stop();
        if (m_run->ended())
            return finish();
        if (m_paused) { // in an event loop that the step opened
            Q_EMIT progressed();
            return;
        }
        if (status == Run::Status::Waiting) {
            waitForDeadline();
            Q_EMIT progressed();
            return;
        }
    } while (steady_clock::now() < sliceEnd);
    post();
    Q_EMIT progressed();
}

void RunDriver::waitForDeadline()
{
    const std::optional<Time> deadline = m_run->loop().nextDeadline();
    if (!deadline)
        return; // the inbox wakes the driver
    const auto wait = m_clock->wallTime(*deadline) - steady_clock::now();
    // Rounded up: woken a little early, there would be nothing to do but wait again. Far deadlines
    // are waited for in pieces of what an int of milliseconds holds.
    constexpr std::chrono::milliseconds Longest = std::chrono::hours(24);
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(wait);
    m_timer.start(std::clamp(rounded, std::chrono::milliseconds(0), Longest));
}

void RunDriver::finish()
{
    m_timer.stop();
    const trace::Ending ending = m_run->ending();
    m_run.reset();
    Q_EMIT progressed();
    Q_EMIT ended(ending);
}

} // namespace engine::qt
