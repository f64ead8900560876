#include "engine/scenario/scenario.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <fmt/format.h>

namespace scenario {

namespace {

/// The numbers of a list that parse() has accepted.
template <class Number>
std::vector<Number> numbers(std::string_view text, char separator)
{
    std::vector<Number> list;
    for (const std::string_view part : split(text, separator)) {
        Number number{};
        std::from_chars(part.data(), part.data() + part.size(), number);
        list.push_back(number);
    }
    return list;
}

} // namespace

const Parameter *Scenario::find(std::string_view parameter) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const Parameter &p) { return p.name == parameter; });
    return found == parameters.end() ? nullptr : &*found;
}

Arguments::Arguments(const Scenario &scenario)
    : m_scenario(&scenario)
{
    for (const Parameter &parameter : scenario.parameters)
        m_values.push_back(parameter.initial);
}

Arguments Arguments::varied(const Scenario &scenario)
{
    Arguments arguments(scenario);
    arguments.set(scenario.variation.parameter, scenario.variation.value);
    return arguments;
}

void Arguments::set(std::string_view parameter, std::string_view text)
{
    const Parameter *found = m_scenario->find(parameter);
    if (found == nullptr) {
        std::vector<std::string> names;
        names.reserve(m_scenario->parameters.size());
        for (const Parameter &p : m_scenario->parameters)
            names.push_back(p.name);
        const std::string near = suggestion(parameter, names);
        throw ArgumentError(
            fmt::format("{} has no parameter --{}{}", m_scenario->name, parameter,
                        near.empty() ? "." : fmt::format("; did you mean --{}?", near)));
    }
    m_values[static_cast<std::size_t>(found - m_scenario->parameters.data())] = parse(*found, text);
}

const Value &Arguments::value(std::string_view parameter) const
{
    const Parameter *found = m_scenario->find(parameter);
    assert(found != nullptr);
    return m_values[static_cast<std::size_t>(found - m_scenario->parameters.data())];
}

std::int64_t Arguments::integer(std::string_view parameter) const
{
    return std::get<std::int64_t>(value(parameter));
}

double Arguments::real(std::string_view parameter) const
{
    return std::get<double>(value(parameter));
}

bool Arguments::flag(std::string_view parameter) const
{
    return std::get<bool>(value(parameter));
}

const std::string &Arguments::text(std::string_view parameter) const
{
    return std::get<std::string>(value(parameter));
}

std::vector<std::int64_t> Arguments::integers(std::string_view parameter) const
{
    return numbers<std::int64_t>(text(parameter), m_scenario->find(parameter)->separators.back());
}

std::vector<double> Arguments::reals(std::string_view parameter) const
{
    return numbers<double>(text(parameter), m_scenario->find(parameter)->separators.back());
}

std::vector<std::vector<std::int64_t>> Arguments::integerLists(std::string_view parameter) const
{
    const std::string &separators = m_scenario->find(parameter)->separators;
    std::vector<std::vector<std::int64_t>> lists;
    for (const std::string_view part : split(text(parameter), separators.front()))
        lists.push_back(numbers<std::int64_t>(part, separators.back()));
    return lists;
}

} // namespace scenario
