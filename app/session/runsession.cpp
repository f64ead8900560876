#include "app/session/runsession.h"

#include "app/session/argumenttext.h"
#include "app/session/runmetadata.h"
#include "engine/workloads/registry.h"

#include <algorithm>

namespace app {

using engine::qt::ClockKind;
using engine::qt::RunController;
using Origin = views::RunInfo::Origin;

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
    , m_runningArguments(arguments)
    , m_liveArguments(arguments)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(Patience);
    m_rest.setSingleShot(true);
    m_rest.setInterval(LiveRest);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    m_frameTimer.setInterval(FrameTime);
    connect(&m_patience, &QTimer::timeout, this, &RunSession::showLate);
    connect(&m_rest, &QTimer::timeout, this, &RunSession::changeLive);
    connect(&m_frameTimer, &QTimer::timeout, this, [this] {
        advance(std::chrono::nanoseconds{m_sinceFrame.nsecsElapsed()});
        m_sinceFrame.restart();
    });
    connect(&m_controller, &RunController::stateChanged, this, &RunSession::followController);
    connect(view, &views::ViewState::cursorChanged, this, &RunSession::noteCursor);
    connect(view, &views::ViewState::axisChanged, this, [this] { m_stepDebt = 0; });
}

RunSession::~RunSession() = default;

void RunSession::begin()
{
    if (m_clock == ClockKind::Virtual)
        simulate();
}

void RunSession::open(std::shared_ptr<views::RunDocument> document)
{
    open(Recording{std::move(document), std::nullopt});
}

void RunSession::open(const std::shared_ptr<TraceFeed> &feed)
{
    const auto document = std::make_shared<views::RunDocument>(feed->trace(), feed->info());
    if (const auto ending = feed->ending())
        document->setEnding(*ending);
    open(Recording{document, std::nullopt, feed});
    connect(feed.get(), &TraceFeed::stateChanged, this, &RunSession::followFeed);
    followFeed();
}

void RunSession::open(const Recording &run)
{
    stop();
    m_patience.stop();
    m_simulating = false;
    m_late = false;
    m_live = false;
    m_gesture = NoGesture;
    m_stickToEnd = true;
    m_head = {};
    m_view->setSelectedTask(std::nullopt);
    m_view->setSelectedObject(std::nullopt);
    setReference(std::nullopt);
    m_runningTrace.reset();
    show(run);
    updateTimer();
    Q_EMIT activityChanged();
}

bool RunSession::isOpened() const
{
    return m_shown.document && m_shown.document->info().origin == Origin::Opened;
}

void RunSession::setArguments(const scenario::Arguments &arguments, int gesture)
{
    const bool opened = isOpened();
    if (arguments == m_arguments && !opened)
        return;
    const bool otherScenario = &arguments.scenario() != &m_arguments.scenario();
    const bool continued = gesture != NoGesture && gesture == m_gesture;
    m_arguments = arguments;
    m_gesture = gesture;
    if (otherScenario || opened) {
        stopPlaying();
        m_stickToEnd = true;
        m_view->setSelectedTask(std::nullopt);
        m_view->setSelectedObject(std::nullopt);
        setReference(std::nullopt);
    } else if (!continued && m_shown.document && m_shown.document->outcome()
               && m_clock == ClockKind::Virtual) {
        setReference(m_shown);
    }
    Q_EMIT argumentsChanged(m_arguments);
    if (m_clock == ClockKind::Virtual)
        simulate();
    else if (m_live)
        m_rest.start();
    else if (opened)
        show({});
}

/// The program that runs takes the changes that it can take; any other starts a run of its own.
void RunSession::changeLive()
{
    if (!m_live)
        return;
    const auto startAnew
        = [this] { startLive(m_controller.state() == RunController::State::Paused); };
    if (&m_arguments.scenario() != &m_liveArguments.scenario())
        return startAnew();
    std::vector<engine::ParameterChange> changes;
    for (const scenario::Parameter &parameter : m_arguments.scenario().parameters) {
        const scenario::Value &before = m_liveArguments.value(parameter.name);
        const scenario::Value &now = m_arguments.value(parameter.name);
        if (before == now)
            continue;
        if (!parameter.live)
            return startAnew();
        const QString mark = tr("%1 %2 → %3", "a parameter, its value before and from now on")
                                 .arg(QString::fromStdString(parameter.title),
                                      QString::fromStdString(scenario::toText(before)),
                                      QString::fromStdString(scenario::toText(now)));
        changes.push_back({parameter.name, std::get<std::int64_t>(now), mark.toStdString()});
    }
    for (const engine::ParameterChange &change : changes)
        m_controller.change(change);
    m_liveChanges += changes.size();
    m_liveArguments = m_arguments;
    Q_EMIT activityChanged();
}

void RunSession::setClock(ClockKind clock)
{
    if (clock == m_clock)
        return;
    stopPlaying();
    stop();
    m_clock = clock;
    Q_EMIT clockChanged(m_clock);
    const bool simulated = m_shown.document && m_shown.document->info().origin == Origin::Simulated;
    if (m_clock == ClockKind::Virtual && !isOpened()
        && (!simulated || m_shown.arguments != m_arguments))
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

std::optional<double> RunSession::simulatedShare() const
{
    if (!m_simulating || !m_runningLines || *m_runningLines <= 0)
        return {};
    const auto printed = static_cast<double>(m_runningTrace->lines().size());
    return std::min(1.0, printed / static_cast<double>(*m_runningLines));
}

bool RunSession::isShownOld() const
{
    const bool hasTakenThem = m_shown.document && m_shown.document->info().origin == Origin::Live
        && m_liveArguments == m_arguments
        && m_shown.document->model().notes().marks().size() >= m_liveChanges; // it marks each
    return m_shown.arguments != m_arguments && !hasTakenThem;
}

bool RunSession::isFed() const
{
    return m_shown.feed && m_shown.feed->state() == TraceFeed::State::Reading;
}

bool RunSession::isReadInPart() const
{
    return m_shown.feed && !isFed() && m_shown.feed->isStopped();
}

bool RunSession::isGrowing() const
{
    return m_live || (m_simulating && m_late) || isFed();
}

bool RunSession::isAtEnd() const
{
    return cursor().records >= end().records;
}

bool RunSession::isAtStart() const
{
    return cursor().records == 0;
}

void RunSession::advance(std::chrono::nanoseconds wall)
{
    const std::size_t known = end().records;
    if (m_live && m_controller.state() == RunController::State::Running)
        m_head += scaled(wall, m_speed);
    if (isGrowing())
        m_shown.document->refresh(m_live ? m_head : isFed() ? m_shown.feed->now() : trace::Time{0});
    if (awaitsStep() && end().records > known)
        m_stepDeadline.setRemainingTime(AfterStep);
    if (m_live) {
        m_head = std::max(m_head, end().time);
        if (m_stickToEnd)
            setCursor(end());
    } else if (m_playing && m_view->axis() == views::AxisKind::Steps) {
        playSteps(wall);
    } else if (m_playing) {
        play(wall);
    }
    Q_EMIT frame();
    updateTimer();
}

void RunSession::run()
{
    if (runsLive()) {
        if (!m_live)
            startLive(false);
        else if (m_controller.state() == RunController::State::Paused)
            m_controller.resume();
        return;
    }
    if (m_playing || !m_shown.document)
        return;
    if (isAtEnd() && !isGrowing())
        setCursor({});
    m_playing = true;
    m_stickToEnd = false;
    m_stepDebt = 0;
    m_head = cursor().time;
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
    if (runsLive() && isAtEnd()) {
        if (!m_live)
            startLive(true);
        m_stickToEnd = true;
        m_stepDeadline.setRemainingTime(StepPatience);
        m_controller.step();
        updateTimer();
        return;
    }
    passTo(stepsDone() < steps() ? model()->positionAfterStep(stepsDone() + 1) : end());
    m_head = cursor().time;
    m_stickToEnd = isAtEnd();
    Q_EMIT activityChanged();
}

void RunSession::stepBack()
{
    pause();
    m_stickToEnd = false;
    setCursor(stepsDone() > 1 ? model()->positionAfterStep(stepsDone() - 1) : views::Position{});
    if (!m_live)
        m_head = cursor().time;
    Q_EMIT activityChanged();
}

void RunSession::stepTurn()
{
    if (isMoving() || (runsLive() && isAtEnd()) || model() == nullptr) {
        step();
        return;
    }
    const std::uint32_t last = model()->stepsAtEndOfTurn(stepsDone());
    passTo(last > stepsDone() ? model()->positionAfterStep(last) : end());
    m_head = cursor().time;
    m_stickToEnd = isAtEnd();
    Q_EMIT activityChanged();
}

void RunSession::goTo(trace::Time time)
{
    if (model() == nullptr)
        return;
    pause();
    setCursor(at(std::clamp(time, trace::Time{0}, end().time)));
    m_stickToEnd = isAtEnd();
    if (!m_live)
        m_head = cursor().time;
    Q_EMIT activityChanged();
}

void RunSession::restart()
{
    if (runsLive()) {
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
    setCursor(end());
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
    m_controller.start(engine::programMaker(m_arguments),
                       withMetadata({.clock = ClockKind::Virtual}, m_arguments));
    m_runningTrace = m_controller.trace();
    m_runningArguments = m_arguments;
    m_runningLines = engine::linesOf(m_arguments);
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
    m_controller.start(
        engine::programMaker(m_arguments),
        withMetadata({.clock = ClockKind::Real, .speed = m_speed, .paused = paused}, m_arguments));
    m_runningTrace = m_controller.trace();
    m_runningArguments = m_arguments;
    m_liveArguments = m_arguments;
    m_liveChanges = 0;
    show(running());
    updateTimer();
    Q_EMIT activityChanged();
}

RunSession::Recording RunSession::running() const
{
    return {
        std::make_shared<views::RunDocument>(
            m_runningTrace, infoOf(m_runningArguments, m_live ? Origin::Live : Origin::Simulated)),
        m_runningArguments, nullptr};
}

void RunSession::show(const Recording &run)
{
    if (m_shown.document)
        disconnect(m_shown.document.get(), nullptr, this, nullptr);
    if (m_shown.feed)
        disconnect(m_shown.feed.get(), nullptr, this, nullptr);
    m_shown = run;
    if (m_shown.document) {
        connect(m_shown.document.get(), &views::RunDocument::changed, this,
                &RunSession::followDocument);
        connect(m_shown.document.get(), &views::RunDocument::progressed, this,
                &RunSession::activityChanged);
    }
    Q_EMIT shownChanged();
    Q_EMIT referenceChanged();
    if (m_stickToEnd || m_head > end().time)
        setCursor(end());
    else
        setCursor(at(m_head));
}

void RunSession::followDocument()
{
    if (m_stickToEnd && !m_live)
        setCursor(end());
    else if (!m_live && !m_playing && cursor().time < m_head)
        setCursor(at(m_head)); // it has not been reached before
    if (!isGrowing())
        Q_EMIT activityChanged();
}

void RunSession::showLate()
{
    if (!m_simulating || m_late)
        return;
    m_late = true;
    show(running());
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
        show(running());
    if (wasLive)
        m_head = cursor().time; // it was the clock's until now
    m_shown.document->setEnding(m_controller.ending());
    m_shown.document->refresh();
    if (m_stickToEnd)
        setCursor(end());
    updateTimer();
    Q_EMIT activityChanged();
    Q_EMIT frame();
    if (m_again)
        startSimulation();
}

void RunSession::followController()
{
    // What a replaced run still says does not count.
    if ((!m_simulating && !m_live) || m_controller.trace() != m_runningTrace)
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

void RunSession::followFeed()
{
    if (!isFed()) {
        if (const auto ending = m_shown.feed->ending())
            m_shown.document->setEnding(*ending);
        m_shown.document->setOver();
        m_shown.document->refresh();
        if (m_stickToEnd)
            setCursor(end());
        Q_EMIT frame();
    }
    updateTimer();
    Q_EMIT activityChanged();
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
    const bool over = m_head >= end().time && !isGrowing() && !m_shown.document->isReading();
    passTo(over ? end() : at(m_head));
    if (over && isAtEnd())
        toEnd();
}

void RunSession::playSteps(std::chrono::nanoseconds wall)
{
    m_stepDebt += std::chrono::duration<double>(wall).count() * StepsPerSecond * m_speed;
    const auto whole = static_cast<std::uint32_t>(m_stepDebt);
    if (whole == 0)
        return;
    m_stepDebt -= whole;
    const bool over
        = steps() - stepsDone() <= whole && !isGrowing() && !m_shown.document->isReading();
    passTo(over ? end() : model()->positionAfterStep(std::min(steps(), stepsDone() + whole)));
    m_head = cursor().time;
    if (over && isAtEnd())
        toEnd();
}

void RunSession::passTo(const views::Position &wanted)
{
    const auto stop = m_gate ? m_gate(cursor(), wanted) : std::nullopt;
    setCursor(stop.value_or(wanted));
    if (!stop)
        return;
    m_head = stop->time;
    stopPlaying();
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
    const bool wanted = isMoving() || (m_simulating && m_late) || isFed() || awaitsStep();
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

bool RunSession::runsLive() const
{
    return m_clock == ClockKind::Real && !isOpened();
}

const views::RunModel *RunSession::model() const
{
    return m_shown.document ? &m_shown.document->model() : nullptr;
}

views::Position RunSession::at(trace::Time time) const
{
    return model() ? model()->positionAt(time.count(), views::AxisKind::Clock) : views::Position{};
}

views::Position RunSession::cursor() const
{
    return m_view->cursor();
}

std::uint32_t RunSession::steps() const
{
    return model() ? model()->steps().steps() : 0;
}

std::uint32_t RunSession::stepsDone() const
{
    return model() ? model()->steps().before(cursor().records) : 0;
}

std::uint32_t RunSession::turnsDone() const
{
    return model() ? model()->turnBefore(cursor().records) : 0;
}

views::Position RunSession::end() const
{
    return model() ? model()->endPosition() : views::Position{};
}

std::optional<trace::Outcome> RunSession::outcome() const
{
    if (!m_shown.document || isGrowing() || m_shown.document->isReading())
        return std::nullopt;
    return m_shown.document->outcome();
}

} // namespace app
