#include "views/timeline/markpainter.h"

#include "views/model/onelinetext.h"
#include "views/style/savedpainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double FlagWidth = 12;
constexpr double NoteWidth = 140; // at most
constexpr double LeastNote = 30;
constexpr double Apart = 4;

} // namespace

MarkPainter::MarkPainter(const Theme &theme, const Fonts &fonts, const RunModel &model,
                         const std::vector<RunMark> &marks)
    : m_theme(theme)
    , m_fonts(fonts)
    , m_model(model)
    , m_marks(marks)
{
}

const QColor &MarkPainter::colorOf(const RunMark &mark) const
{
    return mark.record ? m_theme.text2 : m_theme.accent;
}

double MarkPainter::xOf(const RunMark &mark, const TimeAxis &axis, const QRectF &area) const
{
    return std::floor(area.left() + axis.toX(m_model.at(mark.position, axis.kind())));
}

std::size_t MarkPainter::firstAt(double x, const TimeAxis &axis, const QRectF &area) const
{
    const auto first
        = std::partition_point(m_marks.begin(), m_marks.end(),
                               [&](const RunMark &mark) { return xOf(mark, axis, area) < x; });
    return static_cast<std::size_t>(first - m_marks.begin());
}

std::vector<MarkPainter::Place> MarkPainter::places(const TimeAxis &axis, const QRectF &area,
                                                    const QRectF &flag) const
{
    std::vector<Place> places;
    for (std::size_t next = firstAt(area.left(), axis, area); next < m_marks.size();) {
        const double x = xOf(m_marks[next], axis, area);
        if (x > area.right())
            break;
        next = firstAt(x + 1, axis, area);
        // The last of a pixel: it is the one that a click there means.
        places.push_back(
            {&m_marks[next - 1], x, QRectF(x, area.top() + 4, FlagWidth, area.height() - 10), {}});
    }
    const QFontMetricsF metrics(m_fonts.label);
    for (std::size_t i = 0; i < places.size(); ++i) {
        Place &place = places[i];
        double right = std::min(area.right(), place.plate.right() + NoteWidth);
        if (i + 1 < places.size())
            right = std::min(right, places[i + 1].x - Apart);
        if (!flag.isEmpty() && flag.right() > place.x)
            right = std::min(right, flag.left() - Apart);
        const double room = right - place.plate.right() - Apart;
        const QString note = oneLine(place.mark->note);
        if (note.isEmpty() || room < std::min(LeastNote, metrics.horizontalAdvance(note)))
            continue;
        place.note = metrics.elidedText(note, Qt::ElideRight, room);
        place.plate.setRight(place.plate.right() + metrics.horizontalAdvance(place.note) + Apart);
    }
    return places;
}

void MarkPainter::drawFlags(QPainter &painter, const std::vector<Place> &places) const
{
    const SavedPainter saved(painter);
    const QFontMetricsF metrics(m_fonts.label);
    for (const Place &place : places) {
        const QRectF &plate = place.plate;
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(plate.adjusted(-1, 0, 1, 0), m_theme.canvas);
        const QColor &color = colorOf(*place.mark);
        painter.fillRect(QRectF(place.x, plate.top(), 1, plate.height() + 6), color);
        QPainterPath pennant(QPointF(place.x + 1, plate.top() + 1));
        pennant.lineTo(place.x + FlagWidth - 2, plate.top() + 5.5);
        pennant.lineTo(place.x + 1, plate.top() + 10);
        pennant.closeSubpath();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(pennant, color);
        if (place.note.isEmpty())
            continue;
        painter.setFont(m_fonts.label);
        painter.setPen(m_theme.text1);
        painter.drawText(QPointF(place.x + FlagWidth, plate.top() + 5.5 + metrics.capHeight() / 2),
                         place.note);
    }
}

void MarkPainter::drawLines(QPainter &painter, const std::vector<Place> &places,
                            const QRectF &area) const
{
    for (const Place &place : places) {
        QColor color = colorOf(*place.mark);
        color.setAlphaF(0.6F);
        for (double y = area.top(); y < area.bottom(); y += 6)
            painter.fillRect(QRectF(place.x, y, 1, std::min(3.0, area.bottom() - y)), color);
    }
}

void MarkPainter::drawNotches(QPainter &painter, const TimeAxis &axis, const QRectF &area) const
{
    constexpr double Half = 4;
    const SavedPainter saved(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t next = 0; next < m_marks.size();) {
        const RunMark &mark = m_marks[next];
        const double left = xOf(mark, axis, area);
        const double x = left + 0.5;
        QPainterPath notch(QPointF(x - Half, area.top()));
        notch.lineTo(x + Half, area.top());
        notch.lineTo(x, area.top() + 6);
        notch.closeSubpath();
        painter.fillPath(notch, colorOf(mark));
        next = firstAt(left + 1, axis, area);
    }
}

} // namespace views
