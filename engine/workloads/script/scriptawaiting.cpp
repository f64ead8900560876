// What the operations on tasks and futures do.
#include "engine/sync/ascompleted.h"
#include "engine/sync/gather.h"
#include "engine/sync/shield.h"
#include "engine/sync/waitfor.h"
#include "engine/workloads/script/pythontext.h"
#include "engine/workloads/script/scriptbody.h"

#include <algorithm>
#include <fmt/format.h>

namespace engine {

namespace {

/// Awaits a future for nothing but its end, or its exception.
class EndOf
{
public:
    explicit EndOf(FutureBase &future) noexcept
        : m_future(&future)
    {
    }

    class Awaiter : public FutureAwaiter
    {
    public:
        Awaiter(const EndOf &end, const SourceSite &site) noexcept
            : FutureAwaiter(*end.m_future, site)
        {
        }
        void await_resume() { throwIfFailed(); }
    };

private:
    FutureRef<FutureBase> m_future;
};

} // namespace

struct ScriptBody::Awaited
{
    std::variant<ScriptProgram::Handle, Future<ScriptValue>> one;

    FutureBase &future() const
    {
        if (const auto *task = std::get_if<ScriptProgram::Handle>(&one))
            return task->task();
        return std::get<Future<ScriptValue>>(one).state();
    }
    /// It is done; throws when it ended otherwise than with a result.
    ScriptValue result() const
    {
        return std::visit([](const auto &handle) { return handle.result(); }, one);
    }
    /// What it ended with, as in the result of gather(return_exceptions=True).
    ScriptValue outcome() const
    {
        if (future().cancelled())
            return ScriptValue::other("CancelledError('')");
        if (const std::exception_ptr &error = future().exception())
            return ScriptValue::other(exceptionRepr(error));
        return result();
    }
};

bool ScriptBody::hasBegun(const Script::Awaitable &awaitable) const
{
    return awaitable.isFuture || m_program.spawned(awaitable.index);
}

bool ScriptBody::canBeAwaited(const Script::Awaitable &awaitable) const
{
    return hasBegun(awaitable) || !m_program.hasStarted(awaitable.index);
}

ScriptBody::Awaited ScriptBody::awaited(const Script::Awaitable &awaitable)
{
    if (awaitable.isFuture)
        return {future(awaitable.index)};
    const auto &spawned = m_program.spawned(awaitable.index);
    return {spawned ? *spawned : m_program.start(awaitable.index)};
}

const std::string &ScriptBody::nameOf(const Script::Awaitable &awaitable) const
{
    return awaitable.isFuture ? m_program.script().objects[awaitable.index].name
                              : m_program.script().tasks[awaitable.index].name;
}

Task<ScriptValue> ScriptBody::await(const Operation &operation)
{
    const Script::Awaitable &awaitable = operation.awaitables.front();
    if (!hasBegun(awaitable))
        co_return ScriptValue();
    const Awaited one = awaited(awaitable);
    co_await EndOf(one.future());
    co_return one.result();
}

Task<ScriptValue> ScriptBody::gatherAwaitables(const Operation &operation)
{
    // The child of an unstarted task is made when gather() comes to it: what is chosen, then made.
    std::vector<Script::Awaitable> chosen;
    for (const Script::Awaitable &awaitable : operation.awaitables) {
        const bool again = !hasBegun(awaitable)
            && std::find(chosen.begin(), chosen.end(), awaitable) != chosen.end();
        if (canBeAwaited(awaitable) && !again)
            chosen.push_back(awaitable);
    }
    std::vector<Awaited> children;
    children.reserve(chosen.size());
    const auto makeChild = [&](std::size_t i) {
        children.push_back(awaited(chosen[i]));
        return FutureRef<FutureBase>(&children.back().future());
    };
    const FutureRef<GatherFuture> all(new GatherFuture(
        chosen.size(), makeChild,
        operation.flag ? GatherFuture::Exceptions::Return : GatherFuture::Exceptions::Raise));
    co_await GatherAll(all);
    ScriptValue::List results;
    for (const Awaited &child : children)
        results.push_back(child.outcome());
    co_return ScriptValue::list(std::move(results));
}

Task<ScriptValue> ScriptBody::waitForSome(const Operation &operation)
{
    std::vector<Script::Awaitable> chosen;
    std::vector<FutureRef<FutureBase>> futures;
    for (const Script::Awaitable &awaitable : operation.awaitables) {
        if (hasBegun(awaitable)
            && std::find(chosen.begin(), chosen.end(), awaitable) == chosen.end()) {
            chosen.push_back(awaitable);
            futures.emplace_back(&awaited(awaitable).future());
        }
    }
    std::optional<Time> limit;
    if (operation.seconds)
        limit = toTime(*operation.seconds);
    const std::vector<FutureRef<FutureBase>> watched = futures;
    co_await waitForFutures(std::move(futures), operation.when, limit, SourceSite::here());
    std::vector<std::string> done;
    std::vector<std::string> pending;
    for (std::size_t i = 0; i < chosen.size(); ++i)
        (watched[i]->done() ? done : pending)
            .push_back(python::repr(std::string_view(nameOf(chosen[i]))));
    co_return ScriptValue::string(
        fmt::format("done {} pending {}", python::listText(done), python::listText(pending)));
}

std::vector<ScriptBody::Awaited> ScriptBody::allAwaited(const Operation &operation)
{
    std::vector<Awaited> all;
    for (const Script::Awaitable &awaitable : operation.awaitables) {
        if (!canBeAwaited(awaitable))
            continue;
        Awaited one = awaited(awaitable);
        if (std::none_of(all.begin(), all.end(),
                         [&](const Awaited &other) { return &other.future() == &one.future(); }))
            all.push_back(std::move(one));
    }
    return all;
}

Task<ScriptValue> ScriptBody::asCompleted(const Operation &operation)
{
    const std::vector<Awaited> all = allAwaited(operation);
    std::vector<FutureRef<FutureBase>> futures;
    for (const Awaited &one : all)
        futures.emplace_back(&one.future());
    std::optional<Time> limit;
    if (operation.seconds)
        limit = toTime(*operation.seconds);
    CompletionOrder order(futures, limit);
    ScriptValue result;
    while (order.hasNext() && result.isNone()) {
        const std::size_t index = co_await order.next();
        tell(fmt::format("{} gets {}", operation.place, all[index].result().text()));
        result = co_await block(operation.blocks.front());
    }
    co_return result;
}

Task<ScriptValue> ScriptBody::waitForOne(const Operation &operation)
{
    const Script::Awaitable &awaitable = operation.awaitables.front();
    if (!canBeAwaited(awaitable))
        co_return ScriptValue();
    if (!operation.seconds && !hasBegun(awaitable))
        co_return co_await m_program.startInline(awaitable.index, m_nesting + 1);
    const Awaited one = awaited(awaitable);
    if (operation.seconds)
        co_await waitUntilDone(FutureRef<FutureBase>(&one.future()), *operation.seconds,
                               SourceSite::here());
    else
        co_await EndOf(one.future());
    co_return one.result();
}

Task<ScriptValue> ScriptBody::shieldOne(const Operation &operation)
{
    const Script::Awaitable &awaitable = operation.awaitables.front();
    if (!canBeAwaited(awaitable))
        co_return ScriptValue();
    const Awaited one = awaited(awaitable);
    const FutureRef<PlainFuture> outer = shieldFuture(one.future());
    if (outer)
        co_await EndOf(*outer);
    co_return one.result();
}

ScriptValue ScriptBody::cancel(const Operation &operation)
{
    const Script::Awaitable &awaitable = operation.awaitables.front();
    if (!hasBegun(awaitable))
        return {};
    if (awaitable.isFuture)
        return ScriptValue::boolean(future(awaitable.index).cancel());
    return ScriptValue::boolean(m_program.spawned(awaitable.index)->cancel());
}

} // namespace engine
