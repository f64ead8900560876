#pragma once

#include <QImage>
#include <QScrollArea>

class QLabel;
class QProgressBar;

namespace app {

/// Shows the picture that an export would write, scaled to its room or pixel by pixel, and the one
/// before under a thin bar while a new one is being painted.
class ExportPreview : public QScrollArea
{
    Q_OBJECT

public:
    explicit ExportPreview(QWidget *parent = nullptr);

    /// \a picture has its devicePixelRatio().
    void setPicture(const QImage &picture);
    void setBusy(bool busy);
    /// Scaled to fit, never above its own size; else as large as it is.
    void setFitted(bool fitted);
    /// Of the picture as it is shown, in percent; 0 without one.
    int scale() const;

Q_SIGNALS:
    void scaleChanged(int percent);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showPicture();

    QLabel *m_label;
    QProgressBar *m_bar;
    QImage m_picture;
    bool m_fitted = true;
    int m_scale = 0;
};

} // namespace app
