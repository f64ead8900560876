#pragma once

#include <exception>
#include <string>
#include <utility>

namespace engine {

/// Thrown into a task at the place where it is suspended when somebody cancels it. Clean up and
/// rethrow it; not an error. asyncio's CancelledError, which is no Exception either: it derives
/// from nothing, so that a handler for std::exception lets it through.
class CancelledError
{
};

/// Thrown out of a blocking call that outlasts the latest time of a run: nothing is recorded any
/// more, and what the task does about it does not matter. Derives from nothing, as CancelledError.
class OutOfTime
{
};

/// An error that has a name in Python's vocabulary, for traces.
class Error : public std::exception
{
public:
    explicit Error(const char *name, std::string what = {})
        : m_name(name)
        , m_what(std::move(what))
    {
    }

    /// A static string: "ValueError".
    const char *name() const noexcept { return m_name; }
    const char *what() const noexcept override { return m_what.c_str(); }
    /// What errorText() is: as what(), but whole where there is a null character in it.
    const std::string &fullText() const noexcept { return m_what; }

private:
    const char *m_name;
    std::string m_what;
};

/// The caller gave a value that makes no sense.
class ValueError : public Error
{
public:
    explicit ValueError(const std::string &what = {})
        : Error("ValueError", what)
    {
    }
};

/// A value is of a kind that the operation does not know: two that have no order.
class TypeError : public Error
{
public:
    explicit TypeError(const std::string &what)
        : Error("TypeError", what)
    {
    }
};

/// A chain of calls is longer than CPython's stack allows.
class RecursionError : public Error
{
public:
    RecursionError()
        : Error("RecursionError", "maximum recursion depth exceeded while calling a Python object")
    {
    }
};

/// A future that is done already was to be given an outcome.
class InvalidStateError : public Error
{
public:
    InvalidStateError()
        : Error("InvalidStateError", "invalid state")
    {
    }
};

/// Something was done that is not allowed in the present state.
class RuntimeError : public Error
{
public:
    explicit RuntimeError(const std::string &what = {})
        : Error("RuntimeError", what)
    {
    }
};

/// A time limit has passed.
class TimeoutError : public Error
{
public:
    TimeoutError()
        : Error("TimeoutError")
    {
    }
};

/// The name of \a error for traces and messages: "CancelledError", Error::name(), or the C++ type.
std::string errorName(const std::exception_ptr &error);
/// What \a error says of itself, or "".
std::string errorText(const std::exception_ptr &error);

} // namespace engine
