#include "views/rows/findingpainter.h"

#include "views/rows/rowmetrics.h"
#include "views/style/savedpainter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr int LowestRow = 12; // that has a gap over its bar
constexpr double Half = 4; // of a sign's width
constexpr double Apart = 7; // from sign to sign
constexpr double TrackHeight = 6;
constexpr double TickHeight = 5;

QPainterPath triangle(const QPointF &tip, double height)
{
    QPainterPath path(tip);
    path.lineTo(tip + QPointF(-Half, -height));
    path.lineTo(tip + QPointF(Half, -height));
    path.closeSubpath();
    return path;
}

} // namespace

FindingPainter::FindingPainter(const Theme &theme, const RunModel &model,
                               const PlacedFindings &found)
    : m_theme(theme)
    , m_model(model)
    , m_found(found)
{
}

QRectF FindingPainter::Sign::reach() const
{
    return QRectF(tip.x() - Half, tip.y() - height, 2 * Half, height).adjusted(-2, -1, 2, 1);
}

double FindingPainter::xOf(const FindingPlace &place, const TimeAxis &axis) const
{
    return std::floor(axis.toX(startOf(m_model, place, axis.kind())));
}

void FindingPainter::addSigns(const FindingPlace *begin, const FindingPlace *end,
                              const TimeAxis &axis, double y, double height,
                              std::vector<Sign> &signs) const
{
    const auto firstAt = [&](const FindingPlace *from, double x) {
        return std::partition_point(
            from, end, [&](const FindingPlace &place) { return xOf(place, axis) < x; });
    };
    for (const FindingPlace *next = firstAt(begin, -Half); next != end;) {
        const double x = xOf(*next, axis);
        if (x > axis.width() + Half)
            return;
        // The middle of a step's tick, or of an end's cap.
        const bool ended
            = next->segment.task != trace::TaskId::None && isEnd(m_model.state(next->segment));
        signs.push_back({next, {x + (ended ? 8 : 1.5), y}, height});
        next = firstAt(next + 1, x + Apart);
    }
}

std::vector<FindingPainter::Sign> FindingPainter::signsInRows(const TimelineLayout &layout,
                                                              const TimeAxis &axis, double scroll,
                                                              const QSizeF &size) const
{
    std::vector<Sign> signs;
    const int rowHeight = layout.options().rowHeight;
    if (rowHeight < LowestRow || m_found.places.empty())
        return signs;
    const double height = RowMetrics(rowHeight).barTop() + 1;
    const FindingPlace *const begin = m_found.places.data();
    const FindingPlace *const end = begin + m_found.places.size();
    const auto &rows = layout.rows();
    auto row = std::partition_point(rows.begin(), rows.end(), [&](const TimelineLayout::Row &each) {
        return each.bottom() <= scroll;
    });
    for (; row != rows.end() && row->top - scroll < size.height(); ++row) {
        if (row->kind != TimelineLayout::Row::Kind::Task)
            continue;
        const auto before
            = [&](const FindingPlace &place) { return place.segment.task < row->task; };
        const FindingPlace *first = std::partition_point(begin, end, before);
        const FindingPlace *last = std::partition_point(
            first, end, [&](const FindingPlace &place) { return place.segment.task == row->task; });
        addSigns(first, last, axis, row->top - scroll + height, height, signs);
    }
    return signs;
}

std::vector<FindingPainter::Sign>
FindingPainter::signsInTrack(trace::ObjectId queue, const TimeAxis &axis, const QRectF &area) const
{
    std::vector<Sign> signs;
    if (queue == trace::ObjectId::None)
        return signs;
    const auto first = std::partition_point(
        m_found.places.begin(), m_found.places.end(),
        [](const FindingPlace &place) { return place.segment.task != trace::TaskId::None; });
    for (auto place = first; place != m_found.places.end(); ++place) {
        if (place->object == queue)
            addSigns(&*place, &*place + 1, axis, TrackHeight, TrackHeight, signs);
    }
    for (Sign &sign : signs)
        sign.tip += area.topLeft();
    return signs;
}

void FindingPainter::drawSign(QPainter &painter, const Theme &theme, const QPointF &tip,
                              double height, bool fault)
{
    const QPainterPath path = triangle(tip, height);
    painter.strokePath(path, QPen(theme.canvas, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.fillPath(path, fault ? theme.failed : theme.canvas);
    if (!fault)
        painter.strokePath(path, QPen(theme.text2, 1));
}

void FindingPainter::draw(QPainter &painter, const std::vector<Sign> &signs) const
{
    const SavedPainter saved(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Sign &sign : signs)
        drawSign(painter, m_theme, sign.tip, sign.height, m_found.isFault(*sign.place));
}

void FindingPainter::drawTicks(QPainter &painter, const TimeAxis &axis, const QRectF &area) const
{
    const SavedPainter saved(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto *places : {&m_found.others, &m_found.faults}) {
        const bool fault = places == &m_found.faults;
        for (auto next = places->begin(); next != places->end();) {
            const double x = xOf(m_found.places[*next], axis);
            const QPointF tip(area.left() + x + 0.5, area.bottom() - TickHeight);
            drawSign(painter, m_theme, tip, -TickHeight, fault);
            next = std::partition_point(next + 1, places->end(), [&](std::uint32_t place) {
                return xOf(m_found.places[place], axis) < x + 2;
            });
        }
    }
}

} // namespace views
