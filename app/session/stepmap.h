#pragma once

#include "engine/trace/trace.h"
#include "views/model/stepindex.h"
#include "views/model/viewstate.h"

#include <memory>

namespace app {

/// Where in a trace its task steps and turns are, and which position a time or a step stands for.
class StepMap
{
public:
    /// Of \a trace, which may still grow; null: no steps.
    void setTrace(std::shared_ptr<const trace::Trace> trace);
    /// Reads what the trace has published since.
    void refresh();

    /// Number of task steps that have begun.
    std::uint32_t steps() const noexcept { return m_steps.steps(); }
    /// Number of steps that begin within the first \a records records.
    std::uint32_t stepsBefore(std::size_t records) const noexcept;
    /// The turn of the loop that the last of them belongs to, from 1; 0 before the first.
    std::uint32_t turnBefore(std::size_t records) const noexcept;

    /// Right after step number \a step, from 1; the beginning of the run for 0. \a step is at
    /// most steps().
    views::Position after(std::uint32_t step) const;
    /// After everything that has happened until \a time.
    views::Position at(trace::Time time) const;
    /// After everything that has been read.
    views::Position end() const;

private:
    std::shared_ptr<const trace::Trace> m_trace;
    views::StepIndex m_steps;
    views::StepIndex m_turns;
};

} // namespace app
