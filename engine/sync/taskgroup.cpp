#include "engine/sync/taskgroup.h"

#include "engine/core/awaitedtasks.h"
#include "engine/sync/at.h"

#include <algorithm>
#include <fmt/format.h>

namespace engine {

/// A task of the group, until its end has been dealt with a hop after it.
class TaskGroup::Member final : public QueuedCallback
{
public:
    Member(TaskGroup &group, ScheduledTask &task)
        : m_group(group)
        , m_task(&task)
    {
        watch(task);
    }
    ScheduledTask &task() const noexcept { return *m_task; }

private:
    void called() override { m_group.taskDone(*this); }

    TaskGroup &m_group;
    FutureRef<ScheduledTask> m_task;
};

// BaseExceptionGroup.__str__().
std::string ExceptionGroup::description(std::size_t count)
{
    return fmt::format("unhandled errors in a TaskGroup ({} sub-exception{})", count,
                       count == 1 ? "" : "s");
}

TaskGroup::TaskGroup() = default;

TaskGroup::~TaskGroup() = default;

// With TaskGroup.__repr__().
void TaskGroup::refuse(const char *what) const
{
    std::string state;
    if (!m_members.empty())
        state += fmt::format(" tasks={}", m_members.size());
    if (!m_errors.empty())
        state += fmt::format(" errors={}", m_errors.size());
    if (m_aborting)
        state += " cancelling";
    else if (m_parent)
        state += " entered";
    throw RuntimeError(fmt::format("TaskGroup <TaskGroup{}> {}", state, what));
}

void TaskGroup::requireOpen() const
{
    if (!m_parent)
        refuse("has not been entered");
    if (m_exiting && m_members.empty())
        refuse("is finished");
    if (m_aborting)
        refuse("is shutting down");
}

void TaskGroup::enter()
{
    if (m_parent)
        refuse("has been already entered");
    m_parent = FutureRef<ScheduledTask>(EventLoop::current().currentTask());
}

void TaskGroup::add(ScheduledTask &task)
{
    m_members.push_back(std::make_unique<Member>(*this, task));
}

// TaskGroup.__aexit__() of asyncio/taskgroups.py.
Task<> TaskGroup::exit(std::exception_ptr error, SourceSite site)
{
    m_exiting = true;
    const bool bodyCancelled = error && errorName(error) == "CancelledError";
    bool propagateCancellation = bodyCancelled;
    if (m_parentCancelRequested && m_parent->uncancel() == 0)
        propagateCancellation = false;
    if (error && !m_aborting)
        abort();

    while (!m_members.empty()) {
        // Those that they make while it waits are not known yet.
        std::vector<FutureRef<FutureBase>> tasks;
        for (const auto &member : m_members)
            tasks.emplace_back(&member->task());
        m_completed.emplace(trace::Reason::TaskGroup, awaitedTasks(tasks));
        const Future<> completed = *m_completed;
        try {
            co_await at(site, completed);
        } catch (const CancelledError &) {
            if (!m_aborting) {
                propagateCancellation = true;
                abort();
            }
        }
        m_completed.reset();
    }

    if (propagateCancellation && m_errors.empty())
        throw CancelledError();
    if (error && !bodyCancelled)
        m_errors.push_back(error);
    if (!m_errors.empty())
        throw ExceptionGroup(std::exchange(m_errors, {}));
}

void TaskGroup::abort()
{
    m_aborting = true;
    for (const auto &member : m_members)
        member->task().cancel();
}

// TaskGroup._on_task_done().
void TaskGroup::taskDone(Member &member)
{
    const auto place = std::find_if(m_members.begin(), m_members.end(),
                                    [&](const auto &m) { return m.get() == &member; });
    const std::unique_ptr<Member> ended = std::move(*place);
    m_members.erase(place);
    if (m_completed && m_members.empty() && !m_completed->done())
        m_completed->setResult();

    const std::exception_ptr &error = ended->task().exception();
    if (!error)
        return;
    m_errors.push_back(error);
    if (!m_aborting && !m_parentCancelRequested) {
        abort();
        m_parentCancelRequested = true;
        m_parent->cancel();
    }
}

} // namespace engine
