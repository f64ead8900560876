#include "views/words/looptext.h"

#include "views/words/durationtext.h"
#include "views/words/namelist.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"

#include <QCoreApplication>

#include <algorithm>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::LoopText)
};

QString queuedNote(const RunModel &model, const World::Queued &queued)
{
    const trace::Record &record = model.trace().records()[queued.record];
    if (record.kind() == trace::Kind::Suspended)
        return Words::tr("yielded");
    const Wake wake
        = model.wake({queued.task, model.track(queued.task).segmentAfter(queued.record + 1)});
    switch (wake.by) {
    case Wake::By::Timer:
        return Words::tr("its timer, %1").arg(placeText(model, queued.record));
    case Wake::By::External:
        return Words::tr("woken from outside");
    case Wake::By::Nobody:
        return record.kind() == trace::Kind::Created ? Words::tr("the run began with it")
                                                     : QString();
    case Wake::By::Task:
        break;
    }
    const QString name = model.label(wake.task);
    if (record.kind() == trace::Kind::Created)
        return Words::tr("created by %1").arg(name);
    return wake.cancel ? Words::tr("cancelled by %1").arg(name)
                       : Words::tr("woken by %1").arg(name);
}

void addReady(const RunModel &model, const World &world, LoopText &text)
{
    for (const World::Queued &queued : world.ready)
        (queued.nextTurn ? text.nextTurn : text.thisTurn)
            .push_back({queued.task, model.label(queued.task), queuedNote(model, queued)});
}

void addTimers(const RunModel &model, const World &world, trace::Time now, LoopText &text)
{
    std::optional<trace::Time> last;
    for (const World::Timer &timer : world.timers) {
        QString note;
        const auto &due = timer.deadline;
        if (text.timers.empty() || last != due) {
            text.timers.push_back({due ? instantText(*due) : QString(), {}});
            if (due)
                note = *due > now ? Words::tr("in %1").arg(durationText(*due - now))
                                  : Words::tr("due");
        } else if (due) {
            note = Words::tr("after it");
        }
        last = due;
        text.timers.back().entries.push_back({timer.task, model.label(timer.task), note});
    }
}

/// Whether two waits are for the same thing.
bool isSame(const trace::Wait &a, const trace::Wait &b)
{
    return a.reason == b.reason && a.what == b.what && a.object() != trace::ObjectId::None;
}

void addLines(const RunModel &model, const World &world, LoopText &text)
{
    for (const World::Waiting &waiting : world.waiting) {
        const trace::Wait &wait = model.trace().wait(waiting.wait);
        const LoopText::Entry entry{waiting.task, model.label(waiting.task),
                                    waiting.cancelling ? Words::tr("cancelling") : QString()};
        const auto line
            = std::find_if(text.lines.begin(), text.lines.end(), [&](const LoopText::Line &other) {
                  return isSame(model.trace().wait(other.wait), wait);
              });
        if (line != text.lines.end()) {
            line->entries.push_back(entry);
            continue;
        }
        const SegmentRef segment{waiting.task,
                                 model.track(waiting.task).segmentAfter(waiting.record + 1)};
        text.lines.push_back({waiting.wait, stateText(model, segment), {}, false, {entry}});
    }
    for (LoopText::Line &line : text.lines) {
        const trace::Wait &wait = model.trace().wait(line.wait);
        line.ordered = model.trace().waitKind(wait.reason).inLine;
        const auto count = static_cast<int>(line.entries.size());
        line.second = line.ordered && count > 1
            ? Words::tr("%n tasks, first come, first served", nullptr, count)
            : count > 1
            ? Words::tr("%n tasks", nullptr, count)
            : siteText(model,
                       {line.entries.front().task,
                        model.track(line.entries.front().task).segmentAfter(world.records)});
    }
}

/// What the step \a step did until record \a end.
std::vector<QString> deedsOf(const RunModel &model, const SegmentRef &step, std::size_t end)
{
    QStringList woken;
    QStringList created;
    int printed = 0;
    std::vector<QString> depths;
    for (std::size_t i = model.track(step.task).record(step.index) + 1; i < end; ++i) {
        const trace::Record &record = model.trace().records()[i];
        switch (record.kind()) {
        case trace::Kind::Created:
            if (record.byTask() == step.task)
                created += model.label(record.task());
            break;
        case trace::Kind::Ready:
            if (record.byTask() == step.task)
                woken += model.label(record.task());
            break;
        case trace::Kind::Printed:
            if (record.task() == step.task)
                ++printed;
            break;
        case trace::Kind::Depth:
            depths.push_back((record.argument == 1 ? Words::tr("%1 holds 1 item now")
                                                   : Words::tr("%1 holds %n items now", nullptr,
                                                               static_cast<int>(record.argument)))
                                 .arg(objectName(model, record.object())));
            break;
        default:
            break;
        }
    }
    std::vector<QString> deeds;
    if (!created.isEmpty())
        deeds.push_back(Words::tr("created %1").arg(nameList(created)));
    deeds.insert(deeds.end(), depths.begin(), depths.end());
    if (!woken.isEmpty())
        deeds.push_back(Words::tr("woke %1, to the end of the line").arg(nameList(woken)));
    if (printed > 0)
        deeds.push_back(printed == 1 ? Words::tr("printed a line")
                                     : Words::tr("printed %n lines", nullptr, printed));
    return deeds;
}

void addStep(const RunModel &model, const World &world, LoopText &text)
{
    const std::uint32_t steps = model.steps().before(world.records);
    if (steps == 0)
        return;
    const std::size_t begin = model.steps().record(steps - 1);
    const trace::TaskId task = model.trace().records()[begin].task();
    const TaskTrack &track = model.track(task);
    const SegmentRef step{task, track.segmentAfter(begin + 1)};
    const std::size_t next = step.index + 1;
    const bool over = next < track.size() && track.record(next) < world.records;
    text.step = LoopText::Step{task,
                               model.label(task),
                               Words::tr("Step %1").arg(numberText(qint64{steps})),
                               !over,
                               siteText(model, step),
                               siteOf(model, step),
                               deedsOf(model, step, over ? track.record(next) : world.records)};
    if (!over)
        return;
    text.step->deeds.push_back(isEnd(track.state(next)) ? endText(model, task)
                                                        : stateText(model, {task, next}));
}

/// What the record knows to come while nothing is ready and before the first timer of a sleep rings:
/// a time limit, of whose timer nothing is recorded until then, or something outside. Empty: nothing.
QString soonerText(const RunModel &model, const World &world)
{
    const auto &records = model.trace().records();
    if (world.timers.empty() && world.waiting.empty())
        return {};
    std::size_t i = world.records;
    while (i < model.records() && records[i].kind() != trace::Kind::Ready)
        ++i;
    if (i == model.records())
        return {};
    const trace::Record &wake = records[i];
    const bool byTimer = wake.argument == static_cast<std::uint32_t>(trace::Waker::Timer);
    const auto ends = [&wake](const World::Timer &timer) {
        return timer.task == wake.task() && (!timer.deadline || *timer.deadline <= wake.time());
    };
    if (byTimer && std::any_of(world.timers.begin(), world.timers.end(), ends))
        return {};
    const QString when = instantText(wake.time());
    if (byTimer)
        return Words::tr(
                   "Nothing is ready. The loop sleeps until %1, when a timer rings that is of no "
                   "sleep, as that of a time limit.")
            .arg(when);
    if (wake.argument == static_cast<std::uint32_t>(trace::Waker::External)
        || wake.byCause() != trace::CauseId::None)
        return Words::tr(
                   "Nothing is ready. The loop sleeps until %1, when something outside wakes %2.")
            .arg(when, model.label(wake.task()));
    return {};
}

QString nextText(const RunModel &model, const World &world, const LoopText &text)
{
    if (!world.running.empty())
        return Words::tr("Next: %1 goes on until it has to wait.")
            .arg(model.label(world.running.front()));
    if (!text.thisTurn.empty())
        return Words::tr("Next: %1 runs; it stands first in the ready queue.")
            .arg(text.thisTurn.front().name);
    if (!text.nextTurn.empty())
        return Words::tr("Next: a new turn begins, and %1 runs first.")
            .arg(text.nextTurn.front().name);
    if (QString sooner = soonerText(model, world); !sooner.isEmpty())
        return sooner;
    if (!world.timers.empty() && !world.timers.front().deadline)
        return Words::tr("Nothing is ready. The loop sleeps until a timer rings.");
    if (!world.timers.empty()) {
        const auto ringing = static_cast<int>(text.timers.front().entries.size());
        const QString sentence = ringing == 1
            ? Words::tr("Nothing is ready. The loop sleeps until %1, when a timer rings.")
            : Words::tr("Nothing is ready. The loop sleeps until %1, when %n timers ring.", nullptr,
                        ringing);
        return sentence.arg(text.timers.front().time);
    }
    if (world.waiting.empty())
        return world.records == 0 ? Words::tr("Next: the run begins.")
                                  : Words::tr("Nobody is left: the run is over.");
    if (model.outcome() == trace::Outcome::Deadlocked)
        return Words::tr("Nothing is ready, no timer is set, and nothing can come from outside: "
                         "who waits now waits for ever.");
    return Words::tr("Nothing is ready and no timer is set: the loop waits for something outside.");
}

void readEntries(const QString &heading, const std::vector<LoopText::Entry> &entries,
                 QStringList &lines)
{
    if (entries.empty())
        return;
    QStringList names;
    for (const LoopText::Entry &entry : entries)
        names
            += entry.note.isEmpty() ? entry.name : Words::tr("%1 (%2)").arg(entry.name, entry.note);
    lines += Words::tr("%1: %2").arg(heading, names.join(Words::tr(", ", "between names")));
}

} // namespace

QStringList LoopText::read() const
{
    QStringList all;
    if (step) {
        const QString who = step->goesOn ? Words::tr("%1, %2, running") : Words::tr("%1, %2");
        QString line = who.arg(step->number, step->name);
        for (const QString &deed : step->deeds)
            line += Words::tr("; %1").arg(deed);
        all += line;
    }
    readEntries(Words::tr("Ready, this turn"), thisTurn, all);
    readEntries(Words::tr("Ready, next turn"), nextTurn, all);
    for (const Moment &moment : timers)
        readEntries(moment.time.isEmpty() ? Words::tr("Timers at a time that was not recorded")
                                          : Words::tr("Timers at %1").arg(moment.time),
                    moment.entries, all);
    for (const Line &line : lines)
        readEntries(line.title, line.entries, all);
    all += next;
    return all;
}

LoopText loopText(const RunModel &model, const World &world, trace::Time now)
{
    LoopText text;
    addStep(model, world, text);
    addReady(model, world, text);
    addTimers(model, world, now, text);
    addLines(model, world, text);
    text.next = nextText(model, world, text);
    return text;
}

} // namespace views
