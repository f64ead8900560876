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
    /// What a Text is made of.
    enum class Content : std::uint8_t {
        Any,
        File, ///< the path of a file that is read
        Program, ///< what could stand in such a file
        Integers, ///< a list of numbers from minimum to maximum
        Reals,
    };

    std::string name; ///< of the option, without dashes: "producers"
    std::string title; ///< beside a slider: "Producers"
    std::string help; ///< one sentence, for tool tips and --help
    Type type = Type::Integer;
    Value initial; ///< its default; the alternative that belongs to the type
    Content content = Content::Any; ///< Text only
    std::string separators; ///< of a list: ",", or ";," for lists in a list, the outermost first
    double minimum = 0; ///< inclusive; of numbers and of a list's elements
    double maximum = 0; ///< inclusive
    double comfortable = 0; ///< where its slider ends; larger values are typed in. 0: no slider
    std::string zeroMeans; ///< what 0 stands for, such as "unbounded"; may be empty
    std::vector<std::string> choices; ///< Choice only
    bool live = false; ///< a program that runs takes a change of it; whole numbers only
    bool inPanel = true; ///< it has a field beside the others, and not a place of its own

    static Parameter integer(std::string name, std::string title, std::int64_t initial,
                             std::int64_t minimum, std::int64_t maximum, std::string help);
    static Parameter real(std::string name, std::string title, double initial, double minimum,
                          double maximum, std::string help);
    static Parameter flag(std::string name, std::string title, bool initial, std::string help);
    /// The first of \a choices is the default.
    static Parameter choice(std::string name, std::string title, std::vector<std::string> choices,
                            std::string help);
    static Parameter text(std::string name, std::string title, std::string initial,
                          std::string help);
    static Parameter file(std::string name, std::string title, std::string help);
    static Parameter program(std::string name, std::string title, std::string help);
    /// A list of at least one number. \a separators: see Parameter::separators.
    static Parameter list(std::string name, std::string title, std::string initial, Content content,
                          std::string separators, double minimum, double maximum, std::string help);
    Parameter &withSlider(double last);
    Parameter &withZero(std::string meaning);
    /// See Parameter::live.
    Parameter &whileRunning();
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

/// The parts of \a text between each \a separator: one, empty, of an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The text that parse() reads back as \a value.
std::string toText(const Value &value);

/// "0 to 1000", "true or false", "one of async, sync": what parse() accepts.
std::string rangeText(const Parameter &parameter);

/// The one of \a candidates that \a word is most likely a misspelling of, or "" when none is
/// near (a third of its letters wrong, by edit distance).
std::string suggestion(std::string_view word, const std::vector<std::string> &candidates);

} // namespace scenario
