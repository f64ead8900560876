#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace scenario {

using Value = std::variant<std::int64_t, double, bool, std::string>;

/// A parameter of a scenario: what a command line and a panel of sliders need to know of it.
struct Parameter
{
    enum class Type : std::uint8_t { Integer, Real, Flag, Choice, Text };

    std::string name; ///< of the option, without dashes: "producers"
    std::string title; ///< beside a slider: "Producers"
    std::string help; ///< one sentence, for tool tips and --help
    Type type = Type::Integer;
    Value initial; ///< its default; the alternative that belongs to the type
    double minimum = 0; ///< inclusive; Integer and Real only
    double maximum = 0; ///< inclusive
    double comfortable = 0; ///< where its slider ends; larger values are typed in. 0: no slider
    std::string zeroMeans; ///< what 0 stands for, such as "unbounded"; may be empty
    std::vector<std::string> choices; ///< Choice only

    static Parameter integer(std::string name, std::string title, std::int64_t initial,
                             std::int64_t minimum, std::int64_t maximum, std::string help);
    static Parameter flag(std::string name, std::string title, bool initial, std::string help);
    Parameter &withSlider(double last);
    Parameter &withZero(std::string meaning);
};

/// A value that a parameter does not take. what() is one sentence that names the parameter, the
/// value and the valid range.
class ArgumentError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Reads \a text as a value of \a parameter. Throws ArgumentError when it is not one or is out
/// of range.
Value parse(const Parameter &parameter, std::string_view text);

/// The text that parse() reads back as \a value.
std::string toText(const Value &value);

/// "0 to 1000", "true or false", "one of async, sync": what parse() accepts.
std::string rangeText(const Parameter &parameter);

/// The one of \a candidates that \a word is most likely a misspelling of, or "" when none is
/// near (a third of its letters wrong, by edit distance).
std::string suggestion(std::string_view word, const std::vector<std::string> &candidates);

} // namespace scenario
