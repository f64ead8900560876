#include "engine/workloads/script/scriptexceptions.h"

#include "engine/sync/taskgroup.h"
#include "engine/workloads/script/pythontext.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace engine {

namespace {

constexpr bool OnlyCaught = false;

constexpr std::array Types{
    ExceptionType{"BaseException", "", OnlyCaught},
    ExceptionType{"CancelledError", "BaseException"},
    ExceptionType{"Exception", "BaseException"},
    ExceptionType{"ArithmeticError", "Exception"},
    ExceptionType{"OverflowError", "ArithmeticError"},
    ExceptionType{"ZeroDivisionError", "ArithmeticError"},
    ExceptionType{"AssertionError", "Exception"},
    ExceptionType{"AttributeError", "Exception"},
    ExceptionType{"EOFError", "Exception"},
    ExceptionType{"ExceptionGroup", "Exception", OnlyCaught},
    ExceptionType{"InvalidStateError", "Exception"},
    ExceptionType{"LookupError", "Exception"},
    ExceptionType{"IndexError", "LookupError"},
    ExceptionType{"KeyError", "LookupError"},
    ExceptionType{"MemoryError", "Exception"},
    ExceptionType{"NameError", "Exception"},
    ExceptionType{"OSError", "Exception"},
    ExceptionType{"ConnectionError", "OSError"},
    ExceptionType{"BrokenPipeError", "ConnectionError"},
    ExceptionType{"ConnectionRefusedError", "ConnectionError"},
    ExceptionType{"ConnectionResetError", "ConnectionError"},
    ExceptionType{"FileNotFoundError", "OSError"},
    ExceptionType{"PermissionError", "OSError"},
    ExceptionType{"TimeoutError", "OSError"},
    ExceptionType{"QueueEmpty", "Exception"},
    ExceptionType{"QueueFull", "Exception"},
    ExceptionType{"RuntimeError", "Exception"},
    ExceptionType{"NotImplementedError", "RuntimeError"},
    ExceptionType{"RecursionError", "RuntimeError"},
    ExceptionType{"TypeError", "Exception"},
    ExceptionType{"ValueError", "Exception"},
    ExceptionType{"UnicodeError", "ValueError"},
    ExceptionType{"UnicodeEncodeError", "UnicodeError", OnlyCaught},
};

/// Where the first surrogates in a row of \a text are.
std::pair<std::size_t, std::size_t> surrogatesIn(std::string_view text)
{
    std::size_t begin = 0;
    while (!python::isSurrogate(python::takeCharacter(text)))
        ++begin;
    std::size_t end = begin + 1;
    while (!text.empty() && python::isSurrogate(python::takeCharacter(text)))
        ++end;
    return {begin, end};
}

} // namespace

std::span<const ExceptionType> exceptionTypes()
{
    return Types;
}

const ExceptionType *findExceptionType(std::string_view name)
{
    const auto *const type = std::find_if(Types.begin(), Types.end(),
                                          [&](const ExceptionType &t) { return t.name == name; });
    return type == Types.end() ? nullptr : type;
}

bool isInstance(const std::exception_ptr &error, const ExceptionType &type)
{
    const ExceptionType *have = findExceptionType(errorName(error));
    while (have != nullptr && have != &type)
        have = findExceptionType(have->base);
    return have != nullptr;
}

std::exception_ptr makeException(const ExceptionType &type, const std::optional<std::string> &text)
{
    if (std::string_view(type.name) == "CancelledError")
        return std::make_exception_ptr(ScriptCancelledError(text));
    return std::make_exception_ptr(ScriptError(type, text));
}

std::string exceptionRepr(const std::exception_ptr &error)
{
    const auto madeRepr = [&](const std::optional<std::string> &text) {
        return fmt::format("{}({})", errorName(error), text ? python::repr(*text) : "");
    };
    try {
        std::rethrow_exception(error);
    } catch (const ExceptionGroup &group) {
        std::vector<std::string> reprs;
        for (const std::exception_ptr &inner : group.errors())
            reprs.push_back(exceptionRepr(inner));
        return fmt::format("ExceptionGroup('unhandled errors in a TaskGroup', {})",
                           python::listText(reprs));
    } catch (const UnicodeEncodeError &unicode) {
        return unicode.repr();
    } catch (const ScriptError &made) {
        return madeRepr(made.text());
    } catch (const ScriptCancelledError &made) {
        return madeRepr(made.text());
    } catch (...) {
        const std::string text = errorText(error);
        return fmt::format("{}({})", errorName(error), text.empty() ? text : python::repr(text));
    }
}

UnicodeEncodeError::UnicodeEncodeError(std::string text)
    : UnicodeEncodeError(text, surrogatesIn(text).first, surrogatesIn(text).second)
{
}

UnicodeEncodeError::UnicodeEncodeError(std::string text, std::size_t begin, std::size_t end)
    : Error("UnicodeEncodeError",
            end - begin == 1
                ? fmt::format("'utf-8' codec can't encode character '\\u{:x}' in position {}: "
                              "surrogates not allowed",
                              static_cast<unsigned>(python::characterAt(text, begin)), begin)
                : fmt::format("'utf-8' codec can't encode characters in position {}-{}: surrogates "
                              "not allowed",
                              begin, end - 1))
    , m_text(std::move(text))
    , m_begin(begin)
    , m_end(end)
{
}

std::string UnicodeEncodeError::repr() const
{
    return fmt::format("UnicodeEncodeError('utf-8', {}, {}, {}, 'surrogates not allowed')",
                       python::repr(std::string_view(m_text)), m_begin, m_end);
}

} // namespace engine
