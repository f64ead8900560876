#pragma once

#include "views/model/ruler.h"
#include "views/model/runmodel.h"
#include "views/style/theme.h"
#include "views/style/typography.h"

#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace views {

/// Paints the ruler over the rows and the flag of the cursor in it.
class RulerPainter
{
public:
    RulerPainter(const Theme &theme, const Fonts &fonts);

    /// How far apart labelled ticks have to be for their labels.
    static double spacing(AxisKind kind, const Fonts &fonts);

    /// The ticks of \a ruler and, on the Steps axis, the instants that the steps belong to. The
    /// axis begins at the left of \a area.
    /// Leaves out the words that \a flag would cover a part of. Beyond the end of \a model no time
    /// is told but \a afterEnd, unless that is empty.
    void draw(QPainter &painter, const Ruler &ruler, const RunModel &model, const TimeAxis &axis,
              const QRectF &area, const QRectF &flag = {}, const QString &afterEnd = {}) const;

    /// Leaves out the words, in what comes, that would touch \a place.
    void avoid(const QRectF &place) { m_taken.push_back(place); }

    /// A ground on which something is said of all that it covers: an instant of the Steps axis, or
    /// the moment from which a Clock axis counts.
    struct Plate
    {
        QRectF place;
        QString text;
        QString rest; ///< at its right end, where there is room for both
    };
    std::vector<Plate> plates(const Ruler &ruler, const RunModel &model, const TimeAxis &axis,
                              const QRectF &area) const;
    /// Words and numbers where they stand, \a first before all others; none overlaps another or
    /// \a flag.
    struct Label
    {
        QString text;
        double left = 0;
        double right = 0;
        bool bold = false;
    };
    std::vector<Label> labels(const Ruler &ruler, const TimeAxis &axis,
                              const std::vector<Plate> &plates, const QRectF &area,
                              const QRectF &flag = {},
                              const std::optional<Label> &first = std::nullopt) const;

    /// Where the flag of the cursor at \a position stands, inside \a area; empty when the cursor
    /// is out of sight.
    QRectF flagRect(const RunModel &model, const TimeAxis &axis, const Position &position,
                    const QRectF &area) const;
    void drawFlag(QPainter &painter, const RunModel &model, const TimeAxis &axis,
                  const Position &position, const QRectF &area) const;

private:
    std::optional<Label> labelAfterEnd(const QString &text, double end, const QRectF &area,
                                       const QRectF &flag) const;
    std::vector<Plate> instants(const RunModel &model, const TimeAxis &axis,
                                const QRectF &area) const;

    const Theme &m_theme;
    const Fonts &m_fonts;
    std::vector<QRectF> m_taken;
};

} // namespace views
