#include "engine/workloads/registry.h"
#include "tests/support/programwindow.h"
#include "views/narration/choicelist.h"
#include "views/narration/narrationmodel.h"
#include "views/narration/narrationview.h"
#include "views/narration/predictionpanel.h"
#include "views/style/theme.h"
#include "views/words/decisiontext.h"

#include <QAction>
#include <QImage>
#include <QLabel>
#include <QTemporaryDir>

#include <cstdlib>

using support::Program;
using views::ChoiceList;
using views::Decision;
using views::PredictionPanel;

namespace {

int distance(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green())
        + std::abs(a.blue() - b.blue());
}

/// Is \a colour one, and nearer to \a one than to \a other?
bool isNearer(const QColor &colour, const QColor &one, const QColor &other)
{
    return colour.isValid() && distance(colour, one) < distance(colour, other);
}

/// The window with a run whose decisions are asked from its beginning.
struct Predicting : Program
{
    Predicting()
    {
        static_cast<void>(QTest::qWaitFor([this] { return settled(); }, 20'000));
        press(Qt::Key_P);
    }

    const views::RunModel &whole() { return rows(); }
    std::size_t shownRecords()
    {
        const auto *view = find<views::NarrationView>("narrationView");
        return view->narration()->rowCount() > 0
            ? whole()
                  .positionAfterStep(static_cast<std::uint32_t>(view->narration()->rowCount()))
                  .records
            : 0;
    }
    ChoiceList *choices() const { return find<ChoiceList>("choiceList"); }
    bool asks() const { return choices()->isVisible(); }
    Decision decision(const views::DecisionKinds &kinds = {})
    {
        return *views::decisionAt(whole(), window.viewState()->cursor().records, kinds);
    }
    void clickChoice(std::size_t index) const
    {
        const QModelIndex at = choices()->model()->index(static_cast<int>(index), 0);
        choices()->scrollTo(at);
        QTest::mouseClick(choices()->viewport(), Qt::LeftButton, {},
                          choices()->visualRect(at).center());
    }
    /// Steps until a question with more than one wrong answer is asked.
    void goOn()
    {
        for (int i = 0; i < 50 && !asks(); ++i)
            press(Qt::Key_N);
    }
    /// The colour of the sign before the verdict; invalid: there is none.
    QColor sign() const
    {
        QColor strongest;
        for (const auto *label :
             find<PredictionPanel>("predictionPanel")->findChildren<QLabel *>()) {
            const QImage image = label->pixmap().toImage();
            for (int y = 0; y < image.height() && label->isVisible(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor here = image.pixelColor(x, y);
                    if (here.alpha() > (strongest.isValid() ? strongest.alpha() : 0))
                        strongest = here;
                }
            }
        }
        return strongest;
    }
    QString title() const { return text("predictionTitle"); }
    QString score() const { return text("predictionScore"); }
};

} // namespace

/// Foretelling a run in the window.
class tst_Predict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        support::keepSettingsIn(m_folder.path(), QStringLiteral("tst_predict"));
    }
    void init()
    {
        QSettings().clear();
        QSettings().setValue(QStringLiteral("legend"), false);
        QSettings().setValue(QStringLiteral("hintsDone"), 7);
        QSettings().setValue(QStringLiteral("theme"), 1); // the light one
    }

    void theRunGoesBackToItsBeginningAndWhatComesIsHidden()
    {
        Predicting program;
        QVERIFY(program.find<PredictionPanel>("predictionPanel")->isVisible());
        QCOMPARE(program.session().stepsDone(), 0U);
        QCOMPARE(program.shownRecords(), 0U);
        program.press(Qt::Key_N);
        QCOMPARE(program.session().stepsDone(), 1U);
        QCOMPARE(program.find<views::NarrationView>("narrationView")->narration()->rowCount(), 1);
        QVERIFY(program.asks());
        QCOMPARE(program.text("sentence"),
                 QStringLiteral("Paused after step 1. What comes is kept back."));
        program.press(Qt::Key_P);
        QVERIFY(program.text("sentence").contains(QLatin1String("The run ends at")));
        QVERIFY(!program.find<PredictionPanel>("predictionPanel")->isVisible());
        QCOMPARE(program.find<views::NarrationView>("narrationView")->narration()->rowCount(),
                 static_cast<int>(program.whole().steps().steps()));
    }
    void aRightAndAWrongAnswerAreToldAndCounted()
    {
        Predicting program;
        program.goOn();
        QVERIFY(program.asks());
        QVERIFY(!program.find<QWidget>("predictionText")->isVisible());
        const Decision first = program.decision();
        program.clickChoice(first.answer);
        QVERIFY(!program.asks());
        QVERIFY(program.find<QWidget>("predictionText")->isVisible());
        QVERIFY(program.title().startsWith(QStringLiteral("Right: ")));
        QVERIFY(program.text("predictionText")
                    .contains(views::storyTexts(program.whole(), first).first()));
        QCOMPARE(program.score(), QStringLiteral("1 of 1 right"));
        QCOMPARE(program.session().stepsDone(), first.deciding + 1);
        program.goOn();
        const Decision second = program.decision();
        program.clickChoice(second.answer == 0 ? 1 : 0);
        QVERIFY(program.title().startsWith(QStringLiteral("Not so: ")));
        QCOMPARE(program.score(), QStringLiteral("1 of 2 right"));
        program.click("resetPredictionScore");
        QCOMPARE(program.score(), QString());
    }
    void everyChoiceIsOfferedAndTheSignTellsWhetherTheAnswerIsRight()
    {
        Predicting program;
        program.goOn();
        const Decision first = program.decision();
        QCOMPARE(program.choices()->model()->rowCount(), static_cast<int>(first.choices.size()));
        program.clickChoice(first.answer);
        QVERIFY(isNearer(program.sign(), views::Theme::light().done, views::Theme::light().failed));
        program.goOn();
        const Decision second = program.decision();
        program.clickChoice(second.answer == 0 ? 1 : 0);
        QVERIFY(isNearer(program.sign(), views::Theme::light().failed, views::Theme::light().done));
    }
    void oneAnswersByDigitAndByEnter()
    {
        Predicting program;
        program.goOn();
        QVERIFY(program.choices()->hasFocus());
        QTest::keyClick(program.choices(), Qt::Key_2);
        QVERIFY(!program.asks());
        QTRY_VERIFY(program.find<QToolButton>("goOnPredicting")->hasFocus());
        QTest::keyClick(program.find<QToolButton>("goOnPredicting"), Qt::Key_Return);
        program.goOn();
        QVERIFY(program.choices()->hasFocus());
        QTest::keyClick(program.choices(), Qt::Key_Down);
        QTest::keyClick(program.choices(), Qt::Key_Return);
        QVERIFY(!program.asks());
        QVERIFY(program.score().endsWith(QStringLiteral("of 2 right")));
    }
    void aClickOnTheRowIsAnAnswer()
    {
        Predicting program;
        program.goOn();
        const Decision decision = program.decision();
        auto *timeline = program.window.timeline();
        const views::Position before = program.window.viewState()->cursor();
        const views::TimelineGeometry geometry(timeline->size(), 0);
        const views::TimelineLayout layout(program.whole(), timeline->layoutOptions());
        const auto click = [&](trace::TaskId task, int x) {
            const auto &row = layout.rows()[*layout.rowOf(task)];
            QTest::mouseClick(timeline, Qt::LeftButton, {},
                              {x, geometry.rows.top() + row.top + row.height / 2});
        };
        // What is no choice is only selected.
        click(trace::TaskId{0}, geometry.rows.center().x());
        QVERIFY(program.asks());
        QCOMPARE(program.window.viewState()->cursor(), before);
        click(decision.answerTask(), geometry.gutter / 2);
        QVERIFY(program.title().startsWith(QStringLiteral("Right: ")));
    }
    void skippingIsNotCounted()
    {
        Predicting program;
        program.goOn();
        const Decision decision = program.decision();
        QTest::keyClick(program.choices(), Qt::Key_Escape);
        QVERIFY(!program.asks());
        QCOMPARE(program.title(), views::answerText(program.whole(), decision));
        QCOMPARE(program.score(), QString());
        program.goOn();
        QVERIFY(program.asks());
        // To step on is to skip, too.
        const std::uint32_t steps = program.session().stepsDone();
        program.press(Qt::Key_N);
        QVERIFY(!program.asks());
        QVERIFY(program.session().stepsDone() > steps);
        QCOMPARE(program.score(), QString());
    }
    void onlyWhatIsWantedIsAskedAlsoTheNextTime()
    {
        const auto isChecked = [](const Program &program, const char *name) {
            return program.find<QAction>(name)->isChecked();
        };
        {
            Predicting program;
            QVERIFY(program.find<QToolButton>("questionsButton")->isVisible());
            program.find<QAction>("askNextStep")->trigger();
            program.find<QAction>("askReceiver")->trigger();
            // Something is to be asked.
            QVERIFY(!program.find<QAction>("askNextLine")->isEnabled());
            for (int question = 0; question < 3; ++question) {
                program.goOn();
                QVERIFY(program.asks());
                QCOMPARE(program.decision({false, false, true}).kind, Decision::Kind::NextLine);
                QTest::keyClick(program.choices(), Qt::Key_Escape);
            }
        }
        Predicting program;
        QVERIFY(!isChecked(program, "askNextStep"));
        QVERIFY(!isChecked(program, "askReceiver"));
        QVERIFY(isChecked(program, "askNextLine"));
        // What is not wanted any more is not asked any longer.
        program.goOn();
        QVERIFY(program.title() == QStringLiteral("What is printed next?"));
        program.find<QAction>("askNextStep")->trigger();
        QVERIFY(program.asks());
        program.find<QAction>("askNextLine")->trigger();
        QVERIFY(program.title() != QStringLiteral("What is printed next?"));
    }
    void playStopsBeforeTheNextDecision()
    {
        Predicting program;
        program.press(Qt::Key_Space);
        QTRY_VERIFY(program.asks());
        QVERIFY(!program.session().isMoving());
        const std::size_t first = program.window.viewState()->cursor().records;
        QVERIFY(views::decisionAt(program.whole(), first));
        program.clickChoice(program.decision().answer);
        program.window.timeline()->setFocus(); // on a button the key would press that
        program.press(Qt::Key_Space);
        QTRY_VERIFY(program.asks());
        QVERIFY(program.window.viewState()->cursor().records > first);
    }
    void whatHasBeenShownIsNotAskedAgain()
    {
        Predicting program;
        program.goOn();
        program.clickChoice(0);
        program.press(Qt::Key_N, Qt::ShiftModifier);
        const std::uint32_t back = program.session().stepsDone();
        program.press(Qt::Key_N);
        QCOMPARE(program.session().stepsDone(), back + 1);
        program.press(Qt::Key_R);
        QCOMPARE(program.shownRecords(), 0U);
    }
    void atTheEndAllIsShown()
    {
        Predicting program;
        program.press(Qt::Key_E);
        QCOMPARE(program.title(), QStringLiteral("The run is over"));
        QCOMPARE(program.find<views::NarrationView>("narrationView")->narration()->rowCount(),
                 static_cast<int>(program.whole().steps().steps()));
        program.press(Qt::Key_N);
        QVERIFY(!program.asks());
    }
    void anotherRunIsForetoldFromItsBeginning()
    {
        Predicting program;
        program.goOn();
        program.clickChoice(program.decision().answer);
        scenario::Arguments other(*engine::findScenario("lock"));
        program.session().setArguments(other);
        QTRY_VERIFY(program.settled());
        QTRY_COMPARE(program.session().stepsDone(), 0U);
        QVERIFY(!program.asks());
        program.goOn();
        QVERIFY(program.asks());
        QCOMPARE(program.score(), QString());
        program.session().setArguments(scenario::Arguments(*engine::findScenario("queue")));
        QTRY_VERIFY(program.settled());
        QTRY_COMPARE(program.score(), QStringLiteral("1 of 1 right"));
    }
    void noScriptTellsWhatIsKeptBack()
    {
        Predicting program;
        const auto *script = program.find<QAction>("turnIntoScript");
        QVERIFY(!script->isEnabled());
        program.press(Qt::Key_E);
        QTRY_VERIFY(script->isEnabled());
        program.session().restart();
        QTRY_VERIFY(!script->isEnabled());
        program.press(Qt::Key_P);
        QTRY_VERIFY(script->isEnabled());
    }
    void howItEndsIsNotToldBefore()
    {
        Predicting program;
        scenario::Arguments deadlock(*engine::findScenario("philosophers"));
        deadlock.set("polite", "false");
        program.session().setArguments(deadlock);
        QTRY_VERIFY(program.settled());
        QTRY_COMPARE(program.session().stepsDone(), 0U);
        QVERIFY(!program.find<QWidget>("outcomeBar")->isVisible());
        program.press(Qt::Key_E);
        QTRY_VERIFY(program.find<QWidget>("outcomeBar")->isVisible());
    }
    void aRunThatGoesOnIsNotForetold()
    {
        Predicting program;
        program.session().setClock(engine::qt::ClockKind::Real);
        program.session().run();
        QTRY_COMPARE(program.title(), QStringLiteral("Nothing to foretell yet"));
        QVERIFY(!program.asks());
        program.session().stop();
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(tst_Predict)

#include "tst_predict.moc"
