#include "app/transcript/transcript.h"

#include "app/transcript/transcriber.h"
#include "engine/workloads/script/scriptmistake.h"
#include "engine/workloads/script/scriptparser.h"
#include "views/words/durationtext.h"

#include <QCoreApplication>

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace app {

namespace {

using trace::TaskId;
using Written = Transcriber::Written;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(app::Transcript)
};

/// Each has to be spawned, and a script has so many operations.
constexpr std::size_t MostTasks = 100'000;
/// What loops without an end of their own may do: in all, and each.
constexpr std::size_t MostOfEndless = 500'000;
constexpr std::size_t MostRounds = 1000;

[[noreturn]] void refuse(const QString &sentence)
{
    throw TranscriptError(sentence.toStdString());
}

TaskId mainOf(const views::RunModel &model)
{
    for (std::size_t i = 0; i < model.taskCount(); ++i) {
        const TaskId task{static_cast<std::uint32_t>(i)};
        if (model.isMain(task))
            return task;
    }
    return TaskId{0};
}

std::size_t loopsOf(const trace::Trace &trace, std::size_t tasks)
{
    std::set<trace::TextId> loops;
    for (std::size_t i = 0; i < tasks; ++i)
        loops.insert(trace.tasks()[i].loop);
    return loops.size();
}

void fold(std::vector<Written> &tasks, TranscriptNotes &notes, TranscriptProgress &progress)
{
    progress.begin(FoldingShare);
    std::size_t looks = 0; // that are to come at least: each operation is looked at twice
    for (const Written &task : tasks)
        looks += 2 * operationCount(task.operations);
    std::size_t looked = 0;
    for (Written &task : tasks) {
        const std::size_t lines = foldRepetitions(
            task.operations, [&] { progress.tell(std::min(++looked, looks), looks); });
        if (lines > 0)
            notes.add(Loss::LinesOfRounds, task.task);
    }
}

/// The last repetition of \a task, when what is done after it begins its round again until that was
/// cut; else null.
ScriptOperation *endlessLoop(Written &task)
{
    ScriptBlock &operations = task.operations;
    const auto last
        = std::find_if(operations.rbegin(), operations.rend(), [](const ScriptOperation &one) {
              return one.words.starts_with("\"repeat\"");
          });
    if (!task.isCut || last == operations.rend() || last == operations.rbegin())
        return nullptr;
    const ScriptBlock &round = last->blocks.front();
    const auto rest = static_cast<std::size_t>(last - operations.rbegin());
    return rest < round.size() && std::equal(last.base(), operations.end(), round.begin())
        ? &*last
        : nullptr;
}

/// Those that did the same until they were cancelled do so as long as anybody may want.
void extendEndless(std::vector<Written> &tasks, TranscriptNotes &notes)
{
    std::size_t inRound = 0;
    std::vector<std::pair<Written *, ScriptOperation *>> endless;
    for (Written &task : tasks) {
        if (ScriptOperation *const loop = endlessLoop(task)) {
            endless.emplace_back(&task, loop);
            inRound += operationCount(loop->blocks.front()) + 1;
        }
    }
    for (const auto &[task, loop] : endless) {
        const std::size_t rounds = std::stoull(loop->words.substr(loop->words.find(',') + 1));
        const std::size_t extended = std::min(MostRounds, MostOfEndless / inRound);
        if (extended <= rounds)
            continue;
        loop->words = fmt::format("\"repeat\", {}", extended);
        task->operations.resize(static_cast<std::size_t>(loop - task->operations.data()) + 1);
        notes.add(Loss::Endless, task->task);
    }
}

/// "tasks": who does what another does is written with its name.
std::string tasksText(const std::vector<Written> &tasks)
{
    std::map<std::string, std::string> known;
    std::string text;
    for (const Written &task : tasks) {
        text += fmt::format("{}    {}: ", text.empty() ? "" : ",\n", task.name);
        if (task.operations.empty()) {
            text += "[]";
            continue;
        }
        const std::string block = blockText(task.operations, 6);
        const auto [same, isNew] = known.emplace(block, task.name);
        text += isNew ? fmt::format("[\n{}\n    ]", block) : same->second;
    }
    return text;
}

std::string scriptText(const std::vector<Written> &tasks, const TranscriptNames &names,
                       const QStringList &notes)
{
    std::string text = "{\n";
    if (!notes.isEmpty()) {
        QStringList lines;
        for (const QString &note : notes)
            lines += QStringLiteral("    ") + QString::fromStdString(jsonText(note.toStdString()));
        text += fmt::format("  \"notes\": [\n{}\n  ],\n",
                            lines.join(QStringLiteral(",\n")).toStdString());
    }
    std::string objects;
    for (const std::string &one : names.declarations())
        objects += fmt::format("{}    {}", objects.empty() ? "" : ",\n", one);
    text += objects.empty() ? "  \"objects\": {},\n"
                            : fmt::format("  \"objects\": {{\n{}\n  }},\n", objects);
    return text + fmt::format("  \"tasks\": {{\n{}\n  }}\n}}\n", tasksText(tasks));
}

} // namespace

Transcript transcriptOf(const views::RunModel &model, bool isWhole, TranscriptProgress::GoOn goOn)
{
    if (model.taskCount() == 0)
        refuse(Words::tr("There is no task in the run of which a script could be made."));
    if (model.taskCount() > MostTasks)
        refuse(Words::tr("The run has too many tasks for a script, more than 100,000."));
    TranscriptProgress progress(std::move(goOn));
    const RunReading reading(model.trace(), progress);
    const TaskId main = mainOf(model);
    TranscriptNames names(model, reading, main);
    TranscriptNotes notes(model);
    Transcriber transcriber(model, reading, main, names, notes);
    std::vector<Written> tasks = transcriber.write(progress);
    fold(tasks, notes, progress);
    progress.begin(TextShare);
    extendEndless(tasks, notes);
    if (const std::size_t loops = loopsOf(model.trace(), reading.tasks()); loops > 1)
        notes.add(Loss::Loops, TaskId::None, trace::WaitId::None, QString::number(loops));
    if (!isWhole)
        notes.add(Loss::Unread, TaskId::None, trace::WaitId::None,
                  views::instantText(model.endPosition().time));
    else if (!model.outcome())
        notes.add(Loss::Cut);

    const QStringList sentences = notes.sentences();
    const std::string text = scriptText(tasks, names, sentences);
    try {
        engine::parseScript(text, {});
    } catch (const engine::ScriptMistake &mistake) {
        refuse(Words::tr("The run is too much for a script: %1")
                   .arg(QString::fromStdString(mistake.sentence())));
    }
    return {QString::fromStdString(text), sentences};
}

} // namespace app
