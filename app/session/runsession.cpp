#include "app/session/runsession.h"

#include "engine/workloads/registry.h"
#include "views/words/durationtext.h"

#include <QLocale>

#include <algorithm>

namespace app {

using engine::qt::ClockKind;
using engine::qt::RunController;
using views::instantText;

namespace {

constexpr std::chrono::milliseconds FrameTime{16};
// A step that takes longer is painted when the run goes on.
constexpr std::chrono::seconds StepPatience{10};
constexpr std::chrono::milliseconds AfterStep{50};

trace::Time scaled(std::chrono::nanoseconds wall, double speed)
{
    return trace::Time{static_cast<trace::Time::rep>(static_cast<double>(wall.count()) * speed)};
}

} // namespace

RunSession::RunSession(views::ViewState *view, const scenario::Arguments &arguments,
                       QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_arguments(arguments)
    , m_shown{nullptr, arguments}
    , m_running{nullptr, arguments}
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(Patience);
    m_rest.setSingleShot(true);
    m_rest.setInterval(LiveRest);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    m_frameTimer.setInterval(FrameTime);
    connect(&m_patience, &QTimer::timeout, this, &RunSession::showLate);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (m_live)
            startLive(m_controller.state() == RunController::State::Paused);
    });
    connect(&m_frameTimer, &QTimer::timeout, this, [this] {
        advance(std::chrono::nanoseconds{m_sinceFrame.nsecsElapsed()});
        m_sinceFrame.restart();
    });
    connect(&m_controller, &RunController::stateChanged, this, &RunSession::followController);
    connect(view, &views::ViewState::cursorChanged, this, &RunSession::noteCursor);
}

RunSession::~RunSession() = default;

void RunSession::begin()
{
    if (m_clock == ClockKind::Virtual)
        simulate();
}

void RunSession::setArguments(const scenario::Arguments &arguments, int gesture)
{
    if (arguments == m_arguments)
        return;
    const bool otherScenario = &arguments.scenario() != &m_arguments.scenario();
    const bool continued = gesture != NoGesture && gesture == m_gesture;
    m_arguments = arguments;
    m_gesture = gesture;
    if (otherScenario) {
        stopPlaying();
        m_stickToEnd = true;
        m_view->setSelectedTask(std::nullopt);
        setReference(std::nullopt);
    } else if (!continued && m_ending && m_clock == ClockKind::Virtual) {
        setReference(m_shown);
    }
    Q_EMIT argumentsChanged(m_arguments);
    if (m_clock == ClockKind::Virtual)
        simulate();
    else if (m_live)
        m_rest.start();
}

void RunSession::setClock(ClockKind clock)
{
    if (clock == m_clock)
        return;
    stopPlaying();
    stop();
    m_clock = clock;
    Q_EMIT clockChanged(m_clock);
    if (m_clock == ClockKind::Virtual
        && (m_shown.clock != clock || m_shown.arguments != m_arguments))
        simulate();
    Q_EMIT activityChanged();
}

void RunSession::setSpeed(double speed)
{
    Q_ASSERT(speed > 0);
    if (speed == m_speed)
        return;
    m_speed = speed;
    if (m_live)
        m_controller.setSpeed(speed);
    Q_EMIT speedChanged(speed);
    Q_EMIT activityChanged();
}

void RunSession::setStepwise(bool stepwise)
{
    m_stepwise = stepwise;
    m_stepDebt = 0;
}

std::optional<RunSession::Recording> RunSession::reference() const
{
    if (m_reference && m_reference->arguments != m_shown.arguments)
        return m_reference;
    return std::nullopt;
}

bool RunSession::isMoving() const
{
    return m_playing || (m_live && m_controller.state() == RunController::State::Running);
}

bool RunSession::isGrowing() const
{
    return m_live || (m_simulating && m_late);
}

bool RunSession::isAtEnd() const
{
    return m_view->cursor().records >= m_steps.end().records;
}

bool RunSession::isAtStart() const
{
    return m_view->cursor().records == 0;
}

QString RunSession::sentence() const
{
    const views::Position cursor = m_view->cursor();
    const views::Position end = m_steps.end();
    const QLocale locale;
    const QString step = locale.toString(m_steps.stepsBefore(cursor.records));
    const QString steps = locale.toString(m_steps.steps());
    const QString speed = locale.toString(m_speed, 'g', 4);
    if (m_live && isMoving())
        return tr("Running in real time at %1×, %2 so far.").arg(speed, instantText(m_head));
    if (m_live)
        return tr("Paused in the middle of the run, at %1 after step %2.")
            .arg(instantText(cursor.time), step);
    if (m_simulating && m_late)
        return tr("Simulating: %1 and %2 steps so far.").arg(instantText(end.time), steps);
    if (!m_shown.trace)
        return m_clock == ClockKind::Real ? tr("Nothing has run yet.") : tr("Simulating …");
    if (m_clock == ClockKind::Real && m_arguments != m_shown.arguments)
        return tr("The changed parameters take effect with the next run.");
    if (m_playing)
        return tr("Playing at %1×: %2 of %3.")
            .arg(speed, instantText(cursor.time), instantText(end.time));
    if (!isAtEnd())
        return tr("Paused at %1, after step %2 of %3. The run ends at %4.")
            .arg(instantText(cursor.time), step, steps, instantText(end.time));
    if (outcome() == trace::Outcome::Failed)
        return tr("The run failed at %1, after %2 steps.").arg(instantText(end.time), steps);
    if (outcome() == trace::Outcome::Deadlocked)
        return tr("The run came to a deadlock at %1, after %2 steps.")
            .arg(instantText(end.time), steps);
    if (outcome() == trace::Outcome::Stopped)
        return tr("The run was stopped at %1, after %2 steps.").arg(instantText(end.time), steps);
    return tr("The run ended at %1, after %2 steps.").arg(instantText(end.time), steps);
}

void RunSession::advance(std::chrono::nanoseconds wall)
{
    const std::size_t known = m_steps.end().records;
    if (isGrowing())
        m_steps.refresh();
    if (awaitsStep() && m_steps.end().records > known)
        m_stepDeadline.setRemainingTime(AfterStep);
    if (m_live) {
        if (m_controller.state() == RunController::State::Running)
            m_head += scaled(wall, m_speed);
        m_head = std::max(m_head, m_steps.end().time);
        if (m_stickToEnd)
            setCursor({m_head, m_steps.end().records});
    } else if (m_playing && m_stepwise) {
        playSteps(wall);
    } else if (m_playing) {
        play(wall);
    } else if (m_simulating && m_stickToEnd) {
        setCursor(m_steps.end());
    }
    Q_EMIT frame();
    updateTimer();
}

void RunSession::run()
{
    if (m_clock == ClockKind::Real) {
        if (!m_live)
            startLive(false);
        else if (m_controller.state() == RunController::State::Paused)
            m_controller.resume();
        return;
    }
    if (m_playing || !m_shown.trace)
        return;
    if (isAtEnd() && !isGrowing())
        setCursor({});
    m_playing = true;
    m_stickToEnd = false;
    m_stepDebt = 0;
    m_head = m_view->cursor().time;
    updateTimer();
    Q_EMIT activityChanged();
}

void RunSession::pause()
{
    if (m_live)
        m_controller.pause();
    stopPlaying();
}

void RunSession::toggle()
{
    if (isMoving())
        pause();
    else
        run();
}

void RunSession::step()
{
    if (isMoving()) {
        pause();
        return;
    }
    if (m_clock == ClockKind::Real && isAtEnd()) {
        if (!m_live)
            startLive(true);
        m_stickToEnd = true;
        m_stepDeadline.setRemainingTime(StepPatience);
        m_controller.step();
        updateTimer();
        return;
    }
    const std::uint32_t done = m_steps.stepsBefore(m_view->cursor().records);
    if (done < m_steps.steps())
        setCursor(m_steps.after(done + 1));
    else
        setCursor(m_steps.end());
    m_head = m_view->cursor().time;
    m_stickToEnd = isAtEnd();
    Q_EMIT activityChanged();
}

void RunSession::stepBack()
{
    pause();
    const std::uint32_t done = m_steps.stepsBefore(m_view->cursor().records);
    m_stickToEnd = false;
    setCursor(m_steps.after(done > 0 ? done - 1 : 0));
    if (!m_live)
        m_head = m_view->cursor().time;
    Q_EMIT activityChanged();
}

void RunSession::restart()
{
    if (m_clock == ClockKind::Real) {
        startLive(m_live && !isMoving());
        return;
    }
    m_stickToEnd = false;
    m_head = {};
    setCursor({});
    Q_EMIT activityChanged();
}

void RunSession::toEnd()
{
    stopPlaying();
    m_stickToEnd = true;
    setCursor(m_live ? views::Position{m_head, m_steps.end().records} : m_steps.end());
    Q_EMIT activityChanged();
}

void RunSession::stop()
{
    m_again = false;
    m_rest.stop();
    if (m_simulating || m_live)
        m_controller.stop();
    stopPlaying();
}

void RunSession::simulate()
{
    // While a simulation is young, the latest arguments wait for its end: a drag of the slider
    // must not keep every run from ending.
    if (m_simulating && !m_late)
        m_again = true;
    else
        startSimulation();
}

void RunSession::startSimulation()
{
    m_again = false;
    m_late = false;
    m_live = false;
    m_simulating = true;
    m_controller.start(engine::programMaker(m_arguments), {.clock = ClockKind::Virtual});
    m_running = {m_controller.trace(), m_arguments, ClockKind::Virtual};
    m_patience.start();
    updateTimer();
}

void RunSession::startLive(bool paused)
{
    m_rest.stop();
    m_patience.stop();
    stopPlaying();
    setReference(std::nullopt);
    m_simulating = false;
    m_live = true;
    m_stickToEnd = true;
    m_head = {};
    m_controller.start(engine::programMaker(m_arguments),
                       {.clock = ClockKind::Real, .speed = m_speed, .paused = paused});
    m_running = {m_controller.trace(), m_arguments, ClockKind::Real};
    show();
    updateTimer();
    Q_EMIT activityChanged();
}

void RunSession::show()
{
    m_shown = m_running;
    m_ending.reset();
    m_steps.setTrace(m_shown.trace);
    Q_EMIT shownChanged();
    Q_EMIT referenceChanged();
    if (m_stickToEnd || m_head > m_steps.end().time)
        setCursor(m_steps.end());
    else
        setCursor(m_steps.at(m_head));
}

void RunSession::showLate()
{
    if (!m_simulating || m_late)
        return;
    m_late = true;
    show();
    if (m_again)
        startSimulation();
    updateTimer();
    Q_EMIT activityChanged();
}

void RunSession::finish()
{
    m_patience.stop();
    const bool wasLate = m_late;
    const bool wasLive = m_live;
    m_simulating = false;
    m_late = false;
    m_live = false;
    if (!wasLive && !wasLate)
        show();
    m_steps.refresh();
    m_ending = m_controller.ending();
    if (m_stickToEnd)
        setCursor(m_steps.end());
    updateTimer();
    Q_EMIT activityChanged();
    Q_EMIT frame();
    if (m_again)
        startSimulation();
}

void RunSession::followController()
{
    // What a replaced run still says does not count.
    if ((!m_simulating && !m_live) || m_controller.trace() != m_running.trace)
        return;
    if (m_controller.state() == RunController::State::Ended) {
        finish();
        return;
    }
    updateTimer();
    if (m_live) {
        advance({});
        Q_EMIT activityChanged();
    }
}

void RunSession::setReference(std::optional<Recording> reference)
{
    m_reference = std::move(reference);
    Q_EMIT referenceChanged();
}

void RunSession::setCursor(const views::Position &position)
{
    m_set = position;
    m_view->setCursor(position);
}

void RunSession::noteCursor(const views::Position &position)
{
    if (position == m_set)
        return;
    // A person has put it there: playing goes on from there, a live run leaves it there.
    m_set = position;
    if (!m_live)
        m_head = position.time;
    m_stickToEnd = !m_playing && isAtEnd();
    Q_EMIT activityChanged();
}

void RunSession::play(std::chrono::nanoseconds wall)
{
    m_head += scaled(wall, m_speed);
    if (m_head >= m_steps.end().time && !isGrowing())
        toEnd();
    else
        setCursor(m_steps.at(std::min(m_head, m_steps.end().time)));
}

void RunSession::playSteps(std::chrono::nanoseconds wall)
{
    m_stepDebt += std::chrono::duration<double>(wall).count() * StepsPerSecond * m_speed;
    const auto whole = static_cast<std::uint32_t>(m_stepDebt);
    if (whole == 0)
        return;
    m_stepDebt -= whole;
    const std::uint32_t done = m_steps.stepsBefore(m_view->cursor().records);
    if (m_steps.steps() - done <= whole && !isGrowing())
        toEnd();
    else
        setCursor(m_steps.after(std::min(m_steps.steps(), done + whole)));
    m_head = m_view->cursor().time;
}

void RunSession::stopPlaying()
{
    if (!m_playing)
        return;
    m_playing = false;
    m_stickToEnd = isAtEnd();
    updateTimer();
    Q_EMIT activityChanged();
}

void RunSession::updateTimer()
{
    const bool wanted = isMoving() || (m_simulating && m_late) || awaitsStep();
    if (wanted == m_frameTimer.isActive())
        return;
    if (wanted) {
        m_sinceFrame.start();
        m_frameTimer.start();
    } else {
        m_frameTimer.stop();
    }
}

bool RunSession::awaitsStep() const
{
    return m_live && !m_stepDeadline.hasExpired();
}

} // namespace app
