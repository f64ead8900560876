#pragma once

#include "tests/support/foreignrun.h"

#include <chrono>
#include <string>
#include <vector>

namespace support {

/// Tasks in a ring, two if nothing else is said, of which each takes its lock and wants the next
/// one's, told record by record.
class Crosswise
{
public:
    explicit Crosswise(int tasks = 2)
        : m_tasks(std::size_t(tasks))
        , m_locks(m_tasks.size())
        , m_waits(m_tasks.size())
    {
        trace::TaskInfo info;
        for (std::size_t i = 0; i < m_tasks.size(); ++i) {
            info.name = m_builder.text(std::string(1, static_cast<char>('A' + i)));
            m_tasks[i] = m_builder.add(info);
            m_locks[i] = m_builder.add(trace::Object{
                m_builder.text("lock"), m_builder.text("lock " + std::to_string(i)), 1});
            trace::Wait wait;
            wait.reason = trace::Reason::Lock;
            wait.what = static_cast<std::uint32_t>(m_locks[i]);
            m_waits[i] = m_builder.add(wait);
            tell(0, trace::Kind::Created, m_tasks[i], trace::TaskId::None);
        }
        for (std::size_t i = 0; i < m_tasks.size(); ++i) {
            const int time = static_cast<int>(i);
            tell(time, trace::Kind::Resumed, m_tasks[i]);
            tell(time, trace::Kind::Acquired, m_locks[i], m_tasks[i]);
            tell(time, trace::Kind::Suspended, m_tasks[i], m_waits[(i + 1) % m_tasks.size()]);
        }
    }
    /// \a by asks \a task to cancel, which lets go of its lock.
    void cancel(int time, std::size_t task, trace::Waker by)
    {
        tell(time, trace::Kind::CancelRequested, m_tasks[task], by);
        tell(time, trace::Kind::Ready, m_tasks[task], by);
    }
    void end(int time, std::size_t task)
    {
        tell(time, trace::Kind::Resumed, m_tasks[task], m_builder.text("CancelledError"));
        tell(time, trace::Kind::Released, m_locks[task], m_tasks[task]);
        tell(time, trace::Kind::Cancelled, m_tasks[task]);
    }
    /// \a task gets the other's lock, and lets go of both.
    void finish(int time, std::size_t task)
    {
        tell(time, trace::Kind::Ready, m_tasks[task], m_tasks[(task + 1) % m_tasks.size()]);
        tell(time, trace::Kind::Resumed, m_tasks[task]);
        tell(time, trace::Kind::Released, m_locks[task], m_tasks[task]);
        tell(time, trace::Kind::Finished, m_tasks[task]);
    }
    void over(int time, trace::Outcome outcome) { tell(time, trace::Kind::Ended, outcome); }

    std::shared_ptr<const trace::Trace> trace() const { return m_builder.trace(); }

private:
    template <class Subject, class Argument = std::uint32_t>
    void tell(int time, trace::Kind kind, Subject subject, Argument argument = {})
    {
        append(m_builder, std::chrono::seconds(time), kind, subject, argument);
    }

    trace::TraceBuilder m_builder;
    std::vector<trace::TaskId> m_tasks;
    std::vector<trace::ObjectId> m_locks;
    std::vector<trace::WaitId> m_waits;
};

} // namespace support
