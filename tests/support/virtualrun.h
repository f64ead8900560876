#pragma once

#include "engine/run/run.h"
#include "tests/support/functionprogram.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <vector>

namespace support {

/// Runs a main task as asyncio.run() does, on a virtual clock, and tells what happened as text.
class VirtualRun
{
public:
    explicit VirtualRun(Main main);

    engine::Run &run() noexcept { return *m_run; }
    const trace::Trace &trace() const noexcept { return m_trace; }

    /// Runs one entry of the ready queue, or lets the clock jump. False once the run has ended.
    bool step();
    VirtualRun &toEnd();
    /// Destroys the run in the middle, with all frames; the trace stays.
    void destroy() { m_run.reset(); }

    /// The task steps so far, one a line: "TURN SECONDS TASK EVENT DETAIL". The turn is the
    /// loop's, from 1; 0 before the first. Equal turns and times are CPython's own for the same
    /// program.
    QStringList steps() const;
    /// The printed lines so far.
    QStringList lines() const;
    trace::Outcome outcome() const { return m_run->outcome(); }
    const trace::Ending &ending() const { return m_run->ending(); }

private:
    void noteTurns();

    engine::VirtualClock m_clock;
    trace::Recorder m_trace;
    std::unique_ptr<engine::Run> m_run;
    int m_turn = 0;
    std::vector<int> m_turnOfRecord;
};

} // namespace support
