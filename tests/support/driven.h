#pragma once

#include "engine/qt/rundriver.h"
#include "tests/support/virtualrun.h"

#include <QSignalSpy>
#include <QStringList>

namespace support {

/// Runs a main task on the Qt event loop of this thread, and tells what happened as text.
class Driven
{
public:
    explicit Driven(Main main, const engine::qt::RunSettings &settings = {});
    /// The same for a program of the registry.
    explicit Driven(engine::ProgramMaker makeProgram, const engine::qt::RunSettings &settings = {});

    Driven(const Driven &) = delete;
    Driven &operator=(const Driven &) = delete;

    engine::qt::RunDriver &driver() noexcept { return m_driver; }
    /// To be said before it starts: its trace stays empty.
    void recordNothing() { m_trace->setRecording(false); }
    void start();
    /// Starts it, unless that has been done, and processes events until it has ended; false when
    /// that takes too long.
    bool toEnd();
    /// The same until some task waits for \a reason.
    bool toWaitFor(trace::Reason reason);
    /// Ends it where it stands, with all frames.
    void stop();

    const trace::Trace &trace() const noexcept { return *m_trace; }
    bool ended() const { return !m_ended.isEmpty(); }
    /// How often it has said so.
    qsizetype timesEnded() const { return m_ended.size(); }
    trace::Ending ending() const;
    trace::Outcome outcome() const { return ending().outcome; }
    QStringList lines() const;
    /// The task steps, one a line: "TASK EVENT DETAIL".
    QStringList steps() const;
    /// What tasks waited for, one row a suspension: "REASON LINE", the source line of the co_await.
    QStringList waits() const;

private:
    std::shared_ptr<trace::Recorder> m_trace = std::make_shared<trace::Recorder>();
    engine::qt::RunDriver m_driver;
    QSignalSpy m_ended{&m_driver, &engine::qt::RunDriver::ended};
    bool m_started = false;
};

} // namespace support
