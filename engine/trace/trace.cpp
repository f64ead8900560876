#include "engine/trace/trace.h"

#include <fmt/format.h>

namespace trace {

std::string Trace::taskName(TaskId id) const
{
    const TaskInfo &info = task(id);
    return info.name == TextId::Empty ? fmt::format("Task-{}", info.number) : text(info.name);
}

} // namespace trace
