#include "app/session/scripttext.h"

#include "engine/workloads/script/scriptexamples.h"
#include "engine/workloads/script/scriptfile.h"
#include "engine/workloads/script/scriptmistake.h"
#include "engine/workloads/script/scriptparser.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace app {

namespace {

constexpr std::string_view Format = R"(A script is JSON:
  {"objects": {NAME: [KIND, ARGUMENT], ...},
   "tasks": {"main": [OPERATION, ...], NAME: [OPERATION, ...], ...}}
A task may have the name of another one in place of its operations: it does the same.

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
  ["print", TEXT]
  ["return", VALUE]       ends the task; with null the list that it stands in
  ["put", Q, VALUE]  ["get", Q]  ["put_nowait", Q, VALUE]  ["get_nowait", Q]
  ["done", Q]  ["join", Q]
                          done: task_done(), if something is unfinished
  ["set", E]  ["clear", E]  ["wait", E]
                          of an event
  ["wait", C]  ["notify", C, N]
                          of a condition, within its "cond"
)";

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

std::optional<ScriptProblem> problemOfScript(const QString &text)
{
    try {
        engine::parseScript(text.toStdString(), {});
        return std::nullopt;
    } catch (const engine::ScriptMistake &mistake) {
        return ScriptProblem{QString::fromStdString(mistake.sentence()),
                             static_cast<int>(mistake.place().line) - 1,
                             static_cast<int>(mistake.place().column) - 1};
    }
}

bool isOfScripts(const scenario::Scenario &scenario)
{
    return scenario.find("program") != nullptr;
}

QString scriptOf(const scenario::Arguments &arguments)
{
    return QString::fromStdString(
        engine::scriptText(arguments.text("file"), arguments.text("program")));
}

scenario::Arguments withScript(scenario::Arguments arguments, const QString &text)
{
    const bool isFirst = text == toQt(engine::scriptExamples().front().text);
    arguments.set("file", {});
    arguments.set("program", isFirst ? std::string() : text.toStdString());
    return arguments;
}

QString readScriptFile(const QString &path)
{
    const std::string bytes = engine::scriptText(path.toStdString(), {});
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    if (decoder.hasError())
        throw scenario::ArgumentError(
            QCoreApplication::translate("app::ScriptText", "%1 is not a text in UTF-8.")
                .arg(path)
                .toStdString());
    return text;
}

QList<ScriptSample> scriptSamples()
{
    QList<ScriptSample> samples;
    for (const engine::ScriptExample &example : engine::scriptExamples())
        samples.append({toQt(example.name), toQt(example.text)});
    return samples;
}

QString scriptFormat()
{
    return toQt(Format);
}

} // namespace app
