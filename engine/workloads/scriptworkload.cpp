#include "engine/workloads/scriptworkload.h"

#include "engine/workloads/script/scriptfile.h"
#include "engine/workloads/script/scriptprogram.h"

namespace engine {

Workload scriptWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "script";
    s.title = "Your own program";
    s.group = "Your own";
    s.summary = "A program of yours, written as JSON: tasks, queues, locks, time limits, "
                "cancellations, in any combination; what will asyncio make of it?";
    s.parameters = {
        Parameter::file("file", "File", "A program written as JSON; an example when empty."),
        Parameter::program("program", "Program", "The program itself, in place of a file."),
    };
    // The window has an editor for it.
    s.parameters.front().inPanel = false;
    return {std::move(s), [](const scenario::Arguments &arguments) -> std::unique_ptr<Program> {
                return std::make_unique<ScriptProgram>(
                    readScript(arguments.text("file"), arguments.text("program")));
            }};
}

} // namespace engine
