#include "views/style/elidedlabel.h"
#include "views/style/glyph.h"
#include "views/style/icons.h"
#include "views/style/inkmetrics.h"
#include "views/style/rowactions.h"
#include "views/style/segmentedswitch.h"
#include "views/style/segmentstyle.h"
#include "views/style/theme.h"
#include "views/style/typography.h"

#include <QAction>
#include <QClipboard>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace views;

namespace {

/// Lightness, chroma and hue in degrees of \a color in OKLab, by its author's matrices from sRGB:
/// the way back from what a theme is made of.
struct Oklch
{
    double lightness;
    double chroma;
    double hue;

    explicit Oklch(const QColor &color)
    {
        const auto linear = [](double x) {
            return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
        };
        const double r = linear(color.redF());
        const double g = linear(color.greenF());
        const double b = linear(color.blueF());
        const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
        const double u = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        const double v = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        chroma = std::hypot(u, v);
        hue = std::fmod(std::atan2(v, u) * 180 / std::numbers::pi + 360, 360);
    }
};

/// What is drawn in black on white, on \a side by \a side pixels.
template <class Draw>
QImage drawn(int side, Draw draw)
{
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    draw(painter);
    return image;
}

/// How many of the pixels in \a area are not white.
int inkIn(const QImage &image, const QRect &area)
{
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixelColor(x, y) != QColor(Qt::white) ? 1 : 0;
    }
    return count;
}

/// The largest difference between two pixels at one place.
int largestDifference(const QImage &a, const QImage &b)
{
    int largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            largest = std::max(largest, std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))));
    }
    return largest;
}

} // namespace

/// What all views draw with.
class tst_Style : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theColoursOfTasksHaveOneLightnessAndStandAGoldenAngleApart()
    {
        for (const Theme *theme : {&Theme::light(), &Theme::darkTheme()}) {
            QCOMPARE(theme->identity(0), theme->text1);
            for (std::size_t i = 1; i < 30; ++i) {
                const Oklch one(theme->identity(i));
                const Oklch next(theme->identity(i + 1));
                QVERIFY(std::abs(one.lightness - (theme->dark ? 0.80 : 0.47)) < 0.03);
                QVERIFY(one.chroma > 0.06 && one.chroma < 0.14);
                const double turned = std::fmod(next.hue - one.hue + 720, 360);
                // Where a colour is outside of what a screen shows, its hue moves.
                QVERIFY(std::abs(turned - 137.5) < 20);
            }
        }
    }

    void aThemeKnowsWhichItIs()
    {
        QVERIFY(!Theme::light().dark && !Theme::light().print);
        QVERIFY(Theme::darkTheme().dark && !Theme::darkTheme().print);
        QVERIFY(!Theme::printing().dark && Theme::printing().print);
        QVERIFY(!Theme().dark && !Theme().print);
    }

    void onlyWaitsAreWaits()
    {
        for (std::size_t i = 0; i < SegmentStyleCount; ++i) {
            const auto style = static_cast<SegmentStyle>(i);
            const bool other = style == SegmentStyle::Ready || style == SegmentStyle::Running
                || style == SegmentStyle::Blocking || style == SegmentStyle::Cancelling
                || style == SegmentStyle::Lost;
            QCOMPARE(isWait(style), !other);
        }
    }

    void ofASwitchExactlyOneSegmentIsChosen()
    {
        SegmentedSwitch choice(QStringLiteral("Axis"));
        for (const char *name : {"Clock", "Steps", "None"})
            choice.addSegment(QString::fromLatin1(name), {}, QString::fromLatin1(name));
        const auto buttons = choice.findChildren<QToolButton *>();
        const auto checked = [&] {
            QList<qsizetype> all;
            for (qsizetype i = 0; i < buttons.size(); ++i) {
                if (buttons[i]->isChecked())
                    all += i;
            }
            return all;
        };
        for (const QToolButton *button : buttons)
            QVERIFY(button->property("segment").toBool()); // as the style sheet knows them
        QSignalSpy chosen(&choice, &SegmentedSwitch::chosen);
        choice.show();
        QCOMPARE(choice.current(), 0);
        QCOMPARE(checked(), QList<qsizetype>{0});
        QTest::mouseClick(buttons[2], Qt::LeftButton);
        QCOMPARE(checked(), QList<qsizetype>{2});
        QCOMPARE(choice.current(), 2);
        QCOMPARE(chosen.size(), 1);
        // A second click does not take the choice back.
        QTest::mouseClick(buttons[2], Qt::LeftButton);
        QCOMPARE(checked(), QList<qsizetype>{2});
        choice.setCurrent(1);
        QCOMPARE(checked(), QList<qsizetype>{1});
        QCOMPARE(choice.current(), 1);
    }

    void aLineThatIsCutIsToldWholeWherePointedAt()
    {
        const QString text = QStringLiteral("a line of words that has no room");
        ElidedLabel label;
        label.setText(text);
        label.resize(1000, 30);
        label.show();
        const auto pointAt = [&label] {
            QHelpEvent event(QEvent::ToolTip, QPoint(5, 5), label.mapToGlobal(QPoint(5, 5)));
            return QCoreApplication::sendEvent(&label, &event);
        };
        QCOMPARE(label.shownText(), text);
        // What a widget around it has to say is not what is asked for.
        QVERIFY(pointAt());
        QCOMPARE(QToolTip::text(), QString());
        label.resize(60, 30);
        QVERIFY(label.shownText().endsWith(QChar(0x2026)));
        QVERIFY(pointAt());
        QCOMPARE(QToolTip::text(), text);
        QToolTip::hideText();
    }

    void theRowThatIsCurrentIsCopiedAndGoneTo()
    {
        QStandardItemModel model(2, 3);
        for (const int row : {0, 1}) {
            model.setItem(row, 0, new QStandardItem(QStringLiteral("first %1").arg(row)));
            model.setItem(row, 2, new QStandardItem(QStringLiteral("last %1").arg(row)));
        }
        QTableView view;
        view.setModel(&model);
        offerRowActions(&view);
        auto *copy = view.findChild<QAction *>(QStringLiteral("copyRow"));
        auto *goThere = view.findChild<QAction *>(QStringLiteral("goToRow"));
        QVERIFY(view.actions().contains(copy) && view.actions().contains(goThere));
        QSignalSpy activated(&view, &QAbstractItemView::activated);
        QClipboard *clipboard = QGuiApplication::clipboard();
        clipboard->setText(QStringLiteral("before"));
        copy->trigger();
        goThere->trigger();
        QCOMPARE(clipboard->text(), QStringLiteral("before"));
        QCOMPARE(activated.size(), 0);
        view.setCurrentIndex(model.index(1, 2));
        copy->trigger();
        QCOMPARE(clipboard->text(), QStringLiteral("first 1\tlast 1"));
        goThere->trigger();
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toModelIndex(), model.index(1, 2));
    }

    void anIconHasTheColourOfItsState()
    {
        QPalette palette = QGuiApplication::palette();
        const QPalette before = palette;
        palette.setColor(QPalette::Active, QPalette::ButtonText, Qt::red);
        palette.setColor(QPalette::Disabled, QPalette::ButtonText, Qt::blue);
        QGuiApplication::setPalette(palette);
        const QIcon close = icon(QStringLiteral("close"), QPalette::ButtonText);
        const auto has = [&](QIcon::Mode mode, const QColor &color) {
            const QImage image = close.pixmap(QSize(32, 32), mode).toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y) == color)
                        return true;
                }
            }
            return false;
        };
        const bool right = has(QIcon::Normal, Qt::red) && !has(QIcon::Normal, Qt::blue)
            && has(QIcon::Disabled, Qt::blue) && !has(QIcon::Disabled, Qt::red);
        QGuiApplication::setPalette(before);
        QVERIFY(right);
    }

    void anIconStandsInTheMiddleOfItsRoom()
    {
        const QIcon close = icon(QStringLiteral("close"));
        const QImage image
            = drawn(64, [&](QPainter &painter) { close.paint(&painter, QRect(0, 24, 64, 16)); });
        QVERIFY(inkIn(image, QRect(24, 24, 16, 16)) > 10);
        QCOMPARE(inkIn(image, image.rect()), inkIn(image, QRect(24, 24, 16, 16)));
    }

    void inkIsWhatLettersCover()
    {
        QFont font = QGuiApplication::font();
        for (const int pixels : {10, 13, 24}) {
            font.setPixelSize(pixels);
            const InkMetrics ink(font);
            const QFontMetricsF metrics(font);
            const QRectF word = metrics.tightBoundingRect(QStringLiteral("Agy"));
            QVERIFY(ink.ascent >= -word.top());
            QVERIFY(ink.descent >= word.bottom());
            QVERIFY(ink.ascent <= metrics.ascent() + 1);
            QVERIFY(ink.descent <= metrics.descent() + 1);
            QVERIFY(ink.fitsIn(ink.ascent + ink.descent));
            QVERIFY(!ink.fitsIn(ink.ascent + ink.descent - 0.5));
        }
    }

    void wordsInABarAreCentredAndNeverCutBelow()
    {
        const InkMetrics ink(QGuiApplication::font());
        for (int height = static_cast<int>(std::ceil(ink.ascent + ink.descent)); height < 60;
             ++height) {
            const int line = ink.baseline(height);
            QVERIFY(line + ink.descent <= height);
            QVERIFY(line - ink.capitals > 0);
            if (height > 2 * (ink.ascent + ink.descent)) {
                const double middle = line - ink.capitals / 2;
                QVERIFY(std::abs(middle - height / 2.0) <= 1);
            }
        }
    }

    void textGrowsWithTheFontOfTheDesktop()
    {
        const int base = QFontInfo(QGuiApplication::font()).pixelSize();
        QCOMPARE(uiFont(13).pixelSize(), base);
        QCOMPARE(uiFont(26).pixelSize(), 2 * base);
        QCOMPARE(fixedFont(13).pixelSize(), base);
        // There is always something to be seen.
        QCOMPARE(uiFont(0.01).pixelSize(), 1);
        QVERIFY(uiFont(13, QFont::Bold).bold() && !uiFont(13).bold());
    }

    void aGlyphIsTheSameKeptAsAPictureAndDrawnOnceMore_data()
    {
        QTest::addColumn<Glyph>("glyph");
        for (int i = 1; i <= static_cast<int>(Glyph::ChevronDown); ++i)
            QTest::addRow("glyph %d", i) << static_cast<Glyph>(i);
    }
    void aGlyphIsTheSameKeptAsAPictureAndDrawnOnceMore()
    {
        QFETCH(const Glyph, glyph);
        const auto draw = [glyph](QPainter &painter, QPointF centre, double size) {
            drawGlyph(painter, glyph, centre, size, Qt::black, 1.25, Qt::white);
        };
        for (const QPointF centre : {QPointF(20, 20), QPointF(20.25, 19.5), QPointF(14.5, 23.75)}) {
            const QImage kept = drawn(40, [&](QPainter &painter) { draw(painter, centre, 24); });
            QVERIFY(inkIn(kept, kept.rect()) > 20);
            // Scaled, it is not taken from the kept ones.
            const QImage scaled = drawn(40, [&](QPainter &painter) {
                painter.scale(2, 2);
                draw(painter, centre / 2, 12);
            });
            QVERIFY2(largestDifference(kept, scaled) < 40,
                     qPrintable(QString::number(largestDifference(kept, scaled))));
            const QImage moved = drawn(40, [&](QPainter &painter) {
                painter.translate(3, -2);
                draw(painter, centre - QPointF(3, -2), 24);
            });
            QCOMPARE(largestDifference(kept, moved), 0);
        }
    }

    void movedByWholePixelsAGlyphLooksTheSame()
    {
        for (const Glyph glyph : {Glyph::Cross, Glyph::Padlock, Glyph::Tick}) {
            const QPointF centre(20.1, 19.6);
            const QImage here = drawn(
                40, [&](QPainter &painter) { drawGlyph(painter, glyph, centre, 24, Qt::black); });
            const QImage there = drawn(40, [&](QPainter &painter) {
                painter.translate(3, -2);
                drawGlyph(painter, glyph, centre - QPointF(3, -2), 24, Qt::black);
            });
            QCOMPARE(largestDifference(here, there), 0);
        }
    }

    void aChevronPointsWhereItsNameSays()
    {
        const auto chevron = [](Glyph glyph) {
            return drawn(24, [glyph](QPainter &painter) {
                drawGlyph(painter, glyph, QPointF(12, 12), 24, Qt::black);
            });
        };
        const QImage right = chevron(Glyph::ChevronRight);
        QVERIFY(inkIn(right, QRect(14, 9, 10, 6)) > 0);
        QCOMPARE(inkIn(right, QRect(14, 0, 10, 6)), 0);
        QCOMPARE(inkIn(right, QRect(14, 18, 10, 6)), 0);
        const QImage left = chevron(Glyph::ChevronLeft);
        QVERIFY(inkIn(left, QRect(0, 9, 10, 6)) > 0);
        QCOMPARE(inkIn(left, QRect(0, 0, 10, 6)), 0);
        QCOMPARE(inkIn(left, QRect(0, 18, 10, 6)), 0);
        const QImage down = chevron(Glyph::ChevronDown);
        QVERIFY(inkIn(down, QRect(9, 14, 6, 10)) > 0);
        QCOMPARE(inkIn(down, QRect(0, 14, 6, 10)), 0);
        QCOMPARE(inkIn(down, QRect(18, 14, 6, 10)), 0);
    }
};

QTEST_MAIN(tst_Style)
#include "tst_style.moc"
