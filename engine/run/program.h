#pragma once

#include "engine/task/task.h"

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace engine {

/// A parameter that somebody changes while a program runs.
struct ParameterChange
{
    std::string parameter;
    std::int64_t value = 0;
    std::string mark; ///< what the trace says of it at that moment
};

/// One run of an example program. Made for a run and kept until its loop has gone, so that its
/// coroutines may use its members.
class Program
{
public:
    Program() = default;
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;
    virtual ~Program() = default;

    /// What asyncio.run() is given.
    virtual Task<> main() = 0;
    /// From now on \a parameter, one that its scenario calls live, is \a value. Called by the loop
    /// between two steps, as what call_soon_threadsafe() is given: it may create and cancel tasks.
    virtual void change(std::string_view parameter, std::int64_t value)
    {
        static_cast<void>(parameter);
        static_cast<void>(value);
    }
    /// What the program does when asyncio.run() has returned: print a summary.
    virtual void afterRun() {}
    /// What it does when asyncio.run() has raised \a error, which may be a CancelledError. Returns
    /// whether that is all right: whether the program handles the error.
    virtual bool afterError(const std::exception_ptr &error)
    {
        static_cast<void>(error);
        return false;
    }
};

/// Makes the program of a run, in the thread that runs it. What it throws becomes how the run
/// failed.
using ProgramMaker = std::function<std::unique_ptr<Program>()>;

} // namespace engine
