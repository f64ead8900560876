#pragma once

#include <QDoubleSpinBox>

namespace views {

/// A spin box for decimal numbers, down to a billionth. Point and comma both part the decimals,
/// in every locale, and neither ever groups thousands; what is shown has a point.
class RealSpinBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    RealSpinBox(double minimum, double maximum, QWidget *parent = nullptr);

    QString textFromValue(double value) const override;
    double valueFromText(const QString &text) const override;
    QValidator::State validate(QString &input, int &pos) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void wheelEvent(QWheelEvent *event) override;
};

} // namespace views
