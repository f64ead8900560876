#include "views/scenario/realspinbox.h"

#include <QLineEdit>
#include <QStyleOptionSpinBox>
#include <QWheelEvent>

namespace views {

namespace {

constexpr int Decimals = 9; // nanoseconds of a second

QString withPoint(QString text)
{
    return text.trimmed().replace(QLatin1Char(','), QLatin1Char('.'));
}

} // namespace

RealSpinBox::RealSpinBox(double minimum, double maximum, QWidget *parent)
    : QDoubleSpinBox(parent)
{
    // A click takes the focus, a wheel over the panel does not.
    setFocusPolicy(Qt::StrongFocus);
    setLocale(QLocale::c());
    setDecimals(Decimals);
    setRange(minimum, maximum);
    setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    setAccelerated(true);
}

QString RealSpinBox::textFromValue(double value) const
{
    QString text = QString::number(value, 'f', Decimals);
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

double RealSpinBox::valueFromText(const QString &text) const
{
    return withPoint(text).toDouble();
}

QValidator::State RealSpinBox::validate(QString &input, int &) const
{
    const QString text = withPoint(input);
    if (text.isEmpty() || text == QLatin1String(".")
        || (text == QLatin1String("-") && minimum() < 0))
        return QValidator::Intermediate;
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    const bool tooFine = point >= 0 && text.size() - point > Decimals + 1;
    // No exponent: a letter in such a field is a slip.
    if (!isNumber || tooFine || text.contains(QLatin1Char('e'), Qt::CaseInsensitive))
        return QValidator::Invalid;
    if (number >= minimum() && number <= maximum())
        return QValidator::Acceptable;
    return number > maximum() && number >= 0 ? QValidator::Invalid : QValidator::Intermediate;
}

QSize RealSpinBox::sizeHint() const
{
    ensurePolished();
    // As wide as the boxes of whole numbers, so that they align.
    constexpr int Digits = 7;
    const QSize content(fontMetrics().horizontalAdvance(QLatin1Char('0')) * Digits + 4,
                        lineEdit()->sizeHint().height());
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, content, this);
}

void RealSpinBox::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace views
