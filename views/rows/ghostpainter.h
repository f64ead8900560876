#pragma once

#include "views/analysis/comparison.h"
#include "views/rows/rowscanvas.h"
#include "views/style/typography.h"

#include <QDeadlineTimer>
#include <QRectF>
#include <QSize>
#include <QString>

#include <optional>

class QPainter;

namespace views {

/// A run that another one is compared with, as it stands in the rows of that one.
struct GhostScene
{
    const RunModel *model = nullptr;
    const RunModel *reference = nullptr;
    const Comparison *comparison = nullptr; ///< of these two
    const TimelineLayout *layout = nullptr; ///< of the model
    TimeAxis axis; ///< as wide as the rows, in logical pixels
    double scroll = 0; ///< of the layout at the top of the rows
    QString label; ///< what the reference is called: "reference: consumers 3"
};

/// Paints the reference as a ghost: at the lower edge of each task's row a strip with what its
/// counterpart did, over a dashed line; where the reference ends, and where the two runs part. The
/// rows' area has its origin at the painter's.
class GhostPainter
{
public:
    /// \a theme, \a fonts and what \a scene points to must outlive the painter.
    GhostPainter(const Theme &theme, const Fonts &fonts, const GhostScene &scene);

    /// Whether rows of \a rowHeight on \a axis have room for strips, and they mean something there:
    /// the steps of two runs have nothing to do with each other.
    static bool hasStrips(int rowHeight, AxisKind axis);
    /// A strip of \a width as it stands in a row of \a rowHeight, for a legend.
    static void drawSample(QPainter &painter, const Theme &theme, const QRectF &strip);
    static void drawPartingSign(QPainter &painter, const Theme &theme, const QPointF &centre);

    /// The strips, as RowsPainter::paint() does rows.
    void drawStrips(QPainter &painter, RowsCanvas &canvas, const QSize &size, double ratio,
                    const QDeadlineTimer &until) const;
    /// What there is to say beside them, over \a rows.
    void drawWords(QPainter &painter, const QSize &rows) const;
    /// What the strips are, on the ground of the uppermost header in \a rows or, without one in
    /// sight, on \a free.
    void drawLabel(QPainter &painter, const QSize &rows,
                   const std::optional<QRectF> &free = {}) const;
    /// Where the runs part.
    void drawParting(QPainter &painter, const QSize &rows) const;
    /// The same on the ruler; the axis begins at the left of \a ruler.
    void drawPartingOnRuler(QPainter &painter, const QRectF &ruler) const;

    /// The text of the label, and the room that it takes.
    QString labelText() const;
    QSize labelSize() const;

private:
    void drawBaseLines(QPainter &painter, double height) const;
    std::optional<QRectF> placeOfLabel(const QSize &rows) const;
    /// x of the step in which they part, if it is in sight.
    std::optional<double> partingX() const;
    template <class Visit>
    void forEachRow(double height, Visit visit) const;

    const Theme &m_theme;
    const Fonts &m_fonts;
    GhostScene m_scene;
};

} // namespace views
