#include "views/inspector/histogram.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

void Histogram::setCounts(std::vector<std::size_t> counts)
{
    m_counts = std::move(counts);
    update();
}

void Histogram::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void Histogram::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double base = height() - 1;
    painter.fillRect(QRectF(0, base, width(), 1), m_theme.controlEdge);
    const std::size_t most
        = m_counts.empty() ? 0 : *std::max_element(m_counts.begin(), m_counts.end());
    if (most == 0)
        return;
    const double step = static_cast<double>(width()) / static_cast<double>(m_counts.size());
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] == 0)
            continue;
        // What is there at all can be seen.
        const double high = std::max(
            2.0, std::round(base * static_cast<double>(m_counts[i]) / static_cast<double>(most)));
        const double left = std::round(static_cast<double>(i) * step);
        const double right = std::round(static_cast<double>(i + 1) * step) - 1;
        painter.fillRect(QRectF(left, base - high, right - left, high), m_theme.hatch);
    }
}

} // namespace views
