#pragma once

#include "engine/core/error.h"

#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace engine {

/// A class of Python's exceptions that scripts know by its name.
struct ExceptionType
{
    const char *name;
    const char *base; ///< "" of BaseException
    bool canBeRaised = true; ///< by an operation, with at most a text
};

std::span<const ExceptionType> exceptionTypes();
/// Null when there is none of that \a name.
const ExceptionType *findExceptionType(std::string_view name);

/// isinstance(\a error, \a type)
bool isInstance(const std::exception_ptr &error, const ExceptionType &type);

/// `type(text)`, or `type()`.
std::exception_ptr makeException(const ExceptionType &type, const std::optional<std::string> &text);

/// repr() of an exception: "KeyError('text')".
std::string exceptionRepr(const std::exception_ptr &error);

/// One that a script has made, perhaps with a text, which may be empty.
class ScriptError : public Error
{
public:
    ScriptError(const ExceptionType &type, std::optional<std::string> text)
        : Error(type.name, text.value_or(""))
        , m_text(std::move(text))
    {
    }
    const std::optional<std::string> &text() const noexcept { return m_text; }

private:
    std::optional<std::string> m_text;
};

/// A CancelledError that a script has made, as ScriptError.
class ScriptCancelledError : public CancelledError
{
public:
    explicit ScriptCancelledError(std::optional<std::string> text)
        : m_text(std::move(text))
    {
    }
    const std::optional<std::string> &text() const noexcept { return m_text; }

private:
    std::optional<std::string> m_text;
};

/// What print() raises for a lone surrogate.
class UnicodeEncodeError : public Error
{
public:
    /// \a text has one.
    explicit UnicodeEncodeError(std::string text);
    std::string repr() const;

private:
    UnicodeEncodeError(std::string text, std::size_t begin, std::size_t end);

    std::string m_text;
    std::size_t m_begin; ///< of the first surrogates in a row, in characters
    std::size_t m_end;
};

} // namespace engine
