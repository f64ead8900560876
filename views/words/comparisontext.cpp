#include "views/words/comparisontext.h"

#include "engine/scenario/seed.h"
#include "views/model/rundocument.h"
#include "views/words/durationtext.h"
#include "views/words/narrationtext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"
#include "views/words/waitwords.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::ComparisonText)
};

using Row = ComparisonText::Row;
using Part = ComparisonText::Part;
using Parting = Comparison::Parting;

constexpr std::size_t MostTasks = 200;
constexpr QChar Minus(0x2212);
constexpr QChar Dash(0x2013); // where there is nothing

QString countText(std::size_t count)
{
    return numberText(static_cast<qint64>(count));
}

/// \a text of what is to be added to the reference, with its sign.
QString signedText(bool less, const QString &text)
{
    return (less ? Minus : QLatin1Char('+')) + text;
}

Row timeRow(const QString &what, const Both<trace::Time> &times)
{
    const trace::Time difference = times.now - times.reference;
    const bool less = difference < trace::Time{0};
    return {what, exactDurationText(times.now), exactDurationText(times.reference),
            times.areEqual() ? QStringLiteral("0")
                             : signedText(less, exactDurationText(less ? -difference : difference)),
            !times.areEqual()};
}

template <class Count>
Row countRow(const QString &what, const Both<Count> &counts)
{
    const auto now = static_cast<std::size_t>(counts.now);
    const auto reference = static_cast<std::size_t>(counts.reference);
    const bool less = now < reference;
    return {what, countText(now), countText(reference),
            now == reference
                ? QStringLiteral("0")
                : signedText(less, countText(less ? reference - now : now - reference)),
            now != reference};
}

QString outcomeText(std::optional<trace::Outcome> outcome)
{
    if (!outcome)
        return Words::tr("not known");
    switch (*outcome) {
    case trace::Outcome::Done:
        return Words::tr("done");
    case trace::Outcome::Failed:
        return Words::tr("failed");
    case trace::Outcome::Deadlocked:
        return Words::tr("deadlock");
    case trace::Outcome::Stopped:
        break;
    }
    return Words::tr("stopped");
}

/// "12.000 s, cancelled": when, and how.
QString endText(const TaskTimes &times)
{
    const QString when = exactDurationText(times.end);
    if (!times.how)
        return Words::tr("%1, not ended").arg(when);
    switch (*times.how) {
    case State::Failed:
        return Words::tr("%1, failed").arg(when);
    case State::Cancelled:
        return Words::tr("%1, cancelled").arg(when);
    default:
        return when;
    }
}

/// Collects the rows that say something.
class Rows
{
public:
    void add(Row row) { m_part.rows.push_back(std::move(row)); }
    void addTime(const QString &what, const Both<trace::Time> &times)
    {
        if (times.now != trace::Time{0} || times.reference != trace::Time{0})
            add(timeRow(what, times));
    }
    template <class Count>
    void addCount(const QString &what, const Both<Count> &counts)
    {
        if (counts.now != 0 || counts.reference != 0)
            add(countRow(what, counts));
    }
    Part take(const QString &heading)
    {
        m_part.heading = heading;
        return std::move(m_part);
    }

private:
    Part m_part;
};

Part runPart(const Comparison &comparison)
{
    Rows rows;
    rows.add(timeRow(Words::tr("Length"), comparison.length));
    if (!comparison.outcome.areEqual())
        rows.add({Words::tr("Outcome"),
                  outcomeText(comparison.outcome.now),
                  outcomeText(comparison.outcome.reference),
                  {},
                  true});
    rows.addCount(Words::tr("Tasks"), comparison.tasks);
    rows.addCount(Words::tr("Steps"), comparison.steps);
    rows.addCount(Words::tr("Turns of the loop"), comparison.turns);
    rows.addTime(Words::tr("Loop held by running steps"), comparison.running);
    rows.addTime(Words::tr("Longest step"), comparison.longestStep);
    rows.addTime(Words::tr("Ready but waiting for the loop"), comparison.ready);
    rows.addCount(Words::tr("Longest ready queue"), comparison.readyPeak);
    const auto &[now, reference] = comparison.wakes;
    rows.addCount(Words::tr("Woken by tasks"), Both{now.byTasks, reference.byTasks});
    rows.addCount(Words::tr("Woken by timers"), Both{now.byTimers, reference.byTimers});
    rows.addCount(Words::tr("Woken from outside"), Both{now.byOthers, reference.byOthers});
    rows.addCount(Words::tr("Printed lines"), comparison.lines);
    return rows.take(Words::tr("The run"));
}

QString waitText(const std::string &word)
{
    const QString label = waitWords(word).label;
    return label.isEmpty() ? QString::fromStdString(word) : label;
}

Part waitsPart(const Comparison &comparison)
{
    std::vector<const Comparison::Waits *> longest;
    for (const Comparison::Waits &waits : comparison.waits)
        longest.push_back(&waits);
    std::stable_sort(longest.begin(), longest.end(), [](const auto *a, const auto *b) {
        return std::max(a->time.now, a->time.reference) > std::max(b->time.now, b->time.reference);
    });
    Rows rows;
    for (const Comparison::Waits *waits : longest)
        rows.addTime(waitText(waits->word), waits->time);
    return rows.take(Words::tr("Waiting, all tasks together"));
}

Part queuesPart(const Comparison &comparison, const RunModel &now, const RunModel &reference)
{
    Rows rows;
    for (const Comparison::Queue &queue : comparison.queues) {
        const bool own = queue.object.now != trace::ObjectId::None;
        const QString name = own ? objectName(now, queue.object.now)
                                 : objectName(reference, queue.object.reference);
        Row row = countRow(name, queue.peak);
        row.object = queue.object;
        const auto lack = [&](QString &value) {
            value = Dash;
            row.difference.clear();
            row.differs = true;
        };
        if (!own)
            lack(row.now);
        if (queue.object.reference == trace::ObjectId::None)
            lack(row.reference);
        rows.add(std::move(row));
    }
    return rows.take(Words::tr("Queues, the most items"));
}

std::vector<Row> detailsOf(const Comparison &comparison, const Both<TaskTimes> &times)
{
    const auto &[now, reference] = times;
    Rows rows;
    rows.addCount(Words::tr("steps"), Both{now.steps, reference.steps});
    rows.addTime(Words::tr("running"), {now.running, reference.running});
    rows.addTime(Words::tr("ready"), {now.ready, reference.ready});
    std::vector<std::size_t> kinds;
    const auto timeOf = [](const TaskTimes &all, std::size_t kind) {
        const auto found = std::find_if(all.waits.begin(), all.waits.end(),
                                        [kind](const WaitSum &sum) { return sum.kind == kind; });
        return found != all.waits.end() ? found->time : trace::Time{0};
    };
    for (const TaskTimes *side : {&now, &reference}) {
        for (const WaitSum &sum : side->waits) {
            if (std::find(kinds.begin(), kinds.end(), sum.kind) == kinds.end())
                kinds.push_back(sum.kind);
        }
    }
    for (const std::size_t kind : kinds)
        rows.addTime(waitText(comparison.waits[kind].word),
                     {timeOf(now, kind), timeOf(reference, kind)});
    return rows.take({}).rows;
}

Row taskRow(const Comparison &comparison, const TaskDifference &task, const RunModel &now,
            const RunModel &reference)
{
    Row row = timeRow({}, {task.times.now.end, task.times.reference.end});
    row.task = task.task;
    row.differs = !task.isMatched() || !task.times.areEqual();
    row.now = endText(task.times.now);
    row.reference = endText(task.times.reference);
    if (task.isMatched()) {
        row.what = now.label(task.task.now);
        if (task.isByHand)
            row.what = Words::tr("%1, with %2, by hand", "a task and the one it is compared with")
                           .arg(row.what, reference.label(task.task.reference));
        row.details = detailsOf(comparison, task.times);
        return row;
    }
    row.difference.clear();
    if (task.task.now != trace::TaskId::None) {
        row.what = (task.isByHand ? Words::tr("%1, only in this run, by hand")
                                  : Words::tr("%1, only in this run"))
                       .arg(now.label(task.task.now));
        row.reference = Dash;
    } else {
        row.what = Words::tr("%1, only in the reference").arg(reference.label(task.task.reference));
        row.now = Dash;
    }
    return row;
}

Part tasksPart(const Comparison &comparison, const RunModel &now, const RunModel &reference)
{
    const std::vector<TaskDifference> &tasks = comparison.tasksThatDiffer;
    Rows rows;
    for (std::size_t i = 0; i < std::min(tasks.size(), MostTasks); ++i)
        rows.add(taskRow(comparison, tasks[i], now, reference));
    if (tasks.size() > MostTasks) {
        Row more;
        more.what = Words::tr("and %1 more").arg(countText(tasks.size() - MostTasks));
        rows.add(std::move(more));
    }
    return rows.take(Words::tr("Tasks that differ, and when they end"));
}

/// What is not the same though the steps are.
QStringList otherDifferences(const Comparison &comparison)
{
    QStringList clauses;
    if (!comparison.outcome.areEqual())
        clauses += Words::tr("it ends otherwise");
    if (comparison.otherLine)
        clauses += Words::tr("the output differs from line %1 on")
                       .arg(countText(*comparison.otherLine + 1));
    if (comparison.hasTimes && comparison.outcome.areEqual() && !comparison.length.areEqual())
        clauses += Words::tr("it ends at another time");
    if (comparison.matchedTasks != comparison.tasks.now
        || comparison.matchedTasks != comparison.tasks.reference)
        clauses += Words::tr("tasks are missing that never ran");
    if (clauses.isEmpty())
        clauses += Words::tr("a queue is not as deep");
    return clauses;
}

trace::Time startOf(const RunModel &model, std::uint32_t step)
{
    return model.trace().records()[model.steps().record(step)].time();
}

QString verdictOf(const Comparison &comparison, const RunModel &now, const RunModel &reference)
{
    const QString steps = stepCountText(comparison.steps.now);
    const bool printed = comparison.lines.now > 0;
    if (comparison.isEqual()) {
        if (comparison.hasTimes)
            return printed ? Words::tr("Equal: %1, the same times, the same output.").arg(steps)
                           : Words::tr("Equal: %1, the same times.").arg(steps);
        return printed ? Words::tr("Equal but for the times of a real clock: %1 in the same order, "
                                   "the same output.")
                             .arg(steps)
                       : Words::tr("Equal but for the times of a real clock: %1 in the same order.")
                             .arg(steps);
    }
    if (!comparison.parting) {
        const QString differences
            = otherDifferences(comparison).join(Words::tr(", ", "between clauses"));
        return comparison.hasTimes
            ? Words::tr("%1, the same at the same times, but %2.").arg(steps, differences)
            : Words::tr("%1, the same in the same order, but %2.").arg(steps, differences);
    }
    const auto &parting = comparison.parting->step;
    const bool isNow = parting.now < now.steps().steps();
    const std::uint32_t step = isNow ? parting.now : parting.reference;
    const RunModel &run = isNow ? now : reference;
    const QString number = countText(step + 1);
    return takesNoTime(run)
        ? Words::tr("They part in step %1.").arg(number)
        : Words::tr("They part in step %1, at %2.").arg(number, instantText(startOf(run, step)));
}

/// What step number \a step is, or that there is none.
QString stepText(const RunModel &model, std::uint32_t step)
{
    return step < model.steps().steps() ? narrationText(model, step)
                                        : Words::tr("There are no more steps.");
}

QString partingText(const Comparison &comparison, const RunModel &now, const RunModel &reference)
{
    const auto &[step, in] = *comparison.parting;
    QStringList sentences;
    if (step.now == 1)
        sentences += Words::tr("Step 1 is the same.");
    else if (step.now > 1)
        sentences += Words::tr("Steps 1 to %1 are the same.").arg(countText(step.now));
    sentences += Words::tr("Here: %1").arg(stepText(now, step.now));
    sentences += Words::tr("In the reference: %1").arg(stepText(reference, step.reference));
    if (in == Parting::In::Begin)
        sentences += Words::tr("It begins at %1 here, at %2 in the reference.")
                         .arg(instantText(startOf(now, step.now)),
                              instantText(startOf(reference, step.reference)));
    if (in == Parting::In::End)
        sentences += Words::tr("It ends at %1 here, at %2 in the reference.")
                         .arg(instantText(now.positionAfterStep(step.now + 1).time),
                              instantText(reference.positionAfterStep(step.reference + 1).time));
    return sentences.join(u' ');
}

/// How and where \a model ended: "ends at 7.000 s".
QString endedText(trace::Outcome outcome, const RunModel &model)
{
    const QString place = placeText(model, model.endPosition());
    switch (outcome) {
    case trace::Outcome::Done:
        return Words::tr("ends at %1").arg(place);
    case trace::Outcome::Failed:
        return Words::tr("fails at %1").arg(place);
    case trace::Outcome::Deadlocked:
        return Words::tr("comes to a deadlock at %1").arg(place);
    case trace::Outcome::Stopped:
        break;
    }
    return Words::tr("was stopped at %1").arg(place);
}

/// How long the runs took says nothing where one of them does not come to its end.
QString lengthOf(const Comparison &comparison, const RunModel &nowModel,
                 const RunModel &referenceModel)
{
    const auto &[outcome, other] = comparison.outcome;
    if (outcome && other && outcome != other)
        return Words::tr("This run %1, the reference %2.")
            .arg(endedText(*outcome, nowModel), endedText(*other, referenceModel));
    const auto &[now, reference] = comparison.length;
    if (now == reference || !comparison.hasTimes)
        return {};
    return now < reference ? Words::tr("%1 long, %2 shorter than the reference.")
                                 .arg(durationText(now), durationText(reference - now))
                           : Words::tr("%1 long, %2 longer than the reference.")
                                 .arg(durationText(now), durationText(now - reference));
}

} // namespace

QString chanceText(const RunInfo &now, const RunInfo &reference)
{
    const auto seedOf = [](const RunInfo &run) {
        return std::find_if(run.arguments.begin(), run.arguments.end(), [](const RunArgument &one) {
            return one.title == QLatin1String(scenario::SeedTitle);
        });
    };
    const auto own = seedOf(now);
    const auto other = seedOf(reference);
    if (own == now.arguments.end() || other == reference.arguments.end()
        || now.title != reference.title || now.arguments == reference.arguments)
        return {};
    return own->value == other->value
        ? Words::tr("Another parameter moves the random draws: a part of the difference may come "
                    "from those.")
        : Words::tr("Another seed gives other random draws: a part of the difference may come from "
                    "those.");
}

ComparisonText comparisonText(const Comparison &comparison, const RunModel &now,
                              const RunModel &reference)
{
    ComparisonText text;
    text.verdict = verdictOf(comparison, now, reference);
    text.length = lengthOf(comparison, now, reference);
    if (comparison.parting)
        text.parting = partingText(comparison, now, reference);
    for (Part part :
         {runPart(comparison), waitsPart(comparison), queuesPart(comparison, now, reference),
          tasksPart(comparison, now, reference)}) {
        if (!part.rows.empty())
            text.parts.push_back(std::move(part));
    }
    return text;
}

} // namespace views
