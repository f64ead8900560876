#include "views/analysis/sourcelines.h"

#include <algorithm>
#include <tuple>

namespace views {

namespace {

/// The record that suspended its task where it stands in \a segment; nothing where it stands
/// nowhere.
std::optional<std::size_t> suspensionOf(const RunModel &model, const SegmentRef &segment)
{
    const TaskTrack &track = model.track(segment.task);
    if (isRunning(track.state(segment.index)) || isEnd(track.state(segment.index)))
        return {};
    for (std::size_t i = segment.index + 1; i-- > 0;) {
        const std::size_t record = track.record(i);
        const trace::Kind kind = model.trace().records()[record].kind();
        if (kind == trace::Kind::Suspended)
            return record;
        if (kind == trace::Kind::Resumed)
            return {};
    }
    return {};
}

trace::ChainId chainOf(const RunModel &model, std::optional<std::size_t> suspension)
{
    const trace::Trace &trace = model.trace();
    return suspension ? trace.wait(trace.records()[*suspension].wait()).chain
                      : trace::ChainId::None;
}

/// A task that stands in a line, or whose chain passes through.
struct Standing
{
    SourceLine at;
    bool through = false;
    std::size_t since = 0; ///< the record that suspended it
    trace::TaskId task = trace::TaskId::None;

    auto operator<=>(const Standing &) const = default;
};

} // namespace

std::optional<SourceLine> lineOf(const trace::Trace &trace, trace::SiteId site)
{
    if (site == trace::SiteId::None)
        return {};
    const trace::Site &place = trace.site(site);
    if (place.line == 0 || place.file == trace::TextId::Empty)
        return {};
    return SourceLine{place.file, place.line};
}

std::vector<SourceLine> linesOf(const trace::Trace &trace, trace::ChainId chain)
{
    std::vector<SourceLine> lines;
    for (; chain != trace::ChainId::None; chain = trace.chain(chain).parent) {
        if (const auto line = lineOf(trace, trace.chain(chain).site))
            lines.push_back(*line);
    }
    return lines;
}

std::span<const LineMark> SourceLines::in(trace::TextId file) const
{
    const auto [first, last] = std::equal_range(
        marks.begin(), marks.end(), LineMark{{file, 0}, {}, {}},
        [](const LineMark &a, const LineMark &b) { return a.at.file < b.at.file; });
    return {first, last};
}

const LineMark *SourceLines::at(const SourceLine &line) const
{
    const auto found
        = std::lower_bound(marks.begin(), marks.end(), line,
                           [](const LineMark &mark, const SourceLine &l) { return mark.at < l; });
    return found == marks.end() || found->at != line ? nullptr : &*found;
}

SourceLines sourceLinesAt(const RunModel &model, std::size_t records)
{
    const trace::Trace &trace = model.trace();
    std::vector<Standing> all;
    for (std::size_t i = 0; i < model.taskCount(); ++i) {
        const trace::TaskId task{static_cast<std::uint32_t>(i)};
        const std::size_t segment = model.track(task).segmentAfter(records);
        const auto suspension = segment == TaskTrack::None
            ? std::nullopt
            : suspensionOf(model, SegmentRef{task, segment});
        bool through = false;
        for (auto node = chainOf(model, suspension); node != trace::ChainId::None;
             node = trace.chain(node).parent) {
            if (const auto line = lineOf(trace, trace.chain(node).site))
                all.push_back({*line, through, *suspension, task});
            through = true;
        }
    }
    std::sort(all.begin(), all.end());
    SourceLines lines;
    for (const Standing &standing : all) {
        if (lines.marks.empty() || lines.marks.back().at != standing.at)
            lines.marks.push_back({standing.at, {}, {}});
        LineMark &mark = lines.marks.back();
        auto &tasks = standing.through ? mark.through : mark.here;
        // A coroutine that awaits itself passes through its line as often as it is deep.
        if (tasks.empty() || tasks.back() != standing.task)
            tasks.push_back(standing.task);
    }
    return lines;
}

trace::ChainId chainAt(const RunModel &model, trace::TaskId task, std::size_t records)
{
    const std::size_t segment = model.track(task).segmentAfter(records);
    return segment == TaskTrack::None
        ? trace::ChainId::None
        : chainOf(model, suspensionOf(model, SegmentRef{task, segment}));
}

trace::ChainId chainOf(const RunModel &model, const SegmentRef &segment)
{
    const TaskTrack &track = model.track(segment.task);
    if (model.state(segment) == State::Blocking) {
        if (const auto chain = blockedAt(model, segment); chain != trace::ChainId::None)
            return chain;
    }
    if (isRunning(track.state(segment.index)) && segment.index + 1 < track.size())
        return chainOf(model, suspensionOf(model, {segment.task, segment.index + 1}));
    return chainOf(model, suspensionOf(model, segment));
}

std::optional<SegmentRef> stepAt(const RunModel &model, std::size_t records)
{
    const std::uint32_t steps = model.steps().before(std::min(records, model.records()));
    if (steps == 0)
        return {};
    const std::size_t begin = model.steps().record(steps - 1);
    const trace::TaskId task = model.trace().records()[begin].task();
    return SegmentRef{task, model.track(task).segmentAfter(begin + 1)};
}

} // namespace views
