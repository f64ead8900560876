#include "views/timeline/timelinegeometry.h"

#include <algorithm>
#include <cstdlib>

namespace views {

namespace {

struct Measures
{
    int gutter;
    int overview;
    int ruler;
    int depth;
    int ready;
};

constexpr Measures Roomy{192, 60, 30, 80, 56};
constexpr Measures Compact{164, 40, 26, 56, 42};
constexpr int LeastRows = 96;
constexpr int LeastGutter = 72;
constexpr int EdgeReach = 3; // to both sides

} // namespace

TimelineGeometry::TimelineGeometry(const QSize &size, int trackCount, const Wishes &wishes,
                                   bool withReady)
    : compact(size.height() < 560 || size.width() < 900)
    , ready(withReady)
{
    const Measures &m = compact ? Compact : Roomy;
    gutter = wishes.gutter > 0
        ? std::clamp(wishes.gutter, LeastGutter, std::max(LeastGutter, size.width() / 2))
        : m.gutter;
    const int width = std::max(1, size.width() - gutter);
    overview = QRect(gutter, 0, width, m.overview);
    ruler = QRect(gutter, m.overview, width, m.ruler);

    const int top = m.overview + m.ruler;
    const bool tracked = size.height() - top - m.ready >= LeastRows / 2;
    const int last = ready ? m.ready : 0;
    const int room = std::max(0, size.height() - top - last - LeastRows);
    int height = compact && size.height() < 420 ? m.ready : m.depth;
    int inSight = 0; // of the queues' tracks
    if (tracked && wishes.queues > 0) {
        inSight = std::min(wishes.queues, room);
        height = std::max(height, inSight / std::max(1, trackCount));
    } else if (tracked) {
        const int third = size.height() - top - last - size.height() / 3;
        const int shown = std::min(trackCount, std::max(1, third / height));
        inSight = shown * height <= room ? shown * height : 0;
    }
    inSight = std::min(inSight, trackCount * height);
    hidden = trackCount * height - inSight;
    const int bottom = size.height() - (tracked ? last : 0);
    queues = QRect(gutter, bottom - inSight, width, inSight);
    rows = QRect(gutter, top, width, std::max(0, queues.top() - top));
    if (!tracked)
        return;
    int y = queues.top() - std::clamp(wishes.scroll, 0, hidden);
    for (int i = 0; i < trackCount; ++i, y += height)
        tracks.emplace_back(gutter, y, width, height);
    if (ready)
        tracks.emplace_back(gutter, bottom, width, last);
}

QRect TimelineGeometry::sightOf(std::size_t track) const
{
    return ready && track + 1 == tracks.size() ? tracks[track] : tracks[track].intersected(queues);
}

TimelineGeometry::Edge TimelineGeometry::edgeAt(const QPoint &point) const
{
    if (std::abs(point.x() - gutter) <= EdgeReach && !overview.contains(point))
        return Edge::Gutter;
    const bool atTracks = std::abs(point.y() - rows.bottom()) <= EdgeReach;
    return atTracks && tracks.size() > (ready ? 1 : 0) ? Edge::Tracks : Edge::None;
}

QRect TimelineGeometry::plots() const
{
    QRect all = rows;
    if (!tracks.empty())
        all.setBottom(ready ? tracks.back().bottom() : queues.bottom());
    return all;
}

} // namespace views
