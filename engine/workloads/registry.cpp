#include "engine/workloads/registry.h"

#include "engine/workloads/agenworkload.h"
#include "engine/workloads/cancelworkload.h"
#include "engine/workloads/chainworkload.h"
#include "engine/workloads/chatworkload.h"
#include "engine/workloads/chessworkload.h"
#include "engine/workloads/conditionworkload.h"
#include "engine/workloads/coresworkload.h"
#include "engine/workloads/eventworkload.h"
#include "engine/workloads/executorworkload.h"
#include "engine/workloads/helloworkload.h"
#include "engine/workloads/lockworkload.h"
#include "engine/workloads/makerandomworkload.h"
#include "engine/workloads/philosophersworkload.h"
#include "engine/workloads/queueworkload.h"
#include "engine/workloads/roundsworkload.h"
#include "engine/workloads/scriptworkload.h"
#include "engine/workloads/semaphoreworkload.h"
#include "engine/workloads/tasksworkload.h"
#include "engine/workloads/timeoutworkload.h"
#include "engine/workloads/treeworkload.h"

#include <algorithm>
#include <cassert>

namespace engine {

namespace {

bool scenariosAreKnown = false;

std::vector<Workload> &workloads()
{
    static std::vector<Workload> all = {
        helloWorkload(),     randomWorkload(), roundsWorkload(),    chainWorkload(),
        tasksWorkload(),     agenWorkload(),   chessWorkload(),     treeWorkload(),
        timeoutWorkload(),   cancelWorkload(), queueWorkload(),     lockWorkload(),
        semaphoreWorkload(), eventWorkload(),  conditionWorkload(), philosophersWorkload(),
        executorWorkload(),  coresWorkload(),  chatWorkload(),      scriptWorkload(),
    };
    return all;
}

/// workloads().end() when there is none called \a name.
std::vector<Workload>::iterator findWorkload(std::string_view name)
{
    return std::find_if(workloads().begin(), workloads().end(), [name](const Workload &workload) {
        return workload.scenario.name == name;
    });
}

} // namespace

const std::vector<scenario::Scenario> &scenarios()
{
    static const std::vector<scenario::Scenario> all = [] {
        scenariosAreKnown = true;
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

void addWorkload(Workload workload)
{
    assert(!scenariosAreKnown);
    const auto known = findWorkload(workload.scenario.name);
    if (known == workloads().end())
        workloads().push_back(std::move(workload));
    else
        *known = std::move(workload);
}

std::unique_ptr<Program> makeProgram(const scenario::Arguments &arguments)
{
    const auto known = findWorkload(arguments.scenario().name);
    assert(known != workloads().end());
    return known->make(arguments);
}

ProgramMaker programMaker(const scenario::Arguments &arguments)
{
    return [arguments] { return makeProgram(arguments); };
}

std::optional<std::int64_t> linesOf(const scenario::Arguments &arguments)
{
    const auto known = findWorkload(arguments.scenario().name);
    assert(known != workloads().end());
    if (known->lines == nullptr)
        return {};
    return known->lines(arguments);
}

} // namespace engine
