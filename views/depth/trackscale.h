#pragma once

#include "views/style/theme.h"
#include "views/style/typography.h"

#include <QRectF>
#include <QString>

#include <array>

class QPainter;

namespace views {

/// The lines behind a curve in \a plot: at the half and at the top of its axis.
void drawTrackGrid(QPainter &painter, const Theme &theme, const QRectF &plot);

/// The \a numbers of that axis, from below: at its foot, at the half, where there is room for one,
/// and at the top. They end at \a right.
void drawTrackNumbers(QPainter &painter, const Theme &theme, const Fonts &fonts, const QRectF &plot,
                      double right, const std::array<QString, 3> &numbers);

} // namespace views
