#include "engine/trace/recorder.h"
#include "tests/support/drawn.h"
#include "tests/support/paintingtest.h"
#include "views/output/outputmodel.h"
#include "views/output/outputpanel.h"
#include "views/output/outputview.h"
#include "views/words/durationtext.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace std::chrono_literals;
using trace::Recorder;
using trace::TaskId;
using views::OutputModel;
using views::OutputPanel;
using views::OutputView;
using views::RunDocument;
using views::ViewState;

namespace {

/// Two tasks and what they print, with other records between the lines.
std::shared_ptr<Recorder> conversation(int exchanges = 2)
{
    auto trace = std::make_shared<Recorder>();
    const TaskId main = trace->addTask({});
    const TaskId guest = trace->addTask({});
    trace->intern(trace::Wait{});
    for (int i = 0; i < exchanges; ++i) {
        const std::string number = std::to_string(i);
        trace->record(i * 1s, trace::Kind::Resumed, 0);
        trace->print(i * 1s, main, "Question " + number);
        trace->record(i * 1s, trace::Kind::Suspended, 0);
        trace->print(i * 1s, guest, "Answer " + number);
    }
    return trace;
}

std::shared_ptr<RunDocument> documentOf(std::shared_ptr<const trace::Trace> trace)
{
    return std::make_shared<RunDocument>(std::move(trace));
}

QStringList rowsOf(const OutputModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows += model.textOf(row);
    return rows;
}

/// A panel in a window.
struct Screen
{
    ViewState state;
    OutputPanel panel{&state};
    OutputView *view = panel.findChild<OutputView *>();
    QLineEdit *filter = panel.findChild<QLineEdit *>(QStringLiteral("outputFilter"));

    explicit Screen(std::shared_ptr<const trace::Trace> trace = conversation())
    {
        panel.setDocument(documentOf(std::move(trace)));
        panel.resize(700, 300);
        panel.show();
    }

    QPoint lineAt(int row) const { return view->visualRect(panel.model()->index(row, 0)).center(); }
    void click(int row) const
    {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, lineAt(row));
    }
    support::Drawn drawn() const { return support::Drawn::by(*view->viewport()); }
    QRect line(int row) const { return view->visualRect(panel.model()->index(row, 0)); }
    /// What stands in \a row, from left to right.
    QStringList textsOf(int row) const { return drawn().textsIn(line(row)); }
    bool isInSight(int row) const { return view->viewport()->rect().contains(line(row)); }
};

} // namespace

class tst_OutputPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theModelGrowsWithTheTrace()
    {
        OutputModel model;
        const QAbstractItemModelTester tester(&model);
        const auto trace = conversation(1);
        const auto document = documentOf(trace);
        model.setDocument(document);
        QCOMPARE(rowsOf(model),
                 (QStringList{QStringLiteral("Question 0"), QStringLiteral("Answer 0")}));
        trace->print(5s, TaskId{1}, "Good night\nand sleep well");
        QCOMPARE(model.rowCount(), 2);
        document->refresh();
        QCOMPARE(rowsOf(model).mid(2),
                 (QStringList{QStringLiteral("Good night"), QStringLiteral("and sleep well")}));
        QCOMPARE(model.timeOf(3), trace::Time(5s));
        QCOMPARE(model.taskOf(1), TaskId{1});
        model.setDocument(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void coloursOfATerminalAreLeftOut()
    {
        OutputModel model;
        const auto trace = std::make_shared<Recorder>();
        trace->print(0s, TaskId::None, "\x1b[36mfinished\x1b[0m: 8");
        model.setDocument(documentOf(trace));
        QCOMPARE(model.textOf(0), QStringLiteral("finished: 8"));
    }

    void aLineBreakWithinALineIsASign()
    {
        const auto trace = std::make_shared<Recorder>();
        trace->print(0s, TaskId::None, "one\u2028two\u2029three\vfour\u0085five\tsix\x07");
        Screen screen(trace);
        QCOMPARE(screen.panel.model()->index(0, 0).data().toString(),
                 QStringLiteral("one↵two↵three↵four↵five\tsix␇"));
        // What is copied is what was printed.
        QVERIFY(screen.panel.model()->textOf(0).contains(QChar(QChar::LineSeparator)));
    }

    void theColumnOfTimesHasRoomForTheLastOne()
    {
        const auto trace = std::make_shared<Recorder>();
        trace->print(0s, TaskId::None, "soon");
        Screen screen(trace);
        const auto document = documentOf(trace);
        screen.panel.setDocument(document);
        const int atFirst = screen.view->timeRight();
        for (const trace::Time at : {trace::Time(9s), trace::Time(99s), trace::Time(3601s),
                                     trace::Time(12h + 1s), trace::Time(120h)}) {
            trace->print(at, TaskId::None, "later");
            document->refresh();
            QVERIFY(screen.view->fontMetrics().horizontalAdvance(views::bareTimeText(at))
                    < screen.view->timeRight());
        }
        QVERIFY(screen.view->timeRight() > atFirst);
        // Before there is any line it stands where it will.
        QCOMPARE(Screen(std::make_shared<Recorder>()).view->timeRight(), atFirst);
    }

    void theFilterKeepsWhatContainsIt()
    {
        OutputModel model;
        const QAbstractItemModelTester tester(&model);
        const auto trace = conversation(2);
        const auto document = documentOf(trace);
        model.setDocument(document);
        model.setFilter(QStringLiteral("ANSWER"));
        QCOMPARE(rowsOf(model),
                 (QStringList{QStringLiteral("Answer 0"), QStringLiteral("Answer 1")}));
        trace->print(9s, TaskId{0}, "No more\nof these answers");
        document->refresh();
        QCOMPARE(rowsOf(model).last(), QStringLiteral("of these answers"));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.lineCount(), std::size_t{6});
        model.setFilter(QString());
        QCOMPARE(model.rowCount(), 6);
    }

    void linesBeforeAPositionAreCounted()
    {
        OutputModel model;
        model.setDocument(documentOf(conversation(2)));
        // Resumed, Printed, Suspended, Printed; twice.
        QCOMPARE(model.rowsBefore(0), 0);
        QCOMPARE(model.rowsBefore(1), 0);
        QCOMPARE(model.rowsBefore(2), 1);
        QCOMPARE(model.rowsBefore(4), 2);
        QCOMPARE(model.rowsBefore(100), 4);
    }

    void aClickPutsTheCursorBehindTheLine()
    {
        const Screen screen;
        screen.click(2);
        QCOMPARE(screen.state.cursor().time, trace::Time(1s));
        QCOMPARE(screen.panel.model()->rowsBefore(screen.state.cursor().records), 3);
    }

    void returnPutsTheCursorBehindTheLine()
    {
        const Screen screen;
        screen.view->setCurrentIndex(screen.panel.model()->index(0, 0));
        QTest::keyClick(screen.view, Qt::Key_Down);
        QTest::keyClick(screen.view, Qt::Key_Return);
        QCOMPARE(screen.panel.model()->rowsBefore(screen.state.cursor().records), 2);
    }

    void theViewFollowsTheCursorWhileItIsAskedTo()
    {
        Screen screen(conversation(1000));
        const OutputModel *model = screen.panel.model();
        screen.state.setCursor({500s, model->recordOf(1000)});
        const QScrollBar *bar = screen.view->verticalScrollBar();
        const QRect seen = screen.view->viewport()->rect();
        QVERIFY(seen.contains(screen.lineAt(999)));
        QVERIFY(seen.contains(screen.lineAt(1000)));
        auto *follow = screen.panel.findChild<QCheckBox *>(QStringLiteral("followCursor"));
        QTest::mouseClick(follow, Qt::LeftButton, {}, {10, follow->height() / 2});
        QVERIFY(!screen.panel.isFollowingCursor());
        const int before = bar->value();
        screen.state.setCursor({});
        QCOMPARE(bar->value(), before);
        screen.panel.setFollowingCursor(true);
        QCOMPARE(bar->value(), 0);
    }

    void rowsAreFoundAmongHundredsOfThousands()
    {
        Screen screen(conversation(200'000));
        OutputModel *model = screen.panel.model();
        QTRY_COMPARE(model->rowCount(), 400'000); // read in another thread
        screen.view->scrollTo(model->index(399'999, 0));
        QVERIFY(screen.view->viewport()->rect().contains(screen.lineAt(399'999)));
        QCOMPARE(screen.view->indexAt(screen.lineAt(399'998)).row(), 399'998);
        QVERIFY(!screen.view->grab().isNull());
    }

    void theFilterBoxFiltersAndEscapeClearsIt()
    {
        const Screen screen;
        screen.filter->setFocus();
        QTest::keyClicks(screen.filter, QStringLiteral("question"));
        QCOMPARE(screen.panel.model()->rowCount(), 2);
        QTest::keyClick(screen.filter, Qt::Key_Escape);
        QCOMPARE(screen.panel.model()->rowCount(), 4);
    }

    void copyTakesTheSelectedLinesOrAll()
    {
        Screen screen;
        screen.panel.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("Question 0\nAnswer 0\nQuestion 1\nAnswer 1\n"));
        screen.click(1);
        QTest::mouseClick(screen.view->viewport(), Qt::LeftButton, Qt::ShiftModifier,
                          screen.lineAt(2));
        QTest::mouseClick(screen.panel.findChild<QToolButton *>(QStringLiteral("copyOutput")),
                          Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Answer 0\nQuestion 1\n"));
    }

    void theNewestLineBeforeTheCursorStandsAloneWhereItIsShown()
    {
        Screen screen;
        auto *newest = static_cast<QLabel *>(screen.panel.newestLine());
        QVERIFY(!newest->isVisible());
        screen.state.setCursor({0s, 2});
        newest->resize(400, 24);
        newest->show();
        QVERIFY(newest->text().contains(QLatin1String("Question 0")));
        const int whole = newest->sizeHint().width();
        newest->resize(whole * 2 / 3, 24);
        QVERIFY(newest->text().contains(QChar(0x2026)));
        QVERIFY(newest->sizeHint().width() <= newest->width());
        screen.state.setCursor({0s, 0});
        QVERIFY(newest->text().isEmpty());
    }

    void anEmptyPaneSaysWhy()
    {
        Screen screen(std::make_shared<Recorder>());
        QCOMPARE(screen.drawn().texts().value(0), QStringLiteral("Nothing printed yet"));
        QCOMPARE(screen.drawn().cutOff(), QStringList());
        QCOMPARE(screen.drawn().overlapping(), QStringList());
        screen.panel.setDocument(documentOf(conversation()));
        screen.filter->setText(QStringLiteral("nobody says this"));
        QCOMPARE(screen.panel.model()->rowCount(), 0);
        const support::Drawn drawn = screen.drawn();
        const QString all = drawn.texts().join(QString());
        QVERIFY2(all.startsWith(QStringLiteral("No line contains “nobody says this”")),
                 qPrintable(all));
        QVERIFY(all.contains(QStringLiteral("4 lines")));
        QCOMPARE(drawn.cutOff(), QStringList());
        // In a pane of a line's height the first of it is still there.
        screen.panel.resize(700, screen.panel.height() - screen.view->viewport()->height() + 30);
        const support::Drawn low = screen.drawn();
        QVERIFY(low.words().front().box.top() >= 0);
    }

    void aLineHasItsTextAndTheFirstOfAnInstantItsTime()
    {
        const Screen screen;
        QCOMPARE(screen.textsOf(0),
                 (QStringList{QStringLiteral("0.000"), QStringLiteral("Question 0")}));
        QCOMPARE(screen.textsOf(1), QStringList{QStringLiteral("Answer 0")});
        QCOMPARE(screen.textsOf(2),
                 (QStringList{QStringLiteral("1.000"), QStringLiteral("Question 1")}));
        QCOMPARE(screen.textsOf(3), QStringList{QStringLiteral("Answer 1")});
    }

    void theFirstLineSeenWholeTellsItsTimeToo()
    {
        const Screen screen(conversation(100));
        const int height = screen.view->rowHeight();
        QScrollBar *bar = screen.view->verticalScrollBar();
        const auto hasTime = [&](int row) { return screen.textsOf(row).size() == 2; };
        // The answer, whose question is out of sight.
        bar->setValue(21 * height);
        QVERIFY(hasTime(21));
        QVERIFY(hasTime(22) && !hasTime(23));
        // Of the one that is cut off not all is seen.
        bar->setValue(21 * height + 1);
        QVERIFY(!hasTime(21));
        QVERIFY(hasTime(22) && !hasTime(23));
        bar->setValue(20 * height + 1);
        QVERIFY(hasTime(21) && hasTime(22));
        bar->setValue(20 * height);
        QVERIFY(hasTime(20) && !hasTime(21));
    }

    void everyLineInSightIsDrawnToTheLast()
    {
        const Screen screen(conversation(100));
        const int rows = screen.panel.model()->rowCount();
        QScrollBar *bar = screen.view->verticalScrollBar();
        for (const int value : {0, 7, bar->maximum()}) {
            bar->setValue(value);
            const support::Drawn drawn = screen.drawn();
            for (int row = 0; row < rows; ++row) {
                if (screen.line(row).intersects(screen.view->viewport()->rect()))
                    QCOMPARE(drawn.has(screen.panel.model()->textOf(row)), true);
            }
            QCOMPARE(drawn.overlapping(), QStringList());
        }
        QCOMPARE(screen.line(rows - 1).bottom() + 1, screen.view->viewport()->height());
        QVERIFY(screen.view->rowHeight() > screen.view->fontMetrics().height());
        // Fewer lines than there is room for are not scrolled.
        const Screen few;
        QCOMPARE(few.view->verticalScrollBar()->maximum(), 0);
        QCOMPARE(few.view->verticalScrollBar()->minimum(), 0);
        QVERIFY(few.isInSight(0) && few.isInSight(3));
        QCOMPARE(few.drawn().texts().size(), 6); // and two times
    }

    void aRowIsHighEnoughForItsFontAndForThePointer()
    {
        const Screen screen;
        QVERIFY(screen.view->rowHeight() >= 20);
        QFont large = screen.view->font();
        large.setPixelSize(40);
        screen.view->setFont(large);
        QVERIFY(screen.view->fontMetrics().height() >= 40);
        QVERIFY(screen.view->rowHeight() > screen.view->fontMetrics().height());
    }

    void whatIsStillToComeIsPaleBehindARule()
    {
        Screen screen;
        const views::Theme &theme = views::Theme::light();
        screen.panel.setTheme(theme);
        const auto colours = [&] {
            const support::Drawn drawn = screen.drawn();
            QStringList all;
            for (int row = 0; row < 4; ++row) {
                const QColor colour = drawn.find(screen.panel.model()->textOf(row))->colour;
                all += colour == theme.text3                 ? QStringLiteral("pale")
                    : colour == theme.identity(row % 2 == 1) ? QStringLiteral("own")
                                                             : colour.name();
            }
            return all.join(QLatin1Char(' '));
        };
        const auto ruleAt = [&] {
            const auto rules = screen.drawn().filled(theme.accent);
            return rules.size() == 1 ? rules.front().box.top() : -1;
        };
        screen.click(1);
        screen.view->clearSelection();
        screen.view->clearFocus();
        QCOMPARE(colours(), QStringLiteral("own own pale pale"));
        QCOMPARE(ruleAt(), double(screen.line(2).top()));
        QVERIFY(screen.drawn().has(QStringLiteral("cursor")));
        const QRectF word = screen.drawn().find(QStringLiteral("cursor"))->box;
        QVERIFY(QRectF(screen.line(1)).contains(word.center()));
        // Before the first there is no line on which it could stand.
        screen.state.setCursor({});
        QCOMPARE(colours(), QStringLiteral("pale pale pale pale"));
        QCOMPARE(ruleAt(), 0.0);
        QVERIFY(!screen.drawn().has(QStringLiteral("cursor")));
        // Behind the last there is nothing to part.
        screen.state.setCursor({9s, 100});
        QCOMPARE(colours(), QStringLiteral("own own own own"));
        QCOMPARE(ruleAt(), -1.0);
        QVERIFY(!screen.drawn().has(QStringLiteral("cursor")));
    }

    void timesOfMarkedAndPastLinesAreDarker()
    {
        Screen screen;
        const views::Theme &theme = views::Theme::light();
        screen.panel.setTheme(theme);
        screen.state.setCursor({0s, 4});
        const auto timeOf
            = [&](int row) { return screen.drawn().wordsIn(screen.line(row)).front().colour; };
        const auto textOf
            = [&](int row) { return screen.drawn().wordsIn(screen.line(row)).last().colour; };
        QCOMPARE(timeOf(0), theme.text2);
        QCOMPARE(timeOf(2), theme.text3);
        QCOMPARE(textOf(2), theme.text3);
        // Never the third tone on a tint: of a selected task, or of a marked line.
        screen.state.setSelectedTask(TaskId{0});
        QCOMPARE(timeOf(2), theme.text2);
        QCOMPARE(textOf(2), theme.text2);
        QCOMPARE(textOf(3), theme.text3);
        screen.state.setSelectedTask(std::nullopt);
        screen.view->selectionModel()->select(screen.panel.model()->index(2, 0),
                                              QItemSelectionModel::Select);
        QCOMPARE(timeOf(2), theme.text2);
        QCOMPARE(textOf(2), theme.text2);
        QCOMPARE(textOf(3), theme.text3);
    }

    void aBarInTheColourOfItsTaskStandsBesideTheMiddleOfALine()
    {
        const auto trace = conversation(1);
        trace->print(1s, TaskId::None, "nobody's");
        Screen screen(trace);
        const views::Theme &theme = views::Theme::light();
        screen.panel.setTheme(theme);
        screen.state.setCursor({9s, 100});
        const support::Drawn drawn = screen.drawn();
        for (int row = 0; row < 3; ++row) {
            const QColor colour
                = row == 2 ? theme.text1 : theme.identity(static_cast<std::size_t>(row));
            bool found = false;
            for (const auto &shape : drawn.filled(colour)) {
                const QRectF line = screen.line(row);
                if (!line.contains(shape.box))
                    continue;
                found = true;
                QVERIFY(qAbs(shape.box.center().y() - line.center().y()) < 1);
                QVERIFY(shape.box.right() < drawn.wordsIn(line).last().box.left());
            }
            QVERIFY(found);
            QCOMPARE(drawn.wordsIn(screen.line(row)).last().colour, colour);
        }
    }

    void onlyTheCurrentLineOfAFocusedPaneIsMarkedAtItsEdge()
    {
        Screen screen;
        const views::Theme &theme = views::Theme::light();
        screen.panel.setTheme(theme);
        screen.state.setCursor({9s, 100}); // no rule
        screen.panel.activateWindow();
        screen.view->setFocus();
        QTRY_VERIFY(screen.view->hasFocus());
        screen.view->selectionModel()->setCurrentIndex(screen.panel.model()->index(1, 0),
                                                       QItemSelectionModel::NoUpdate);
        const auto marks = screen.drawn().filled(theme.accent);
        QCOMPARE(marks.size(), 1);
        QVERIFY(QRectF(screen.line(1)).contains(marks.front().box));
        screen.filter->setFocus();
        QVERIFY(screen.drawn().filled(theme.accent).isEmpty());
    }

    void keysMoveByLinePageAndToTheEnds()
    {
        Screen screen(conversation(100));
        const auto after = [&](Qt::Key key) {
            QTest::keyClick(screen.view, key);
            return screen.view->currentIndex().row();
        };
        const int page = screen.view->viewport()->height() / screen.view->rowHeight();
        QVERIFY(page > 5);
        screen.view->setCurrentIndex(screen.panel.model()->index(0, 0));
        QCOMPARE(after(Qt::Key_Up), 0);
        QCOMPARE(after(Qt::Key_Down), 1);
        QCOMPARE(after(Qt::Key_Down), 2);
        QCOMPARE(after(Qt::Key_Up), 1);
        QCOMPARE(after(Qt::Key_PageDown), 1 + page);
        QCOMPARE(after(Qt::Key_PageUp), 1);
        QCOMPARE(after(Qt::Key_End), 199);
        QVERIFY(screen.isInSight(199));
        QCOMPARE(after(Qt::Key_Down), 199);
        QCOMPARE(after(Qt::Key_PageDown), 199);
        screen.view->setCurrentIndex(screen.panel.model()->index(197, 0));
        QCOMPARE(after(Qt::Key_PageDown), 199);
        QCOMPARE(after(Qt::Key_Home), 0);
        QVERIFY(screen.isInSight(0));
        // Without lines they do nothing.
        screen.filter->setText(QStringLiteral("nobody says this"));
        QTest::keyClick(screen.view, Qt::Key_Down);
        QVERIFY(!screen.view->currentIndex().isValid());
    }

    void draggingMarksTheLinesBetween()
    {
        const Screen screen(conversation(3));
        QTest::mousePress(screen.view->viewport(), Qt::LeftButton, {}, screen.lineAt(1));
        QTest::mouseMove(screen.view->viewport(), screen.lineAt(4));
        QTest::mouseRelease(screen.view->viewport(), Qt::LeftButton, {}, screen.lineAt(4));
        QCOMPARE(screen.view->selectedText(),
                 QStringLiteral("Answer 0\nQuestion 1\nAnswer 1\nQuestion 2\n"));
        // Beyond the last there is no line to mark.
        screen.view->clearSelection();
        QTest::mousePress(screen.view->viewport(), Qt::LeftButton, {}, screen.lineAt(4));
        QTest::mouseMove(screen.view->viewport(), screen.lineAt(5));
        QTest::mouseMove(screen.view->viewport(), screen.lineAt(5) + QPoint(0, 60));
        QTest::mouseRelease(screen.view->viewport(), Qt::LeftButton, {},
                            screen.lineAt(5) + QPoint(0, 60));
        QCOMPARE(screen.view->selectedText(), QStringLiteral("Question 2\nAnswer 2\n"));
    }

    void aPlaceBelongsToTheLineThatIsThere()
    {
        const Screen screen;
        QCOMPARE(screen.view->indexAt({5, 0}).row(), 0);
        QCOMPARE(screen.view->indexAt({5, screen.line(2).top()}).row(), 2);
        QCOMPARE(screen.view->indexAt({5, screen.line(2).top() - 1}).row(), 1);
        QVERIFY(!screen.view->indexAt({5, -1}).isValid());
        QVERIFY(!screen.view->indexAt({5, screen.line(3).bottom() + 1}).isValid());
    }

    void aLineComesIntoSightWhereItIsAskedFor()
    {
        Screen screen(conversation(100));
        const auto *view = screen.view;
        const auto at = [&](int row) { return screen.panel.model()->index(row, 0); };
        screen.view->scrollTo(at(50), QAbstractItemView::PositionAtTop);
        QCOMPARE(screen.line(50).top(), 0);
        screen.view->scrollTo(at(50), QAbstractItemView::PositionAtBottom);
        QCOMPARE(screen.line(50).bottom() + 1, view->viewport()->height());
        screen.view->scrollTo(at(50), QAbstractItemView::PositionAtCenter);
        QVERIFY(qAbs(screen.line(50).center().y() - view->viewport()->height() / 2) < 2);
        // What is in sight stays where it is.
        const int before = view->verticalScrollBar()->value();
        screen.view->scrollTo(at(51));
        QCOMPARE(view->verticalScrollBar()->value(), before);
        screen.view->scrollTo(at(90));
        QCOMPARE(screen.line(90).bottom() + 1, view->viewport()->height());
        screen.view->scrollTo(at(10));
        QCOMPARE(screen.line(10).top(), 0);
        // In a pane that is lower than a line, its beginning.
        screen.view->setFixedHeight(8);
        screen.view->scrollTo(at(40));
        QCOMPARE(screen.line(40).top(), 0);
    }

    void atTheEndTheRuleMayStandAtTheBottom()
    {
        Screen screen(conversation(100));
        const OutputModel *model = screen.panel.model();
        const QScrollBar *bar = screen.view->verticalScrollBar();
        screen.state.setCursor({99s, model->recordOf(199) + 1});
        QCOMPARE(bar->value(), bar->maximum());
        screen.state.setCursor({50s, model->recordOf(100) + 1});
        const double rule = screen.line(101).top();
        QVERIFY(rule > 0.5 * screen.view->viewport()->height());
        QVERIFY(rule < 0.8 * screen.view->viewport()->height());
    }

    void theCursorStandsExactlyBehindAChosenLine()
    {
        const Screen screen;
        screen.click(2);
        QCOMPARE(screen.state.cursor().records, screen.panel.model()->recordOf(2) + 1);
    }

    void theModelTellsOnlyWhatHasChanged()
    {
        OutputModel model;
        const auto trace = conversation(1);
        const auto document = documentOf(trace);
        model.setDocument(document);
        QSignalSpy announced(&model, &QAbstractItemModel::rowsAboutToBeInserted);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy counted(&model, &OutputModel::lineCountChanged);
        trace->record(1s, trace::Kind::Resumed, 0);
        document->refresh();
        QCOMPARE(counted.size(), 0); // nothing was printed
        trace->print(1s, TaskId{0}, "one\ntwo");
        document->refresh();
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted[0][1].toInt(), 2);
        QCOMPARE(inserted[0][2].toInt(), 3);
        QCOMPARE(counted.size(), 1);
        model.setFilter(QString());
        QCOMPARE(reset.size(), 0);
        model.setFilter(QStringLiteral("two"));
        QCOMPARE(reset.size(), 1);
        model.setFilter(QStringLiteral("two"));
        QCOMPARE(reset.size(), 1);
        // A line that the filter hides is counted all the same.
        trace->print(2s, TaskId{0}, "three");
        document->refresh();
        QCOMPARE(announced.size(), 1);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(counted.size(), 2);
        QCOMPARE(model.lineCount(), std::size_t{5});
        QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    }

    void aFilterBeforeThereIsARunIsThatOfTheRun()
    {
        OutputModel model;
        model.setFilter(QStringLiteral("answer"));
        QCOMPARE(model.rowCount(), 0);
        model.setDocument(documentOf(conversation(2)));
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.index(0, 0).data(Qt::DecorationRole).isValid());
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole), model.index(0, 0).data());
    }

    void theNewestLineHasItsTimeAndTheColourOfItsTask()
    {
        Screen screen;
        const views::Theme &theme = views::Theme::light();
        screen.panel.setTheme(theme);
        auto *newest = static_cast<QLabel *>(screen.panel.newestLine());
        newest->resize(500, 24);
        newest->show();
        screen.state.setCursor({1s, 6});
        QVERIFY(newest->text().contains(QLatin1String("Question 1")));
        QVERIFY(newest->text().contains(QLatin1String("1.000")));
        QVERIFY(newest->text().contains(theme.identity(0).name()));
        screen.state.setCursor({1s, 8});
        QVERIFY(newest->text().contains(QLatin1String("Answer 1")));
        QVERIFY(newest->text().contains(theme.identity(1).name()));
        screen.state.setCursor({0s, 4});
        QVERIFY(newest->text().contains(QLatin1String("Answer 0")));
        QVERIFY(newest->text().contains(QLatin1String("0.000")));
        // Hidden, it stays as it is; shown again, it is as it is to be.
        newest->hide();
        screen.state.setCursor({0s, 2});
        newest->show();
        QVERIFY(newest->text().contains(QLatin1String("Question 0")));
    }

    void linesAreCountedAndThoseThatMatchToo()
    {
        const Screen screen;
        const auto labels = screen.panel.findChildren<QLabel *>();
        const auto has = [&](const char *text) {
            return std::any_of(labels.begin(), labels.end(), [text](const QLabel *label) {
                return label->text() == QLatin1String(text);
            });
        };
        QVERIFY(has("4 lines"));
        screen.filter->setText(QStringLiteral("answer"));
        QVERIFY(has("2 of 4 lines"));
        // The field can be cleared by a click.
        const auto buttons = screen.filter->findChildren<QToolButton *>();
        auto *clear = *std::max_element(
            buttons.begin(), buttons.end(),
            [](const QToolButton *a, const QToolButton *b) { return a->x() < b->x(); });
        QTRY_VERIFY(clear->isVisible());
        QTest::mouseClick(clear, Qt::LeftButton);
        QVERIFY(has("4 lines"));
    }

    void itFollowsAtFirst()
    {
        const Screen screen;
        QVERIFY(screen.panel.isFollowingCursor());
    }

    void theButtonThatCopiesHasNoFrameOfItsOwn()
    {
        const Screen screen;
        QVERIFY(screen.panel.findChild<QToolButton *>(QStringLiteral("copyOutput"))->autoRaise());
    }
};

PAINTING_TEST_MAIN(tst_OutputPanel)
#include "tst_outputpanel.moc"
