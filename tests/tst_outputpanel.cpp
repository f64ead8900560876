#include "engine/trace/recorder.h"
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
        QVERIFY(!screen.view->grab().isNull());
        screen.panel.setDocument(documentOf(conversation()));
        screen.filter->setText(QStringLiteral("nobody says this"));
        QCOMPARE(screen.panel.model()->rowCount(), 0);
        QVERIFY(!screen.view->grab().isNull());
    }
};

PAINTING_TEST_MAIN(tst_OutputPanel)
#include "tst_outputpanel.moc"
