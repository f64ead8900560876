#include "views/words/decisiontext.h"

#include "views/analysis/world.h"
#include "views/model/onelinetext.h"
#include "views/words/durationtext.h"
#include "views/words/namelist.h"
#include "views/words/narrationtext.h"
#include "views/words/numbertext.h"
#include "views/words/segmenttext.h"

#include <QCoreApplication>

#include <algorithm>

namespace views {

namespace {

using Kind = Decision::Kind;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::DecisionText)
};

QString answerName(const RunModel &model, const Decision &decision)
{
    return model.label(decision.answerTask());
}

QString names(const RunModel &model, const std::vector<trace::TaskId> &tasks)
{
    QStringList names;
    for (const trace::TaskId task : tasks)
        names += model.label(task);
    return nameList(names);
}

/// The place of \a task in \a line, as people count; 0 when it does not stand there.
int placeIn(const std::vector<trace::TaskId> &line, trace::TaskId task)
{
    const auto found = std::find(line.begin(), line.end(), task);
    return found == line.end() ? 0 : static_cast<int>(found - line.begin()) + 1;
}

/// Is it a place of a lock that is to be had, and not an item of a queue?
bool isLock(const RunModel &model, const Decision &decision)
{
    const World world = worldAt(model, decision.records);
    const auto line = world.lineFor(model, decision.object);
    return !line.empty() && model.trace().waitKind(line.front().wait).shape == trace::Shape::Lock;
}

QStringList timerReasons(const RunModel &model, const Decision &decision, trace::TaskId given)
{
    const World world = worldAt(model, decision.records);
    const auto deadlineOf = [&](trace::TaskId task) {
        const auto timer
            = std::find_if(world.timers.begin(), world.timers.end(),
                           [task](const World::Timer &other) { return other.task == task; });
        return timer == world.timers.end() ? trace::Time{0}
                                           : timer->deadline.value_or(trace::Time{0});
    };
    const trace::Time rings = deadlineOf(decision.answerTask());
    QStringList texts{
        Words::tr(
            "Nothing is ready: the loop sleeps until the first timer rings, that of %1 at %2.")
            .arg(answerName(model, decision), instantText(rings))};
    if (given == trace::TaskId::None)
        return texts;
    texts += deadlineOf(given) == rings
        ? Words::tr("That of %1 rings at the same time, but was set later.").arg(model.label(given))
        : Words::tr("That of %1 rings at %2.")
              .arg(model.label(given), instantText(deadlineOf(given)));
    return texts;
}

QStringList lineReasons(const RunModel &model, const Decision &decision)
{
    const QString who = answerName(model, decision);
    const auto before = static_cast<int>(decision.deciding - decision.next);
    if (before == 0)
        return {decision.order.empty()
                    ? Words::tr("%1 runs next: its timer is the first to ring.").arg(who)
                    : Words::tr("%1 runs next: it stands first in the ready queue.").arg(who)};
    const int place = placeIn(decision.order, decision.answerTask());
    if (place == before + 1)
        return {Words::tr("%1 is number %2 in the ready queue, and who stands before it prints "
                          "nothing.")
                    .arg(who)
                    .arg(place)};
    return {before == 1 ? Words::tr("The step before it prints nothing.")
                        : Words::tr("The %n steps before it print nothing.", nullptr, before)};
}

} // namespace

QString questionText(const Decision &decision)
{
    switch (decision.kind) {
    case Kind::Receiver:
        return Words::tr("Who gets it?");
    case Kind::NextLine:
        return Words::tr("What is printed next?");
    case Kind::NextStep:
        break;
    }
    return Words::tr("What runs next?");
}

QString questionDetail(const RunModel &model, const Decision &decision)
{
    const auto count = static_cast<int>(decision.order.size());
    if (decision.kind == Kind::Receiver) {
        const std::size_t begin = model.steps().record(decision.next);
        const QString who = model.label(model.trace().records()[begin].task());
        const QString what = objectName(model, decision.object);
        return isLock(model, decision)
            ? Words::tr("%1 runs and gives %2 free, for which %n tasks wait.", nullptr, count)
                  .arg(who, what)
            : Words::tr("%1 runs and puts an item into %2, for which %n tasks wait.", nullptr,
                        count)
                  .arg(who, what);
    }
    if (decision.kind == Kind::NextStep)
        return decision.isTimer ? Words::tr("Nothing is ready, and %n tasks sleep.", nullptr, count)
                                : Words::tr("%n tasks are ready.", nullptr, count);
    if (count == 1)
        return Words::tr("1 task is ready.");
    return count == 0 ? Words::tr("Nothing is ready: a timer comes first.")
                      : Words::tr("%n tasks are ready.", nullptr, count);
}

QString choiceText(const RunModel &model, const Decision &decision, std::size_t choice)
{
    const Decision::Choice &chosen = decision.choices[choice];
    if (decision.kind != Kind::NextLine)
        return model.label(chosen.task);
    const trace::Record &record = model.trace().records()[chosen.record];
    return oneLine(QString::fromStdString(model.trace().lines()[record.argument].text));
}

QString answerText(const RunModel &model, const Decision &decision)
{
    const QString who = answerName(model, decision);
    switch (decision.kind) {
    case Kind::Receiver:
        return Words::tr("%1 gets it.").arg(who);
    case Kind::NextLine:
        return Words::tr("%1 prints “%2”.").arg(who, choiceText(model, decision, decision.answer));
    case Kind::NextStep:
        break;
    }
    return Words::tr("%1 runs next.").arg(who);
}

QString verdictText(const RunModel &model, const Decision &decision, std::size_t given)
{
    const QString answer = answerText(model, decision);
    return given == decision.answer ? Words::tr("Right: %1").arg(answer)
                                    : Words::tr("Not so: %1").arg(answer);
}

QStringList reasonTexts(const RunModel &model, const Decision &decision,
                        std::optional<std::size_t> given)
{
    const trace::TaskId other
        = given && *given != decision.answer ? decision.choices[*given].task : trace::TaskId::None;
    if (decision.kind == Kind::NextLine)
        return lineReasons(model, decision);
    if (decision.isTimer)
        return timerReasons(model, decision, other);
    const bool receives = decision.kind == Kind::Receiver;
    QStringList texts{
        (receives ? Words::tr("Who waits for %1 stands in line, and the first is served first: %2.")
                        .arg(objectName(model, decision.object), names(model, decision.order))
                  : Words::tr("The loop runs who stands first in the ready queue: %1.")
                        .arg(names(model, decision.order)))};
    if (other != trace::TaskId::None)
        texts += Words::tr("%1 is number %2 there.")
                     .arg(model.label(other))
                     .arg(placeIn(decision.order, other));
    return texts;
}

QStringList storyTexts(const RunModel &model, const Decision &decision)
{
    QStringList lines;
    const auto tell = [&](std::uint32_t step) {
        lines += Words::tr("Step %1: %2")
                     .arg(numberText(qint64{step} + 1), narrationText(model, step));
    };
    if (decision.kind == Kind::Receiver)
        tell(decision.next);
    tell(decision.deciding);
    return lines;
}

QString scoreText(int right, int asked)
{
    return asked == 0
        ? QString()
        : Words::tr("%1 of %2 right").arg(numberText(qint64{right}), numberText(qint64{asked}));
}

} // namespace views
