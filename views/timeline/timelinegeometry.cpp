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

TimelineGeometry::TimelineGeometry(const QSize &size, int queueCount, const Wishes &wishes)
    : compact(size.height() < 560 || size.width() < 900)
{
    const Measures &m = compact ? Compact : Roomy;
    gutter = wishes.gutter > 0
        ? std::clamp(wishes.gutter, LeastGutter, std::max(LeastGutter, size.width() / 2))
        : m.gutter;
    const int width = std::max(1, size.width() - gutter);
    overview = QRect(gutter, 0, width, m.overview);
    ruler = QRect(gutter, m.overview, width, m.ruler);

    const int top = m.overview + m.ruler;
    const bool ready = size.height() - top - m.ready >= LeastRows / 2;
    const int room = std::max(0, size.height() - top - m.ready - LeastRows);
    int height = compact && size.height() < 420 ? m.ready : m.depth;
    int inSight = 0; // of the queues' tracks
    if (ready && wishes.queues > 0) {
        inSight = std::min(wishes.queues, room);
        height = std::max(height, inSight / std::max(1, queueCount));
    } else if (ready) {
        const int third = size.height() - top - m.ready - size.height() / 3;
        const int shown = std::min(queueCount, std::max(1, third / height));
        inSight = shown * height <= room ? shown * height : 0;
    }
    inSight = std::min(inSight, queueCount * height);
    hidden = queueCount * height - inSight;
    const int bottom = size.height() - (ready ? m.ready : 0);
    queues = QRect(gutter, bottom - inSight, width, inSight);
    rows = QRect(gutter, top, width, std::max(0, queues.top() - top));
    if (!ready)
        return;
    int y = queues.top() - std::clamp(wishes.scroll, 0, hidden);
    for (int i = 0; i < queueCount; ++i, y += height)
        tracks.emplace_back(gutter, y, width, height);
    tracks.emplace_back(gutter, bottom, width, m.ready);
}

QRect TimelineGeometry::sightOf(std::size_t track) const
{
    return track + 1 == tracks.size() ? tracks[track] : tracks[track].intersected(queues);
}

TimelineGeometry::Edge TimelineGeometry::edgeAt(const QPoint &point) const
{
    if (std::abs(point.x() - gutter) <= EdgeReach && !overview.contains(point))
        return Edge::Gutter;
    const bool atTracks = std::abs(point.y() - rows.bottom()) <= EdgeReach;
    return atTracks && tracks.size() > 1 ? Edge::Tracks : Edge::None;
}

QRect TimelineGeometry::plots() const
{
    QRect all = rows;
    if (!tracks.empty())
        all.setBottom(tracks.back().bottom());
    return all;
}

} // namespace views
