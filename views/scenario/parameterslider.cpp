#include "views/scenario/parameterslider.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace views {

namespace {

constexpr double HandleRadius = 7;
constexpr double Margin = HandleRadius + 2; // of the handle's centre; room for the focus ring
constexpr double TrackHeight = 4;

} // namespace

ParameterSlider::ParameterSlider(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void ParameterSlider::setPrevious(std::optional<int> previous)
{
    if (previous == m_previous)
        return;
    m_previous = previous;
    update();
}

double ParameterSlider::handleX(int value) const
{
    const double span = maximum() - minimum();
    const double part = span > 0 ? (value - minimum()) / span : 0.0;
    const double length = width() - 2 * Margin;
    return Margin + (layoutDirection() == Qt::RightToLeft ? 1 - part : part) * length;
}

QSize ParameterSlider::sizeHint() const
{
    return {104, 24};
}

QSize ParameterSlider::minimumSizeHint() const
{
    return {72, 24};
}

void ParameterSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette colors = palette();
    const QColor accent = isEnabled() ? colors.color(QPalette::Highlight)
                                      : colors.color(QPalette::Disabled, QPalette::ButtonText);
    const double y = height() / 2.0;
    const double x = handleX(value());
    const double start = layoutDirection() == Qt::RightToLeft ? width() - 1 : 1;

    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.color(QPalette::Mid));
    painter.drawRoundedRect(QRectF(1, y - TrackHeight / 2, width() - 2, TrackHeight), 2, 2);
    painter.setBrush(accent);
    painter.drawRoundedRect(
        QRectF(QPointF(start, y - TrackHeight / 2), QPointF(x, y + TrackHeight / 2)).normalized(),
        2, 2);

    painter.setBrush(colors.color(QPalette::Base));
    if (m_previous && *m_previous != value()) {
        QPen ring(accent, 1.25);
        ring.setDashPattern({1.6, 1.4});
        painter.setPen(ring);
        painter.drawEllipse(QPointF(handleX(*m_previous), y), 4.5, 4.5);
    }
    painter.setPen(QPen(accent, 2));
    if (isSliderDown() || underMouse()) {
        QColor tint = accent;
        tint.setAlphaF(0.14F);
        painter.drawEllipse(QPointF(x, y), HandleRadius - 1, HandleRadius - 1);
        painter.setBrush(tint);
    }
    painter.drawEllipse(QPointF(x, y), HandleRadius - 1, HandleRadius - 1);
    if (hasFocus()) {
        painter.setBrush(accent);
        painter.drawEllipse(QPointF(x, y), 2, 2);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(accent, 1.5));
        painter.drawEllipse(QPointF(x, y), HandleRadius + 1.5, HandleRadius + 1.5);
    }
}

void ParameterSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    setSliderDown(true);
    setValue(valueAt(event->position().x()));
    update();
}

void ParameterSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        setValue(valueAt(event->position().x()));
}

void ParameterSlider::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(false);
    update();
}

void ParameterSlider::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QSlider::wheelEvent(event);
    else
        event->ignore();
}

int ParameterSlider::valueAt(double x) const
{
    const double length = std::max(1.0, width() - 2 * Margin);
    double part = std::clamp((x - Margin) / length, 0.0, 1.0);
    if (layoutDirection() == Qt::RightToLeft)
        part = 1 - part;
    return minimum() + qRound(part * (maximum() - minimum()));
}

} // namespace views
