#include "engine/workloads/script/scriptbody.h"

#include "engine/core/blocking.h"
#include "engine/run/print.h"
#include "engine/sync/holding.h"
#include "engine/sync/sleep.h"
#include "engine/sync/timeout.h"

#include <algorithm>
#include <fmt/format.h>

namespace engine {

std::vector<const ExceptionType *> defaultCaught()
{
    return {findExceptionType("CancelledError"), findExceptionType("TimeoutError"),
            findExceptionType("ValueError")};
}

void ScriptBody::tell(const std::string &text) const
{
    ScriptProgram::tell(fmt::format("{} {}", m_name, text));
}

Task<ScriptValue> ScriptBody::block(const Operations &operations)
{
    for (const Operation &operation : operations) {
        if (operation.verb == Script::Verb::Return)
            co_return operation.value;
        if (operation.verb == Script::Verb::Print) {
            print("{}", *operation.text);
            continue;
        }
        const ScriptValue result = co_await perform(operation);
        if (operation.encloses() && !result.isNone())
            co_return result;
        tell(fmt::format("{} {}{}{}", operation.place, operation.word, result.isNone() ? "" : " ",
                         result.isNone() ? "" : result.text()));
    }
    co_return ScriptValue();
}

Task<ScriptValue> ScriptBody::perform(const Operation &operation)
{
    using Verb = Script::Verb;
    switch (operation.verb) {
    case Verb::Sleep:
    case Verb::Burn:
    case Verb::Exec:
        return pause(operation);
    case Verb::Await:
        return await(operation);
    case Verb::Gather:
        return gatherAwaitables(operation);
    case Verb::WaitTasks:
        return waitForSome(operation);
    case Verb::AsCompleted:
        return asCompleted(operation);
    case Verb::WaitFor:
        return waitForOne(operation);
    case Verb::Shield:
        return shieldOne(operation);
    case Verb::Timeout:
        return operation.seconds ? timeout(*operation.seconds, block(operation.blocks.front()))
                                 : block(operation.blocks.front());
    case Verb::TaskGroup:
        return taskGroup(operation);
    case Verb::With:
        return with(operation);
    case Verb::Acquire:
        return onLockable(operation);
    case Verb::Try:
        return tryBlocks(operation);
    case Verb::Repeat:
        return repeat(operation);
    case Verb::Put:
    case Verb::PutNowait:
    case Verb::Get:
    case Verb::GetNowait:
    case Verb::Done:
    case Verb::Join:
        return onQueue(operation);
    case Verb::Wait:
        if (auto *event = std::get_if<Event>(&object(operation)))
            return waitFor(*event);
        return waitFor(std::get<Condition>(object(operation)));
    default:
        return atOnce(operation);
    }
}

Task<ScriptValue> ScriptBody::pause(const Operation &operation)
{
    const double seconds = *operation.seconds;
    if (operation.verb == Script::Verb::Sleep) {
        co_await sleep(seconds);
    } else if (operation.verb == Script::Verb::Burn) {
        burn(seconds);
    } else {
        const auto job = [seconds] { burn(seconds); };
        const auto done = runInExecutor(m_program.pool(), job);
        co_await done;
    }
    co_return ScriptValue();
}

Task<ScriptValue> ScriptBody::with(const Operation &operation)
{
    Task<ScriptValue> body = block(operation.blocks.front());
    if (auto *lock = std::get_if<Lock>(&object(operation)))
        return holding(*lock, std::move(body));
    if (auto *semaphore = std::get_if<Semaphore>(&object(operation)))
        return holding(*semaphore, std::move(body));
    return holding(std::get<Condition>(object(operation)), std::move(body));
}

Task<ScriptValue> ScriptBody::onLockable(const Operation &operation)
{
    if (auto *lock = std::get_if<Lock>(&object(operation)))
        return acquire(*lock);
    if (auto *semaphore = std::get_if<Semaphore>(&object(operation)))
        return acquire(*semaphore);
    return acquire(std::get<Condition>(object(operation)));
}

/// Returns True, as acquire() does.
template <class Lockable>
Task<ScriptValue> ScriptBody::acquire(Lockable &lockable)
{
    co_await lockable.acquire();
    co_return ScriptValue::boolean(true);
}

Task<ScriptValue> ScriptBody::tryBlocks(const Operation &operation)
{
    ScriptValue result;
    std::exception_ptr leaving;
    try {
        result = co_await block(operation.blocks[0]);
    } catch (...) {
        leaving = std::current_exception();
    }
    const bool caught = leaving
        && std::any_of(operation.caught.begin(), operation.caught.end(),
                       [&](const ExceptionType *type) { return isInstance(leaving, *type); });
    if (caught) {
        try {
            tell(fmt::format("{} catches {}", operation.place, errorName(leaving)));
            result = co_await block(operation.blocks[1]);
            if (!operation.flag)
                leaving = nullptr;
        } catch (...) {
            leaving = std::current_exception();
        }
    }
    co_await block(operation.blocks[2]);
    if (leaving)
        std::rethrow_exception(leaving);
    co_return result;
}

Task<ScriptValue> ScriptBody::repeat(const Operation &operation)
{
    ScriptValue result;
    for (std::size_t i = 0; i < operation.count && result.isNone(); ++i)
        result = co_await block(operation.blocks.front());
    co_return result;
}

Task<ScriptValue> ScriptBody::taskGroup(const Operation &operation)
{
    const auto group = std::make_shared<TaskGroup>();
    std::get<ScriptProgram::Group>(object(operation)) = group;
    ScriptValue result;
    const auto body = [&] { return keepResult(operation.blocks.front(), result); };
    co_await group->run(body);
    co_return result;
}

Task<> ScriptBody::keepResult(const Operations &operations, ScriptValue &result)
{
    result = co_await block(operations);
}

Task<ScriptValue> ScriptBody::onQueue(const Operation &operation)
{
    if (auto *queue = std::get_if<Queue<ScriptValue>>(&object(operation)))
        return onQueue(*queue, operation);
    if (auto *queue = std::get_if<LifoQueue<ScriptValue>>(&object(operation)))
        return onQueue(*queue, operation);
    return onQueue(std::get<PriorityQueue<ScriptValue>>(object(operation)), operation);
}

/// Of get and get_nowait, returns the item.
template <class AnyQueue>
Task<ScriptValue> ScriptBody::onQueue(AnyQueue &queue, const Operation &operation)
{
    ScriptValue result;
    switch (operation.verb) {
    case Script::Verb::Put:
        co_await queue.put(operation.value);
        break;
    case Script::Verb::PutNowait:
        queue.putNowait(operation.value);
        break;
    case Script::Verb::Get:
        result = co_await queue.get();
        break;
    case Script::Verb::GetNowait:
        result = queue.getNowait();
        break;
    case Script::Verb::Done:
        if (queue.unfinished() > 0)
            queue.taskDone();
        break;
    default: // join
        co_await queue.join();
    }
    co_return result;
}

Task<ScriptValue> ScriptBody::waitFor(Event &event)
{
    co_await event.wait();
    co_return ScriptValue();
}

Task<ScriptValue> ScriptBody::waitFor(Condition &condition)
{
    co_await condition.wait();
    co_return ScriptValue();
}

Task<ScriptValue> ScriptBody::atOnce(const Operation &operation)
{
    co_return doAtOnce(operation);
}

ScriptValue ScriptBody::doAtOnce(const Operation &operation)
{
    using Verb = Script::Verb;
    switch (operation.verb) {
    case Verb::Spawn:
        if (!m_program.hasStarted(operation.awaitables.front().index))
            m_program.spawn(operation.awaitables.front().index);
        break;
    case Verb::CreateTask:
        if (!m_program.hasStarted(operation.awaitables.front().index))
            m_program.spawn(operation.awaitables.front().index,
                            std::get<ScriptProgram::Group>(object(operation)).get());
        break;
    case Verb::Cancel:
        return cancel(operation);
    case Verb::Uncancel:
        return ScriptValue::integer(
            fmt::format("{}", EventLoop::current().currentTask()->uncancel()));
    case Verb::SetResult:
        future(operation.object).setResult(operation.value);
        break;
    case Verb::SetException:
        future(operation.object).setException(makeException(*operation.exception, operation.text));
        break;
    case Verb::Release:
        if (auto *lock = std::get_if<Lock>(&object(operation)))
            lock->release();
        else if (auto *semaphore = std::get_if<Semaphore>(&object(operation)))
            semaphore->release();
        else
            std::get<Condition>(object(operation)).release();
        break;
    case Verb::Set:
        std::get<Event>(object(operation)).set();
        break;
    case Verb::Clear:
        std::get<Event>(object(operation)).clear();
        break;
    case Verb::Notify:
        std::get<Condition>(object(operation)).notify(operation.count);
        break;
    default: // raise
        std::rethrow_exception(makeException(*operation.exception, operation.text));
    }
    return {};
}

} // namespace engine
