#include "views/words/pathtext.h"

#include "views/words/durationtext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::PathText)
};

constexpr std::size_t MostRows = 12;
constexpr std::size_t MostTold = 5; // in a line
constexpr double NearlyAll = 0.9995; // what rounds to 100 %

QString strong(const QString &text)
{
    return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
}

SegmentRef segmentOf(const RunModel &model, const PathPart &part)
{
    return {part.task, model.track(part.task).segmentAfter(part.record + 1)};
}

State stateOf(PathPart::Kind kind)
{
    switch (kind) {
    case PathPart::Kind::Step:
        return State::Running;
    case PathPart::Kind::Timer:
        return State::Sleeping;
    case PathPart::Kind::Outside:
        break;
    }
    return State::Waiting;
}

QString kindWord(PathPart::Kind kind)
{
    switch (kind) {
    case PathPart::Kind::Step:
        return Words::tr("running");
    case PathPart::Kind::Timer:
        return Words::tr("waiting for a timer");
    case PathPart::Kind::Outside:
        break;
    }
    return Words::tr("waiting for what comes from outside");
}

/// What one kind of part of one task is called in the sentence.
QString sumText(const RunModel &model, PathPart::Kind kind, trace::TaskId task)
{
    const QString name = linkTo(model, task);
    switch (kind) {
    case PathPart::Kind::Step:
        return Words::tr("steps of %1").arg(name);
    case PathPart::Kind::Timer:
        return Words::tr("sleeps of %1").arg(name);
    case PathPart::Kind::Outside:
        break;
    }
    return Words::tr("waits of %1 for what comes from outside").arg(name);
}

template <class Key>
std::vector<std::pair<Key, trace::Time>> longestFirst(const std::map<Key, trace::Time> &times)
{
    std::vector<std::pair<Key, trace::Time>> sorted(times.begin(), times.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    return sorted;
}

/// The tasks that no part of \a parts is of, with their slack, the least first.
std::vector<std::pair<trace::Time, trace::TaskId>> othersOf(const std::vector<PathPart> &parts,
                                                            const Slack &slack)
{
    std::vector<bool> isOn(slack.tasks.size(), false);
    for (const PathPart &part : parts)
        isOn[static_cast<std::size_t>(part.task)] = true;
    std::vector<std::pair<trace::Time, trace::TaskId>> others;
    for (std::size_t i = 0; i < slack.tasks.size(); ++i) {
        if (!isOn[i] && slack.tasks[i] > trace::Time{0})
            others.emplace_back(slack.tasks[i], trace::TaskId{static_cast<std::uint32_t>(i)});
    }
    std::stable_sort(others.begin(), others.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    return others;
}

/// Where \a task has the least slack: "Sleeping for 2.0 s, from 4.000 s on".
QString tightestText(const RunModel &model, const Slack &slack, trace::TaskId task)
{
    const std::size_t record = slack.tightest[static_cast<std::size_t>(task)];
    const SegmentRef segment{task, model.track(task).segmentAfter(record + 1)};
    return Words::tr("%1, from %2 on", "what a task did; since when")
        .arg(linkedStateText(model, segment), placeText(model, record));
}

QString percent(double part)
{
    return Words::tr("%1 %").arg(numberText(qint64{qRound(part * 100)}));
}

QString sentenceOf(const RunModel &model,
                   const std::map<std::pair<PathPart::Kind, trace::TaskId>, trace::Time> &sums,
                   trace::Time all)
{
    const QString length = strong(durationText(all));
    if (all <= trace::Time{0})
        return Words::tr("The run takes no time: nothing made it long.");
    const auto sorted = longestFirst(sums);
    const auto part = [&](std::size_t i) {
        return static_cast<double>(sorted[i].second.count()) / static_cast<double>(all.count());
    };
    const auto what = [&](std::size_t i) {
        return sumText(model, sorted[i].first.first, sorted[i].first.second);
    };
    if (part(0) >= NearlyAll)
        return Words::tr("All of the %1 are %2.").arg(length, what(0));
    QStringList most;
    constexpr std::size_t MostSums = 3;
    for (std::size_t i = 0; i < std::min(sorted.size(), MostSums) && part(i) >= 0.005; ++i)
        most += Words::tr("%1 are %2", "so much of a time; what it was")
                    .arg(percent(part(i)), what(i));
    return Words::tr("Of the %1, %2.").arg(length, most.join(Words::tr(", ", "between clauses")));
}

} // namespace

PathPartText pathPartText(const RunModel &model, const std::vector<PathPart> &parts,
                          std::size_t part)
{
    const PathPart &own = parts[part];
    const SegmentRef segment = segmentOf(model, own);
    PathPartText text{placeText(model, {own.times.begin, own.record + 1}),
                      exactDurationText(own.times.length()),
                      model.label(own.task),
                      stateText(model, segment),
                      {},
                      siteText(model, segment)};
    if (own.kind == PathPart::Kind::Timer)
        text.ends = Words::tr("its timer");
    else if (own.kind == PathPart::Kind::Outside)
        text.ends = Words::tr("something outside the loop");
    else if (part + 1 == parts.size())
        text.ends = Words::tr("the end of the path");
    else if (parts[part + 1].task != own.task)
        text.ends = Words::tr("then %1 can run").arg(model.label(parts[part + 1].task));
    return text;
}

InspectionPage pathPage(const RunModel &model, const std::vector<PathPart> &parts,
                        const Slack &slack)
{
    InspectionPage page;
    page.name = Words::tr("Critical path");
    if (parts.empty()) {
        page.sentence = Words::tr("Nothing has run yet.");
        return page;
    }
    const trace::Time begin = parts.front().times.begin;
    const trace::Time end = parts.back().times.end;
    const trace::Time all = end - begin;
    page.origin = Words::tr("what determined the time until %1")
                      .arg(placeText(model, {end, parts.back().record + 1}));
    std::map<std::pair<PathPart::Kind, trace::TaskId>, trace::Time> sums;
    std::map<PathPart::Kind, trace::Time> kinds;
    std::map<trace::TaskId, trace::Time> tasks;
    for (const PathPart &part : parts) {
        sums[{part.kind, part.task}] += part.times.length();
        kinds[part.kind] += part.times.length();
        tasks[part.task] += part.times.length();
    }
    page.sentence = sentenceOf(model, sums, all);
    const auto share = [&](trace::Time time) {
        return all > trace::Time{0}
            ? static_cast<double>(time.count()) / static_cast<double>(all.count())
            : 0.0;
    };

    InspectionPage::Section byKind;
    byKind.heading = Words::tr("By kind");
    byKind.aside = exactDurationText(all);
    for (const auto &[kind, time] : longestFirst(kinds))
        byKind.bar.push_back(
            {stateOf(kind), trace::Shape::Other, kindWord(kind), time, share(time)});
    page.sections.push_back(std::move(byKind));

    InspectionPage::Section byTask;
    byTask.heading = Words::tr("By task");
    const auto longest = longestFirst(tasks);
    for (std::size_t i = 0; i < std::min(longest.size(), MostRows); ++i)
        byTask.rows.push_back({linkTo(model, longest[i].first),
                               exactDurationText(longest[i].second),
                               percent(share(longest[i].second))});
    byTask.countRest(longest.size());
    page.sections.push_back(std::move(byTask));

    const auto others = othersOf(parts, slack);
    if (others.empty())
        return page;
    InspectionPage::Section longer;
    longer.heading = Words::tr("What could have taken longer");
    for (const auto &[time, task] : others) {
        if (longer.rows.size() == MostRows)
            break;
        longer.rows.push_back({InspectionPage::Section::withSecond(
                                   linkTo(model, task), tightestText(model, slack, task)),
                               {},
                               Words::tr("by %1").arg(durationText(time))});
    }
    longer.countRest(others.size());
    longer.note
        = Words::tr("So much longer where each has least to spare, and the run would have ended no "
                    "later. Read from this record, all else unchanged: with another wait, what the "
                    "program decides by time or by chance may turn out differently.");
    page.sections.push_back(std::move(longer));
    return page;
}

QString othersText(const RunModel &model, const std::vector<PathPart> &parts, const Slack &slack)
{
    const auto others = othersOf(parts, slack);
    QStringList names;
    for (std::size_t i = 0; i < std::min(others.size(), MostTold); ++i)
        names += Words::tr("%1 by %2", "a task; by how much")
                     .arg(linkTo(model, others[i].second), durationText(others[i].first));
    if (names.isEmpty())
        return {};
    if (others.size() > MostTold)
        names += Words::tr("%n more", nullptr, static_cast<int>(others.size() - MostTold));
    return Words::tr("Could have taken longer without making the run longer: %1")
        .arg(names.join(Words::tr(", ", "between names")));
}

InspectionPage::Section slackSection(const RunModel &model, const Slack &slack,
                                     const SegmentRef &segment)
{
    InspectionPage::Section section;
    section.heading = Words::tr("How much longer it could have taken");
    const auto own = slack.of(model, segment);
    if (own)
        section.rows.push_back({stateText(model, segment).toHtmlEscaped(), {}, durationText(*own)});
    const trace::Time least = slack.tasks[static_cast<std::size_t>(segment.task)];
    if (least >= trace::Time{0})
        section.rows.push_back(
            {InspectionPage::Section::withSecond(Words::tr("where it has least to spare"),
                                                 tightestText(model, slack, segment.task)),
             {},
             durationText(least)});
    section.note = !own ? Words::tr("No step of it follows on this before the end of the path.")
        : *own > trace::Time{0}
        ? Words::tr("So much longer, and the run would have ended no later, all else unchanged.")
        : Words::tr("Any longer, and the run would have ended later, all else unchanged.");
    return section;
}

} // namespace views
