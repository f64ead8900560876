#include "views/words/segmenttext.h"

#include "engine/trace/delay.h"
#include "views/analysis/sourcelines.h"
#include "views/model/onelinetext.h"
#include "views/words/durationtext.h"
#include "views/words/linktext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/waitwords.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::SegmentText)
};

QString text(const RunModel &model, trace::TextId id)
{
    return oneLine(QString::fromStdString(model.trace().text(id)));
}

/// Is \a name nothing but the \a word for what it names? Then saying both says one thing twice.
bool isOnly(const QString &word, const QString &name)
{
    return name.isEmpty() || name.compare(word, Qt::CaseInsensitive) == 0;
}

QString joined(const QString &word, const QString &name)
{
    if (word.isEmpty())
        return name;
    return isOnly(word, name) ? word : QStringLiteral("%1 %2").arg(word, name);
}

QString ownName(const RunModel &model, const trace::Wait &wait)
{
    return wait.object() == trace::ObjectId::None
        ? QString()
        : text(model, model.trace().object(wait.object()).name);
}

QString taskLabel(const RunModel &model, trace::TaskId task)
{
    return task == trace::TaskId::None ? QString() : model.label(task);
}

/// What \a wait names: an object, a task or the number of tasks; empty when it names nothing.
QString nameOf(const RunModel &model, const trace::Wait &wait)
{
    const trace::WaitKind &kind = model.trace().waitKind(wait.reason);
    if (kind.what == trace::WaitsOn::Task)
        return taskLabel(model, wait.task());
    if (kind.amount == trace::Amount::Count)
        return wait.amount > 0 ? QString::number(wait.amount) : QString();
    return kind.what == trace::WaitsOn::Object ? ownName(model, wait) : QString();
}

QString waitWord(const RunModel &model, const trace::Wait &wait)
{
    const WaitWords words = waitWords(model.trace().waitKind(wait.reason).word);
    return joined(words.label, nameOf(model, wait));
}

QString delayText(trace::Time delay)
{
    if (delay.count() < trace::FarNs)
        return durationText(delay);
    const double years = trace::delayNs(delay) / (31'557'600 * 1e9);
    return Words::tr("%1 years").arg(QString::number(years, 'g', 3));
}

/// \a linked: rich, with what is waited for as a link.
QString waitText(const RunModel &model, const trace::Wait &wait, bool linked)
{
    const trace::WaitKind &kind = model.trace().waitKind(wait.reason);
    const WaitWords words = waitWords(kind.word);
    const bool object
        = kind.what == trace::WaitsOn::Object && wait.object() != trace::ObjectId::None;
    if (words.sentence.isEmpty()) {
        const QString what = joined(words.label, nameOf(model, wait));
        return Words::tr("Waiting for %1").arg(linked ? what.toHtmlEscaped() : what);
    }
    if (!words.sentence.contains(QStringLiteral("%1")))
        return words.sentence;
    if (linked && object)
        return words.sentence.toHtmlEscaped().arg(linkTo(model, wait.object()));
    if (linked && kind.what == trace::WaitsOn::Task && wait.task() != trace::TaskId::None)
        return words.sentence.toHtmlEscaped().arg(linkTo(model, wait.task()));
    QString what = object ? objectName(model, wait.object()) : nameOf(model, wait);
    if (kind.amount == trace::Amount::Nanoseconds)
        what = delayText(trace::Time{wait.amount});
    else if (kind.amount == trace::Amount::Count && wait.amount > 0)
        what = awaitedCountText(model, wait);
    if (what.isEmpty())
        what = words.unnamed.isEmpty() ? Words::tr("something") : words.unnamed;
    return words.sentence.arg(linked ? what.toHtmlEscaped() : what);
}

QString stateText(const RunModel &model, const SegmentRef &segment, bool linked)
{
    const trace::Wait *wait = model.wait(segment);
    switch (model.state(segment)) {
    case State::Ready:
        return Words::tr("Ready, in line to run");
    case State::Running:
        return Words::tr("Running step %1").arg(model.stepOf(segment) + 1);
    case State::Blocking:
        return Words::tr("Running step %1, holds the loop").arg(model.stepOf(segment) + 1);
    case State::Cancelling:
        return Words::tr("Cancelling");
    case State::Lost:
        return wait ? Words::tr("%1, for ever").arg(waitText(model, *wait, linked))
                    : Words::tr("Nothing can wake it");
    case State::Sleeping:
    case State::Waiting:
        return wait ? waitText(model, *wait, linked) : Words::tr("Waiting");
    case State::Done:
    case State::Failed:
    case State::Cancelled:
        break;
    }
    const QString end = endText(model, segment.task);
    return linked ? end.toHtmlEscaped() : end;
}

} // namespace

QString objectName(const RunModel &model, trace::ObjectId object)
{
    if (object == trace::ObjectId::None)
        return Words::tr("it");
    const trace::Object &info = model.trace().object(object);
    const QString name = text(model, info.name);
    const std::string &kind = model.trace().text(info.kind);
    return isOnly(QString::fromStdString(kind), name) ? objectWord(kind) : name;
}

QStringList queueNames(const RunModel &model)
{
    QStringList names;
    for (const trace::ObjectId queue : model.queues())
        names += objectName(model, queue);
    names.removeDuplicates();
    return names;
}

QString labelWord(const RunModel &model, const SegmentRef &segment)
{
    switch (model.state(segment)) {
    case State::Running:
        return QString::number(model.stepOf(segment) + 1);
    case State::Blocking: {
        // Where it ended is not where it held the loop.
        const bool isKnown = blockedAt(model, segment) != trace::ChainId::None;
        const QString site = isKnown ? siteText(model, segment) : QString();
        return site.isEmpty() ? Words::tr("holds the loop") : site;
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

QString stateText(const RunModel &model, const SegmentRef &segment)
{
    return stateText(model, segment, false);
}

QString linkedStateText(const RunModel &model, const SegmentRef &segment)
{
    return stateText(model, segment, true);
}

QString awaitedCountText(const RunModel &model, const trace::Wait &wait)
{
    const auto count = static_cast<std::size_t>(wait.amount);
    return model.trace().tasksOf(wait).size() == count ? taskCountText(count)
                                                       : awaitableCountText(count);
}

QString wakerText(const RunModel &model, const SegmentRef &segment)
{
    const Wake wake = model.wake(segment);
    QString who;
    switch (wake.by) {
    case Wake::By::Task:
        who = wake.task == segment.task ? Words::tr("itself") : model.label(wake.task);
        break;
    case Wake::By::Timer:
        who = wake.cancel ? Words::tr("a time limit") : Words::tr("its timer");
        break;
    case Wake::By::External: {
        if (wake.cause == trace::CauseId::None) {
            who = Words::tr("something outside the loop");
            break;
        }
        const trace::Cause &cause = model.trace().cause(wake.cause);
        who = causeText(model.trace().text(cause.kind), text(model, cause.name), cause.number);
        break;
    }
    case Wake::By::Nobody:
        return {};
    }
    const QString when = placeText(model, wake.record);
    QString how;
    const trace::Wait *wait = model.wait(segment);
    if (wake.cancel)
        how = Words::tr("cancelling it");
    else if (wait && wake.by == Wake::By::Task && wake.task != segment.task)
        how = waitWords(model.trace().waitKind(wait->reason).word).deed;
    return how.isEmpty() ? Words::tr("%1, at %2").arg(who, when)
                         : Words::tr("%1 %2, at %3").arg(who, how, when);
}

trace::SiteId siteOf(const RunModel &model, const SegmentRef &segment)
{
    const trace::ChainId chain
        = model.state(segment) == State::Ready ? trace::ChainId::None : chainOf(model, segment);
    return chain == trace::ChainId::None ? trace::SiteId::None : model.trace().chain(chain).site;
}

QString siteText(const RunModel &model, const SegmentRef &segment)
{
    return siteText(model, siteOf(model, segment));
}

QString siteText(const RunModel &model, trace::SiteId id)
{
    if (id == trace::SiteId::None)
        return {};
    const trace::Site &site = model.trace().site(id);
    const QString file = text(model, site.file);
    return QStringLiteral("%1:%2")
        .arg(file.mid(file.lastIndexOf(QLatin1Char('/')) + 1))
        .arg(site.line);
}

QString stepsText(const RunModel &model, const SegmentRef &segment)
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

QString endText(const RunModel &model, trace::TaskId task)
{
    const TaskTrack &track = model.track(task);
    if (!track.hasEnded())
        return {};
    const std::size_t last = track.size() - 1;
    switch (track.state(last)) {
    case State::Failed: {
        const QString exception
            = text(model, model.trace().records()[track.record(last)].exception());
        if (exception.isEmpty())
            return Words::tr("Failed");
        return model.notes().unretrieved(task)
            ? Words::tr("Failed: %1, which nobody asked for").arg(exception)
            : Words::tr("Failed: %1").arg(exception);
    }
    case State::Cancelled:
        return Words::tr("Cancelled");
    default:
        return Words::tr("Finished");
    }
}

} // namespace views
