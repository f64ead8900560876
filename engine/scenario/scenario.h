#pragma once

#include "engine/scenario/parameter.h"

#include <string>
#include <string_view>
#include <vector>

namespace scenario {

/// What a scenario is there to show, one click away: another value of one parameter.
struct Variation
{
    std::string title; ///< "Take the lock away"; empty: its parameter stands for itself
    std::string back; ///< "Give the lock back": to the default
    std::string parameter; ///< empty: there is no variation
    std::string value; ///< as Arguments::set() reads it
    std::string pair; ///< "With the lock, against without it": the default and the variation
};

/// What a person sees of an example program before it runs.
struct Scenario
{
    std::string name; ///< on the command line: "queue"
    std::string title; ///< "Producers and consumers"
    std::string group; ///< heading in the gallery: "Coordinating"
    std::string summary; ///< one sentence: what it shows
    std::vector<Parameter> parameters;
    Variation variation;

    /// The parameter called \a parameter, or nullptr.
    const Parameter *find(std::string_view parameter) const;
};

/// A scenario's parameters with a value each, in the scenario's order.
class Arguments
{
public:
    /// All defaults. \a scenario must outlive the arguments.
    explicit Arguments(const Scenario &scenario);

    const Scenario &scenario() const noexcept { return *m_scenario; }

    /// All defaults but for the variation, which the scenario has.
    static Arguments varied(const Scenario &scenario);

    /// Throws ArgumentError, which names the nearest parameter, when there is no such parameter.
    void set(std::string_view parameter, std::string_view text);

    /// The value of a parameter that the scenario has, as the alternative of its type.
    const Value &value(std::string_view parameter) const;
    std::int64_t integer(std::string_view parameter) const;
    double real(std::string_view parameter) const;
    bool flag(std::string_view parameter) const;
    const std::string &text(std::string_view parameter) const;
    // The elements of a list.
    std::vector<std::int64_t> integers(std::string_view parameter) const;
    std::vector<double> reals(std::string_view parameter) const;
    std::vector<std::vector<std::int64_t>> integerLists(std::string_view parameter) const;

    /// The values differ; the scenario is compared by address.
    bool operator==(const Arguments &) const = default;

private:
    const Scenario *m_scenario;
    std::vector<Value> m_values;
};

} // namespace scenario
