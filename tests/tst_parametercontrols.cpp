#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "views/scenario/integerspinbox.h"
#include "views/scenario/parameterslider.h"
#include "views/scenario/realspinbox.h"

#include <QMetaProperty>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

using support::Drawn;
using views::IntegerSpinBox;
using views::ParameterSlider;
using views::RealSpinBox;

namespace {

QString stateName(QValidator::State state)
{
    switch (state) {
    case QValidator::Acceptable:
        return QStringLiteral("taken");
    case QValidator::Intermediate:
        return QStringLiteral("may become one");
    case QValidator::Invalid:
        break;
    }
    return QStringLiteral("refused");
}

/// What \a box says to each text of \a expected, which are like "5: taken".
template <class Box>
QStringList verdicts(const Box &box, const QStringList &expected)
{
    QStringList all;
    for (const QString &line : expected) {
        QString text = line.section(QStringLiteral(": "), 0, 0);
        int position = 0;
        all += QStringLiteral("%1: %2").arg(text, stateName(box.validate(text, position)));
    }
    return all;
}

/// A slider of a number from 2 to 10 in a window.
struct Bar
{
    ParameterSlider slider;

    explicit Bar(int width = 118)
    {
        slider.setRange(2, 10);
        slider.setValue(2);
        slider.resize(width, 24);
        slider.show();
    }
    QPoint at(double value) const
    {
        const double part = (value - slider.minimum()) / (slider.maximum() - slider.minimum());
        return {
            qRound(slider.handleX(slider.minimum())
                   + part * (slider.handleX(slider.maximum()) - slider.handleX(slider.minimum()))),
            slider.height() / 2};
    }
    void press(QPoint point, Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mousePress(&slider, button, {}, point);
    }
    void release(QPoint point, Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mouseRelease(&slider, button, {}, point);
    }
    QColor accent() const { return slider.palette().color(QPalette::Highlight); }
    /// The filled part of the track.
    QRectF filledPart()
    {
        const auto shapes = Drawn::by(slider).filled(accent());
        return shapes.isEmpty() ? QRectF() : shapes.front().box;
    }
    /// Rings around a handle's place, and dashed ones.
    QList<Drawn::Shape> rings() { return Drawn::by(slider).outlined(accent()); }
};

} // namespace

/// What numbers are changed with, alone in a window.
class tst_ParameterControls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHandleStandsBetweenTheEndsAsTheValueDoes()
    {
        const Bar bar;
        const double left = bar.slider.handleX(2);
        const double right = bar.slider.handleX(10);
        QCOMPARE(left, bar.slider.width() - right);
        QCOMPARE(bar.slider.handleX(6), (left + right) / 2);
        QVERIFY(left > 5 && left < 15);
    }

    void fromTheRightToTheLeftItIsTurnedAround()
    {
        Bar bar;
        const double left = bar.slider.handleX(2);
        const double right = bar.slider.handleX(10);
        bar.slider.setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(bar.slider.handleX(2), right);
        QCOMPARE(bar.slider.handleX(10), left);
        bar.press({qRound(left), 12});
        QCOMPARE(bar.slider.value(), 10);
        bar.release({qRound(left), 12});
        bar.slider.setValue(4);
        // Filled from the right edge to the handle.
        QVERIFY(qAbs(bar.filledPart().right() - (bar.slider.width() - 1)) < 0.1);
        QVERIFY(qAbs(bar.filledPart().left() - bar.slider.handleX(4)) < 1);
    }

    void theTrackIsFilledToTheHandle()
    {
        Bar bar;
        for (const int value : {2, 5, 10}) {
            bar.slider.setValue(value);
            QVERIFY(qAbs(bar.filledPart().left()) <= 1);
            QVERIFY(qAbs(bar.filledPart().right() - bar.slider.handleX(value)) < 1);
        }
    }

    void aSliderWithOneValueOrWithoutRoomStaysInsideItself()
    {
        Bar bar;
        bar.slider.setRange(3, 3);
        QVERIFY(bar.slider.handleX(3) > 0 && bar.slider.handleX(3) < bar.slider.width());
        bar.slider.setRange(2, 10);
        for (const int width : {1, 5, 18, 19}) {
            bar.slider.resize(width, 24);
            bar.press({0, 12});
            QCOMPARE(bar.slider.value(), 2);
            bar.release({0, 12});
            bar.press({100, 12});
            QCOMPARE(bar.slider.value(), 10);
            bar.release({100, 12});
        }
    }

    void aPressGoesToTheNearestValueAndADragFollows()
    {
        Bar bar;
        QSignalSpy changed(&bar.slider, &QSlider::valueChanged);
        bar.press(bar.at(5.4));
        QCOMPARE(bar.slider.value(), 5);
        QVERIFY(bar.slider.isSliderDown());
        QTest::mouseMove(&bar.slider, bar.at(7.6));
        QCOMPARE(bar.slider.value(), 8);
        QTest::mouseMove(&bar.slider, QPoint(500, 12));
        QCOMPARE(bar.slider.value(), 10);
        QTest::mouseMove(&bar.slider, QPoint(-500, 12));
        QCOMPARE(bar.slider.value(), 2);
        bar.release(bar.at(2));
        QVERIFY(!bar.slider.isSliderDown());
        QTest::mouseMove(&bar.slider, bar.at(9));
        QCOMPARE(bar.slider.value(), 2);
        QCOMPARE(changed.size(), 4);
    }

    void otherButtonsDoNothing()
    {
        Bar bar;
        bar.press(bar.at(8), Qt::RightButton);
        QCOMPARE(bar.slider.value(), 2);
        QVERIFY(!bar.slider.isSliderDown());
        bar.release(bar.at(8), Qt::RightButton);
        // Nor do they end a drag.
        bar.press(bar.at(4));
        bar.press(bar.at(4), Qt::RightButton);
        bar.release(bar.at(4), Qt::RightButton);
        QVERIFY(bar.slider.isSliderDown());
        bar.release(bar.at(4));
    }

    void theValueBeforeIsARingUntilItIsTheValue()
    {
        Bar bar;
        bar.slider.setValue(5);
        const auto ringAt = [&](int value) {
            const auto rings = bar.rings();
            return std::any_of(rings.begin(), rings.end(), [&](const Drawn::Shape &ring) {
                return qAbs(ring.box.center().x() - bar.slider.handleX(value)) < 0.5;
            });
        };
        const qsizetype without = bar.rings().size();
        QVERIFY(ringAt(5) && !ringAt(8));
        bar.slider.setPrevious(8);
        QVERIFY(ringAt(8));
        QCOMPARE(bar.rings().size(), without + 1);
        bar.slider.setValue(8);
        QCOMPARE(bar.rings().size(), without);
        bar.slider.setValue(5);
        bar.slider.setPrevious(std::nullopt);
        QVERIFY(!ringAt(8));
        QCOMPARE(bar.slider.previous(), std::optional<int>());
    }

    void theHandleIsRoundInTheMiddleAndTintedWhileItIsHeld()
    {
        Bar bar;
        bar.slider.setValue(6);
        const auto handle = [&] { return bar.rings().last().box; };
        QCOMPARE(handle().width(), handle().height());
        QCOMPARE(handle().center(), QPointF(bar.slider.handleX(6), 12));
        QVERIFY(handle().top() >= 3 && handle().bottom() <= 21);
        const auto isTinted = [&] {
            const auto rings = bar.rings();
            return std::any_of(rings.begin(), rings.end(), [&](const Drawn::Shape &ring) {
                return ring.fill.isValid() && ring.fill.alpha() < 255
                    && ring.fill.rgb() == bar.accent().rgb();
            });
        };
        QVERIFY(!isTinted());
        bar.press(bar.at(6));
        QVERIFY(isTinted());
        // The tint lies upon the handle as it was.
        const auto held = bar.rings();
        QVERIFY(held.size() >= 2);
        QCOMPARE(held[0].box.width(), held[0].box.height());
        QCOMPARE(held[1].box, held[0].box);
        bar.release(bar.at(6));
    }

    void theFocusIsARingAroundTheHandle()
    {
        Bar bar;
        bar.slider.setValue(6);
        bar.slider.clearFocus();
        const auto widest = [&] {
            double width = 0;
            for (const Drawn::Shape &ring : bar.rings())
                width = std::max(width, ring.box.width());
            return width;
        };
        const double without = widest();
        bar.slider.activateWindow();
        bar.slider.setFocus();
        QTRY_VERIFY(bar.slider.hasFocus());
        QVERIFY(widest() > without + 2);
        // All of it is in sight, at the ends as well.
        for (const int value : {2, 10}) {
            bar.slider.setValue(value);
            for (const Drawn::Shape &ring : bar.rings()) {
                QVERIFY(QRectF(bar.slider.rect()).contains(ring.box));
                QCOMPARE(ring.box.width(), ring.box.height());
            }
        }
    }

    void aDisabledSliderIsGrey()
    {
        Bar bar;
        bar.slider.setValue(6);
        bar.slider.setEnabled(false);
        QVERIFY(bar.rings().isEmpty() || bar.accent() != QPalette().color(QPalette::Highlight));
        const QColor grey = bar.slider.palette().color(QPalette::Disabled, QPalette::ButtonText);
        QVERIFY(!Drawn::by(bar.slider).outlined(grey).isEmpty());
    }

    void wholeNumbersInTheirRangeAreTaken()
    {
        const QStringList expected{
            QStringLiteral("0: taken"),
            QStringLiteral("20: taken"),
            QStringLiteral("-5: taken"),
            QStringLiteral("007: taken"),
            QStringLiteral("21: refused"),
            QStringLiteral("-6: may become one"),
            QStringLiteral(": may become one"),
            QStringLiteral("-: may become one"),
            QStringLiteral("1.5: refused"),
            QStringLiteral("x: refused"),
            QStringLiteral("9223372036854775808: refused"),
        };
        QCOMPARE(verdicts(IntegerSpinBox(-5, 20), expected), expected);
        // Too small may still become right by another digit; there is nothing below zero.
        const QStringList large{QStringLiteral("1: may become one"),
                                QStringLiteral("9: may become one"), QStringLiteral("10: taken"),
                                QStringLiteral("-: refused"), QStringLiteral("0: may become one")};
        QCOMPARE(verdicts(IntegerSpinBox(10, 500), large), large);
        const QStringList fromZero{QStringLiteral("-: refused"), QStringLiteral("0: taken")};
        QCOMPARE(verdicts(IntegerSpinBox(0, 9), fromZero), fromZero);
        const QStringList negative{QStringLiteral("-1: may become one"),
                                   QStringLiteral("0: refused")};
        QCOMPARE(verdicts(IntegerSpinBox(-50, -10), negative), negative);
    }

    void stepsEndAtTheRange()
    {
        IntegerSpinBox box(0, 3);
        QSignalSpy changed(&box, &IntegerSpinBox::valueChanged);
        box.show();
        QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(changed.size(), 0);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&box, Qt::Key_Up);
        QCOMPARE(box.value(), 3);
        QCOMPARE(changed.size(), 3);
        box.stepBy(-2);
        QCOMPARE(box.value(), 1);
        box.setValue(100);
        QCOMPARE(box.value(), 3);
        QCOMPARE(box.text(), QStringLiteral("3"));
        const qsizetype before = changed.size();
        box.setValue(3);
        QCOMPARE(changed.size(), before);
    }

    void stepsBeyondAllNumbersEndAtTheirEnds()
    {
        using Limits = std::numeric_limits<qint64>;
        IntegerSpinBox box(Limits::min(), Limits::max());
        box.setValue(Limits::max() - 1);
        box.stepBy(10);
        QCOMPARE(box.value(), Limits::max());
        box.setValue(Limits::min() + 1);
        box.stepBy(-10);
        QCOMPARE(box.value(), Limits::min());
    }

    void theArrowThatLeadsNowhereIsDisabled()
    {
        const auto enabled = [](IntegerSpinBox &box) {
            struct Open : IntegerSpinBox
            {
                using IntegerSpinBox::stepEnabled;
            };
            return (box.*(&Open::stepEnabled))();
        };
        IntegerSpinBox box(0, 3);
        QCOMPARE(enabled(box), QAbstractSpinBox::StepEnabled(QAbstractSpinBox::StepUpEnabled));
        box.setValue(2);
        QCOMPARE(enabled(box), QAbstractSpinBox::StepUpEnabled | QAbstractSpinBox::StepDownEnabled);
        box.setValue(3);
        QCOMPARE(enabled(box), QAbstractSpinBox::StepEnabled(QAbstractSpinBox::StepDownEnabled));
    }

    void whatIsTypedCountsAtOnceAndIsTidiedAtTheEnd()
    {
        IntegerSpinBox box(0, 100);
        QSignalSpy changed(&box, &IntegerSpinBox::valueChanged);
        box.show();
        box.setFocus();
        box.selectAll();
        QTest::keyClicks(&box, QStringLiteral("07"));
        QCOMPARE(box.value(), 7);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(box.text(), QStringLiteral("07"));
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.text(), QStringLiteral("7"));
        // Emptied, the last value stands.
        box.selectAll();
        QTest::keyClick(&box, Qt::Key_Backspace);
        QCOMPARE(box.value(), 7);
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.text(), QStringLiteral("7"));
        QCOMPARE(changed.size(), 1);
    }

    void decimalsInTheirRangeAreTaken()
    {
        const QStringList expected{
            QStringLiteral("0: taken"),
            QStringLiteral("2.5: taken"),
            QStringLiteral("2,5: taken"),
            QStringLiteral("-1: taken"),
            QStringLiteral("2.51: refused"),
            QStringLiteral("-1.1: may become one"),
            QStringLiteral(".: may become one"),
            QStringLiteral(",: may become one"),
            QStringLiteral("-: may become one"),
            QStringLiteral(": may become one"),
            QStringLiteral(".5: taken"),
            QStringLiteral("0.123456789: taken"),
            QStringLiteral("0.1234567891: refused"), // finer than a nanosecond
            QStringLiteral(".1234567891: refused"),
            QStringLiteral("1e0: refused"),
            QStringLiteral("1E0: refused"),
            QStringLiteral("x: refused"),
            QStringLiteral("1.2.3: refused"),
        };
        QCOMPARE(verdicts(RealSpinBox(-1, 2.5), expected), expected);
        const QStringList positive{
            QStringLiteral("-: refused"),          QStringLiteral("0: may become one"),
            QStringLiteral("0.4: may become one"), QStringLiteral("0.5: taken"),
            QStringLiteral("10: taken"),           QStringLiteral("1000000000000: refused")};
        QCOMPARE(verdicts(RealSpinBox(0.5, 10), positive), positive);
        const QStringList fromZero{QStringLiteral("-: refused"), QStringLiteral("0: taken")};
        QCOMPARE(verdicts(RealSpinBox(0, 1), fromZero), fromZero);
        const QStringList negative{QStringLiteral("-1: may become one"),
                                   QStringLiteral("0: refused")};
        QCOMPARE(verdicts(RealSpinBox(-50, -10), negative), negative);
    }

    void aDecimalIsWrittenAsShortAsItIs()
    {
        RealSpinBox box(0, 1000);
        const QList<std::pair<double, QString>> texts{
            {0, QStringLiteral("0")},       {1, QStringLiteral("1")},
            {100, QStringLiteral("100")},   {2.5, QStringLiteral("2.5")},
            {0.25, QStringLiteral("0.25")}, {1e-9, QStringLiteral("0.000000001")}};
        for (const auto &[value, text] : texts) {
            box.setValue(value);
            QCOMPARE(box.text(), text);
        }
    }

    void boxesOfBothKindsAreAsWide()
    {
        const IntegerSpinBox whole(0, 1);
        const IntegerSpinBox seed(INT64_MIN, INT64_MAX);
        const RealSpinBox real(0, 1);
        QCOMPARE(whole.sizeHint(), seed.sizeHint());
        QCOMPARE(whole.sizeHint(), real.sizeHint());
        QVERIFY(whole.sizeHint().width()
                > whole.fontMetrics().horizontalAdvance(QStringLiteral("999999")));
    }

    void theNumberIsWhatAFormReadsAndWrites()
    {
        QCOMPARE(IntegerSpinBox::staticMetaObject.userProperty().name(), "value");
    }

    void anArrowThatIsHeldGetsFaster()
    {
        QVERIFY(IntegerSpinBox(0, 1).isAccelerated());
        QVERIFY(RealSpinBox(0, 1).isAccelerated());
    }
};

PAINTING_TEST_MAIN(tst_ParameterControls)
#include "tst_parametercontrols.moc"
