#pragma once

#include "engine/qt/runsettings.h"
#include "engine/run/run.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace engine::qt {

/// Drives one run on the Qt event loop of the thread that it lives in: slices of a few
/// milliseconds in posted events while something is ready, a timer while nothing is.
class RunDriver : public QObject
{
    Q_OBJECT

public:
    /// The run is made by start(), in the driver's thread; \a trace, which nobody reads yet, will
    /// be shared with its readers.
    RunDriver(ProgramMaker makeProgram, const RunSettings &settings,
              std::shared_ptr<trace::Recorder> trace);
    ~RunDriver() override;

    /// Ends the run at its next step boundary. From any thread, and never waits.
    void requestStop();

    // The rest in the driver's thread only.
    void start();
    void pause();
    void resume();
    /// Runs one task step of a paused run; with nothing ready the clock jumps.
    void stepOnce();
    /// See engine::Run::change().
    void change(const ParameterChange &change);
    /// Seconds of the run per second of the wall; for a real clock.
    void setSpeed(double speed);

Q_SIGNALS:
    /// A slice is over: the trace may have grown. At most once every few milliseconds.
    void progressed();
    /// The last signal. The run's frames and its program have been destroyed.
    void ended(const trace::Ending &ending);

protected:
    bool event(QEvent *event) override;

private:
    void post();
    void runSlice();
    /// Runs \a steps of the run, which may open a Qt event loop of their own: what would drive the
    /// run from there comes to nothing.
    template <class Steps>
    Run::Status drive(Steps steps);
    void waitForDeadline();
    void finish();

    ProgramMaker m_makeProgram;
    RunSettings m_settings;
    std::shared_ptr<trace::Recorder> m_trace;
    std::unique_ptr<Clock> m_clock;
    RealClock *m_realClock = nullptr; ///< m_clock, when it is a real one
    std::unique_ptr<Run> m_run;
    QTimer m_timer;
    std::atomic<bool> m_stopRequested{false};
    std::atomic<bool> m_interrupted; ///< paused, or to be stopped: no step follows the current one
    bool m_paused = false;
    bool m_running = false; ///< in drive()
    bool m_posted = false;
};

} // namespace engine::qt
