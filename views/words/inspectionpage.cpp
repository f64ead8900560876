#include "views/words/inspectionpage.h"

#include "views/analysis/timesum.h"
#include "views/model/onelinetext.h"
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
    Q_DECLARE_TR_FUNCTIONS(views::InspectionPage)
};

using Section = InspectionPage::Section;

constexpr std::size_t MostLinks = 6; // of a chain, before its middle is only counted
constexpr std::size_t MostRows = 12; // of any other table
constexpr std::size_t MostRecords = 200'000; // looked at for what a task printed and whom it woke

QString count(std::size_t number)
{
    return numberText(static_cast<qint64>(number));
}

QString strong(const QString &text)
{
    return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
}

Section waitsSection(const RunModel &model, const Inspection &inspection)
{
    Section section;
    section.heading = inspection.waits ? Words::tr("Waits on") : Words::tr("Waited on");
    const auto &links = inspection.waitsOn;
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (links.size() > MostLinks && i >= MostLinks / 2 && i < links.size() - MostLinks / 2) {
            if (i == MostLinks / 2)
                section.rows.push_back(
                    {Words::tr("%1 more").arg(count(links.size() - MostLinks)), {}, {}});
            continue;
        }
        QString second = links[i].second;
        // The place of the first stands with its coroutines.
        if (!links[i].place.isEmpty() && (i > 0 || inspection.frames.empty()))
            second = second.isEmpty() ? Words::tr("at %1").arg(links[i].place)
                                      : Words::tr("%1, at %2").arg(second, links[i].place);
        section.rows.push_back({Section::withSecond(links[i].what, second), {}, {}});
        if (i > 0)
            continue;
        for (const Inspection::Frame &frame : inspection.frames)
            section.rows.push_back(
                {Words::tr("in %1").arg(frame.function.toHtmlEscaped()), {}, frame.place});
    }
    if (links.empty()) {
        for (const Inspection::Frame &frame : inspection.frames)
            section.rows.push_back(
                {Words::tr("in %1").arg(frame.function.toHtmlEscaped()), {}, frame.place});
    }
    if (inspection.creator != trace::TaskId::None)
        section.rows.push_back({Words::tr("created by %1").arg(linkTo(model, inspection.creator)),
                                {},
                                inspection.createdAt});
    if (inspection.circle)
        section.rows.push_back(
            {strong(Words::tr("They wait for each other in a circle.")), {}, {}});
    if (inspection.frames.empty() && !inspection.waitsOn.empty())
        section.note = Words::tr("Where it waits is not recorded.");
    return section;
}

Section sharesSection(const QString &heading, trace::Time all, std::vector<Share> shares)
{
    Section section;
    section.heading = heading;
    section.aside = exactDurationText(all);
    section.bar = std::move(shares);
    return section;
}

/// Where the time of all tasks went within \a range, if any did.
void addShares(const RunModel &model, const TimeRange &range, InspectionPage &page)
{
    auto shares = sharesOfAll(model, range);
    trace::Time all{0};
    for (const Share &share : shares)
        all = sumOf(all, share.time);
    if (!shares.empty())
        page.sections.push_back(
            sharesSection(Words::tr("Where the tasks' time went"), all, std::move(shares)));
}

/// How many of its own steps \a task began within \a range.
std::size_t stepsIn(const RunModel &model, trace::TaskId task, const MeasuredRange &range)
{
    const auto begun = [&](std::size_t records) {
        const std::size_t last = model.track(task).segmentAfter(records);
        return last == TaskTrack::None ? 0 : last + 1;
    };
    return model.stepCount(task, begun(range.begin), begun(range.end));
}

QString countedHold(const RunModel &model, const Hold &hold)
{
    QString place = linkToPlace(model, siteOf(model, hold.step));
    if (!place.isEmpty() && blockedAt(model, hold.step) == trace::ChainId::None)
        place = Words::tr("until %1").arg(place);
    const trace::SiteId created = model.trace().task(hold.step.task).site;
    if (place.isEmpty() && created != trace::SiteId::None)
        place = Words::tr("created at %1").arg(linkToPlace(model, created));
    return InspectionPage::Section::withSecond(linkTo(model, hold.step.task), place);
}

/// Since when a step that began at \a begin delayed somebody.
QString delaySince(const Delay &delay, Units begin)
{
    if (delay.since.count() <= begin)
        return delay.timer ? Words::tr("due when it began") : Words::tr("ready when it began");
    return delay.timer ? Words::tr("due at %1").arg(instantText(delay.since))
                       : Words::tr("ready at %1").arg(instantText(delay.since));
}

/// Who made the task late, and whom it made late, in its last step before the cursor.
void addBlame(const RunModel &model, trace::TaskId task, std::size_t records, InspectionPage &page)
{
    const TaskTrack &track = model.track(task);
    std::size_t index = track.segmentAfter(records);
    if (index == TaskTrack::None)
        return;
    const bool runs = isRunning(track.state(index));
    while (index > 0 && !isRunning(track.state(index)))
        --index;
    const SegmentRef step{task, index};
    if (!isRunning(track.state(index)))
        return;
    const auto late = lateness(model, step);
    if (late && late->ran - late->due >= BlockingThreshold && !late->holds.empty()) {
        if (!runs)
            page.sentence += QLatin1Char(' ') + latenessText(model, *late);
        Section section;
        section.heading = Words::tr("Who held the loop meanwhile");
        section.aside = exactDurationText(late->ran - late->due);
        for (std::size_t i = 0; i < std::min(late->holds.size(), MostRows); ++i)
            section.rows.push_back(
                {countedHold(model, late->holds[i]), {}, exactDurationText(late->holds[i].length)});
        section.countRest(late->holds.size());
        page.sections.push_back(std::move(section));
    }
    if (track.state(index) != State::Blocking)
        return;
    const auto delays = delaysBy(model, step);
    if (!runs)
        page.sentence += QLatin1Char(' ') + holdText(model, step, delays, true);
    Section section;
    section.heading = Words::tr("Whom it delayed");
    section.aside = taskCountText(delays.size());
    for (std::size_t i = 0; i < std::min(delays.size(), MostRows); ++i)
        section.rows.push_back(
            {Section::withSecond(linkTo(model, delays[i].task),
                                 delaySince(delays[i], model.start(step, AxisKind::Clock))),
             {},
             exactDurationText(delays[i].length)});
    section.countRest(delays.size());
    if (delays.empty())
        section.note = Words::tr("Nobody is known to have been delayed by this step.");
    page.sections.push_back(std::move(section));
}

void addPrinted(const RunModel &model, const TaskDeeds &deeds, std::size_t records,
                std::vector<Section> &sections)
{
    const auto end = std::lower_bound(deeds.printed.begin(), deeds.printed.end(), records);
    const auto lines = static_cast<std::size_t>(end - deeds.printed.begin());
    if (lines == 0)
        return;
    Section section;
    section.heading = Words::tr("Printed");
    section.aside = lineCountText(lines);
    section.folded = true;
    const std::size_t first = lines > MostRows ? lines - MostRows : 0;
    if (first > 0)
        section.rows.push_back({Words::tr("%1 before").arg(count(first)), {}, {}});
    for (std::size_t i = first; i < lines; ++i) {
        const trace::Record &record = model.trace().records()[deeds.printed[i]];
        section.rows.push_back(
            {oneLine(QString::fromStdString(model.trace().lines()[record.argument].text))
                 .toHtmlEscaped(),
             {},
             barePlaceText(model, deeds.printed[i])});
    }
    sections.push_back(std::move(section));
}

void addWoken(const RunModel &model, const TaskDeeds &deeds, std::vector<Section> &sections)
{
    if (deeds.woke.empty())
        return;
    Section section;
    section.heading = Words::tr("Woke in the whole run");
    section.aside = taskCountText(deeds.woke.size());
    section.folded = true;
    for (std::size_t i = 0; i < std::min(deeds.woke.size(), MostRows); ++i) {
        const auto times = static_cast<int>(deeds.woke[i].second);
        section.rows.push_back(
            {linkTo(model, deeds.woke[i].first),
             {},
             times == 1 ? Words::tr("once") : Words::tr("%n times", nullptr, times)});
    }
    section.countRest(deeds.woke.size());
    sections.push_back(std::move(section));
}

} // namespace

QString Section::withSecond(const QString &what, const QString &second)
{
    return second.isEmpty()
        ? what
        : QStringLiteral("%1<br><span class=\"second\">%2</span>").arg(what, second);
}

void Section::countRest(std::size_t all)
{
    if (all > rows.size())
        rows.push_back({Words::tr("and %1 more").arg(count(all - rows.size())), {}, {}});
}

TaskDeeds taskDeeds(const RunModel &model, trace::TaskId task)
{
    TaskDeeds deeds;
    const TaskTrack &track = model.track(task);
    std::map<trace::TaskId, std::size_t> woke;
    std::size_t looked = 0;
    for (std::size_t i = 0; i < track.size(); ++i) {
        if (!isRunning(track.state(i)))
            continue;
        const std::size_t end = i + 1 < track.size() ? track.record(i + 1) : model.records();
        looked += 1 + end - track.record(i);
        if (looked > MostRecords) {
            deeds.tooMany = true;
            break;
        }
        for (std::size_t r = track.record(i) + 1; r < end; ++r) {
            const trace::Record &record = model.trace().records()[r];
            if (record.kind() == trace::Kind::Printed && record.task() == task)
                deeds.printed.push_back(static_cast<std::uint32_t>(r));
            else if (record.kind() == trace::Kind::Ready && record.byTask() == task
                     && record.task() != task)
                ++woke[record.task()];
        }
    }
    deeds.woke.assign(woke.begin(), woke.end());
    std::stable_sort(deeds.woke.begin(), deeds.woke.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    return deeds;
}

InspectionPage pageOf(const RunModel &model, const Inspection &inspection, const TaskDeeds &deeds,
                      std::size_t records)
{
    InspectionPage page{inspection.name, inspection.origin, inspection.sentence, {}};
    addBlame(model, inspection.task, records, page);
    if (!inspection.waitsOn.empty() || !inspection.frames.empty())
        page.sections.push_back(waitsSection(model, inspection));
    if (!inspection.shares.empty())
        page.sections.push_back(
            sharesSection(Words::tr("Where its time went"), inspection.lived, inspection.shares));
    addPrinted(model, deeds, records, page.sections);
    addWoken(model, deeds, page.sections);
    if (deeds.tooMany)
        page.sections.push_back({Words::tr("Printed, woke"),
                                 {},
                                 {},
                                 {},
                                 {},
                                 Words::tr("This task has done too much to look through at once."),
                                 true});
    return page;
}

MeasuredRange measuredRange(const RunModel &model, const UnitRange &range, AxisKind axis)
{
    MeasuredRange measured;
    measured.times = model.times(range, axis);
    const trace::Time begin = measured.times.begin;
    if (axis == AxisKind::Steps) {
        measured.begin = model.positionAt(range.begin, axis).records;
        measured.end = model.positionAt(range.end, axis).records;
    } else {
        measured.begin = begin > trace::Time{0} ? model.recordsUntil(begin - trace::Time{1}) : 0;
        measured.end = model.recordsUntil(measured.times.end);
    }
    return measured;
}

InspectionPage::Section rangeSection(const RunModel &model, trace::TaskId task,
                                     const MeasuredRange &range)
{
    Section section = sharesSection(Words::tr("In the measured range"), range.times.length(),
                                    sharesOf(model, task, range.times));
    if (takesNoTime(model))
        section.aside.clear();
    section.rows.push_back({Words::tr("steps"), {}, count(stepsIn(model, task, range))});
    if (section.bar.empty())
        section.note = Words::tr("It took no time in it.");
    return section;
}

InspectionPage rangePage(const RunModel &model, const MeasuredRange &range)
{
    std::vector<std::pair<trace::TaskId, std::size_t>> ran;
    std::size_t steps = 0;
    for (std::uint32_t i = 0; i < model.taskCount(); ++i) {
        if (const std::size_t own = stepsIn(model, trace::TaskId{i}, range); own > 0) {
            ran.emplace_back(trace::TaskId{i}, own);
            steps += own;
        }
    }
    std::stable_sort(ran.begin(), ran.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });

    InspectionPage page;
    page.name = Words::tr("Measured range");
    const QString tasks = taskCountText(ran.size());
    if (takesNoTime(model)) {
        const std::uint32_t first = model.steps().before(range.begin) + 1;
        const std::uint32_t last = model.steps().before(range.end);
        if (first <= last)
            page.origin = Words::tr("step %1 to step %2").arg(count(first), count(last));
        page.sentence = Words::tr("%1 of %2.").arg(strong(stepCountText(steps)), tasks);
    } else {
        page.origin = Words::tr("%1 to %2")
                          .arg(instantText(range.times.begin), instantText(range.times.end));
        page.sentence = Words::tr("%1 with %2 of %3.")
                            .arg(strong(exactDurationText(range.times.length())),
                                 stepCountText(steps), tasks);
        addShares(model, range.times, page);
    }
    if (!ran.empty()) {
        Section section;
        section.heading = Words::tr("Who ran");
        for (std::size_t i = 0; i < std::min(ran.size(), MostRows); ++i)
            section.rows.push_back({linkTo(model, ran[i].first), {}, stepCountText(ran[i].second)});
        section.countRest(ran.size());
        page.sections.push_back(std::move(section));
    }
    return page;
}

InspectionPage runPage(const RunModel &model, const World &world, bool live)
{
    InspectionPage page;
    page.name = Words::tr("The run");
    page.origin = Words::tr("Select a task to see why it runs or does not, and who wakes it.");
    const QString length
        = takesNoTime(model) ? Words::tr("no time") : strong(durationText(model.end()));
    const QString tasks = taskCountText(model.taskCount());
    const QString steps = stepCountText(model.steps().steps());
    page.sentence = live
        ? Words::tr("The run goes on: %1 so far, %2, %3.").arg(length, tasks, steps)
        : Words::tr("The run took %1: %2, %3.").arg(length, tasks, steps);
    Section now;
    now.heading = Words::tr("At the cursor");
    std::size_t alive = 0;
    for (std::size_t i = 0; i < model.taskCount(); ++i) {
        const TaskTrack &track = model.track(trace::TaskId{static_cast<std::uint32_t>(i)});
        const std::size_t segment = track.segmentAfter(world.records);
        alive += segment != TaskTrack::None && !isEnd(track.state(segment)) ? 1 : 0;
    }
    const auto row = [&](const QString &what, std::size_t number) {
        now.rows.push_back({what, {}, count(number)});
    };
    row(Words::tr("tasks alive"), alive);
    row(Words::tr("ready"), world.ready.size());
    row(Words::tr("sleeping"), world.timers.size());
    row(Words::tr("waiting for something else"), world.waiting.size());
    page.sections.push_back(std::move(now));
    addShares(model, {trace::Time{0}, model.end()}, page);
    if (!model.queues().empty()) {
        Section queues;
        queues.heading = Words::tr("Queues");
        for (std::size_t i = 0; i < std::min(model.queues().size(), MostRows); ++i) {
            const trace::ObjectId queue = model.queues()[i];
            queues.rows.push_back({linkTo(model, queue),
                                   {},
                                   Words::tr("%1 now, %2 at most")
                                       .arg(count(model.depthAfter(queue, world.records)),
                                            count(model.peak(queue)))});
        }
        queues.countRest(model.queues().size());
        page.sections.push_back(std::move(queues));
    }
    return page;
}

} // namespace views
