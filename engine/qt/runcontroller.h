#pragma once

#include "engine/scenario/scenario.h"
#include "engine/trace/trace.h"

#include <QObject>
#include <QString>

#include <memory>

namespace engine::qt {

/// Which time a run lives in. Virtual: a step takes none, waiting jumps to the next deadline.
/// Real: the wall clock times a speed factor.
enum class ClockKind : std::uint8_t { Virtual, Real };

/// Runs scenarios, one at a time, in a thread of its own on that thread's Qt event loop, and
/// hands out their traces while they grow. Lives in the GUI's thread and never blocks it: not
/// when a workload blocks its own loop, not when a run is replaced or ended in the middle.
class RunController : public QObject
{
    Q_OBJECT

public:
    enum class State : std::uint8_t {
        Idle, ///< nothing has run yet
        Running,
        Paused, ///< the clock stands, step() runs one task step at a time
        Ended, ///< outcome() and message() say how
    };
    Q_ENUM(State)

    explicit RunController(QObject *parent = nullptr);
    /// Ends the run. A workload that blocks its thread for longer than half a second is left
    /// behind, with its thread and its trace, until the process ends.
    ~RunController() override;

    /// Starts a run from the beginning, in place of one in progress, and emits started().
    /// \a speed: seconds of the run per second of the wall, above 0; Real only.
    void start(const scenario::Arguments &arguments, ClockKind clock, double speed = 1.0,
               bool paused = false);
    void pause();
    void resume();
    /// Runs the next task step of a paused run. With nothing ready the clock jumps to the next
    /// deadline, also a real one.
    void step();
    /// Ends the run where it stands; what it recorded stays.
    void stop();
    void setSpeed(double speed);

    State state() const noexcept { return m_state; }
    /// Of the latest run; null before the first. It may still grow (trace::Trace's readers).
    std::shared_ptr<const trace::Trace> trace() const { return m_trace; }
    /// Once Ended.
    trace::Outcome outcome() const noexcept { return m_outcome; }
    /// Once Ended: why the run failed or what waits for ever; empty when it is done.
    const QString &message() const noexcept { return m_message; }

Q_SIGNALS:
    /// trace() is a new one.
    void started();
    void stateChanged(engine::qt::RunController::State state);

private:
    class Thread;

    void setState(State state);

    std::unique_ptr<Thread> m_thread;
    std::shared_ptr<const trace::Trace> m_trace;
    State m_state = State::Idle;
    trace::Outcome m_outcome = trace::Outcome::Done;
    QString m_message;
};

} // namespace engine::qt
