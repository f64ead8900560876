#include "views/scenario/integerspinbox.h"

#include <QLineEdit>
#include <QStyleOptionSpinBox>
#include <QWheelEvent>

#include <algorithm>

namespace views {

IntegerSpinBox::IntegerSpinBox(qint64 minimum, qint64 maximum, QWidget *parent)
    : QAbstractSpinBox(parent)
    , m_minimum(minimum)
    , m_maximum(maximum)
    , m_value(minimum)
{
    // A wheel over the panel must not change what it happens to pass.
    setFocusPolicy(Qt::StrongFocus);
    setAccelerated(true);
    showValue();
    connect(lineEdit(), &QLineEdit::textEdited, this, &IntegerSpinBox::readText);
    connect(this, &QAbstractSpinBox::editingFinished, this, &IntegerSpinBox::showValue);
}

void IntegerSpinBox::setValue(qint64 value)
{
    const qint64 clamped = std::clamp(value, m_minimum, m_maximum);
    const bool changed = clamped != m_value;
    m_value = clamped;
    showValue();
    if (changed)
        Q_EMIT valueChanged(m_value);
}

void IntegerSpinBox::stepBy(int steps)
{
    qint64 next = 0;
    if (qAddOverflow(m_value, qint64{steps}, &next))
        next = steps > 0 ? m_maximum : m_minimum;
    setValue(next);
    selectAll();
}

QValidator::State IntegerSpinBox::validate(QString &input, int &) const
{
    if (input.isEmpty() || (input == QLatin1String("-") && m_minimum < 0))
        return QValidator::Intermediate;
    bool whole = false;
    const qint64 number = input.toLongLong(&whole);
    if (!whole)
        return QValidator::Invalid;
    if (number >= m_minimum && number <= m_maximum)
        return QValidator::Acceptable;
    // Too small may still become right by another digit; too large may not.
    return number >= 0 && number > m_maximum ? QValidator::Invalid : QValidator::Intermediate;
}

QSize IntegerSpinBox::sizeHint() const
{
    ensurePolished();
    // One width for all, so that they align; a whole 64-bit number would need a third of a panel
    // for values that nobody types.
    constexpr int Digits = 7;
    const QSize content(fontMetrics().horizontalAdvance(QLatin1Char('0')) * Digits + 4,
                        lineEdit()->sizeHint().height());
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, content, this);
}

QAbstractSpinBox::StepEnabled IntegerSpinBox::stepEnabled() const
{
    StepEnabled enabled = StepNone;
    enabled.setFlag(StepUpEnabled, m_value < m_maximum);
    enabled.setFlag(StepDownEnabled, m_value > m_minimum);
    return enabled;
}

void IntegerSpinBox::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QAbstractSpinBox::wheelEvent(event);
    else
        event->ignore();
}

void IntegerSpinBox::readText()
{
    QString input = lineEdit()->text();
    int pos = 0;
    if (validate(input, pos) != QValidator::Acceptable)
        return;
    const qint64 number = input.toLongLong();
    if (number == m_value)
        return;
    m_value = number;
    Q_EMIT valueChanged(m_value);
}

void IntegerSpinBox::showValue()
{
    const QString shown = QString::number(m_value);
    if (lineEdit()->text() != shown)
        lineEdit()->setText(shown);
}

} // namespace views
