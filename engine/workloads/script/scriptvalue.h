#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine {

/// A value of Python's that a script holds, prints and compares: immutable, and shared by its
/// copies, which are one object as Python's `is` has it. Text is UTF-8, in which a lone surrogate
/// stands as if it were a character.
class ScriptValue
{
public:
    enum class Kind : std::uint8_t { None, Bool, Integer, Float, String, List, Dict, Other };
    using List = std::vector<ScriptValue>;
    using Dict = std::vector<std::pair<std::string, ScriptValue>>;

    /// None.
    ScriptValue() = default;
    static ScriptValue boolean(bool value);
    /// \a digits: of any number, without needless zeros, after "-" when it is negative.
    static ScriptValue integer(std::string digits);
    static ScriptValue number(double value);
    static ScriptValue string(std::string text);
    static ScriptValue list(List elements);
    /// The keys are different.
    static ScriptValue dict(Dict items);
    /// An object of which nothing is known but its repr(): an exception.
    static ScriptValue other(std::string repr);

    Kind kind() const noexcept { return m_node ? m_node->kind : Kind::None; }
    bool isNone() const noexcept { return kind() == Kind::None; }
    bool isString() const noexcept { return kind() == Kind::String; }
    bool isList() const noexcept { return kind() == Kind::List; }
    bool isDict() const noexcept { return kind() == Kind::Dict; }
    /// A bool is one, as in Python.
    bool isNumber() const noexcept;

    /// Of a number: the nearest double, and infinity for an integer beyond.
    double toDouble() const;
    /// Of a string its text, of an integer its digits.
    const std::string &raw() const noexcept { return m_node->text; }
    /// Of a list, else none.
    const List &elements() const noexcept;
    /// Of a dict, else none; in the order in which they were given.
    const Dict &items() const noexcept;
    /// The value of \a key in a dict, or null.
    const ScriptValue *find(std::string_view key) const noexcept;

    /// Python's str() and repr().
    std::string text() const;
    std::string repr() const;

    /// Python's ==.
    friend bool operator==(const ScriptValue &a, const ScriptValue &b);
    /// Python's <. Throws TypeError when the two have no order.
    friend bool operator<(const ScriptValue &a, const ScriptValue &b);

private:
    struct Node
    {
        Kind kind;
        std::string text;
        double number = 0;
        List elements;
        Dict items;
    };

    explicit ScriptValue(Node node);

    std::shared_ptr<const Node> m_node; ///< null: None
};

} // namespace engine
