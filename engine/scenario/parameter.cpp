#include "engine/scenario/parameter.h"

#include "engine/scenario/realnumber.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>
#include <optional>

namespace scenario {

namespace {

Parameter make(Parameter::Type type, std::string name, std::string title, Value initial,
               std::string help)
{
    Parameter p;
    p.name = std::move(name);
    p.title = std::move(title);
    p.help = std::move(help);
    p.type = type;
    p.initial = std::move(initial);
    return p;
}

[[noreturn]] void refuse(const Parameter &parameter, std::string_view text)
{
    throw ArgumentError(
        fmt::format("--{} takes {}, not \"{}\".", parameter.name, rangeText(parameter), text));
}

bool readWhole(std::string_view text, std::int64_t &number)
{
    const char *end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && rest == end;
}

bool isInteger(const Parameter &parameter, std::string_view text)
{
    std::int64_t number = 0;
    // Ranges compare as double: the widest one, a whole seed, rounds outwards.
    return readWhole(text, number) && static_cast<double>(number) >= parameter.minimum
        && static_cast<double>(number) <= parameter.maximum;
}

bool isReal(const Parameter &parameter, std::string_view text)
{
    const auto number = readReal(text);
    // What is no number is in no range.
    return number && *number >= parameter.minimum && *number <= parameter.maximum;
}

/// The first element of \a text that is none of \a parameter's.
std::optional<std::string_view> wrongElement(const Parameter &parameter, std::string_view text,
                                             std::string_view separators)
{
    if (separators.empty()) {
        const bool right = parameter.content == Parameter::Content::Integers
            ? isInteger(parameter, text)
            : isReal(parameter, text);
        return right ? std::nullopt : std::optional(text);
    }
    for (const std::string_view part : split(text, separators.front())) {
        if (const auto wrong = wrongElement(parameter, part, separators.substr(1)))
            return wrong;
    }
    return std::nullopt;
}

std::string_view separatorName(char separator)
{
    return separator == ',' ? "commas" : "semicolons";
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

Parameter Parameter::integer(std::string name, std::string title, std::int64_t initial,
                             std::int64_t minimum, std::int64_t maximum, std::string help)
{
    Parameter p = make(Type::Integer, std::move(name), std::move(title), initial, std::move(help));
    p.minimum = static_cast<double>(minimum);
    p.maximum = static_cast<double>(maximum);
    return p;
}

Parameter Parameter::real(std::string name, std::string title, double initial, double minimum,
                          double maximum, std::string help)
{
    Parameter p = make(Type::Real, std::move(name), std::move(title), initial, std::move(help));
    p.minimum = minimum;
    p.maximum = maximum;
    return p;
}

Parameter Parameter::flag(std::string name, std::string title, bool initial, std::string help)
{
    return make(Type::Flag, std::move(name), std::move(title), initial, std::move(help));
}

Parameter Parameter::choice(std::string name, std::string title, std::vector<std::string> choices,
                            std::string help)
{
    Parameter p
        = make(Type::Choice, std::move(name), std::move(title), choices.front(), std::move(help));
    p.choices = std::move(choices);
    return p;
}

Parameter Parameter::text(std::string name, std::string title, std::string initial,
                          std::string help)
{
    return make(Type::Text, std::move(name), std::move(title), std::move(initial), std::move(help));
}

Parameter Parameter::file(std::string name, std::string title, std::string help)
{
    Parameter p = text(std::move(name), std::move(title), {}, std::move(help));
    p.content = Content::File;
    return p;
}

Parameter Parameter::program(std::string name, std::string title, std::string help)
{
    Parameter p = text(std::move(name), std::move(title), {}, std::move(help));
    p.content = Content::Program;
    p.inPanel = false;
    return p;
}

Parameter Parameter::list(std::string name, std::string title, std::string initial, Content content,
                          std::string separators, double minimum, double maximum, std::string help)
{
    Parameter p = text(std::move(name), std::move(title), std::move(initial), std::move(help));
    p.content = content;
    p.separators = std::move(separators);
    p.minimum = minimum;
    p.maximum = maximum;
    return p;
}

Parameter &Parameter::withSlider(double last)
{
    comfortable = last;
    return *this;
}

Parameter &Parameter::whileRunning()
{
    live = true;
    return *this;
}

Parameter &Parameter::withZero(std::string meaning)
{
    zeroMeans = std::move(meaning);
    return *this;
}

Value parse(const Parameter &parameter, std::string_view text)
{
    switch (parameter.type) {
    case Parameter::Type::Integer: {
        if (!isInteger(parameter, text))
            refuse(parameter, text);
        std::int64_t number = 0;
        readWhole(text, number);
        return number;
    }
    case Parameter::Type::Real: {
        if (!isReal(parameter, text))
            refuse(parameter, text);
        return *readReal(text);
    }
    case Parameter::Type::Flag:
        if (text != "true" && text != "false")
            refuse(parameter, text);
        return text == "true";
    case Parameter::Type::Choice:
        if (std::find(parameter.choices.begin(), parameter.choices.end(), text)
            == parameter.choices.end())
            refuse(parameter, text);
        return std::string(text);
    case Parameter::Type::Text:
        if (parameter.separators.empty())
            break;
        if (const auto wrong = wrongElement(parameter, text, parameter.separators))
            throw ArgumentError(
                fmt::format("--{} takes {}, not \"{}\"{}.", parameter.name, rangeText(parameter),
                            *wrong, *wrong == text ? "" : fmt::format(" as in \"{}\"", text)));
        break;
    }
    return std::string(text);
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::string toText(const Value &value)
{
    return std::visit([](const auto &v) { return fmt::format("{}", v); }, value);
}

std::string rangeText(const Parameter &parameter)
{
    switch (parameter.type) {
    case Parameter::Type::Integer:
        if (parameter.maximum >= 0x1p63)
            return "a whole number from -2^63 to 2^63 - 1";
        return fmt::format("a whole number from {:.0f} to {:.0f}", parameter.minimum,
                           parameter.maximum);
    case Parameter::Type::Real:
        return fmt::format("a number from {} to {}", parameter.minimum, parameter.maximum);
    case Parameter::Type::Flag:
        return "true or false";
    case Parameter::Type::Choice:
        return fmt::format("one of {}", fmt::join(parameter.choices, ", "));
    case Parameter::Type::Text:
        break;
    }
    if (parameter.content == Parameter::Content::File)
        return "the path of a file";
    if (parameter.separators.empty())
        return "a text";
    const bool whole = parameter.content == Parameter::Content::Integers;
    std::string list = fmt::format("{}numbers from {:.10g} to {:.10g} with {} between",
                                   whole ? "whole " : "", parameter.minimum, parameter.maximum,
                                   separatorName(parameter.separators.back()));
    if (parameter.separators.size() == 1)
        return list;
    return fmt::format("lists, with {} between, of {}", separatorName(parameter.separators.front()),
                       list);
}

std::string suggestion(std::string_view word, const std::vector<std::string> &candidates)
{
    std::string best;
    std::size_t bestDistance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string &candidate : candidates) {
        const std::size_t distance = editDistance(word, candidate);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace scenario
