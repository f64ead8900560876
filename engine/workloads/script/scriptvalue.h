#pragma once

#include "engine/workloads/pythontext.h"

#include <string>
#include <utility>

namespace engine {

/// A value that a script hands around. Scripts do nothing with values but print them, so that it
/// is no more than its text in Python.
class ScriptValue
{
public:
    /// None.
    ScriptValue() = default;
    static ScriptValue string(std::string text) { return {Kind::String, std::move(text)}; }
    /// One whose str() is its repr(): a number, a list.
    static ScriptValue other(std::string repr) { return {Kind::Other, std::move(repr)}; }

    bool isNone() const noexcept { return m_kind == Kind::None; }
    /// Python's str().
    const std::string &text() const noexcept { return m_text; }
    std::string repr() const { return m_kind == Kind::String ? python::repr(m_text) : m_text; }

private:
    enum class Kind : std::uint8_t { None, String, Other };

    ScriptValue(Kind kind, std::string text)
        : m_kind(kind)
        , m_text(std::move(text))
    {
    }

    Kind m_kind = Kind::None;
    std::string m_text = "None";
};

} // namespace engine
