#include "app/dialogs/exportpreview.h"

#include <QLabel>
#include <QPixmap>
#include <QProgressBar>

#include <algorithm>
#include <cmath>

namespace app {

ExportPreview::ExportPreview(QWidget *parent)
    : QScrollArea(parent)
    , m_label(new QLabel(this))
    , m_bar(new QProgressBar(this))
{
    setObjectName(QStringLiteral("exportPreview"));
    setAccessibleName(tr("Preview of the picture"));
    setWidget(m_label);
    setAlignment(Qt::AlignCenter);
    setMinimumSize(320, 200);
    m_label->setAlignment(Qt::AlignCenter);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(3);
    m_bar->hide();
}

void ExportPreview::setPicture(const QImage &picture)
{
    m_picture = picture;
    showPicture();
}

void ExportPreview::setBusy(bool busy)
{
    m_bar->setVisible(busy);
}

void ExportPreview::setFitted(bool fitted)
{
    m_fitted = fitted;
    showPicture();
}

int ExportPreview::scale() const
{
    return m_scale;
}

void ExportPreview::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    m_bar->setGeometry(0, 0, width(), m_bar->height());
    showPicture();
}

void ExportPreview::showPicture()
{
    if (m_picture.isNull())
        return;
    const QSizeF whole = m_picture.deviceIndependentSize();
    const QSizeF room = QSizeF(maximumViewportSize()) - QSizeF(2, 2);
    double scale = 1;
    if (m_fitted)
        scale = std::min({1.0, room.width() / whole.width(), room.height() / whole.height()});
    const double ratio = devicePixelRatioF();
    const QSize pixels = (whole * scale * ratio).toSize().expandedTo(QSize(1, 1));
    QPixmap pixmap = QPixmap::fromImage(
        pixels == m_picture.size()
            ? m_picture
            : m_picture.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    m_label->setPixmap(pixmap);
    m_label->resize((whole * scale).toSize());
    const int percent = static_cast<int>(std::lround(scale * 100));
    if (percent != m_scale) {
        m_scale = percent;
        Q_EMIT scaleChanged(percent);
    }
}

} // namespace app
