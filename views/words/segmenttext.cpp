#include "views/words/segmenttext.h"

#include "views/model/onelinetext.h"
#include "views/words/durationtext.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::SegmentText)
};

QString text(const TrackModel &model, trace::TextId id)
{
    return oneLine(QString::fromStdString(model.trace().text(id)));
}

QString joined(const QString &word, const QString &name)
{
    return name.isEmpty() ? word : QStringLiteral("%1 %2").arg(word, name);
}

QString ownName(const TrackModel &model, const trace::Wait &wait)
{
    return wait.object() == trace::ObjectId::None
        ? QString()
        : text(model, model.trace().object(wait.object()).name);
}

QString taskLabel(const TrackModel &model, trace::TaskId task)
{
    return task == trace::TaskId::None ? QString() : model.label(task);
}

QString waitWord(const TrackModel &model, const trace::Wait &wait)
{
    const QString name = wait.reason == trace::Reason::Task ? QString() : ownName(model, wait);
    const QString amount = wait.amount > 0 ? QString::number(wait.amount) : QString();
    switch (wait.reason) {
    case trace::Reason::Sleep:
        return Words::tr("sleep");
    case trace::Reason::Yield:
        return Words::tr("yield");
    case trace::Reason::QueueGet:
        return joined(Words::tr("get"), name);
    case trace::Reason::QueuePut:
        return joined(Words::tr("put"), name);
    case trace::Reason::QueueJoin:
        return joined(Words::tr("join"), name);
    case trace::Reason::Lock:
        return joined(Words::tr("lock"), name);
    case trace::Reason::Semaphore:
        return joined(Words::tr("semaphore"), name);
    case trace::Reason::Event:
        return joined(Words::tr("event"), name);
    case trace::Reason::Condition:
        return joined(Words::tr("condition"), name);
    case trace::Reason::Task:
        return taskLabel(model, wait.task());
    case trace::Reason::Gather:
        return joined(Words::tr("gather"), amount);
    case trace::Reason::WaitFor:
        return Words::tr("wait for");
    case trace::Reason::CancelAndWait:
        return Words::tr("cancel");
    case trace::Reason::Shield:
        return Words::tr("shield");
    case trace::Reason::Wait:
        return joined(Words::tr("wait"), amount);
    case trace::Reason::TaskGroup:
        return Words::tr("group");
    case trace::Reason::Executor:
        return Words::tr("job");
    case trace::Reason::Future:
        return Words::tr("future");
    case trace::Reason::Network:
        return Words::tr("network");
    case trace::Reason::Socket:
        return Words::tr("socket");
    case trace::Reason::Process:
        return Words::tr("process");
    case trace::Reason::Signal:
        return Words::tr("signal");
    case trace::Reason::Generator:
        return Words::tr("next");
    }
    return {};
}

QString waitText(const TrackModel &model, const trace::Wait &wait)
{
    const auto object = [&] { return objectName(model, wait.object()); };
    switch (wait.reason) {
    case trace::Reason::Sleep:
        return Words::tr("Sleeping for %1").arg(durationText(trace::Time{wait.amount}));
    case trace::Reason::Yield:
        return Words::tr("In the ready queue");
    case trace::Reason::QueueGet:
        return Words::tr("Waiting for an item in %1").arg(object());
    case trace::Reason::QueuePut:
        return Words::tr("Waiting for room in %1").arg(object());
    case trace::Reason::QueueJoin:
        return Words::tr("Waiting until all items of %1 are done").arg(object());
    case trace::Reason::Lock:
    case trace::Reason::Semaphore:
        return Words::tr("Waiting to acquire %1").arg(object());
    case trace::Reason::Event:
        return Words::tr("Waiting for %1 to be set").arg(object());
    case trace::Reason::Condition:
        return Words::tr("Waiting to be notified by %1").arg(object());
    case trace::Reason::Task:
        return Words::tr("Waiting for %1 to end").arg(taskLabel(model, wait.task()));
    case trace::Reason::Gather:
    case trace::Reason::Wait:
        return Words::tr("Waiting for %1")
            .arg(taskCountText(static_cast<std::size_t>(wait.amount)));
    case trace::Reason::WaitFor:
        return Words::tr("Waiting, with a time limit");
    case trace::Reason::CancelAndWait:
        return Words::tr("Waiting for a task that it has cancelled");
    case trace::Reason::Shield:
        return Words::tr("Waiting behind a shield");
    case trace::Reason::TaskGroup:
        return Words::tr("Waiting for the tasks of a group");
    case trace::Reason::Executor:
        return Words::tr("Waiting for a job on another thread");
    case trace::Reason::Future:
        return Words::tr("Waiting for a future");
    case trace::Reason::Network:
        return Words::tr("Waiting for the network");
    case trace::Reason::Socket:
        return Words::tr("Waiting for a socket");
    case trace::Reason::Process:
        return Words::tr("Waiting for a process");
    case trace::Reason::Signal:
        return Words::tr("Waiting for a signal");
    case trace::Reason::Generator:
        return Words::tr("Waiting for the next value");
    }
    return {};
}

/// What a task did that ended \a wait of another.
QString deed(const trace::Wait *wait)
{
    if (!wait)
        return {};
    switch (wait->reason) {
    case trace::Reason::QueueGet:
        return Words::tr("putting an item");
    case trace::Reason::QueuePut:
        return Words::tr("taking an item");
    case trace::Reason::QueueJoin:
        return Words::tr("finishing the last item");
    case trace::Reason::Lock:
    case trace::Reason::Semaphore:
        return Words::tr("releasing it");
    case trace::Reason::Event:
        return Words::tr("setting it");
    case trace::Reason::Condition:
        return Words::tr("notifying it");
    case trace::Reason::Task:
    case trace::Reason::Gather:
    case trace::Reason::Wait:
    case trace::Reason::WaitFor:
    case trace::Reason::Shield:
    case trace::Reason::TaskGroup:
    case trace::Reason::CancelAndWait:
        return Words::tr("ending");
    default:
        return {};
    }
}

} // namespace

QString objectName(const TrackModel &model, trace::ObjectId object)
{
    if (object == trace::ObjectId::None)
        return Words::tr("it");
    const trace::Object &info = model.trace().object(object);
    if (info.name != trace::TextId::Empty)
        return text(model, info.name);
    switch (info.kind) {
    case trace::Reason::Lock:
        return Words::tr("the lock");
    case trace::Reason::Semaphore:
        return Words::tr("the semaphore");
    case trace::Reason::Event:
        return Words::tr("the event");
    case trace::Reason::Condition:
        return Words::tr("the condition");
    default:
        return Words::tr("the queue");
    }
}

QString taskCountText(std::size_t tasks)
{
    return tasks == 1 ? Words::tr("1 task") : Words::tr("%1 tasks").arg(tasks);
}

QString labelWord(const TrackModel &model, const SegmentRef &segment)
{
    switch (model.state(segment)) {
    case State::Running:
        return QString::number(model.stepOf(segment) + 1);
    case State::Blocking: {
        const QString site = siteText(model, segment);
        return site.isEmpty() ? Words::tr("blocks the loop") : site;
    }
    case State::Cancelling:
        return Words::tr("cancelling");
    case State::Lost:
    case State::Sleeping:
    case State::Waiting:
        break;
    default:
        return {};
    }
    const trace::Wait *wait = model.wait(segment);
    return wait ? waitWord(model, *wait) : QString();
}

QString stateText(const TrackModel &model, const SegmentRef &segment)
{
    const trace::Wait *wait = model.wait(segment);
    switch (model.state(segment)) {
    case State::Ready:
        return Words::tr("Ready, in line to run");
    case State::Running:
        return Words::tr("Running step %1").arg(model.stepOf(segment) + 1);
    case State::Blocking:
        return Words::tr("Running step %1, blocks the loop").arg(model.stepOf(segment) + 1);
    case State::Cancelling:
        return Words::tr("Cancelling");
    case State::Lost:
        return wait ? Words::tr("%1, for ever").arg(waitText(model, *wait))
                    : Words::tr("Nothing can wake it");
    case State::Sleeping:
    case State::Waiting:
        return wait ? waitText(model, *wait) : Words::tr("Waiting");
    case State::Done:
    case State::Failed:
    case State::Cancelled:
        break;
    }
    return endText(model, segment.task);
}

QString wakerText(const TrackModel &model, const SegmentRef &segment)
{
    const Wake wake = model.wake(segment);
    QString who;
    switch (wake.by) {
    case Wake::By::Task:
        who = wake.task == segment.task ? Words::tr("itself") : model.label(wake.task);
        break;
    case Wake::By::Timer:
        who = Words::tr("its timer");
        break;
    case Wake::By::External:
        who = Words::tr("something outside the loop");
        break;
    case Wake::By::Nobody:
        return {};
    }
    const QString when = instantText(model.trace().records()[wake.record].time());
    const QString how = wake.cancel                              ? Words::tr("cancelling it")
        : wake.by == Wake::By::Task && wake.task != segment.task ? deed(model.wait(segment))
                                                                 : QString();
    return how.isEmpty() ? Words::tr("%1, at %2").arg(who, when)
                         : Words::tr("%1 %2, at %3").arg(who, how, when);
}

QString siteText(const TrackModel &model, const SegmentRef &segment)
{
    const trace::Wait *wait = model.wait(segment);
    if (!wait && isRunning(model.state(segment))) {
        // The line where it stopped is the nearest to what ran.
        const TaskTrack &track = model.track(segment.task);
        if (segment.index + 1 < track.size())
            wait = model.wait({segment.task, segment.index + 1});
    }
    if (!wait || wait->site == trace::SiteId::None)
        return {};
    const trace::Site &site = model.trace().site(wait->site);
    const QString file = text(model, site.file);
    return QStringLiteral("%1:%2")
        .arg(file.mid(file.lastIndexOf(QLatin1Char('/')) + 1))
        .arg(site.line);
}

QString stepsText(const TrackModel &model, const SegmentRef &segment)
{
    const std::uint32_t first = model.stepOf(segment);
    const bool last = segment.index + 1 >= model.track(segment.task).size();
    const std::uint32_t end
        = last ? model.steps().steps() : model.stepOf({segment.task, segment.index + 1});
    if (isRunning(model.state(segment)))
        return Words::tr("step %1").arg(first + 1);
    if (end <= first)
        return Words::tr("after step %1").arg(first);
    return Words::tr("steps %1 to %2").arg(std::max<std::uint32_t>(first, 1)).arg(end);
}

QString endText(const TrackModel &model, trace::TaskId task)
{
    const TaskTrack &track = model.track(task);
    if (!track.hasEnded())
        return {};
    const std::size_t last = track.size() - 1;
    switch (track.state(last)) {
    case State::Failed: {
        const QString exception
            = text(model, model.trace().records()[track.record(last)].exception());
        return exception.isEmpty() ? Words::tr("Failed") : Words::tr("Failed: %1").arg(exception);
    }
    case State::Cancelled:
        return Words::tr("Cancelled");
    default:
        return Words::tr("Finished");
    }
}

} // namespace views
