#include "engine/workloads/script/scriptvalue.h"

#include "engine/core/error.h"
#include "engine/workloads/script/pythontext.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdlib>
#include <fmt/format.h>

namespace engine {

namespace {

/// Of two integers by their digits.
std::strong_ordering compareIntegers(std::string_view a, std::string_view b)
{
    const bool aNegative = a.starts_with('-');
    if (aNegative != b.starts_with('-'))
        return aNegative ? std::strong_ordering::less : std::strong_ordering::greater;
    if (aNegative)
        return compareIntegers(b.substr(1), a.substr(1));
    return a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
}

/// Exact, as Python's: no integer is rounded to a float for it.
std::partial_ordering compareWithFloat(std::string_view integer, double number)
{
    if (std::isnan(number))
        return std::partial_ordering::unordered;
    if (std::isinf(number))
        return number < 0 ? std::partial_ordering::greater : std::partial_ordering::less;
    double whole = 0;
    const double fraction = std::modf(number, &whole);
    const std::string digits = whole == 0 ? "0" : fmt::format("{:.0f}", whole);
    const std::partial_ordering order = compareIntegers(integer, digits);
    return order == std::partial_ordering::equivalent ? 0.0 <=> fraction : order;
}

std::string_view integerText(const ScriptValue &value)
{
    if (value.kind() == ScriptValue::Kind::Bool)
        return value.toDouble() != 0 ? "1" : "0";
    return value.raw();
}

std::partial_ordering compareNumbers(const ScriptValue &a, const ScriptValue &b)
{
    const bool aIsFloat = a.kind() == ScriptValue::Kind::Float;
    const bool bIsFloat = b.kind() == ScriptValue::Kind::Float;
    if (aIsFloat && bIsFloat)
        return a.toDouble() <=> b.toDouble();
    if (aIsFloat)
        return 0 <=> compareWithFloat(integerText(b), a.toDouble());
    if (bIsFloat)
        return compareWithFloat(integerText(a), b.toDouble());
    return compareIntegers(integerText(a), integerText(b));
}

/// What Python asks of elements: identity comes first, and so a NaN, of which its json has one, is
/// equal to itself.
bool sameOrEqual(const ScriptValue &a, const ScriptValue &b)
{
    const bool isNan = a.kind() == ScriptValue::Kind::Float && std::isnan(a.toDouble());
    return a == b || (isNan && b.kind() == ScriptValue::Kind::Float && std::isnan(b.toDouble()));
}

const char *typeName(ScriptValue::Kind kind)
{
    switch (kind) {
    case ScriptValue::Kind::None:
        return "NoneType";
    case ScriptValue::Kind::Bool:
        return "bool";
    case ScriptValue::Kind::Integer:
        return "int";
    case ScriptValue::Kind::Float:
        return "float";
    case ScriptValue::Kind::String:
        return "str";
    case ScriptValue::Kind::List:
        return "list";
    case ScriptValue::Kind::Dict:
        return "dict";
    case ScriptValue::Kind::Other:
        break;
    }
    return "object";
}

} // namespace

ScriptValue::ScriptValue(Node node)
    : m_node(std::make_shared<const Node>(std::move(node)))
{
}

ScriptValue ScriptValue::boolean(bool value)
{
    return ScriptValue({Kind::Bool, {}, value ? 1.0 : 0.0, {}, {}});
}

ScriptValue ScriptValue::integer(std::string digits)
{
    return ScriptValue({Kind::Integer, std::move(digits), 0, {}, {}});
}

ScriptValue ScriptValue::number(double value)
{
    return ScriptValue({Kind::Float, {}, value, {}, {}});
}

ScriptValue ScriptValue::string(std::string text)
{
    return ScriptValue({Kind::String, std::move(text), 0, {}, {}});
}

ScriptValue ScriptValue::list(List elements)
{
    return ScriptValue({Kind::List, {}, 0, std::move(elements), {}});
}

ScriptValue ScriptValue::dict(Dict items)
{
    return ScriptValue({Kind::Dict, {}, 0, {}, std::move(items)});
}

ScriptValue ScriptValue::other(std::string repr)
{
    return ScriptValue({Kind::Other, std::move(repr), 0, {}, {}});
}

bool ScriptValue::isNumber() const noexcept
{
    return kind() == Kind::Bool || kind() == Kind::Integer || kind() == Kind::Float;
}

double ScriptValue::toDouble() const
{
    return kind() == Kind::Integer ? std::strtod(m_node->text.c_str(), nullptr) : m_node->number;
}

const ScriptValue::List &ScriptValue::elements() const noexcept
{
    static const List none;
    return m_node ? m_node->elements : none;
}

const ScriptValue::Dict &ScriptValue::items() const noexcept
{
    static const Dict none;
    return m_node ? m_node->items : none;
}

const ScriptValue *ScriptValue::find(std::string_view key) const noexcept
{
    const auto item = std::find_if(items().begin(), items().end(),
                                   [&](const auto &entry) { return entry.first == key; });
    return item == items().end() ? nullptr : &item->second;
}

std::string ScriptValue::text() const
{
    return isString() ? m_node->text : repr();
}

std::string ScriptValue::repr() const
{
    switch (kind()) {
    case Kind::None:
        break;
    case Kind::Bool:
        return python::repr(m_node->number != 0);
    case Kind::Float:
        return python::repr(m_node->number);
    case Kind::String:
        return python::repr(std::string_view(m_node->text));
    case Kind::List: {
        std::vector<std::string> reprs;
        reprs.reserve(m_node->elements.size());
        for (const ScriptValue &element : m_node->elements)
            reprs.push_back(element.repr());
        return python::listText(reprs);
    }
    case Kind::Dict: {
        std::string text;
        for (const auto &[key, value] : m_node->items)
            text += fmt::format("{}{}: {}", text.empty() ? "" : ", ",
                                python::repr(std::string_view(key)), value.repr());
        return fmt::format("{{{}}}", text);
    }
    case Kind::Integer:
    case Kind::Other:
        return m_node->text;
    }
    return "None";
}

bool operator==(const ScriptValue &a, const ScriptValue &b)
{
    if (a.isNumber() && b.isNumber())
        return compareNumbers(a, b) == std::partial_ordering::equivalent;
    if (a.kind() != b.kind())
        return false;
    switch (a.kind()) {
    case ScriptValue::Kind::None:
        return true;
    case ScriptValue::Kind::String:
        return a.raw() == b.raw();
    case ScriptValue::Kind::List:
        return std::equal(a.elements().begin(), a.elements().end(), b.elements().begin(),
                          b.elements().end(), sameOrEqual);
    case ScriptValue::Kind::Dict:
        return a.items().size() == b.items().size()
            && std::all_of(a.items().begin(), a.items().end(), [&](const auto &item) {
                   const ScriptValue *other = b.find(item.first);
                   return other != nullptr && sameOrEqual(item.second, *other);
               });
    default:
        return a.m_node == b.m_node;
    }
}

bool operator<(const ScriptValue &a, const ScriptValue &b)
{
    if (a.isNumber() && b.isNumber())
        return compareNumbers(a, b) == std::partial_ordering::less;
    if (a.isString() && b.isString())
        return a.raw() < b.raw(); // the order of UTF-8 is that of code points
    if (!a.isList() || !b.isList())
        throw TypeError(fmt::format("'<' not supported between instances of '{}' and '{}'",
                                    typeName(a.kind()), typeName(b.kind())));
    const auto [left, right] = std::mismatch(a.elements().begin(), a.elements().end(),
                                             b.elements().begin(), b.elements().end(), sameOrEqual);
    if (left == a.elements().end() || right == b.elements().end())
        return a.elements().size() < b.elements().size();
    return *left < *right;
}

} // namespace engine
