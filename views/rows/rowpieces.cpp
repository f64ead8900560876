#include "views/rows/rowpieces.h"

#include "views/model/mixwalker.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace views {

namespace {

constexpr int FarAway = 1'000'000'000; ///< in columns; nothing so far away is painted

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

void RowPieces::clear()
{
    runs.clear();
    columns.clear();
    ticks.clear();
    end.reset();
}

ColumnRange RowCut::columns() const
{
    return {0, static_cast<int>(std::ceil(axis.width()))};
}

RowPieces cutRow(const RunModel &model, trace::TaskId task, const RowCut &cut)
{
    RowPieces pieces;
    cutRow(model, task, cut, cut.columns(), pieces);
    return pieces;
}

void cutRow(const RunModel &model, trace::TaskId task, const RowCut &cut,
            const ColumnRange &columns, RowPieces &pieces)
{
    pieces.clear();
    const TimeAxis &axis = cut.axis;
    const TaskTrack &track = model.track(task);
    const AxisKind kind = axis.kind();
    const double widthOfTick = cut.metrics.tickWidth * cut.ratio;
    // What waits for ever goes on beyond the end.
    const Units runEnd = track.isLost() ? std::numeric_limits<Units>::max() / 2 : model.end(kind);
    const auto unit = [&axis](int column) { return axis.toUnits(column); };
    // The column in which a place lies, by the same rounding as the columns' edges.
    const auto column = [&](Units at) {
        int x = static_cast<int>(std::floor(std::clamp<double>(axis.toX(at), -FarAway, FarAway)));
        if (std::abs(x) < FarAway)
            x += at >= unit(x + 1) ? 1 : at < unit(x) ? -1 : 0;
        return x;
    };

    if (track.hasEnded()) {
        const SegmentRef last{task, track.size() - 1};
        const Units at = model.start(last, kind);
        pieces.end = RowPieces::End{track.state(last.index), column(at), track.start(last.index),
                                    at == model.start({task, 0}, kind)};
    }

    const int stop = columns.end;
    const Units farthest = unit(columns.end) + 1;
    MixWalker walker(model, task, kind, unit(columns.begin));
    for (int x = columns.begin; x < stop;) {
        const Units from = unit(x);
        // Where there are more pixels than units, several columns show one.
        int next = x + 1;
        while (next < stop && unit(next) <= from)
            ++next;
        const Units to = std::max(unit(next), from + 1);
        const MixWalker::Stretch stretch = walker.advance(to);
        const std::size_t segment = walker.segment();
        const bool exists = segment != TaskTrack::None;
        const bool last = exists && segment + 1 == track.size();
        const Units segmentEnd = last ? runEnd : walker.segmentEnd();
        const bool wide = exists && isRunning(track.state(segment))
            && axis.toX(segmentEnd) - axis.toX(model.start({task, segment}, kind)) >= widthOfTick;
        if (const std::size_t narrow = stretch.steps - (wide && stretch.steps > 0 ? 1 : 0))
            pieces.ticks.push_back({x, narrow, RowPieces::Tick::Size::Full,
                                    stretch.mix[static_cast<std::size_t>(State::Blocking)] > 0});

        const bool lasts = exists && !isEnd(track.state(segment));
        if (stretch.shared || (lasts && segmentEnd < to)) {
            if (std::any_of(stretch.mix.begin(), stretch.mix.end(), [](Units u) { return u > 0; }))
                pieces.columns.push_back({x, to - from, stretch.mix});
            x = next;
            continue;
        }
        int end = stop;
        if (exists ? (lasts || !last) : !track.empty())
            end = std::clamp(column(std::min(segmentEnd, farthest)), next, stop);
        // Rounded columns may reach a unit beyond the segment.
        while (end > next && segmentEnd < unit(end))
            --end;
        if (lasts) {
            const Units start = model.start({task, segment}, kind);
            const bool atTick = !pieces.ticks.empty() && pieces.ticks.back().x >= x - 1;
            pieces.runs.push_back({x, end, segment, styleOf(model, {task, segment}),
                                   x == columns.begin && start < from,
                                   end == stop && segmentEnd > unit(end), column(start),
                                   atTick ? pieces.ticks.back().steps : 0});
        }
        if (unit(end) > to)
            walker.advance(unit(end));
        x = end;
    }
    if (pieces.end && !pieces.ticks.empty() && pieces.ticks.back().x == pieces.end->x)
        pieces.end->steps = pieces.ticks.back().steps;
    sizeTicks(pieces.ticks, cut.metrics, cut.ratio);
}

} // namespace views
