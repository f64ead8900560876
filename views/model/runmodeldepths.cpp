#include "views/model/runmodel.h"
#include "views/model/search.h"

#include <cmath>

namespace views {

namespace {

// So far ahead of a loop over columns, what it will touch is prefetched.
constexpr std::size_t Ahead = 8;

} // namespace

/// What changes with a few records only.
const DepthTrack &RunModel::changes(const TrackId &track) const
{
    return track.kind == TrackId::Kind::Alive ? m_alive : depth(track.queue);
}

std::uint32_t RunModel::peak(const TrackId &track) const
{
    return track.kind == TrackId::Kind::Ready ? m_ready.peak() : changes(track).peak();
}

std::uint32_t RunModel::depthAfter(const TrackId &track, std::size_t records) const
{
    return track.kind == TrackId::Kind::Ready ? m_ready.depthAfter(records)
                                              : changes(track).depthAfter(records);
}

std::vector<std::uint32_t> RunModel::columnRecords(const TimeAxis &axis,
                                                   const ColumnRange &columns) const
{
    const auto count = static_cast<std::size_t>(columns.end - columns.begin) + 1;
    std::vector<std::uint32_t> edges(count);
    const auto edge
        = [&](std::size_t i) { return axis.toUnits(columns.begin + static_cast<int>(i)); };
    if (axis.kind() == AxisKind::Steps) {
        for (std::size_t i = 0; i < count; ++i)
            edges[i] = static_cast<std::uint32_t>(recordFrom(edge(i), AxisKind::Steps));
        return edges;
    }
    Forecast forecast;
    searchAhead(
        count,
        [&](std::size_t i) {
            const std::size_t block
                = nearWhere(0, m_times.size(), forecast.next(m_times.size()),
                            [&](std::size_t b) { return m_times[b] >= edge(i); });
            forecast.add(block);
            if (block > 0)
                prefetch(&m_trace->records()[(block - 1) * TimesEvery], TimesEvery);
            return block;
        },
        [&](std::size_t i, std::size_t block) {
            edges[i] = static_cast<std::uint32_t>(recordInBlock(edge(i), block));
        });
    return edges;
}

std::vector<DepthSample> RunModel::samples(const TrackId &track, const TimeAxis &axis) const
{
    // What stands at the very end of the range is still in sight.
    const ColumnRange columns{0, static_cast<int>(std::ceil(axis.width())) + 1};
    std::vector<DepthSample> all;
    samples(track, axis, columns, columnRecords(axis, columns), all);
    return all;
}

void RunModel::samples(const TrackId &shown, const TimeAxis &axis, const ColumnRange &columns,
                       std::span<const std::uint32_t> columnRecords,
                       std::vector<DepthSample> &samples) const
{
    std::uint32_t settled = depthAfter(shown, columnRecords.front());
    samples.push_back({axis.toUnits(columns.begin), settled, settled});
    if (shown.kind == TrackId::Kind::Ready) {
        for (std::size_t i = 0; i + 1 < columnRecords.size(); ++i) {
            if (i + 1 + Ahead < columnRecords.size())
                m_ready.prefetchAt(columnRecords[i + 1 + Ahead]);
            const std::uint32_t first = columnRecords[i];
            const std::uint32_t next = columnRecords[i + 1];
            if (first == next)
                continue;
            const std::uint32_t before = settled;
            const ReadyTrack::Passage passage = m_ready.passage(first, next, before);
            settled = passage.settled;
            // Records that leave the ready queue alone are no change.
            if (settled != before || passage.peak != before)
                samples.push_back({at(next - 1, axis.kind()), settled, passage.peak});
        }
        return;
    }
    const DepthTrack &track = changes(shown);
    const std::vector<std::uint32_t> changed = track.firstFrom(columnRecords);
    for (std::size_t i = 0; i + 1 < changed.size(); ++i) {
        if (i + 1 + Ahead < changed.size() && changed[i + 1 + Ahead] > 0)
            prefetch(&m_trace->records()[track.record(changed[i + 1 + Ahead] - 1)], 1);
        const std::uint32_t next = changed[i + 1];
        if (next != changed[i])
            samples.push_back({at(track.record(next - 1), axis.kind()), track.depth(next - 1),
                               track.highest(changed[i], next)});
    }
}

} // namespace views
