#include "views/words/inspectiontext.h"

#include "views/analysis/awaitspans.h"
#include "views/analysis/blame.h"
#include "views/analysis/objectflow.h"
#include "views/model/deadline.h"
#include "views/model/deadlock.h"
#include "views/words/durationtext.h"
#include "views/words/namelist.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::InspectionText)
};

constexpr qsizetype MostHolders = 3; // that a sentence names

QString strong(const QString &text)
{
    return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
}

/// "first", "second", … as far as people say so; then the number.
QString ordinal(std::size_t place)
{
    switch (place) {
    case 0:
        return Words::tr("first");
    case 1:
        return Words::tr("second");
    case 2:
        return Words::tr("third");
    case 3:
        return Words::tr("fourth");
    default:
        return Words::tr("number %1").arg(place + 1);
    }
}

QString originOf(const RunModel &model, trace::TaskId task)
{
    const trace::TaskInfo &info = model.trace().task(task);
    QStringList parts{model.name(task).toHtmlEscaped()};
    const QString coroutine = QString::fromStdString(model.trace().text(info.coroutine));
    if (!coroutine.isEmpty())
        parts += coroutine.toHtmlEscaped();
    if (info.creator != trace::TaskId::None)
        parts += Words::tr("created by %1").arg(linkTo(model, info.creator));
    return parts.join(QStringLiteral(" · "));
}

/// Who ended, or will end, the wait or the stand in the queue that \a segment is; empty when nobody
/// is known to.
QString wakeSentence(const RunModel &model, const SegmentRef &segment, bool over)
{
    const Wake wake = model.wake(segment);
    const QString when = strong(placeText(model, wake.record));
    switch (wake.by) {
    case Wake::By::Timer:
        if (wake.cancel)
            return over ? Words::tr("A time limit cancelled it at %1.").arg(when)
                        : Words::tr("A time limit will cancel it at %1.").arg(when);
        return over ? Words::tr("Its timer woke it at %1.").arg(when)
                    : Words::tr("Its timer will wake it at %1.").arg(when);
    case Wake::By::External:
        if (wake.cancel)
            return over ? Words::tr("Something outside the loop cancelled it at %1.").arg(when)
                        : Words::tr("Something outside the loop will cancel it at %1.").arg(when);
        return over ? Words::tr("Something outside the loop woke it at %1.").arg(when)
                    : Words::tr("Something outside the loop will wake it at %1.").arg(when);
    case Wake::By::Nobody:
        return {};
    case Wake::By::Task:
        break;
    }
    if (wake.task == segment.task)
        return {};
    const QString who = linkTo(model, wake.task);
    if (wake.cancel)
        return over ? Words::tr("%1 cancelled it at %2.").arg(who, when)
                    : Words::tr("%1 will cancel it at %2.").arg(who, when);
    if (model.trace().records()[wake.record].kind() == trace::Kind::Created)
        return Words::tr("%1 created it at %2.").arg(who, when);
    return over ? Words::tr("%1 woke it at %2.").arg(who, when)
                : Words::tr("%1 will wake it at %2.").arg(who, when);
}

QString lineSentence(const RunModel &model, const World &world, const trace::Wait &wait,
                     trace::TaskId task)
{
    const QString place = placeInLineText(model, world, wait, task);
    return place.isEmpty() ? QString() : Words::tr("It is %1 in line.").arg(place);
}

/// Why what \a task waits for is not there.
QString objectSentence(const RunModel &model, const World &world, const trace::Wait &wait,
                       trace::TaskId task)
{
    const trace::WaitKind &kind = model.trace().waitKind(wait.reason);
    const trace::ObjectId object = wait.object();
    if (kind.what != trace::WaitsOn::Object || object == trace::ObjectId::None)
        return {};
    if (kind.shape == trace::Shape::Lock) {
        const auto holders = model.holders(object, world.records);
        if (holders.empty())
            return {};
        if (holders.size() == 1 && holders.front() == task)
            return Words::tr("It holds that itself.");
        QStringList names;
        for (const trace::TaskId holder : holders) {
            const QString name = holder == task ? Words::tr("itself") : linkTo(model, holder);
            if (!names.contains(name))
                names += name;
        }
        const qsizetype others = names.size() - MostHolders;
        if (others > 0)
            names = names.first(MostHolders)
                + QStringList{Words::tr("%n others", nullptr, static_cast<int>(others))};
        return Words::tr("Held by %1.").arg(names.join(Words::tr(", ", "between names")));
    }
    const bool isQueue
        = kind.shape == trace::Shape::QueueGet || kind.shape == trace::Shape::QueuePut;
    if (!isQueue || model.depth(object).size() == 0)
        return {};
    const auto depth = static_cast<int>(model.depthAfter(object, world.records));
    if (depth == 0)
        return kind.shape == trace::Shape::QueueGet ? Words::tr("It is empty.") : QString();
    if (kind.shape == trace::Shape::QueuePut)
        return depth == 1 ? Words::tr("It is full, with 1 item.")
                          : Words::tr("It is full, with %n items.", nullptr, depth);
    return depth == 1
        ? Words::tr("It has 1 item, for which others have been woken.")
        : Words::tr("It has %n items, for which others have been woken.", nullptr, depth);
}

/// That \a segment, a sleep, was due before \a now, and who holds the loop since; empty when it was
/// not, or nobody does.
QString overdueSentence(const RunModel &model, const World &world, trace::Time now,
                        const SegmentRef &segment)
{
    const auto due = deadlineOf(model, segment);
    const auto isOnItsLoop = [&](trace::TaskId task) {
        return model.trace().task(task).loop == model.trace().task(segment.task).loop;
    };
    const auto holder = std::find_if(world.running.begin(), world.running.end(), isOnItsLoop);
    if (!due || *due >= now || holder == world.running.end())
        return {};
    return Words::tr("It was due at %1, %2 ago, but %3, which holds the loop, keeps it waiting.")
        .arg(strong(instantText(*due)), strong(durationText(now - *due)), linkTo(model, *holder));
}

/// Who waits for ever can be known to do so only from when the others have stopped.
QString lostSentence(const RunModel &model, const World &world)
{
    if (world.ready.empty() && world.running.empty() && world.timers.empty())
        return Words::tr("Nothing can wake it any more.");
    return Words::tr("Nobody ever wakes it: the run comes to a deadlock at %1.")
        .arg(strong(placeText(model, model.records() - 1)));
}

QString waitingSentence(const RunModel &model, const World &world, trace::Time now,
                        const SegmentRef &segment, bool live)
{
    const State state = model.track(segment.task).state(segment.index);
    QStringList sentences;
    // Where the wait began; a request to cancel may have come since.
    SegmentRef begin = segment;
    while (begin.index > 0
           && (model.track(begin.task).state(begin.index) == State::Cancelling
               || model.track(begin.task).state(begin.index) == State::Lost)
           && !isRunning(model.track(begin.task).state(begin.index - 1)))
        --begin.index;
    const QString what = linkedStateText(model, begin);
    const std::size_t first = model.track(begin.task).record(begin.index);
    const trace::Time since = model.track(begin.task).start(begin.index);
    if (const QString overdue = overdueSentence(model, world, now, begin); !overdue.isEmpty())
        sentences += overdue;
    else if (now > since)
        sentences += Words::tr("%1, %2 so far.").arg(what, strong(durationText(now - since)));
    else if (takesNoTime(model))
        sentences += Words::tr("%1, since %2.").arg(what, strong(placeText(model, first)));
    else
        sentences += Words::tr("%1, from now on.").arg(what);
    if (state == State::Cancelling)
        sentences += Words::tr("It has been asked to cancel.");
    if (const trace::Wait *wait = model.wait(segment)) {
        sentences += objectSentence(model, world, *wait, segment.task);
        sentences += lineSentence(model, world, *wait, segment.task);
    }
    const QString wake = wakeSentence(model, segment, false);
    if (state == State::Lost)
        sentences += lostSentence(model, world);
    else if (!wake.isEmpty())
        sentences += wake;
    else if (const TaskTrack &track = model.track(segment.task);
             segment.index + 1 < track.size() && state != State::Lost)
        sentences += Words::tr("Who ends that at %1 is not recorded.")
                         .arg(strong(placeText(model, track.record(segment.index + 1))));
    else if (live)
        sentences += Words::tr("Who will wake it is not known until it happens.");
    else
        sentences += Words::tr("Nobody has woken it until the end of the run.");
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

QString readySentence(const RunModel &model, const World &world, const SegmentRef &segment)
{
    QStringList sentences{Words::tr("Ready to run.")};
    sentences += wakeSentence(model, segment, true);
    if (const auto place = world.placeInReadyQueue(segment.task))
        sentences += world.ready.size() == 1
            ? Words::tr("It is alone in the ready queue.")
            : Words::tr("It is %1 of %2 in the ready queue.")
                  .arg(ordinal(*place), numberText(static_cast<qint64>(world.ready.size())));
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

QString runningSentence(const RunModel &model, const SegmentRef &segment)
{
    QStringList sentences{Words::tr("Running step %1.").arg(model.stepOf(segment) + 1)};
    if (segment.index > 0)
        sentences += wakeSentence(model, {segment.task, segment.index - 1}, true);
    const auto late = lateness(model, segment);
    if (late && !late->holds.empty())
        sentences += latenessText(model, *late);
    if (model.state(segment) == State::Blocking)
        sentences += holdText(model, segment, delaysBy(model, segment), false);
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

QString endSentence(const RunModel &model, const SegmentRef &segment)
{
    const auto steps = static_cast<int>(model.stepCount(segment.task, 0, segment.index));
    const QString when = strong(placeText(model, model.track(segment.task).record(segment.index)));
    const QString how = endText(model, segment.task).toHtmlEscaped();
    return steps == 1 ? Words::tr("%1 at %2, after 1 step.").arg(how, when)
                      : Words::tr("%1 at %2, after %n steps.", nullptr, steps).arg(how, when);
}

QString sentenceOf(const RunModel &model, const World &world, trace::Time now, trace::TaskId task,
                   bool live)
{
    const TaskTrack &track = model.track(task);
    const std::size_t index = track.segmentAfter(world.records);
    if (index == TaskTrack::None) {
        const trace::TaskId creator = model.trace().task(task).creator;
        const QString when = strong(placeText(model, track.record(0)));
        return creator == trace::TaskId::None ? Words::tr("The run begins with it.")
                                              : Words::tr("Not yet there: %1 will create it at %2.")
                                                    .arg(linkTo(model, creator), when);
    }
    const SegmentRef segment{task, index};
    switch (track.state(index)) {
    case State::Ready:
        return readySentence(model, world, segment);
    case State::Running:
    case State::Blocking:
        return runningSentence(model, segment);
    case State::Done:
    case State::Failed:
    case State::Cancelled:
        return endSentence(model, segment);
    case State::Sleeping:
    case State::Waiting:
    case State::Cancelling:
    case State::Lost:
        break;
    }
    return waitingSentence(model, world, now, segment, live);
}

/// What \a task waits for at the moment of \a world; null when it does not wait.
const trace::Wait *waitAt(const RunModel &model, const World &world, trace::TaskId task)
{
    const std::size_t index = model.track(task).segmentAfter(world.records);
    if (index == TaskTrack::None)
        return nullptr;
    const State state = model.track(task).state(index);
    return state == State::Ready || isRunning(state) || isEnd(state) ? nullptr
                                                                     : model.wait({task, index});
}

/// Of \a tasks the first that waits, by itself or by way of others, for one of \a before; the very
/// first when none does, or it is too far to see.
trace::TaskId backTo(const std::set<trace::TaskId> &before, const RunModel &model,
                     const World &world, const std::vector<trace::TaskId> &tasks)
{
    constexpr std::size_t MostLooks = 1'000;
    std::vector<std::pair<trace::TaskId, trace::TaskId>> open; // and of which of tasks it comes
    open.reserve(tasks.size());
    for (const trace::TaskId task : tasks)
        open.emplace_back(task, task);
    std::set<trace::TaskId> seen;
    for (std::size_t i = 0; i < std::min(open.size(), MostLooks); ++i) {
        const auto [task, of] = open[i];
        if (before.contains(task))
            return of;
        const trace::Wait *wait = seen.insert(task).second ? waitAt(model, world, task) : nullptr;
        if (wait == nullptr)
            continue;
        for (const trace::TaskId other : whoCanEnd(model, *wait, world.records))
            open.emplace_back(other, of);
    }
    return tasks.front();
}

/// Whom \a segment, a wait, hangs on: the task that it waits for, the holder of the lock, or, of
/// several, the one that is known to end last or that waits for those \a before; None where the
/// chain ends. \a second tells why.
trace::TaskId nextOf(const RunModel &model, const World &world, const SegmentRef &segment,
                     const std::set<trace::TaskId> &before, QString &second)
{
    const trace::Wait *wait = model.wait(segment);
    if (wait == nullptr)
        return trace::TaskId::None;
    const trace::WaitKind &kind = model.trace().waitKind(wait->reason);
    if (kind.what == trace::WaitsOn::Task)
        return wait->task();
    if (kind.shape == trace::Shape::Lock && kind.what == trace::WaitsOn::Object) {
        const auto holders = model.holders(wait->object(), world.records);
        if (holders.empty())
            return trace::TaskId::None;
        const trace::TaskId holder = holders.front();
        const auto since = heldSince(model, wait->object(), holder, world.records);
        if (since)
            second = Words::tr("held by %1 since %2")
                         .arg(linkTo(model, holder), placeText(model, *since));
        return holder;
    }
    if (kind.shape == trace::Shape::Gather || kind.shape == trace::Shape::Task) {
        const Wake wake = model.wake(segment);
        if (wake.by == Wake::By::Task && !wake.cancel && wake.task != segment.task) {
            second = Words::tr("%1 ends it").arg(linkTo(model, wake.task));
            return wake.task;
        }
        if (const auto left = whoCanEnd(model, *wait, world.records); !left.empty()) {
            if (left.size() > 1)
                second = Words::tr("%n of them have not ended", nullptr,
                                   static_cast<int>(left.size()));
            return backTo(before, model, world, left);
        }
        second = Words::tr("which is not recorded");
    }
    return trace::TaskId::None;
}

/// On a queue or a lock at the moment of \a world: "empty; 8 wait to get".
QString objectSecond(const RunModel &model, const World &world, const trace::Wait &wait)
{
    const trace::WaitKind &kind = model.trace().waitKind(wait.reason);
    if (kind.what != trace::WaitsOn::Object || wait.object() == trace::ObjectId::None)
        return {};
    const auto waiting = static_cast<int>(world.lineFor(model, wait.object()).size());
    QString line = waiting == 1 ? Words::tr("1 task waits for it")
                                : Words::tr("%n tasks wait for it", nullptr, waiting);
    if (model.depth(wait.object()).size() == 0)
        return line;
    const auto depth = static_cast<int>(model.depthAfter(wait.object(), world.records));
    const QString items = depth == 0 ? Words::tr("empty")
        : depth == 1                 ? Words::tr("1 item")
                                     : Words::tr("%n items", nullptr, depth);
    return Words::tr("%1; %2", "what is in a queue; who waits for it").arg(items, line);
}

void followWaits(const RunModel &model, const World &world, trace::TaskId task,
                 Inspection &inspection)
{
    std::set<trace::TaskId> seen;
    while (task != trace::TaskId::None && seen.insert(task).second) {
        const std::size_t index = model.track(task).segmentAfter(world.records);
        if (index == TaskTrack::None)
            return;
        const SegmentRef segment{task, index};
        const State state = model.track(task).state(index);
        const bool isFirst = inspection.waitsOn.empty();
        const bool waits = state != State::Ready && !isRunning(state) && !isEnd(state);
        if (isFirst && !waits)
            return;
        inspection.waits = true;
        const QString what = linkedStateText(model, segment);
        QString second;
        const trace::TaskId next
            = waits ? nextOf(model, world, segment, seen, second) : trace::TaskId::None;
        if (second.isEmpty()) {
            if (const trace::Wait *wait = model.wait(segment))
                second = objectSecond(model, world, *wait);
        }
        inspection.waitsOn.push_back(
            {task, isFirst ? what : Words::tr("%1: %2").arg(linkTo(model, task), what),
             linkToPlace(model, siteOf(model, segment)), second});
        task = next;
    }
    inspection.circle = task != trace::TaskId::None;
}

/// The coroutines of \a task where it waits, or waited last before the moment of \a world.
void addFrames(const RunModel &model, const World &world, trace::TaskId task,
               Inspection &inspection)
{
    const trace::TaskInfo &info = model.trace().task(task);
    inspection.creator = info.creator;
    inspection.createdAt = linkToPlace(model, info.site);
    std::size_t index = model.track(task).segmentAfter(world.records);
    if (index == TaskTrack::None)
        return;
    const trace::Wait *wait = nullptr;
    for (; (wait = model.wait({task, index})) == nullptr && index > 0; --index) {}
    if (wait == nullptr)
        return;
    for (const trace::SiteId id : sitesOf(model.trace(), wait->chain)) {
        if (id == trace::SiteId::None)
            continue;
        inspection.frames.push_back(
            {QString::fromStdString(model.trace().text(model.trace().site(id).function)),
             linkToPlace(model, id)});
    }
}

} // namespace

QString placeInLineText(const RunModel &model, const World &world, const trace::Wait &wait,
                        trace::TaskId task)
{
    std::size_t length = 0;
    std::size_t place = 0;
    for (const World::Waiting &waiting : world.waiting) {
        const trace::Wait &other = model.trace().wait(waiting.wait);
        if (other.reason != wait.reason || other.what != wait.what)
            continue;
        if (waiting.task == task)
            place = length;
        ++length;
    }
    if (length < 2 || !model.trace().waitKind(wait.reason).inLine)
        return {};
    return Words::tr("%1 of %2").arg(ordinal(place), numberText(static_cast<qint64>(length)));
}

QString holdText(const RunModel &model, const SegmentRef &step, const std::vector<Delay> &delays,
                 bool over)
{
    const trace::Time length{model.end(step, AxisKind::Clock) - model.start(step, AxisKind::Clock)};
    QString text
        = (over ? Words::tr("It held the loop for %1") : Words::tr("It holds the loop for %1"))
              .arg(strong(durationText(length)));
    if (const QString place = linkToPlace(model, siteOf(model, step)); !place.isEmpty())
        text = (blockedAt(model, step) != trace::ChainId::None ? Words::tr("%1, seen at %2")
                                                               : Words::tr("%1, until %2"))
                   .arg(text, place);
    else if (const QString created = linkToPlace(model, model.trace().task(step.task).site);
             !created.isEmpty())
        text = Words::tr("%1, in the task created at %2").arg(text, created);
    QStringList names;
    for (const Delay &delay : delays)
        names += linkTo(model, delay.task);
    if (names.isEmpty())
        return Words::tr("%1.").arg(text);
    return (over ? Words::tr("%1; that delayed %2.") : Words::tr("%1; that delays %2."))
        .arg(text, nameList(names));
}

QString latenessText(const RunModel &model, const Lateness &late)
{
    QStringList holders;
    for (const Hold &hold : late.holds) {
        const QString name = linkTo(model, hold.step.task);
        if (!holders.contains(name))
            holders += name;
    }
    const QString sentence = late.timer
        ? Words::tr("It was due at %1 and ran at %2, %3 late: %4 held the loop.")
        : Words::tr("It was ready at %1 and ran at %2, %3 later: %4 held the loop.");
    return sentence.arg(strong(instantText(late.due)), strong(instantText(late.ran)),
                        strong(durationText(late.ran - late.due)), nameList(holders));
}

Inspection inspect(const RunModel &model, const World &world, trace::Time now, trace::TaskId task,
                   bool live)
{
    Inspection inspection;
    inspection.task = task;
    inspection.name = model.label(task);
    inspection.origin = originOf(model, task);
    inspection.sentence = sentenceOf(model, world, now, task, live);
    followWaits(model, world, task, inspection);
    addFrames(model, world, task, inspection);
    inspection.lived = lifeOf(model, task).length();
    inspection.shares = sharesOf(model, task);
    return inspection;
}

} // namespace views
