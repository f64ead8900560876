#pragma once

#include "engine/qt/runsettings.h"
#include "engine/run/program.h"
#include "engine/trace/ending.h"
#include "engine/trace/trace.h"

#include <QObject>

#include <memory>
#include <vector>

namespace engine::qt {

/// Runs programs, one at a time, in a thread of its own on that thread's Qt event loop, and
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
        Ended, ///< ending() says how
    };
    Q_ENUM(State)

    explicit RunController(QObject *parent = nullptr);
    /// Ends the run. A workload that blocks its thread for longer than half a second is left
    /// behind: see leftThreadBehind().
    ~RunController() override;

    /// Whether a destroyed controller had to leave a blocked thread behind. It still uses the
    /// program's data, so that the process has to end without destroying any: std::_Exit().
    static bool leftThreadBehind() noexcept;

    /// Starts a run from the beginning, in place of one in progress: trace() is a new one.
    void start(ProgramMaker makeProgram, const RunSettings &settings = {});
    void pause();
    void resume();
    /// Runs the next task step of a paused run. With nothing ready the clock jumps to the next
    /// deadline, also a real one.
    void step();
    /// Ends the run where it stands; what it recorded stays.
    void stop();
    /// Tells the program of \a change; while the run is paused, when it goes on.
    void change(const ParameterChange &change);
    /// Seconds of the run per second of the wall, above 0.
    void setSpeed(double speed);

    State state() const noexcept { return m_state; }
    /// Of the latest run; null before the first. It may still grow (trace::Trace's readers).
    std::shared_ptr<const trace::Trace> trace() const { return m_trace; }
    /// Once Ended.
    const trace::Ending &ending() const noexcept { return m_ending; }

Q_SIGNALS:
    void stateChanged(engine::qt::RunController::State state);

private:
    class Thread;

    void setState(State state);
    void retire();

    std::unique_ptr<Thread> m_thread;
    /// Of runs that were replaced: told to stop, not yet over.
    std::vector<std::unique_ptr<Thread>> m_retired;
    std::shared_ptr<const trace::Trace> m_trace;
    State m_state = State::Idle;
    trace::Ending m_ending;
};

} // namespace engine::qt
