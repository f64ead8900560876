#include "app/session/stepmap.h"

namespace app {

namespace {

bool endsStep(trace::Kind kind)
{
    return kind == trace::Kind::Suspended || kind == trace::Kind::Finished
        || kind == trace::Kind::Failed || kind == trace::Kind::Cancelled;
}

} // namespace

void StepMap::setTrace(std::shared_ptr<const trace::Trace> trace)
{
    m_trace = std::move(trace);
    m_steps = {};
    m_turns = {};
    refresh();
}

void StepMap::refresh()
{
    if (!m_trace)
        return;
    for (auto run = m_trace->records().run(m_steps.records()); !run.empty();
         run = m_trace->records().run(m_steps.records())) {
        const auto resumes = [run](std::size_t i) { return run[i].kind() == trace::Kind::Resumed; };
        m_steps.append(run.size(), resumes);
        m_turns.append(run.size(),
                       [&](std::size_t i) { return resumes(i) && run[i].firstOfTurn(); });
    }
}

std::uint32_t StepMap::stepsBefore(std::size_t records) const noexcept
{
    return m_steps.before(records);
}

std::uint32_t StepMap::turnBefore(std::size_t records) const noexcept
{
    return m_turns.before(records);
}

views::Position StepMap::after(std::uint32_t step) const
{
    if (step == 0)
        return {};
    // What follows the step's last record, up to the next step, may be of a later time.
    const auto &records = m_trace->records();
    std::size_t i = m_steps.record(step - 1);
    while (i + 1 < m_steps.records() && !endsStep(records[i].kind()))
        ++i;
    return {records[i].time(), i + 1};
}

views::Position StepMap::at(trace::Time time) const
{
    std::size_t begin = 0;
    std::size_t end = m_steps.records();
    while (begin < end) {
        const std::size_t middle = begin + (end - begin) / 2;
        if (m_trace->records()[middle].time() <= time)
            begin = middle + 1;
        else
            end = middle;
    }
    return {time, begin};
}

views::Position StepMap::end() const
{
    const std::size_t records = m_steps.records();
    if (records == 0)
        return {};
    return {m_trace->records()[records - 1].time(), records};
}

} // namespace app
