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
        : Error("ExceptionGroup", description(errors.size()))
        , m_errors(std::move(errors))
    {
    }
    /// In the order in which they happened.
    const std::vector<std::exception_ptr> &errors() const noexcept { return m_errors; }

private:
    static std::string description(std::size_t count);

    std::vector<std::exception_ptr> m_errors;
};

/// Tasks that end together: when one fails, the others and the body are cancelled.
/// asyncio.TaskGroup of CPython 3.11. A block that has to await at its end cannot be a C++ scope,
/// so it is a function, within whose body tasks are made:
///
///     TaskGroup group;
///     co_await group.run([&]() -> Task<> { … group.createTask(…) … });
class TaskGroup
{
public:
    TaskGroup();
    ~TaskGroup();
    TaskGroup(const TaskGroup &) = delete;
    TaskGroup &operator=(const TaskGroup &) = delete;

    /// Runs \a body and waits for the group's tasks: `async with`, once for a group. Throws
    /// ExceptionGroup when any failed. \a body is a callable that outlives the call, and gives a
    /// Task<>.
    template <class Body>
    Task<> run(const Body &body, SourceSite site = SourceSite::here())
    {
        enter();
        std::exception_ptr error;
        try {
            co_await body();
        } catch (...) {
            error = std::current_exception();
        }
        co_await exit(error, site);
    }

    /// Throws RuntimeError when the group has not been entered, or is ending. Any task may call it.
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

    [[noreturn]] void refuse(const char *what) const;
    void requireOpen() const;
    void enter();
    void add(ScheduledTask &task);
    Task<> exit(std::exception_ptr error, SourceSite site);
    void abort();
    void taskDone(Member &member);

    FutureRef<ScheduledTask> m_parent; ///< null before it is entered
    std::vector<std::unique_ptr<Member>> m_members; ///< whose end has not been dealt with
    std::vector<std::exception_ptr> m_errors;
    std::optional<Future<>> m_completed; ///< while exit() waits
    bool m_exiting = false;
    bool m_aborting = false;
    bool m_parentCancelRequested = false;
};

} // namespace engine
