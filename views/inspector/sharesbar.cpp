#include "views/inspector/sharesbar.h"

#include "views/rows/barpainter.h"
#include "views/rows/rowmetrics.h"
#include "views/style/segmentstyle.h"

#include <QPainter>

namespace views {

namespace {

SegmentStyle styleOf(const Share &share)
{
    switch (share.state) {
    case State::Running:
        return SegmentStyle::Running;
    case State::Blocking:
        return SegmentStyle::Blocking;
    case State::Sleeping:
        return SegmentStyle::Timer;
    case State::Cancelling:
        return SegmentStyle::Cancelling;
    case State::Lost:
        return SegmentStyle::Lost;
    case State::Waiting:
        return views::styleOf(share.shape);
    default:
        return SegmentStyle::Ready;
    }
}

} // namespace

void SharesBar::setShares(std::vector<Share> shares)
{
    m_shares = std::move(shares);
    update();
}

void SharesBar::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void SharesBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const RowMetrics metrics(RowHeights.front());
    const BarPainter bars(m_theme, metrics);
    double x = 0;
    for (const Share &share : m_shares) {
        const double end = x + share.part * width();
        bars.draw(painter, styleOf(share), x, end, -metrics.barTop(), {});
        x = end;
    }
}

} // namespace views
