#pragma once

#include "engine/core/blocking.h"
#include "engine/run/print.h"

namespace engine {

/// Prints a line with the seconds since the run began in front of it.
template <class... Args>
void say(fmt::format_string<Args...> format, Args &&...args)
{
    print("[{:.2f}] {}", perfCounter(), fmt::format(format, std::forward<Args>(args)...));
}

/// The last line of many programs.
inline void sayElapsed()
{
    print("time elapsed: {:.2f} seconds", perfCounter());
}

} // namespace engine
