#include "views/words/objectpage.h"

#include "views/analysis/objectflow.h"
#include "views/words/durationtext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"

#include <QCoreApplication>

#include <algorithm>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::ObjectPage)
};

using Section = InspectionPage::Section;

constexpr std::size_t MostRows = 12;
constexpr std::size_t HistogramParts = 24;

QString count(std::size_t number)
{
    return numberText(static_cast<qint64>(number));
}

QString secondsText(double seconds)
{
    return exactDurationText(trace::Time{static_cast<std::int64_t>(seconds * 1e9)});
}

Section lineSection(const RunModel &model, const World &world, trace::ObjectId object)
{
    const auto line = world.lineFor(model, object);
    Section section;
    section.heading = Words::tr("Who waits for it");
    section.aside = line.size() == 1 ? Words::tr("1 task") : taskCountText(line.size());
    for (std::size_t i = 0; i < std::min(line.size(), MostRows); ++i) {
        section.rows.push_back(
            {QStringLiteral("%1. %2").arg(count(i + 1), linkTo(model, line[i].task)),
             QString::fromUtf8(
                 model.trace().waitKind(line[i].wait).word.data(),
                 static_cast<qsizetype>(model.trace().waitKind(line[i].wait).word.size())),
             Words::tr("since %1").arg(placeText(model, line[i].record))});
    }
    section.countRest(line.size());
    return section;
}

Section queueSection(const QueueFlow &flow)
{
    Section section;
    section.heading = Words::tr("From put to get, whole run");
    section.aside = Words::tr("%1 items").arg(count(flow.stays.size()));
    if (flow.stays.empty()) {
        section.note = Words::tr("No item was taken.");
        return section;
    }
    section.histogram = flow.histogram(HistogramParts);
    const auto row = [&](const QString &what, const QString &value) {
        section.rows.push_back({what, {}, value});
    };
    row(Words::tr("half of them, at most"), exactDurationText(flow.quantile(0.5)));
    row(Words::tr("95 % of them, at most"), exactDurationText(flow.quantile(0.95)));
    row(Words::tr("99 % of them, at most"), exactDurationText(flow.quantile(0.99)));
    row(Words::tr("the longest"), exactDurationText(flow.stays.back()));
    return section;
}

Section throughputSection(const QueueFlow &flow)
{
    Section section;
    section.heading = Words::tr("Throughput, whole run");
    section.rows.push_back({Words::tr("put"), {}, count(flow.put)});
    section.rows.push_back({Words::tr("taken"), {}, count(flow.stays.size())});
    if (flow.left > 0)
        section.rows.push_back({Words::tr("left in it"), {}, count(flow.left)});
    if (flow.length <= trace::Time{0}) {
        section.note = Words::tr("The run takes no time: there is no rate.");
        return section;
    }
    section.rows.push_back({Words::tr("put in a second"), {}, numberText(flow.arrivals())});
    section.rows.push_back({Words::tr("items in it, on average"), {}, numberText(flow.content)});
    section.rows.push_back(
        {Words::tr("an item's stay, on average"), {}, secondsText(flow.meanStay())});
    section.note
        = Words::tr("Little's law: %1 a second × %2 = %3 items, and %4 were counted.")
              .arg(numberText(flow.arrivals()), secondsText(flow.meanStay()),
                   numberText(flow.arrivals() * flow.meanStay()), numberText(flow.content));
    return section;
}

Section holdsSection(const RunModel &model, const HoldFlow &flow)
{
    Section section;
    section.heading = Words::tr("How it was held, whole run");
    section.aside = flow.holds == 1 ? Words::tr("once")
                                    : Words::tr("%n times", nullptr, static_cast<int>(flow.holds));
    section.rows.push_back({Words::tr("in all"), {}, exactDurationText(flow.held)});
    if (flow.longestBy != trace::TaskId::None)
        section.rows.push_back(
            {Section::withSecond(Words::tr("longest, by %1").arg(linkTo(model, flow.longestBy)),
                                 Words::tr("from %1 on").arg(placeText(model, flow.longestFrom))),
             {},
             exactDurationText(flow.longest)});
    return section;
}

QString originOf(const RunModel &model, const trace::Object &object, bool isQueue)
{
    QStringList parts{QString::fromStdString(model.trace().text(object.kind)).toHtmlEscaped()};
    if (isQueue)
        parts += object.capacity == 0 ? Words::tr("unbounded")
                                      : Words::tr("holds up to %1").arg(count(object.capacity));
    const QString site = linkToPlace(model, object.site);
    if (!site.isEmpty())
        parts += Words::tr("made at %1").arg(site);
    return parts.join(QStringLiteral(" · "));
}

QString listOf(const RunModel &model, const std::vector<trace::TaskId> &tasks)
{
    QStringList names;
    for (const trace::TaskId task : tasks) {
        const QString name = linkTo(model, task);
        if (!names.contains(name))
            names += name;
    }
    return names.join(Words::tr(", ", "between names"));
}

QString waitersText(std::size_t waiting)
{
    return waiting == 0 ? Words::tr("nobody waits for it")
        : waiting == 1  ? Words::tr("1 task waits for it")
                        : Words::tr("%n tasks wait for it", nullptr, static_cast<int>(waiting));
}

} // namespace

InspectionPage objectPage(const RunModel &model, const World &world, trace::ObjectId object,
                          const QueueFlow *queue, const HoldFlow *holds)
{
    const trace::Object &info = model.trace().object(object);
    const bool isQueue = model.depth(object).size() > 0;
    const bool isHeld = model.holderTrack(object).size() > 0;
    InspectionPage page;
    page.name = objectName(model, object);
    page.origin = originOf(model, info, isQueue);
    const std::size_t waiting = world.lineFor(model, object).size();
    const QString name = page.name.toHtmlEscaped();
    if (isQueue) {
        const auto depth = static_cast<int>(model.depthAfter(object, world.records));
        const QString items = depth == 0 ? Words::tr("%1 is empty")
            : depth == 1                 ? Words::tr("%1 has 1 item")
                                         : Words::tr("%1 has %n items", nullptr, depth);
        page.sentence = Words::tr("%1; %2.", "what is in a queue; who waits for it")
                            .arg(items.arg(name), waitersText(waiting));
    } else if (isHeld) {
        const auto holders = model.holders(object, world.records);
        page.sentence = holders.empty()
            ? Words::tr("%1 is free; %2.").arg(name, waitersText(waiting))
            : Words::tr("%1 is held by %2; %3.")
                  .arg(name, listOf(model, holders), waitersText(waiting));
        Section section;
        section.heading = Words::tr("Held by");
        for (const trace::TaskId holder : holders) {
            const auto since = heldSince(model, object, holder, world.records);
            section.rows.push_back(
                {linkTo(model, holder),
                 {},
                 since ? Words::tr("since %1").arg(placeText(model, *since)) : QString()});
        }
        if (!holders.empty())
            page.sections.push_back(std::move(section));
    } else {
        page.sentence = Words::tr("%1: %2.").arg(name, waitersText(waiting));
    }
    if (waiting > 0)
        page.sections.push_back(lineSection(model, world, object));
    if (isQueue && model.depthAfter(object, world.records) > 0)
        page.sections.push_back({Words::tr("Items in it"),
                                 count(model.depthAfter(object, world.records)),
                                 {},
                                 {},
                                 {},
                                 Words::tr("What the items are is not recorded."),
                                 false});
    if (queue != nullptr) {
        page.sections.push_back(queueSection(*queue));
        page.sections.push_back(throughputSection(*queue));
    }
    if (holds != nullptr)
        page.sections.push_back(holdsSection(model, *holds));
    return page;
}

} // namespace views
