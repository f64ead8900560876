#include "engine/sync/taskgroup.h"

#include "engine/sync/at.h"

#include <algorithm>

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

TaskGroup::TaskGroup()
    : m_parent(EventLoop::current().currentTask())
{
}

TaskGroup::~TaskGroup() = default;

void TaskGroup::requireOpen() const
{
    if (m_exiting && m_members.empty())
        throw RuntimeError("TaskGroup is finished");
    if (m_aborting)
        throw RuntimeError("TaskGroup is shutting down");
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
        m_completed.emplace(trace::Reason::TaskGroup);
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
        throw ExceptionGroup(std::move(m_errors));
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
