#include "tests/support/drawn.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QWidget>

#include <algorithm>

namespace support {

class Drawn::Engine : public QPaintEngine
{
public:
    explicit Engine(Drawn *drawn)
        : QPaintEngine(AllFeatures)
        , m_drawn(drawn)
    {
    }

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState &now) override
    {
        const DirtyFlags changed = now.state();
        if (changed & DirtyTransform)
            m_transform = now.transform();
        if (changed & DirtyPen)
            m_pen = now.pen();
        if (changed & DirtyBrush)
            m_brush = now.brush();
    }

    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        const QRectF box(at.x(), at.y() - item.ascent(), item.width(),
                         item.ascent() + item.descent());
        m_drawn->m_words.push_back(
            {item.text(), m_transform.mapRect(box), item.font(), m_pen.color()});
    }
    void drawPath(const QPainterPath &path) override { add(path.boundingRect(), true); }
    void drawRects(const QRectF *rects, int count) override
    {
        std::for_each_n(rects, count, [this](const QRectF &rect) { add(rect, true); });
    }
    void drawPolygon(const QPointF *points, int count, PolygonDrawMode mode) override
    {
        QPolygonF polygon;
        std::copy_n(points, count, std::back_inserter(polygon));
        add(polygon.boundingRect(), mode != PolylineMode);
    }
    void drawLines(const QLineF *lines, int count) override
    {
        std::for_each_n(lines, count, [this](const QLineF &line) {
            add(QRectF(line.p1(), line.p2()).normalized(), false);
        });
    }
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}

    // Those that come here by default are drawn one by one.
    using QPaintEngine::drawLines;
    using QPaintEngine::drawPolygon;
    using QPaintEngine::drawRects;

private:
    void add(const QRectF &box, bool closed)
    {
        const bool filled = closed && m_brush.style() != Qt::NoBrush;
        const bool outlined = m_pen.style() != Qt::NoPen;
        if (filled || outlined) {
            m_drawn->m_shapes.push_back({m_transform.mapRect(box),
                                         filled ? m_brush.color() : QColor(),
                                         outlined ? m_pen.color() : QColor()});
        }
    }

    Drawn *m_drawn;
    QTransform m_transform;
    QPen m_pen;
    QBrush m_brush;
};

class Drawn::Device : public QPaintDevice
{
public:
    Device(Drawn *drawn, const QSize &size)
        : m_engine(drawn)
        , m_size(size)
    {
    }

    QPaintEngine *paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        constexpr int Dpi = 96;
        switch (metric) {
        case PdmWidth:
            return m_size.width();
        case PdmHeight:
            return m_size.height();
        case PdmWidthMM:
            return qRound(m_size.width() * 25.4 / Dpi);
        case PdmHeightMM:
            return qRound(m_size.height() * 25.4 / Dpi);
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return Dpi;
        case PdmNumColors:
            return 1 << 24;
        case PdmDepth:
            return 32;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return qRound(devicePixelRatioFScale());
        default:
            return 0;
        }
    }

private:
    mutable Engine m_engine;
    QSize m_size;
};

Drawn Drawn::by(QWidget &widget)
{
    Drawn drawn;
    drawn.m_frame = widget.rect();
    Device device(&drawn, widget.size());
    widget.render(&device);
    return drawn;
}

Drawn Drawn::on(const QSize &size, const std::function<void(QPainter &)> &paint)
{
    Drawn drawn;
    drawn.m_frame = QRectF(QPointF(), size);
    Device device(&drawn, size);
    QPainter painter(&device);
    paint(painter);
    return drawn;
}

const Drawn::Words *Drawn::find(const QString &text) const
{
    const auto found = std::find_if(m_words.begin(), m_words.end(),
                                    [&text](const Words &words) { return words.text == text; });
    return found == m_words.end() ? nullptr : &*found;
}

QStringList Drawn::texts() const
{
    QStringList all;
    for (const Words &words : m_words)
        all += words.text;
    return all;
}

QStringList Drawn::cutOff() const
{
    QStringList all;
    for (const Words &words : m_words) {
        if (!m_frame.contains(words.box))
            all += words.text;
    }
    return all;
}

QStringList Drawn::overlapping() const
{
    QStringList all;
    for (qsizetype i = 0; i < m_words.size(); ++i) {
        const QRectF inside = m_words[i].box.adjusted(1, 1, -1, -1);
        if (std::any_of(m_words.begin(), m_words.begin() + i,
                        [&inside](const Words &other) { return other.box.intersects(inside); }))
            all += m_words[i].text;
    }
    return all;
}

QList<Drawn::Words> Drawn::wordsIn(const QRectF &area) const
{
    QList<Words> all;
    std::copy_if(m_words.begin(), m_words.end(), std::back_inserter(all),
                 [&area](const Words &words) { return area.contains(words.box.center()); });
    std::stable_sort(all.begin(), all.end(),
                     [](const Words &a, const Words &b) { return a.box.left() < b.box.left(); });
    return all;
}

QStringList Drawn::textsIn(const QRectF &area) const
{
    QStringList all;
    for (const Words &words : wordsIn(area))
        all += words.text;
    return all;
}

QList<Drawn::Shape> Drawn::filled(const QColor &fill) const
{
    QList<Shape> all;
    std::copy_if(m_shapes.begin(), m_shapes.end(), std::back_inserter(all),
                 [&fill](const Shape &shape) { return shape.fill == fill; });
    return all;
}

QList<Drawn::Shape> Drawn::outlined(const QColor &line) const
{
    QList<Shape> all;
    std::copy_if(m_shapes.begin(), m_shapes.end(), std::back_inserter(all),
                 [&line](const Shape &shape) { return shape.line == line; });
    return all;
}

} // namespace support
