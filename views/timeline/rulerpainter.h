#pragma once

#include "views/model/ruler.h"
#include "views/model/trackmodel.h"
#include "views/style/fonts.h"
#include "views/style/theme.h"

#include <QRectF>

#include <optional>

class QPainter;

namespace views {

/// Paints the ruler over the rows and the flag of the cursor in it.
class RulerPainter
{
public:
    RulerPainter(const Theme &theme, const Fonts &fonts);

    /// The ticks of \a ruler and, on the Steps axis, the instants that the steps belong to. The
    /// axis begins at the left of \a area.
    /// Leaves out the words that \a flag would cover a part of.
    void draw(QPainter &painter, const Ruler &ruler, const TrackModel &model, const TimeAxis &axis,
              const QRectF &area, const QRectF &flag = {}) const;
    /// Where the flag of the cursor at \a position stands, inside \a area; empty when the cursor
    /// is out of sight.
    QRectF flagRect(const TrackModel &model, const TimeAxis &axis, const Position &position,
                    const QRectF &area) const;
    void drawFlag(QPainter &painter, const TrackModel &model, const TimeAxis &axis,
                  const Position &position, const QRectF &area) const;

private:
    void drawForEver(QPainter &painter, double end, const QRectF &area, const QRectF &flag) const;
    void drawInstants(QPainter &painter, const TrackModel &model, const TimeAxis &axis,
                      const QRectF &area, const QRectF &flag) const;

    const Theme &m_theme;
    const Fonts &m_fonts;
};

} // namespace views
