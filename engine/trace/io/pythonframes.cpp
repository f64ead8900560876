#include "engine/trace/io/pythonframes.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace trace {

namespace {

constexpr std::array FrameWaits{
    FrameWait{"tasks.py", "sleep", "asyncio.sleep", Shape::Timer},
    FrameWait{"tasks.py", "wait_for", "wait_for", Shape::Task},
    FrameWait{"tasks.py", "wait", "wait", Shape::Gather},
    FrameWait{"tasks.py", "_wait", "wait", Shape::Gather},
    FrameWait{"tasks.py", "_cancel_and_wait", "cancel_and_wait", Shape::Task},
    FrameWait{"queues.py", "Queue.get", "queue.get", Shape::QueueGet},
    FrameWait{"queues.py", "Queue.put", "queue.put", Shape::QueuePut},
    FrameWait{"queues.py", "Queue.join", "queue.join", Shape::QueueJoin},
    FrameWait{"locks.py", "Lock.acquire", "lock", Shape::Lock},
    FrameWait{"locks.py", "Semaphore.acquire", "semaphore", Shape::Lock},
    FrameWait{"locks.py", "Event.wait", "event", Shape::Event},
    FrameWait{"locks.py", "Condition.wait", "condition", Shape::Event},
    FrameWait{"taskgroups.py", "TaskGroup.__aexit__", "taskgroup", Shape::Gather},
    FrameWait{"taskgroups.py", "TaskGroup._aexit", "taskgroup", Shape::Gather},
    FrameWait{"threads.py", "to_thread", "executor", Shape::Executor},
    FrameWait{"streams.py", {}, {}, Shape::Network},
    FrameWait{"base_events.py", {}, {}, Shape::Network},
    FrameWait{"selector_events.py", {}, {}, Shape::Network},
    FrameWait{"subprocess.py", {}, {}, Shape::Network},
};

/// The name of a file of asyncio's; empty: it is none of those.
std::string_view fileOfAsyncio(const PythonFrame &frame)
{
    const auto slash = frame.file.find_last_of("/\\");
    return slash != std::string_view::npos && frame.file.substr(0, slash).ends_with("asyncio")
        ? frame.file.substr(slash + 1)
        : std::string_view();
}

std::string_view withoutClass(std::string_view function)
{
    return function.substr(function.rfind('.') + 1); // from the beginning where there is none
}

} // namespace

PythonFrame frameOf(std::string_view name)
{
    const auto open = name.rfind(" (");
    const auto colon = name.rfind(':');
    PythonFrame place{name, {}, 0};
    if (open == std::string_view::npos || colon == std::string_view::npos || colon < open
        || !name.ends_with(')'))
        return place;
    const std::string_view digits = name.substr(colon + 1, name.size() - colon - 2);
    std::uint32_t line = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), line);
    if (error != std::errc() || end != digits.data() + digits.size() || line == 0)
        return place;
    return {name.substr(0, open), name.substr(open + 2, colon - open - 2), line};
}

LoopFrame loopFrameOf(const PythonFrame &frame)
{
    const std::string_view file = fileOfAsyncio(frame);
    const auto is = [&](std::string_view name, std::string_view in) {
        return file == in && (frame.function == name || frame.function == withoutClass(name));
    };
    return is("Handle._run", "events.py")                   ? LoopFrame::Callback
        : is("BaseEventLoop._run_once", "base_events.py")   ? LoopFrame::Turn
        : is("BaseEventLoop.create_task", "base_events.py") ? LoopFrame::Creation
                                                            : LoopFrame::Other;
}

const FrameWait *waitOf(const PythonFrame &frame)
{
    const std::string_view file = fileOfAsyncio(frame);
    if (file.empty())
        return nullptr;
    const auto find = [file](const auto &is) -> const FrameWait * {
        const auto known
            = std::find_if(FrameWaits.begin(), FrameWaits.end(), [&](const FrameWait &one) {
                  return one.file == file && (one.function.empty() || is(one.function));
              });
        return known == FrameWaits.end() ? nullptr : &*known;
    };
    if (const FrameWait *const known
        = find([&](std::string_view function) { return function == frame.function; }))
        return known;
    // Without its class it may be of several.
    const auto isIt = [&](const FrameWait &one) {
        return one.file == file && withoutClass(one.function) == frame.function;
    };
    return std::count_if(FrameWaits.begin(), FrameWaits.end(), isIt) == 1
        ? &*std::find_if(FrameWaits.begin(), FrameWaits.end(), isIt)
        : nullptr;
}

} // namespace trace
