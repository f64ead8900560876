#include "views/rows/nestedpainter.h"

#include "views/words/coroutinetext.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double Narrow = 3; // pixels: below, spans are bars without an outline of their own
constexpr double BeforeText = 6;

/// The first of \a level that ends after the segment of \a task at \a where.
auto firstAfter(const RunModel &model, trace::TaskId task, const std::vector<AwaitSpan> &level,
                Units where, AxisKind kind)
{
    const auto segment = model.segmentAt(task, where, kind);
    const std::size_t index = segment ? segment->index : 0;
    return std::partition_point(level.begin(), level.end(),
                                [index](const AwaitSpan &span) { return span.end <= index; });
}

} // namespace

const AwaitSpan *spanAt(const RunModel &model, const NestedCoroutines &nested,
                        const TimelineLayout::Row &row, Units where, AxisKind kind)
{
    const AwaitSpans *spans = nested.of(row.task);
    if (spans == nullptr || row.level >= spans->levels().size())
        return nullptr;
    const auto &level = spans->levels()[row.level];
    const auto found = firstAfter(model, row.task, level, where, kind);
    const bool covers = found != level.end() && model.start({row.task, found->begin}, kind) <= where
        && where < model.end({row.task, found->end - 1}, kind);
    return covers ? &*found : nullptr;
}

void NestedPainter::drawSample(QPainter &painter, const Theme &theme, const QRectF &bar)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.controlEdge, 1));
    painter.setBrush(theme.bars);
    painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void NestedPainter::draw(QPainter &painter, const RowsScene &scene, const QSizeF &size) const
{
    if (m_nested.isEmpty())
        return;
    const auto &rows = scene.layout->rows();
    for (std::size_t i = scene.layout->firstBelow(scene.scroll);
         i < rows.size() && rows[i].top < scene.scroll + size.height(); ++i) {
        if (rows[i].kind == TimelineLayout::Row::Kind::Coroutines)
            drawLevel(painter, scene, rows[i]);
    }
}

void NestedPainter::drawLevel(QPainter &painter, const RowsScene &scene,
                              const TimelineLayout::Row &row) const
{
    const RunModel &model = *scene.model;
    const AwaitSpans *spans = m_nested.of(row.task);
    if (spans == nullptr || row.level >= spans->levels().size())
        return;
    const TimeAxis &axis = scene.axis;
    const RowMetrics metrics(scene.layout->options().rowHeight);
    const double top = row.top - scene.scroll + metrics.barTop();
    const QFontMetricsF text(m_fonts.label);
    const auto &level = spans->levels()[row.level];
    auto span = firstAfter(model, row.task, level, axis.range().begin, axis.kind());
    while (span != level.end()) {
        const double x0 = axis.toX(model.start({row.task, span->begin}, axis.kind()));
        const double x1 = axis.toX(model.end({row.task, span->end - 1}, axis.kind()));
        if (x0 >= axis.width())
            return;
        if (x1 - x0 < Narrow || !metrics.hatched) {
            const double left = std::floor(x0);
            painter.fillRect(QRectF(left, top, std::max(1.0, std::floor(x1) - left), metrics.bar),
                             m_theme.controlEdge);
            // What else is over by the end of this column would only cover it.
            const auto next
                = firstAfter(model, row.task, level, axis.toUnits(std::floor(x0) + 1), axis.kind());
            span = std::max(span + 1, next);
            continue;
        }
        // Edges out of sight stay there.
        const double left = std::max(x0, -Narrow);
        const QRectF bar(std::floor(left), top,
                         std::floor(std::min(x1, axis.width() + Narrow)) - std::floor(left),
                         metrics.bar);
        drawSample(painter, m_theme, bar);
        const double from = std::max(bar.left(), 0.0) + BeforeText;
        const double room = std::min(bar.right(), axis.width()) - BeforeText - from;
        const QString name = metrics.labelled && room > text.averageCharWidth() * 3
            ? text.elidedText(coroutineName(model, *span), Qt::ElideMiddle, room)
            : QString();
        painter.setFont(m_fonts.label);
        painter.setPen(m_theme.text1);
        painter.drawText(QPointF(from, top + (metrics.bar + text.capHeight()) / 2), name);
        ++span;
    }
}

} // namespace views
