#pragma once

#include "engine/core/eventloop.h"

#include <fmt/format.h>

namespace engine {

/// Prints a line of the program: it becomes part of the trace, with its time and task.
template <class... Args>
void print(fmt::format_string<Args...> format, Args &&...args)
{
    EventLoop &loop = EventLoop::current();
    loop.trace().print(loop.now(), loop.currentTaskId(),
                       fmt::format(format, std::forward<Args>(args)...));
}

} // namespace engine
