#include "engine/scenario/parameter.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>

namespace scenario {

namespace {

[[noreturn]] void refuse(const Parameter &parameter, std::string_view text)
{
    throw ArgumentError(
        fmt::format("--{} takes {}, not \"{}\".", parameter.name, rangeText(parameter), text));
}

template <class Number>
bool readWhole(std::string_view text, Number &number)
{
    const char *end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && rest == end;
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
    Parameter p;
    p.name = std::move(name);
    p.title = std::move(title);
    p.help = std::move(help);
    p.type = Type::Integer;
    p.initial = initial;
    p.minimum = static_cast<double>(minimum);
    p.maximum = static_cast<double>(maximum);
    return p;
}

Parameter Parameter::flag(std::string name, std::string title, bool initial, std::string help)
{
    Parameter p;
    p.name = std::move(name);
    p.title = std::move(title);
    p.help = std::move(help);
    p.type = Type::Flag;
    p.initial = initial;
    return p;
}

Parameter &Parameter::withSlider(double last)
{
    comfortable = last;
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
        std::int64_t number = 0;
        // Ranges compare as double: the widest one, a whole seed, rounds outwards.
        if (!readWhole(text, number) || static_cast<double>(number) < parameter.minimum
            || static_cast<double>(number) > parameter.maximum)
            refuse(parameter, text);
        return number;
    }
    case Parameter::Type::Real: {
        double number = 0;
        if (!readWhole(text, number) || !std::isfinite(number) || number < parameter.minimum
            || number > parameter.maximum)
            refuse(parameter, text);
        return number;
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
        break;
    }
    return std::string(text);
}

std::string toText(const Value &value)
{
    return std::visit([](const auto &v) { return fmt::format("{}", v); }, value);
}

std::string rangeText(const Parameter &parameter)
{
    switch (parameter.type) {
    case Parameter::Type::Integer:
        if (parameter.maximum >= 0x1p62)
            return "a whole number of up to 64 bits";
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
    return "a text";
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
