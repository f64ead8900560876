#include "views/words/findingtext.h"

#include "views/analysis/findingplaces.h"
#include "views/words/deadlocktext.h"
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
    Q_DECLARE_TR_FUNCTIONS(views::FindingText)
};

using Detail = FindingText::Detail;

constexpr std::size_t MostDetails = 200;

QString whenText(const RunModel &model, std::size_t record)
{
    return placeText(model, std::min(record, model.records() - 1));
}

QString exceptionOf(const RunModel &model, std::size_t record)
{
    return QString::fromStdString(model.trace().text(model.trace().records()[record].exception()));
}

QString withSite(const QString &what, const QString &site)
{
    return site.isEmpty() ? what : Words::tr("%1, at %2").arg(what, site);
}

/// \a what of \a segment, with its place.
Detail detailOf(const RunModel &model, const SegmentRef &segment, const QString &what)
{
    const std::size_t record = model.track(segment.task).record(segment.index);
    return {what, whenText(model, record), {}, segment.task, record, siteOf(model, segment), 0};
}

/// \a held, of the step of \a culprit, with the line that blocked or, where that is not known, that
/// ended it, or at which its task was created where it ended with that, and whom it delayed.
QString heldText(const RunModel &model, const Culprit &culprit, const QString &held)
{
    QStringList names;
    for (const trace::TaskId task : culprit.longest)
        names += model.label(task);
    const QString delayed = nameList(names, static_cast<qsizetype>(culprit.delayed));
    const QString site = siteText(model, culprit.step);
    if (site.isEmpty()) {
        const QString text
            = delayed.isEmpty() ? held : Words::tr("%1 and delayed %2").arg(held, delayed);
        const QString created = siteText(model, model.trace().task(culprit.step.task).site);
        return created.isEmpty() ? text : Words::tr("%1; created at %2").arg(text, created);
    }
    const bool isKnown = blockedAt(model, culprit.step) != trace::ChainId::None;
    const QString text
        = (isKnown ? Words::tr("%1, seen at %2") : Words::tr("%1, until %2")).arg(held, site);
    return delayed.isEmpty() ? text : Words::tr("%1, and delayed %2").arg(text, delayed);
}

Detail culpritDetail(const RunModel &model, const Culprit &culprit)
{
    const QString held = Words::tr("%1 held it for %2")
                             .arg(model.label(culprit.step.task), durationText(culprit.length));
    Detail detail = detailOf(model, culprit.step, heldText(model, culprit, held));
    if (detail.site == trace::SiteId::None)
        detail.site = model.trace().task(culprit.step.task).site;
    const auto delayed = static_cast<int>(culprit.delayed);
    if (delayed > 0)
        detail.cost = delayed == 1 ? Words::tr("1 task late, by %1").arg(durationText(culprit.cost))
                                   : Words::tr("%n tasks late, by %1 together", nullptr, delayed)
                                         .arg(durationText(culprit.cost));
    return detail;
}

/// What happened to \a task at \a record, by itself.
Detail placeDetail(const RunModel &model, trace::TaskId task, std::size_t record,
                   const QString &what)
{
    return {what, whenText(model, record), {}, task, record, trace::SiteId::None, 0};
}

QString failureText(const RunModel &model, trace::TaskId task, std::size_t record)
{
    const QString exception = exceptionOf(model, record);
    return Words::tr("%1 failed with %2, and nobody asked for that")
        .arg(model.label(task), exception.isEmpty() ? Words::tr("an exception") : exception);
}

void addDetails(const RunModel &model, const Finding &finding, std::size_t count, FindingText &text)
{
    for (std::size_t i = 0; i < std::min(count, MostDetails); ++i)
        text.details.push_back(findingDetail(model, finding, i));
}

void describeLostWaits(const RunModel &model, const Finding &finding, FindingText &text)
{
    const auto &waiters = finding.deadlock.waiters;
    // First round the circles, then who waits beside them.
    std::vector<std::size_t> order = finding.deadlock.inCircles();
    const auto lost = static_cast<int>(waiters.size());
    const auto round = static_cast<int>(order.size());
    const std::size_t circles = finding.deadlock.circles.size();
    if (circles > 1)
        text.sentence = Words::tr("Deadlock: %n tasks wait in %1 circles", nullptr, round)
                            .arg(numberText(static_cast<qint64>(circles)));
    else if (round == 1)
        text.sentence = Words::tr("Deadlock: %1 waits for itself")
                            .arg(model.label(waiters[order.front()].task));
    else if (round > 1)
        text.sentence
            = Words::tr("Deadlock: %n tasks wait for each other in a circle", nullptr, round);
    else
        text.sentence = lost == 1
            ? Words::tr("Deadlock: %1 waits for ever").arg(model.label(waiters.front().task))
            : Words::tr("Deadlock: %n tasks wait for ever", nullptr, lost);
    text.cost = lost == 1 ? Words::tr("1 task never ends")
                          : Words::tr("%n tasks never end", nullptr, lost);
    std::vector<bool> isInCircle(waiters.size());
    for (const std::size_t i : order)
        isInCircle[i] = true;
    for (std::size_t i = 0; i < waiters.size(); ++i) {
        if (!isInCircle[i])
            order.push_back(i);
    }
    order.resize(std::min(order.size(), MostDetails));
    for (const std::size_t i : order)
        text.details.push_back(findingDetail(model, finding, i));
}

void describeBlockedLoop(const RunModel &model, const Finding &finding, FindingText &text)
{
    trace::Time held{0};
    QStringList names;
    for (const Culprit &culprit : finding.culprits) {
        held += culprit.length;
        names += model.label(culprit.step.task);
    }
    names.removeDuplicates();
    const auto times = static_cast<int>(finding.culprits.size());
    text.sentence = times == 1
        ? heldText(model, finding.culprits.front(),
                   Words::tr("%1 held the loop for %2").arg(names.front(), durationText(held)))
        : Words::tr("The loop was held %n times, for %1 in all, by %2", nullptr, times)
              .arg(durationText(held), nameList(names));
    text.cost = finding.cost > trace::Time{0}
        ? Words::tr("%1 of delay for others").arg(durationText(finding.cost))
        : Words::tr("nobody else was delayed");
    addDetails(model, finding, finding.culprits.size(), text);
}

/// A finding of which each place says enough.
void describePlaces(const RunModel &model, const Finding &finding, const QString &ofSeveral,
                    FindingText &text)
{
    text.since = Words::tr("at %1").arg(findingDetail(model, finding, 0).when);
    const bool one = finding.tasks.size() == 1;
    text.sentence = one ? findingDetail(model, finding, 0).what : ofSeveral;
    if (!one)
        addDetails(model, finding, finding.tasks.size(), text);
}

void describeGrowingQueue(const RunModel &model, const Finding &finding, FindingText &text)
{
    const auto left = static_cast<int>(model.depthAfter(finding.object, model.records()));
    text.sentence = Words::tr("%1 only grows: items come faster than they are taken")
                        .arg(objectName(model, finding.object));
    text.cost = left == 1 ? Words::tr("1 item left at the end")
                          : Words::tr("%n items left at the end", nullptr, left);
}

void describeStillWaiting(const RunModel &model, const Finding &finding, FindingText &text)
{
    const auto count = static_cast<int>(finding.tasks.size());
    text.sentence = count == 1
        ? Words::tr("%1 had not ended when the run did").arg(model.label(finding.tasks.front()))
        : Words::tr("%n tasks had not ended when the run did", nullptr, count);
    addDetails(model, finding, finding.tasks.size(), text);
}

} // namespace

FindingText findingText(const RunModel &model, const Finding &finding)
{
    FindingText text;
    text.since = Words::tr("since %1").arg(whenText(model, finding.record));
    const auto count = static_cast<int>(finding.tasks.size());
    switch (finding.kind) {
    case Finding::Kind::LostWaits:
        describeLostWaits(model, finding, text);
        break;
    case Finding::Kind::StoppedCircle:
        text.sentence = count == 1
            ? Words::tr("Stopped while %1 waited for itself").arg(model.label(finding.tasks[0]))
            : Words::tr("Stopped while %n tasks waited for each other in a circle", nullptr, count);
        text.cost = Words::tr("nothing in the run could wake them");
        addDetails(model, finding, finding.tasks.size(), text);
        break;
    case Finding::Kind::BlockedLoop:
        describeBlockedLoop(model, finding, text);
        break;
    case Finding::Kind::Unretrieved:
        describePlaces(
            model, finding,
            Words::tr("%n tasks failed, and nobody asked for their exceptions", nullptr, count),
            text);
        break;
    case Finding::Kind::SwallowedCancel:
        describePlaces(model, finding,
                       Words::tr("%n tasks were cancelled and went on: they swallowed the "
                                 "cancellation",
                                 nullptr, count),
                       text);
        break;
    case Finding::Kind::GrowingQueue:
        describeGrowingQueue(model, finding, text);
        break;
    case Finding::Kind::StillWaiting:
        describeStillWaiting(model, finding, text);
        break;
    }
    return text;
}

FindingText::Detail findingDetail(const RunModel &model, const Finding &finding, std::size_t part)
{
    Detail detail;
    switch (finding.kind) {
    case Finding::Kind::LostWaits: {
        const Deadlock::Waiter &waiter = finding.deadlock.waiters[part];
        const SegmentRef last = lastOf(model, waiter.task);
        detail = detailOf(model, last, withSite(waiterText(model, waiter), siteText(model, last)));
        break;
    }
    case Finding::Kind::StoppedCircle: {
        const Deadlock::Waiter &waiter = finding.deadlock.waiters[part];
        const SegmentRef wait{waiter.task,
                              model.track(waiter.task).segmentAfter(finding.records[part] + 1)};
        detail = detailOf(model, wait, withSite(waiterText(model, waiter), siteText(model, wait)));
        break;
    }
    case Finding::Kind::BlockedLoop:
        detail = culpritDetail(model, finding.culprits[part]);
        break;
    case Finding::Kind::Unretrieved: {
        // It failed before anybody could know that nobody would ask.
        const SegmentRef end = lastOf(model, finding.tasks[part]);
        detail = placeDetail(model, end.task, model.track(end.task).record(end.index),
                             failureText(model, end.task, finding.records[part]));
        break;
    }
    case Finding::Kind::SwallowedCancel:
        detail
            = placeDetail(model, finding.tasks[part], finding.records[part],
                          Words::tr("%1 was cancelled and went on: it swallowed the cancellation")
                              .arg(model.label(finding.tasks[part])));
        break;
    case Finding::Kind::GrowingQueue:
        detail.what = findingText(model, finding).sentence;
        detail.when = whenText(model, finding.record);
        detail.record = finding.record;
        break;
    case Finding::Kind::StillWaiting: {
        const SegmentRef last = lastOf(model, finding.tasks[part]);
        const QString what
            = Words::tr("%1: %2").arg(model.label(last.task), stateText(model, last));
        detail = detailOf(model, last, withSite(what, siteText(model, last)));
        break;
    }
    }
    detail.part = part;
    return detail;
}

QString findingPlaceText(const RunModel &model, const Finding &finding, std::size_t part)
{
    const Detail detail = findingDetail(model, finding, part);
    QStringList lines{Words::tr("Found: %1").arg(detail.what), detail.when, detail.cost};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

QString lookedForText()
{
    return Words::tr("Looked for: deadlocks, steps that hold the loop for %1 or longer, exceptions "
                     "that nobody asked for, swallowed cancellations, queues that only grow, and "
                     "tasks that had not ended when the run did.")
        .arg(durationText(BlockingThreshold));
}

QString lookedForSoFarText()
{
    return Words::tr("Looked for so far: steps that hold the loop for %1 or "
                     "longer, exceptions that nobody asked for, and swallowed cancellations. The "
                     "rest only its end can tell.")
        .arg(durationText(BlockingThreshold));
}

} // namespace views
