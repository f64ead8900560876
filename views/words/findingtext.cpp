#include "views/words/findingtext.h"

#include "views/words/deadlocktext.h"
#include "views/words/durationtext.h"
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

QString timeText(const RunModel &model, std::size_t record)
{
    return instantText(model.trace().records()[std::min(record, model.records() - 1)].time());
}

QString exceptionOf(const RunModel &model, std::size_t record)
{
    return QString::fromStdString(model.trace().text(model.trace().records()[record].exception()));
}

QString withSite(const QString &what, const QString &site)
{
    return site.isEmpty() ? what : Words::tr("%1, at %2").arg(what, site);
}

/// What \a task does at the end of what is known.
Detail lastOf(const RunModel &model, trace::TaskId task)
{
    const TaskTrack &track = model.track(task);
    const SegmentRef last{task, track.size() - 1};
    return {withSite(Words::tr("%1: %2").arg(model.label(task), stateText(model, last)),
                     siteText(model, last)),
            timeText(model, track.record(last.index)),
            {},
            task,
            track.record(last.index),
            siteOf(model, last)};
}

void describeLostWaits(const RunModel &model, const Finding &finding, FindingText &text)
{
    const auto &waiters = finding.deadlock.waiters;
    const auto &circle = finding.deadlock.circle;
    const auto lost = static_cast<int>(waiters.size());
    const auto round = static_cast<int>(circle.size());
    if (round == 1)
        text.sentence = Words::tr("Deadlock: %1 waits for itself")
                            .arg(model.label(waiters[circle.front()].task));
    else if (round > 1)
        text.sentence
            = Words::tr("Deadlock: %n tasks wait for each other in a circle", nullptr, round);
    else
        text.sentence = lost == 1
            ? Words::tr("Deadlock: %1 waits for ever").arg(model.label(waiters.front().task))
            : Words::tr("Deadlock: %n tasks wait for ever", nullptr, lost);
    text.cost = lost == 1 ? Words::tr("1 task never ends")
                          : Words::tr("%n tasks never end", nullptr, lost);
    // First round the circle, then who waits beside it.
    std::vector<std::size_t> order = circle;
    for (std::size_t i = 0; i < waiters.size(); ++i) {
        if (std::find(circle.begin(), circle.end(), i) == circle.end())
            order.push_back(i);
    }
    order.resize(std::min(order.size(), MostDetails));
    for (const std::size_t i : order) {
        const TaskTrack &track = model.track(waiters[i].task);
        const SegmentRef last{waiters[i].task, track.size() - 1};
        text.details.push_back({withSite(waiterText(model, waiters[i]), siteText(model, last)),
                                timeText(model, track.record(last.index)),
                                {},
                                waiters[i].task,
                                track.record(last.index),
                                siteOf(model, last)});
    }
}

void describeBlockedLoop(const RunModel &model, const Finding &finding, FindingText &text)
{
    trace::Time held{0};
    for (const Culprit &culprit : finding.culprits)
        held += culprit.length;
    const auto times = static_cast<int>(finding.culprits.size());
    text.sentence = times == 1
        ? Words::tr("%1 held the loop for %2")
              .arg(model.label(finding.tasks.front()), durationText(held))
        : Words::tr("The loop was held %n times, for %1 in all", nullptr, times)
              .arg(durationText(held));
    text.cost = finding.cost > trace::Time{0}
        ? Words::tr("%1 of delay for others").arg(durationText(finding.cost))
        : Words::tr("nobody else was delayed");
    for (std::size_t i = 0; i < std::min(finding.culprits.size(), MostDetails); ++i) {
        const Culprit &culprit = finding.culprits[i];
        const std::size_t record = model.track(culprit.step.task).record(culprit.step.index);
        const QString site = siteText(model, culprit.step);
        QString what = Words::tr("%1 held it for %2")
                           .arg(model.label(culprit.step.task), durationText(culprit.length));
        if (!site.isEmpty())
            what = Words::tr("%1, until %2").arg(what, site);
        const auto delayed = static_cast<int>(culprit.delayed);
        text.details.push_back(
            {what, timeText(model, record),
             delayed == 0       ? QString()
                 : delayed == 1 ? Words::tr("1 task late, by %1").arg(durationText(culprit.cost))
                                : Words::tr("%n tasks late, by %1 together", nullptr, delayed)
                                      .arg(durationText(culprit.cost)),
             culprit.step.task, record, siteOf(model, culprit.step)});
    }
}

/// A line for each of the places of \a finding, which \a says puts into words.
template <class Says>
void addPlaces(const RunModel &model, const Finding &finding, FindingText &text, Says says)
{
    text.since = Words::tr("at %1").arg(timeText(model, finding.record));
    if (finding.tasks.size() < 2)
        return;
    for (std::size_t i = 0; i < std::min(finding.tasks.size(), MostDetails); ++i)
        text.details.push_back({says(i),
                                timeText(model, finding.records[i]),
                                {},
                                finding.tasks[i],
                                finding.records[i],
                                trace::SiteId::None});
}

void describeUnretrieved(const RunModel &model, const Finding &finding, FindingText &text)
{
    const auto failed = [&](std::size_t i) {
        const QString exception = exceptionOf(model, finding.records[i]);
        return Words::tr("%1 failed with %2, and nobody asked for that")
            .arg(model.label(finding.tasks[i]),
                 exception.isEmpty() ? Words::tr("an exception") : exception);
    };
    const auto count = static_cast<int>(finding.tasks.size());
    text.sentence = count == 1
        ? failed(0)
        : Words::tr("%n tasks failed, and nobody asked for their exceptions", nullptr, count);
    addPlaces(model, finding, text, failed);
}

void describeSwallowed(const RunModel &model, const Finding &finding, FindingText &text)
{
    const auto went = [&](std::size_t i) {
        return Words::tr("%1 was cancelled and went on: it swallowed the cancellation")
            .arg(model.label(finding.tasks[i]));
    };
    const auto count = static_cast<int>(finding.tasks.size());
    text.sentence = count == 1
        ? went(0)
        : Words::tr("%n tasks were cancelled and went on: they swallowed the cancellation", nullptr,
                    count);
    addPlaces(model, finding, text, went);
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
    for (std::size_t i = 0; i < std::min(finding.tasks.size(), MostDetails); ++i)
        text.details.push_back(lastOf(model, finding.tasks[i]));
}

} // namespace

FindingText findingText(const RunModel &model, const Finding &finding)
{
    FindingText text;
    text.since = Words::tr("since %1").arg(timeText(model, finding.record));
    switch (finding.kind) {
    case Finding::Kind::LostWaits:
        describeLostWaits(model, finding, text);
        break;
    case Finding::Kind::BlockedLoop:
        describeBlockedLoop(model, finding, text);
        break;
    case Finding::Kind::Unretrieved:
        describeUnretrieved(model, finding, text);
        break;
    case Finding::Kind::SwallowedCancel:
        describeSwallowed(model, finding, text);
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

QString lookedForText()
{
    return Words::tr("Looked for: deadlocks, steps that hold the loop for %1 or longer, exceptions "
                     "that nobody asked for, swallowed cancellations, queues that only grow, and "
                     "tasks that had not ended when the run did.")
        .arg(durationText(BlockingThreshold));
}

} // namespace views
