#include "views/style/glyph.h"

#include <QHash>
#include <QImage>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <initializer_list>

namespace views {

namespace {

void polyline(QPainterPath &path, std::initializer_list<QPointF> points)
{
    path.moveTo(*points.begin());
    for (const auto *point = points.begin() + 1; point != points.end(); ++point)
        path.lineTo(*point);
}

void tray(QPainterPath &path)
{
    polyline(path, {{1.8, 7.6}, {1.8, 10.2}, {10.2, 10.2}, {10.2, 7.6}});
}

QPainterPath strokes(Glyph glyph)
{
    QPainterPath p;
    switch (glyph) {
    case Glyph::Clock:
        p.addEllipse(QPointF(6, 6), 4.4, 4.4);
        polyline(p, {{6, 3.4}, {6, 6.1}, {7.9, 7.3}});
        break;
    case Glyph::TrayOut:
        tray(p);
        polyline(p, {{6, 7.8}, {6, 1.8}});
        polyline(p, {{3.6, 4}, {6, 1.6}, {8.4, 4}});
        break;
    case Glyph::TrayIn:
        tray(p);
        polyline(p, {{6, 1.6}, {6, 7.4}});
        polyline(p, {{3.6, 5.2}, {6, 7.6}, {8.4, 5.2}});
        break;
    case Glyph::TrayTick:
        tray(p);
        polyline(p, {{3.4, 4.8}, {5.3, 6.8}, {9, 2.2}});
        break;
    case Glyph::RingArrow:
        p.addEllipse(QPointF(3, 6), 1.9, 1.9);
        polyline(p, {{4.9, 6}, {10.4, 6}});
        polyline(p, {{8.3, 3.9}, {10.5, 6}, {8.3, 8.1}});
        break;
    case Glyph::Merge:
        polyline(p, {{1.4, 6}, {10.4, 6}});
        p.moveTo(1.4, 2.4);
        p.cubicTo({3.9, 2.4}, {3.9, 6}, {6.2, 6});
        p.moveTo(1.4, 9.6);
        p.cubicTo({3.9, 9.6}, {3.9, 6}, {6.2, 6});
        polyline(p, {{8.4, 3.9}, {10.5, 6}, {8.4, 8.1}});
        break;
    case Glyph::Padlock:
        p.addRoundedRect(QRectF(2.4, 5.4, 7.2, 5), 0.8, 0.8);
        p.moveTo(3.9, 5.2);
        p.lineTo(3.9, 3.8);
        p.arcTo(QRectF(3.9, 1.6, 4.2, 4.4), 180, -180);
        p.lineTo(8.1, 5.2);
        break;
    case Glyph::Flag:
        polyline(p, {{2.8, 10.6}, {2.8, 1.8}, {9.6, 1.8}, {8.1, 4.3}, {9.6, 6.8}, {2.8, 6.8}});
        break;
    case Glyph::Exchange:
        polyline(p, {{1.4, 4.4}, {10.4, 4.4}, {8, 2}});
        polyline(p, {{10.6, 7.6}, {1.6, 7.6}, {4, 10}});
        break;
    case Glyph::Chip:
        p.addRect(QRectF(3.3, 3.3, 5.4, 5.4));
        for (const double a : {4.7, 7.3}) {
            polyline(p, {{a, 1.4}, {a, 3.1}});
            polyline(p, {{a, 8.9}, {a, 10.6}});
            polyline(p, {{1.4, a}, {3.1, a}});
            polyline(p, {{8.9, a}, {10.6, a}});
        }
        break;
    case Glyph::DotsChevron:
        polyline(p, {{1.6, 6}, {1.7, 6}});
        polyline(p, {{4.5, 6}, {4.6, 6}});
        polyline(p, {{7.2, 3.2}, {10, 6}, {7.2, 8.8}});
        break;
    case Glyph::RingDot:
        p.addEllipse(QPointF(6, 6), 4.4, 4.4);
        p.addEllipse(QPointF(6, 6), 0.6, 0.6);
        break;
    case Glyph::Wave:
        p.moveTo(1, 6);
        p.cubicTo({2.2, 2.6}, {3.2, 2.6}, {4.3, 6});
        p.cubicTo({5.4, 9.4}, {6.4, 9.4}, {7.6, 6});
        p.cubicTo({8.6, 3}, {9.6, 3}, {11, 6.4});
        break;
    case Glyph::Tick:
        polyline(p, {{2, 6.4}, {4.8, 9.2}, {10, 3}});
        break;
    case Glyph::Cross:
        polyline(p, {{2.8, 2.8}, {9.2, 9.2}});
        polyline(p, {{9.2, 2.8}, {2.8, 9.2}});
        break;
    case Glyph::SlashedRing:
        p.addEllipse(QPointF(6, 6), 4, 4);
        polyline(p, {{3.2, 8.8}, {8.8, 3.2}});
        break;
    case Glyph::Question:
        p.moveTo(4.5, 4.8);
        p.cubicTo({4.5, 2.7}, {7.6, 2.7}, {7.6, 4.7});
        p.cubicTo({7.6, 6}, {6, 6}, {6, 7.3});
        polyline(p, {{6, 8.9}, {6, 9}});
        break;
    case Glyph::ChevronLeft:
        polyline(p, {{7.6, 2.4}, {4, 6}, {7.6, 9.6}});
        break;
    case Glyph::ChevronRight:
        polyline(p, {{4.4, 2.6}, {7.8, 6}, {4.4, 9.4}});
        break;
    case Glyph::ChevronDown:
        polyline(p, {{2.6, 4.4}, {6, 7.8}, {9.4, 4.4}});
        break;
    case Glyph::Pin:
        polyline(p, {{3.4, 1.6}, {8.6, 1.6}});
        polyline(p, {{4.4, 1.6}, {4.4, 4.6}, {2.6, 6.8}, {9.4, 6.8}, {7.6, 4.6}, {7.6, 1.6}});
        polyline(p, {{6, 6.8}, {6, 10.8}});
        break;
    case Glyph::None:
    case Glyph::Play:
    case Glyph::HalfDisc:
    case Glyph::Alarm:
        break;
    }
    return p;
}

QPainterPath octagon()
{
    QPainterPath p;
    polyline(p,
             {{3.9, 1}, {8.1, 1}, {11, 3.9}, {11, 8.1}, {8.1, 11}, {3.9, 11}, {1, 8.1}, {1, 3.9}});
    p.closeSubpath();
    return p;
}

QPainterPath triangle()
{
    QPainterPath p;
    polyline(p, {{3, 2}, {10, 6}, {3, 10}});
    p.closeSubpath();
    return p;
}

void drawShapes(QPainter &painter, Glyph glyph, QPointF centre, double size, const QColor &color,
                double stroke, const QColor &hole)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(centre.x() - size / 2, centre.y() - size / 2);
    painter.scale(size / 12, size / 12);
    QPen pen(color, stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    switch (glyph) {
    case Glyph::Play:
        painter.fillPath(triangle(), color);
        break;
    case Glyph::HalfDisc:
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(6, 6), 4.2, 4.2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawChord(QRectF(1.8, 1.8, 8.4, 8.4), 180 * 16, 180 * 16);
        break;
    case Glyph::Alarm:
        painter.fillPath(octagon(), color);
        pen.setColor(hole);
        pen.setWidthF(1.5);
        painter.setPen(pen);
        painter.drawLine(QPointF(6, 3.4), QPointF(6, 6.4));
        painter.drawLine(QPointF(6, 8.5), QPointF(6, 8.6));
        break;
    case Glyph::Question: {
        QPen dashes = pen;
        dashes.setCapStyle(Qt::FlatCap);
        dashes.setDashPattern({1.6, 1.3});
        painter.strokePath(strokes(glyph), pen);
        QPainterPath ring;
        ring.addEllipse(QPointF(6, 6), 5, 5);
        painter.strokePath(ring, dashes);
        break;
    }
    default:
        painter.strokePath(strokes(glyph), pen);
    }
    painter.restore();
}

/// All that the pixels of a glyph depend on.
struct Appearance
{
    Glyph glyph;
    double size;
    QRgb color;
    double stroke;
    QRgb hole;
    double ratio;
    QPoint quarters; ///< of a pixel from where the picture begins to where the glyph does

    bool operator==(const Appearance &) const = default;
};

std::size_t qHash(const Appearance &key, std::size_t seed)
{
    return qHashMulti(seed, static_cast<int>(key.glyph), key.size, key.color, key.stroke, key.hole,
                      key.ratio, key.quarters.x(), key.quarters.y());
}

QImage pictureOf(const Appearance &key)
{
    constexpr double Room = 1; // of round caps and smooth edges
    const int pixels = static_cast<int>(std::ceil((key.size + 2 * Room) * key.ratio)) + 1;
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(key.ratio, key.ratio);
    const double middle = Room + key.size / 2;
    const QPointF centre = QPointF(middle, middle) + QPointF(key.quarters) / 4 / key.ratio;
    drawShapes(painter, key.glyph, centre, key.size, QColor::fromRgba(key.color), key.stroke,
               QColor::fromRgba(key.hole));
    painter.end();
    image.setDevicePixelRatio(key.ratio);
    return image;
}

} // namespace

// Hundreds of them stand in a frame, and each of their smooth lines costs as much as ten pictures.
void drawGlyph(QPainter &painter, Glyph glyph, QPointF centre, double size, const QColor &color,
               double stroke, const QColor &hole)
{
    const QTransform &moved = painter.transform();
    if (painter.paintEngine()->type() != QPaintEngine::Raster
        || moved.type() > QTransform::TxTranslate) {
        drawShapes(painter, glyph, centre, size, color, stroke, hole);
        return;
    }
    constexpr qsizetype MostKept = 1024;
    static thread_local QHash<Appearance, QImage> kept;
    const double ratio = painter.device()->devicePixelRatio();
    const QPointF origin(moved.dx(), moved.dy());
    const QPointF corner = (centre + origin - QPointF(size / 2 + 1, size / 2 + 1)) * ratio;
    const QPointF pixel(std::floor(corner.x()), std::floor(corner.y()));
    const Appearance key{
        glyph, size, color.rgba(), stroke, hole.rgba(), ratio, ((corner - pixel) * 4).toPoint()};
    auto picture = kept.constFind(key);
    if (picture == kept.constEnd()) {
        if (kept.size() >= MostKept)
            kept.clear();
        picture = kept.insert(key, pictureOf(key));
    }
    painter.drawImage(pixel / ratio - origin, *picture);
}

} // namespace views
