#include "engine/trace/trace.h"

#include <fmt/format.h>

namespace trace {

std::string Trace::taskName(TaskId id) const
{
    const TaskInfo &info = task(id);
    return info.name == TextId::Empty ? fmt::format("Task-{}", info.number) : text(info.name);
}

std::vector<TaskId> Trace::tasksOf(const Wait &wait) const
{
    std::vector<TaskId> tasks;
    const WaitsOn what = waitKind(wait.reason).what;
    if (what == WaitsOn::Task && wait.task() != TaskId::None)
        tasks.push_back(wait.task());
    if (what == WaitsOn::Tasks) {
        for (AwaitedId id = wait.tasks(); id != AwaitedId::None; id = awaited(id).rest)
            tasks.push_back(awaited(id).task);
    }
    return tasks;
}

} // namespace trace
