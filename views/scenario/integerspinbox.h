#pragma once

#include <QAbstractSpinBox>

namespace views {

/// A spin box for whole numbers of 64 bits, which QSpinBox cannot hold. Out of its range while
/// typing, it keeps the old value until the text is a valid one.
class IntegerSpinBox : public QAbstractSpinBox
{
    Q_OBJECT
    Q_PROPERTY(qint64 value READ value WRITE setValue NOTIFY valueChanged USER true)
    Q_PROPERTY(qint64 minimum READ minimum)
    Q_PROPERTY(qint64 maximum READ maximum)

public:
    /// Holds values of [minimum, maximum], at first the minimum.
    IntegerSpinBox(qint64 minimum, qint64 maximum, QWidget *parent = nullptr);

    qint64 value() const noexcept { return m_value; }
    /// Clamps to the range.
    void setValue(qint64 value);
    qint64 minimum() const noexcept { return m_minimum; }
    qint64 maximum() const noexcept { return m_maximum; }

    void stepBy(int steps) override;
    QValidator::State validate(QString &input, int &pos) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void valueChanged(qint64 value);

protected:
    StepEnabled stepEnabled() const override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void readText();
    void showValue();

    qint64 m_minimum;
    qint64 m_maximum;
    qint64 m_value;
};

} // namespace views
