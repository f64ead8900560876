#include "views/model/runnotes.h"

#include "engine/trace/schema.h"
#include "views/model/runmodel.h"

#include <algorithm>
#include <map>

namespace views {

namespace {

/// Does \a record tell of \a loop? What is told of no task and no loop is of any.
bool isOf(const trace::Trace &trace, const trace::Record &record, trace::TextId loop)
{
    const trace::KindSchema *schema = trace::schemaOf(record.kind());
    if (schema == nullptr)
        return false;
    switch (schema->subject) {
    case trace::Field::Task:
    case trace::Field::TaskOrNone:
        return record.task() != trace::TaskId::None && trace.task(record.task()).loop == loop;
    case trace::Field::Text:
        return trace::TextId{record.subject} == loop;
    case trace::Field::Outcome:
        return true;
    default:
        return false;
    }
}

} // namespace

void RunNotes::append(std::uint32_t record, const trace::Record &told)
{
    switch (told.kind()) {
    case trace::Kind::Marked:
        m_marks.push_back(record);
        break;
    case trace::Kind::Unretrieved:
        m_unretrieved.push_back(record);
        m_exceptions.emplace(told.task(), told.exception());
        break;
    case trace::Kind::Blocked:
        m_samples.push_back(record);
        break;
    case trace::Kind::LoopIdle:
        m_idle.push_back(record);
        break;
    default:
        break;
    }
}

std::optional<trace::TextId> RunNotes::unretrieved(trace::TaskId task) const
{
    const auto found = m_exceptions.find(task);
    return found == m_exceptions.end() ? std::nullopt : std::optional(found->second);
}

trace::ChainId blockedAt(const RunModel &model, const SegmentRef &step)
{
    const TaskTrack &track = model.track(step.task);
    const std::size_t begin = track.record(step.index);
    const std::size_t end
        = step.index + 1 < track.size() ? track.record(step.index + 1) : model.records();
    const std::vector<std::uint32_t> &all = model.notes().samples();
    std::map<trace::ChainId, trace::Time> times;
    trace::ChainId last = trace::ChainId::None;
    trace::Time since{0};
    trace::ChainId longest = trace::ChainId::None;
    const auto stayUntil = [&](trace::Time until) {
        if (last == trace::ChainId::None)
            return;
        times[last] += until - since;
        if (longest == trace::ChainId::None || times[last] > times[longest])
            longest = last;
    };
    for (auto i = std::lower_bound(all.begin(), all.end(), begin); i != all.end() && *i < end;
         ++i) {
        const trace::Record &record = model.trace().records()[*i];
        if (record.task() != step.task)
            continue;
        stayUntil(record.time());
        last = trace::ChainId{record.argument};
        since = record.time();
    }
    stayUntil(trace::Time{model.end(step, AxisKind::Clock)});
    return longest;
}

TimeRange idleTime(const RunModel &model, std::uint32_t record)
{
    const auto &records = model.trace().records();
    const trace::TextId loop{records[record].subject};
    std::size_t next = record + std::size_t{1};
    while (next < model.records() && !isOf(model.trace(), records[next], loop))
        ++next;
    return {records[record].time(), next < model.records() ? records[next].time() : model.end()};
}

} // namespace views
