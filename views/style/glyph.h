#pragma once

#include <QColor>
#include <QPointF>

#include <cstdint>

class QPainter;

namespace views {

/// Small pictures that say a state or a reason without colour.
enum class Glyph : std::uint8_t {
    None,
    Play, ///< running
    HalfDisc, ///< ready
    Clock, ///< a timer
    TrayOut, ///< queue, get
    TrayIn, ///< queue, put
    TrayTick, ///< queue, join
    RingArrow, ///< a task
    Merge, ///< gather
    Padlock,
    Flag, ///< event
    Exchange, ///< input and output
    Chip, ///< executor
    DotsChevron, ///< generator
    RingDot, ///< a kind of wait that is not known
    Alarm, ///< the loop is blocked
    Wave, ///< cancelling
    Tick,
    Cross,
    SlashedRing,
    Question, ///< nothing can wake it
    ChevronLeft,
    ChevronRight,
    ChevronDown,
    Pin, ///< a row that stands above all
};

/// Draws \a glyph round \a centre, \a size wide and high; its grid is 12 by 12 with round caps.
/// \a hole is the colour of what stands inside a filled glyph.
void drawGlyph(QPainter &painter, Glyph glyph, QPointF centre, double size, const QColor &color,
               double stroke = 1.25, const QColor &hole = Qt::white);

} // namespace views
