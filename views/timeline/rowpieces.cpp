#include "views/timeline/rowpieces.h"

#include "views/timeline/mixwalker.h"

#include <algorithm>
#include <cmath>

namespace views {

namespace {

/// Decides how large every tick can be without touching its neighbours.
void sizeTicks(std::vector<RowPieces::Tick> &ticks, const RowMetrics &metrics, double ratio)
{
    using Tick = RowPieces::Tick;
    const auto half
        = [&](const Tick &tick) { return metrics.tickWidth * (tick.steps > 1 ? 1.3 : 0.5); };
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        Tick &tick = ticks[i];
        const auto look = [&](const Tick &neighbour) {
            const double gap = std::abs(neighbour.x - tick.x) / ratio;
            if (gap < 3)
                tick.size = Tick::Size::Dense;
            else if (gap < half(tick) + half(neighbour) + 3 && tick.size == Tick::Size::Full)
                tick.size = Tick::Size::Thin;
        };
        if (i > 0)
            look(ticks[i - 1]);
        if (i + 1 < ticks.size())
            look(ticks[i + 1]);
    }
}

} // namespace

RowPieces cutRow(const TrackModel &model, trace::TaskId task, const TimeAxis &axis,
                 const RowMetrics &metrics, double ratio)
{
    RowPieces pieces;
    const TaskTrack &track = model.track(task);
    const AxisKind kind = axis.kind();
    const int width = static_cast<int>(std::ceil(axis.width()));
    const Units runEnd = model.end(kind);
    const auto unit = [&axis](int column) { return axis.toUnits(column); };
    // The column in which a place lies, by the same rounding as the columns' edges.
    const auto column = [&](Units at) {
        int x = static_cast<int>(std::floor(std::clamp(axis.toX(at), -1e6, 1e6)));
        if (std::abs(x) < 1'000'000)
            x += at >= unit(x + 1) ? 1 : at < unit(x) ? -1 : 0;
        return x;
    };

    if (track.hasEnded()) {
        const SegmentRef last{task, track.size() - 1};
        pieces.end = RowPieces::End{track.state(last.index), column(model.start(last, kind)),
                                    track.start(last.index)};
    }

    MixWalker walker(model, task, kind, unit(0));
    for (int x = 0; x < width;) {
        const Units from = unit(x);
        const Units to = unit(x + 1);
        if (to <= from) { // more pixels than units: the next column shows it
            ++x;
            continue;
        }
        const MixWalker::Stretch stretch = walker.advance(to);
        const std::size_t segment = walker.segment();
        const bool exists = segment != TaskTrack::None;
        const bool last = exists && segment + 1 == track.size();
        const Units segmentEnd = last ? runEnd : walker.segmentEnd();
        const bool wide = exists && isRunning(track.state(segment))
            && axis.toX(segmentEnd) - axis.toX(model.start({task, segment}, kind))
                >= metrics.tickWidth * ratio;
        if (const std::size_t narrow = stretch.steps - (wide && stretch.steps > 0 ? 1 : 0))
            pieces.ticks.push_back({x, narrow, RowPieces::Tick::Size::Full,
                                    stretch.mix[static_cast<std::size_t>(State::Blocking)] > 0});

        const bool lasts = exists && !isEnd(track.state(segment));
        if (stretch.shared || (lasts && segmentEnd < to)) {
            if (std::any_of(stretch.mix.begin(), stretch.mix.end(), [](Units u) { return u > 0; }))
                pieces.columns.push_back({x, to - from, stretch.mix});
            ++x;
            continue;
        }
        int end = width;
        if (exists ? (lasts || !last) : !track.empty())
            end = std::clamp(column(std::min(segmentEnd, axis.range().end + 1)), x + 1, width);
        // Rounded columns may reach a unit beyond the segment.
        while (end > x + 1 && segmentEnd < unit(end))
            --end;
        if (lasts)
            pieces.runs.push_back({x, end, segment, lookOf(model, {task, segment}),
                                   x == 0 && model.start({task, segment}, kind) < from,
                                   end == width && segmentEnd > unit(end)});
        if (unit(end) > to)
            walker.advance(unit(end));
        x = end;
    }
    sizeTicks(pieces.ticks, metrics, ratio);
    return pieces;
}

} // namespace views
