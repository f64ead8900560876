#pragma once

#include <QSlider>

#include <optional>

namespace views {

/// A horizontal slider that also marks, with a dashed ring, the value from before the last
/// change. A press anywhere on the track takes the handle there.
class ParameterSlider : public QSlider
{
    Q_OBJECT

public:
    explicit ParameterSlider(QWidget *parent = nullptr);

    /// Where the ring stands; nothing: none.
    void setPrevious(std::optional<int> previous);
    std::optional<int> previous() const noexcept { return m_previous; }

    /// Horizontal centre of the handle, in the slider's pixels, when it stands at \a value.
    double handleX(int value) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    int valueAt(double x) const;

    std::optional<int> m_previous;
};

} // namespace views
