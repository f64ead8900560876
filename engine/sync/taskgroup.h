#pragma once

#include "engine/core/error.h"
#include "engine/core/queuedcallback.h"
#include "engine/task/createtask.h"
#include "engine/task/future.h"

#include <exception>
#include <memory>
#include <optional>
#include <vector>

namespace engine {

/// What a TaskGroup ends with when its body or some of its tasks failed.
class ExceptionGroup : public Error
{
public:
    explicit ExceptionGroup(std::vector<std::exception_ptr> errors)
        : Error("ExceptionGroup", "unhandled errors in a TaskGroup")
        , m_errors(std::move(errors))
    {
    }
    /// In the order in which they happened.
    const std::vector<std::exception_ptr> &errors() const noexcept { return m_errors; }

private:
    std::vector<std::exception_ptr> m_errors;
};

/// Tasks that end together: when one fails, the others and the body are cancelled.
/// asyncio.TaskGroup of CPython 3.11. A block that has to await at its end cannot be a C++ scope,
/// so it is a function, within whose body tasks are made:
///
///     co_await TaskGroup::run([&](TaskGroup &group) -> Task<> { … });
class TaskGroup
{
public:
    TaskGroup(const TaskGroup &) = delete;
    TaskGroup &operator=(const TaskGroup &) = delete;

    /// Runs \a body and waits for the group's tasks. Throws ExceptionGroup when any failed.
    /// \a body is a callable that outlives the call, and gives a Task<>.
    template <class Body>
    static Task<> run(const Body &body, SourceSite site = SourceSite::here())
    {
        TaskGroup group;
        std::exception_ptr error;
        try {
            co_await body(group);
        } catch (...) {
            error = std::current_exception();
        }
        co_await group.exit(error, site);
    }

    /// Throws RuntimeError when the group is ending.
    template <class T>
    TaskHandle<T> createTask(Task<T> coroutine, const TaskNames &names = {},
                             SourceSite site = SourceSite::here())
    {
        requireOpen();
        TaskHandle<T> task = engine::createTask(std::move(coroutine), names, site);
        add(task.task());
        return task;
    }

private:
    class Member;

    TaskGroup();
    ~TaskGroup();

    void requireOpen() const;
    void add(ScheduledTask &task);
    Task<> exit(std::exception_ptr error, SourceSite site);
    void abort();
    void taskDone(Member &member);

    FutureRef<ScheduledTask> m_parent;
    std::vector<std::unique_ptr<Member>> m_members; ///< whose end has not been dealt with
    std::vector<std::exception_ptr> m_errors;
    std::optional<Future<>> m_completed; ///< while exit() waits
    bool m_exiting = false;
    bool m_aborting = false;
    bool m_parentCancelRequested = false;
};

} // namespace engine
