#include "views/timeline/timelinegeometry.h"

#include <algorithm>

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

} // namespace

TimelineGeometry::TimelineGeometry(const QSize &size, int queues)
    : compact(size.height() < 560 || size.width() < 900)
{
    const Measures &m = compact ? Compact : Roomy;
    gutter = m.gutter;
    const int width = std::max(1, size.width() - gutter);
    overview = QRect(gutter, 0, width, m.overview);
    ruler = QRect(gutter, m.overview, width, m.ruler);

    const int top = m.overview + m.ruler;
    const int depth = compact && size.height() < 420 ? m.ready : m.depth;
    int shown = queues;
    const auto tracksHeight = [&] { return shown * depth + m.ready; };
    while (shown > 1 && size.height() - top - tracksHeight() < size.height() / 3)
        --shown;
    if (size.height() - top - tracksHeight() < LeastRows)
        shown = 0;
    const bool ready = size.height() - top - m.ready >= LeastRows / 2;
    const int bottom = size.height() - (ready ? tracksHeight() : 0);
    rows = QRect(gutter, top, width, std::max(0, bottom - top));
    int y = rows.bottom() + 1;
    for (int i = 0; i < shown && ready; ++i, y += depth)
        tracks.emplace_back(gutter, y, width, depth);
    if (ready)
        tracks.emplace_back(gutter, y, width, m.ready);
}

QRect TimelineGeometry::plots() const
{
    QRect all = rows;
    if (!tracks.empty())
        all.setBottom(tracks.back().bottom());
    return all;
}

} // namespace views
