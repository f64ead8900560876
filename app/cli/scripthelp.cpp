#include "app/cli/scripthelp.h"

#include "app/cli/commandline.h"
#include "engine/scenario/parameter.h"
#include "engine/workloads/script/scriptexamples.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

namespace app {

namespace {

constexpr std::string_view Format = R"(
A script is JSON:
  {"objects": {NAME: [KIND, ARGUMENT], ...},
   "tasks": {"main": [OPERATION, ...], NAME: [OPERATION, ...], ...}}

Kinds of objects: queue, lifo_queue and priority_queue, with their maxsize;
semaphore and bounded_semaphore, with their value; lock, event, condition,
future, task_group.

Operations, with times in milliseconds (a LIMIT may be null: none), T a task or
a future, OPS a list of operations:
  ["sleep", MS]  ["burn", MS]  ["exec", MS]
                          sleep; block the loop; block one of two worker threads
  ["spawn", T]            start a task, once
  ["task_group", G, OPS]  ["create_task", G, T]
                          async with TaskGroup() as G; G.create_task(T)
  ["await", T]  ["cancel", T]  ["uncancel"]
  ["gather", [T, ...], RETURN_EXCEPTIONS]  ["wait_for", T, LIMIT]  ["shield", T]
                          of a task that runs, or else of its coroutine
  ["as_completed", [T, ...], LIMIT, OPS]
                          prints each result, with OPS after each
  ["wait", [T, ...], "FIRST_COMPLETED" | "FIRST_EXCEPTION" | "ALL_COMPLETED", LIMIT]
  ["set_result", F, VALUE]  ["set_exception", F, EXCEPTION] or with a text
  ["timeout", LIMIT, OPS]  ["lock", L, OPS]  ["sem", S, OPS]  ["cond", C, OPS]
                          async with
  ["acquire", L]  ["release", L]
  ["try", OPS, HANDLER, FINALLY, RERAISE]  or with [EXCEPTION, ...] at the end
                          catches these, or CancelledError, TimeoutError, ValueError
  ["repeat", N, OPS]
  ["raise"]  ["raise", EXCEPTION]  ["raise", EXCEPTION, TEXT]
  ["return", VALUE]       ends the task; with null the list that it stands in
  ["put", Q, VALUE]  ["get", Q]  ["put_nowait", Q, VALUE]  ["get_nowait", Q]
  ["done", Q]  ["join", Q]
                          done: task_done(), if something is unfinished
  ["set", E]  ["clear", E]  ["wait", E]
                          of an event
  ["wait", C]  ["notify", C, N]
                          of a condition, within its "cond"

  --example NAME          print an example: {}
  --schema                print the JSON Schema of scripts, for other editors
)";

} // namespace

std::string scriptHelp()
{
    std::vector<std::string_view> names;
    for (const engine::ScriptExample &example : engine::scriptExamples())
        names.push_back(example.name);
    std::string lines;
    std::size_t width = 18; // that "print an example: " takes
    for (const std::string_view name : names) {
        const bool breaks = width > 0 && width + name.size() + 2 > 54;
        if (breaks)
            width = 0;
        lines += fmt::format("{}{}",
                             lines.empty() ? ""
                                 : breaks  ? ",\n                          "
                                           : ", ",
                             name);
        width += name.size() + 2;
    }
    std::string text(Format);
    text.replace(text.rfind("{}"), 2, lines);
    return text;
}

std::string scriptExample(std::string_view name)
{
    std::vector<std::string> names;
    for (const engine::ScriptExample &example : engine::scriptExamples()) {
        if (example.name == name)
            return std::string(example.text);
        names.emplace_back(example.name);
    }
    const std::string near = scenario::suggestion(name, names);
    throw CommandLineError(
        near.empty()
            ? fmt::format("There is no example \"{}\"; there are {}.", name, fmt::join(names, ", "))
            : fmt::format("There is no example \"{}\"; did you mean {}?", name, near));
}

} // namespace app
