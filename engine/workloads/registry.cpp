#include "engine/workloads/registry.h"

#include "engine/workloads/queue.h"

#include <algorithm>

namespace engine {

namespace {

const std::vector<Workload> &workloads()
{
    static const std::vector<Workload> all = {
        queueWorkload(),
    };
    return all;
}

} // namespace

const std::vector<scenario::Scenario> &scenarios()
{
    static const std::vector<scenario::Scenario> all = [] {
        std::vector<scenario::Scenario> list;
        for (const Workload &workload : workloads())
            list.push_back(workload.scenario);
        return list;
    }();
    return all;
}

const scenario::Scenario *findScenario(std::string_view name)
{
    const auto &all = scenarios();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const scenario::Scenario &s) { return s.name == name; });
    return found == all.end() ? nullptr : &*found;
}

std::unique_ptr<Program> makeProgram(const scenario::Arguments &arguments)
{
    const auto index = static_cast<std::size_t>(&arguments.scenario() - scenarios().data());
    return workloads()[index].make(arguments);
}

} // namespace engine
