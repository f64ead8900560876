#include "engine/workloads/registry.h"

#include "engine/workloads/agen.h"
#include "engine/workloads/cancel.h"
#include "engine/workloads/chain.h"
#include "engine/workloads/chat.h"
#include "engine/workloads/chess.h"
#include "engine/workloads/condition.h"
#include "engine/workloads/cores.h"
#include "engine/workloads/event.h"
#include "engine/workloads/executor.h"
#include "engine/workloads/hello.h"
#include "engine/workloads/lock.h"
#include "engine/workloads/makerandom.h"
#include "engine/workloads/philosophers.h"
#include "engine/workloads/queue.h"
#include "engine/workloads/rounds.h"
#include "engine/workloads/script/script.h"
#include "engine/workloads/semaphore.h"
#include "engine/workloads/tasks.h"
#include "engine/workloads/timeout.h"
#include "engine/workloads/tree.h"

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
