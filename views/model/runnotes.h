#pragma once

#include "engine/trace/record.h"
#include "views/model/position.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace views {

class RunModel;

/// What a log says beside the lives of its tasks, each as the numbers of its records, in order.
class RunNotes
{
public:
    /// Tells of record number \a record of the log.
    void append(std::uint32_t record, const trace::Record &told);

    /// Marks that the program set.
    const std::vector<std::uint32_t> &marks() const noexcept { return m_marks; }
    /// Exceptions for which nobody ever asked.
    const std::vector<std::uint32_t> &unretrieved() const noexcept { return m_unretrieved; }
    /// The name of that exception of \a task, if there is one.
    std::optional<trace::TextId> unretrieved(trace::TaskId task) const;
    /// Where tasks that held their loops were when somebody looked.
    const std::vector<std::uint32_t> &samples() const noexcept { return m_samples; }
    /// Where loops had nothing to do.
    const std::vector<std::uint32_t> &idle() const noexcept { return m_idle; }

private:
    std::vector<std::uint32_t> m_marks;
    std::vector<std::uint32_t> m_unretrieved;
    std::unordered_map<trace::TaskId, trace::TextId> m_exceptions;
    std::vector<std::uint32_t> m_samples;
    std::vector<std::uint32_t> m_idle;
};

/// Where \a step, a running or blocking segment of \a model, was for longest, as far as somebody
/// looked: it is taken to stay where it was seen until it is seen again. None: nobody looked.
trace::ChainId blockedAt(const RunModel &model, const SegmentRef &step);

/// How long the loop of \a record, one of the idle() ones, had nothing to do: until its next
/// record, the end of the run, or for as long as is known.
TimeRange idleTime(const RunModel &model, std::uint32_t record);

} // namespace views
