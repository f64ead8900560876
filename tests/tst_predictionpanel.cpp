#include "tests/support/drawn.h"
#include "views/narration/choicelist.h"
#include "views/narration/predictionpanel.h"
#include "views/style/typography.h"

#include <QFontMetrics>
#include <QImage>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace views;
using support::Drawn;
using Stage = PredictionPage::Stage;

namespace {

QStringList choices(int count)
{
    QStringList all;
    for (int i = 0; i < count; ++i)
        all += QStringLiteral("task %1").arg(i);
    return all;
}

/// Choices in a window.
struct Offered
{
    ChoiceList list;
    QSignalSpy chosen{&list, &ChoiceList::chosen};

    explicit Offered(int count)
    {
        list.setTheme(Theme::light());
        list.setChoices(choices(count));
        list.resize(300, 600);
        list.show();
    }
    /// What has been answered since the last time, or -1.
    int answer() { return chosen.isEmpty() ? -1 : chosen.takeLast().at(0).toInt(); }
    QRect lineOf(int row) const { return list.visualRect(list.model()->index(row, 0)); }
    Drawn drawn() { return Drawn::by(*list.viewport()); }
};

/// The panel in a window.
struct Asking
{
    PredictionPanel panel;
    QSignalSpy skipped{&panel, &PredictionPanel::skipped};
    QSignalSpy goneOn{&panel, &PredictionPanel::goneOn};

    explicit Asking(Stage stage)
    {
        panel.resize(400, 300);
        panel.show();
        PredictionPage page;
        page.stage = stage;
        show(page);
    }
    void show(PredictionPage page)
    {
        page.title = QStringLiteral("Who runs next?");
        page.choices = choices(3);
        panel.setPage(page);
    }
    template <class Widget = QWidget>
    Widget *find(const char *name) const
    {
        return panel.findChild<Widget *>(QString::fromLatin1(name));
    }
    bool isVisible(const char *name) const { return find(name)->isVisible(); }
    /// The picture before the title, null where there is none.
    QImage picture() const
    {
        for (const auto *label : panel.findChildren<QLabel *>()) {
            if (label->objectName().isEmpty() && label->isVisible())
                return label->pixmap().toImage();
        }
        return {};
    }
};

/// Does \a widget take \a key, whatever shortcut that is elsewhere?
bool takes(QWidget *widget, Qt::Key key)
{
    QKeyEvent event(QEvent::ShortcutOverride, key, Qt::NoModifier);
    event.ignore();
    QCoreApplication::sendEvent(widget, &event);
    return event.isAccepted();
}

} // namespace

class tst_PredictionPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDigitsFromOneToNineAnswer()
    {
        Offered offered(10);
        for (int i = 0; i < 9; ++i) {
            QTest::keyClick(&offered.list, static_cast<Qt::Key>(Qt::Key_1 + i));
            QCOMPARE(offered.answer(), i);
        }
        QTest::keyClick(&offered.list, Qt::Key_0);
        QCOMPARE(offered.answer(), -1);
        // The sign behind 9.
        QTest::sendKeyEvent(QTest::Click, &offered.list, Qt::Key_Colon, QStringLiteral(":"),
                            Qt::NoModifier);
        QCOMPARE(offered.answer(), -1);
    }
    void aDigitWithoutAChoiceIsNoAnswer()
    {
        Offered offered(2);
        QTest::keyClick(&offered.list, Qt::Key_3);
        QCOMPARE(offered.answer(), -1);
        QTest::keyClick(&offered.list, Qt::Key_2);
        QCOMPARE(offered.answer(), 1);
    }
    void theArrowsChooseAndBothEntersAnswer()
    {
        Offered offered(3);
        QTest::keyClick(&offered.list, Qt::Key_Down);
        QCOMPARE(offered.answer(), -1);
        QTest::keyClick(&offered.list, Qt::Key_Return);
        QCOMPARE(offered.answer(), 1);
        QTest::keyClick(&offered.list, Qt::Key_Down);
        QTest::keyClick(&offered.list, Qt::Key_Enter);
        QCOMPARE(offered.answer(), 2);
        QTest::keyClick(&offered.list, Qt::Key_Escape);
        QCOMPARE(offered.answer(), -1);
    }
    void answersAreNoShortcuts()
    {
        const Asking asking(Stage::Asked);
        auto *list = asking.find<ChoiceList>("choiceList");
        for (const Qt::Key key : {Qt::Key_1, Qt::Key_9, Qt::Key_Return, Qt::Key_Enter})
            QVERIFY2(takes(list, key), qPrintable(QString::number(key, 16)));
        for (const Qt::Key key : {Qt::Key_0, Qt::Key_N, Qt::Key_Escape})
            QVERIFY2(!takes(list, key), qPrintable(QString::number(key, 16)));
    }
    void theFirstNineChoicesHaveTheirDigits()
    {
        Offered offered(10);
        const Drawn drawn = offered.drawn();
        const auto chips = drawn.outlined(Theme::light().controlEdge);
        QCOMPARE(chips.size(), 9);
        for (int row = 0; row < 10; ++row) {
            const QRect line = offered.lineOf(row);
            QVERIFY(line.height() >= 28);
            QVERIFY(line.height() >= QFontMetrics(uiFont(13)).height() + 8);
            QStringList expected{choices(10).at(row)};
            if (row < 9) {
                expected.prepend(QString::number(row + 1));
                QVERIFY(qAbs(chips[row].box.center().y() - QRectF(line).center().y()) <= 0.5);
            }
            QCOMPARE(drawn.textsIn(line), expected);
        }
    }
    void theCurrentChoiceIsTintedAndFramedWhereKeysGoThere()
    {
        Offered offered(3);
        const QColor accent = Theme::light().accent;
        offered.list.setCurrentIndex(offered.list.model()->index(1, 0));
        offered.list.clearFocus();
        const Drawn without = offered.drawn();
        QList<QRect> tinted;
        for (const Drawn::Shape &shape : without.shapes()) {
            if (shape.fill.isValid() && shape.fill.rgb() == accent.rgb())
                tinted += shape.box.toRect();
        }
        QCOMPARE(tinted.size(), 1);
        QVERIFY(offered.lineOf(1).contains(tinted.front()));
        QVERIFY(without.outlined(accent).isEmpty());
        offered.list.activateWindow();
        offered.list.setFocus();
        QTRY_VERIFY(offered.list.hasFocus());
        const auto frames = offered.drawn().outlined(accent);
        QCOMPARE(frames.size(), 1);
        QVERIFY(offered.lineOf(1).contains(frames.front().box.center().toPoint()));
        QVERIFY(offered.list.viewport()->hasMouseTracking()); // for the tint under the pointer
    }

    void whatOneCanDoBelongsToTheStage_data()
    {
        QTest::addColumn<Stage>("stage");
        QTest::newRow("nothing is asked") << Stage::Idle;
        QTest::newRow("asked") << Stage::Asked;
        QTest::newRow("answered") << Stage::Answered;
    }
    void whatOneCanDoBelongsToTheStage()
    {
        QFETCH(const Stage, stage);
        Asking asking(stage);
        QCOMPARE(asking.isVisible("choiceList"), stage == Stage::Asked);
        QCOMPARE(asking.isVisible("skipQuestion"), stage == Stage::Asked);
        QCOMPARE(asking.isVisible("goOnPredicting"), stage == Stage::Answered);
        QCOMPARE(asking.isVisible("predictionText"), stage != Stage::Asked);
        QCOMPARE(asking.picture().isNull(), stage != Stage::Answered);
        QTest::keyClick(&asking.panel, Qt::Key_A);
        QCOMPARE(asking.skipped.size() + asking.goneOn.size(), 0);
        QTest::keyClick(&asking.panel, Qt::Key_Escape);
        QCOMPARE(asking.skipped.size(), stage == Stage::Asked ? 1 : 0);
        QCOMPARE(asking.goneOn.size(), 0);
        QTest::keyClick(&asking.panel, Qt::Key_Return);
        QTest::keyClick(&asking.panel, Qt::Key_Enter);
        QCOMPARE(asking.goneOn.size(), stage == Stage::Answered ? 2 : 0);
    }
    void theFocusGoesToWhereOneAnswersOrGoesOn()
    {
        Asking asking(Stage::Asked);
        asking.panel.takeFocus();
        QCOMPARE(asking.panel.focusWidget(), asking.find("choiceList"));
        PredictionPage page;
        page.stage = Stage::Answered;
        asking.show(page);
        asking.panel.takeFocus();
        QCOMPARE(asking.panel.focusWidget(), asking.find("goOnPredicting"));
    }
    void aPictureSaysWhetherTheAnswerWasRight()
    {
        Asking asking(Stage::Answered);
        const QImage unsaid = asking.picture();
        QVERIFY(!unsaid.isNull());
        PredictionPage page;
        page.stage = Stage::Answered;
        page.isRight = true;
        asking.show(page);
        const QImage right = asking.picture();
        QVERIFY(!right.isNull());
        page.isRight = false;
        asking.show(page);
        QVERIFY(asking.picture() != right);
        QCOMPARE(asking.picture(), unsaid);
        page.isSkipped = true;
        asking.show(page);
        QVERIFY(asking.picture().isNull());
    }
    void longTextsAreBrokenAndTheScoreIsNot()
    {
        const Asking asking(Stage::Answered);
        for (const char *name : {"predictionTitle", "predictionDetail", "predictionText"})
            QVERIFY2(asking.find<QLabel>(name)->wordWrap(), name);
        QVERIFY(!asking.find<QLabel>("predictionScore")->wordWrap());
        QVERIFY(asking.panel.findChild<QScrollArea *>()->widgetResizable());
    }
    void itsButtonsLookLikeButtonsAndTheOneThatResetsDoesNot()
    {
        const Asking asking(Stage::Asked);
        for (const char *name : {"skipQuestion", "goOnPredicting"})
            QVERIFY2(asking.find(name)->property("framed").toBool(), name);
        QVERIFY(asking.find<QToolButton>("resetPredictionScore")->autoRaise());
    }
};

QTEST_MAIN(tst_PredictionPanel)

#include "tst_predictionpanel.moc"
