#include "views/model/runmarks.h"

#include "views/model/runmodel.h"

#include <algorithm>
#include <iterator>

namespace views {

namespace {

bool isBefore(const RunMark &a, const RunMark &b)
{
    return a.position.records < b.position.records;
}

} // namespace

void MarkChanges::add(const Position &position, const QString &note)
{
    const RunMark mark{position, trace::TaskId::None, note};
    const auto there = std::lower_bound(added.begin(), added.end(), mark, isBefore);
    if (there != added.end() && there->position.records == position.records)
        *there = mark;
    else
        added.insert(there, mark);
}

void MarkChanges::change(const RunMark &mark, const std::optional<QString> &note)
{
    if (mark.record) {
        recorded[*mark.record] = note;
        return;
    }
    if (note) {
        add(mark.position, *note);
        return;
    }
    std::erase_if(added, [&](const RunMark &other) {
        return other.position.records == mark.position.records;
    });
}

std::vector<RunMark> marksOf(const RunModel &model, const MarkChanges &changes)
{
    std::vector<RunMark> recorded;
    for (const std::uint32_t number : model.notes().marks()) {
        const auto changed = changes.recorded.find(number);
        const bool isChanged = changed != changes.recorded.end();
        if (isChanged && !changed->second)
            continue;
        const trace::Record &record = model.trace().records()[number];
        const trace::TextId text{record.argument};
        recorded.push_back(
            {{record.time(), number + std::size_t{1}},
             record.task(),
             isChanged ? *changed->second : QString::fromStdString(model.trace().text(text)),
             number});
    }
    const auto end
        = std::find_if(changes.added.begin(), changes.added.end(), [&model](const RunMark &mark) {
              return mark.position.records > model.records();
          });
    std::vector<RunMark> marks;
    std::merge(recorded.begin(), recorded.end(), changes.added.begin(), end,
               std::back_inserter(marks), isBefore);
    return marks;
}

std::size_t markFrom(const std::vector<RunMark> &marks, std::size_t records)
{
    const auto found = std::lower_bound(
        marks.begin(), marks.end(), records,
        [](const RunMark &mark, std::size_t r) { return mark.position.records < r; });
    return static_cast<std::size_t>(found - marks.begin());
}

const RunMark *markAt(const std::vector<RunMark> &marks, const Position &position)
{
    const std::size_t found = markFrom(marks, position.records);
    return found < marks.size() && marks[found].position.records == position.records ? &marks[found]
                                                                                     : nullptr;
}

} // namespace views
