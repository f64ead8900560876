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
#include "engine/workloads/script/script.h"
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
    auto &all = workloads();
    const auto known = std::find_if(all.begin(), all.end(), [&](const Workload &w) {
        return w.scenario.name == workload.scenario.name;
    });
    if (known == all.end())
        all.push_back(std::move(workload));
    else
        *known = std::move(workload);
}

std::unique_ptr<Program> makeProgram(const scenario::Arguments &arguments)
{
    const auto index = static_cast<std::size_t>(&arguments.scenario() - scenarios().data());
    return workloads()[index].make(arguments);
}

} // namespace engine
