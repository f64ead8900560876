#include "engine/trace/recorder.h"
#include "tests/support/scenariorun.h"
#include "views/model/rundocument.h"
#include "views/search/runsearch.h"
#include "views/search/searchbar.h"
#include "views/words/durationtext.h"
#include "views/words/marktext.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

#include <limits>

using namespace views;
using namespace std::chrono_literals;
using support::scenarioTrace;

namespace {

/// A search in a run of the queue program, opened.
struct Shown
{
    std::shared_ptr<RunDocument> document = std::make_shared<RunDocument>(scenarioTrace("queue"));
    ViewState state;
    SearchBar bar{&state};
    QLineEdit *field = bar.findChild<QLineEdit *>(QStringLiteral("searchField"));
    QLabel *count = bar.findChild<QLabel *>(QStringLiteral("searchCount"));
    QLabel *where = bar.findChild<QLabel *>(QStringLiteral("searchWhere"));

    Shown()
    {
        bar.setDocument(document);
        bar.resize(900, 40);
        bar.open();
        bar.activateWindow();
    }
    void type(const char *text) { QTest::keyClicks(field, QString::fromLatin1(text)); }
    /// Whether \a text comes to stand beside the field.
    bool comesTo(const QString &text) const
    {
        return QTest::qWaitFor([&] { return count->text() == text; });
    }
    std::vector<std::size_t> hits(const char *text) const
    {
        RunSearch search(document->trace(), QString::fromLatin1(text));
        search.advance(std::numeric_limits<std::size_t>::max());
        return search.hits();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(field, key, modifiers);
    }
    std::size_t cursor() const { return state.cursor().records; }
    QToolButton *button(const char *help) const
    {
        for (QToolButton *candidate : bar.findChildren<QToolButton *>()) {
            if (candidate->toolTip().startsWith(QLatin1String(help)))
                return candidate;
        }
        return nullptr;
    }
};

QString place(std::size_t number, std::size_t of)
{
    return QStringLiteral("%1 of %2").arg(number).arg(of);
}

} // namespace

class tst_SearchBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstHitIsTheOneFromWhereTheCursorStood()
    {
        Shown shown;
        const auto hits = shown.hits("sleep");
        QVERIFY(hits.size() > 10);
        shown.type("sleep");
        QVERIFY(shown.comesTo(place(1, hits.size())));
        QCOMPARE(shown.cursor(), hits[0] + 1);
        QCOMPARE(shown.state.cursor().time, shown.document->trace().records()[hits[0]].time());

        // On a hit it stays; behind it, it goes to the next.
        for (const auto &[records, number] :
             {std::pair(hits[4] + 1, 5U), std::pair(hits[4] + 2, 6U), std::pair(hits[4], 5U)}) {
            Shown other;
            other.state.setCursor({0s, records});
            other.bar.open();
            other.type("sleep");
            QVERIFY(other.comesTo(place(number, hits.size())));
            QCOMPARE(other.cursor(), hits[number - 1] + 1);
        }
    }

    void typingOnLooksAgainFromWhereItBegan()
    {
        Shown shown;
        const auto hits = shown.hits("sleep");
        shown.state.setCursor({0s, hits[3] + 1});
        shown.bar.open();
        shown.type("s");
        QTRY_VERIFY(shown.count->text().contains(QStringLiteral(" of ")));
        shown.type("leep");
        QVERIFY(shown.comesTo(place(4, hits.size())));
    }

    void enterAndButtonsGoThroughTheHitsInACircle()
    {
        Shown shown;
        const auto hits = shown.hits("sleep");
        QVERIFY(hits.size() > 2);
        shown.type("sleep");
        QVERIFY(shown.comesTo(place(1, hits.size())));
        shown.press(Qt::Key_Return);
        QVERIFY(shown.comesTo(place(2, hits.size())));
        QCOMPARE(shown.cursor(), hits[1] + 1);
        shown.press(Qt::Key_Enter, Qt::ShiftModifier); // of the number block
        QVERIFY(shown.comesTo(place(1, hits.size())));
        shown.press(Qt::Key_Enter);
        QVERIFY(shown.comesTo(place(2, hits.size())));
        QTest::mouseClick(shown.button("Previous"), Qt::LeftButton);
        QVERIFY(shown.comesTo(place(1, hits.size())));
        QTest::mouseClick(shown.button("Previous"), Qt::LeftButton);
        QVERIFY(shown.comesTo(place(hits.size(), hits.size())));
        QTest::mouseClick(shown.button("Next"), Qt::LeftButton);
        QVERIFY(shown.comesTo(place(1, hits.size())));
    }

    void backwardsFromBetweenTwoHitsIsTheOneBefore()
    {
        Shown shown;
        const auto hits = shown.hits("sleep");
        shown.type("sleep");
        QVERIFY(shown.comesTo(place(1, hits.size())));
        shown.state.setCursor({0s, hits[5] + 2});
        shown.press(Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(shown.comesTo(place(6, hits.size())));
        shown.state.setCursor({});
        shown.press(Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(shown.comesTo(place(hits.size(), hits.size())));
        shown.state.setCursor({});
        shown.press(Qt::Key_Return);
        QVERIFY(shown.comesTo(place(1, hits.size())));
    }

    void whatWasFoundIsSelectedAndSaid()
    {
        Shown shown;
        const auto hits = shown.hits("sleep");
        shown.type("sleep");
        QVERIFY(shown.comesTo(place(1, hits.size())));
        const trace::Record &record = shown.document->trace().records()[hits[0]];
        QCOMPARE(shown.state.selectedTask(), std::optional(record.task()));
        QCOMPARE(
            shown.where->text(),
            QStringLiteral("%1, at %2")
                .arg(shown.document->model().label(record.task()), instantText(record.time())));
    }

    void aLineThatNoTaskPrintedHasItsTimeOnly()
    {
        auto trace = std::make_shared<trace::Recorder>();
        trace->addTask({});
        trace->record(0s, trace::Kind::Created, 0, 0xFFFF'FFFF);
        trace->print(3s, trace::TaskId::None, "nobody says this");
        trace->print(4s, trace::TaskId{0}, "somebody says this");
        Shown shown;
        shown.bar.setDocument(std::make_shared<RunDocument>(trace));
        shown.type("says");
        QVERIFY(shown.comesTo(place(1, 2)));
        QCOMPARE(shown.where->text(), QStringLiteral("at 3.000 s"));
        QVERIFY(!shown.state.selectedTask());
        shown.press(Qt::Key_Return);
        QVERIFY(shown.comesTo(place(2, 2)));
        QCOMPARE(shown.state.selectedTask(), std::optional(trace::TaskId{0}));
    }

    void theEndOfATaskSelectsIt()
    {
        Shown shown;
        const auto hits = shown.hits("CancelledError");
        QVERIFY(!hits.empty());
        shown.type("CancelledError");
        QVERIFY(shown.comesTo(place(1, hits.size())));
        QCOMPARE(shown.state.selectedTask(),
                 std::optional(shown.document->trace().records()[hits[0]].task()));
    }

    void whatIsNotThereIsSaidAndMovesNothing()
    {
        Shown shown;
        shown.type("zebra");
        QVERIFY(shown.comesTo(QStringLiteral("Not found")));
        QCOMPARE(shown.cursor(), std::size_t(0));
        QVERIFY(shown.where->text().isEmpty());
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.count->text(), QStringLiteral("Not found"));
    }

    void withoutATextThereIsNowhereToGo()
    {
        Shown shown;
        QVERIFY(!shown.button("Next")->isEnabled());
        QVERIFY(!shown.button("Previous")->isEnabled());
        shown.type("sleep");
        QVERIFY(shown.comesTo(place(1, shown.hits("sleep").size())));
        QVERIFY(shown.button("Next")->isEnabled());
        QVERIFY(shown.button("Previous")->isEnabled());
        shown.field->selectAll();
        shown.press(Qt::Key_Backspace);
        QCOMPARE(shown.count->text(), QString());
        QVERIFY(shown.where->text().isEmpty());
        QVERIFY(!shown.button("Next")->isEnabled());
        // By key it opens the search instead.
        shown.bar.hide();
        shown.bar.next();
        QVERIFY(shown.bar.isVisible());
        shown.bar.hide();
        shown.bar.previous();
        QVERIFY(shown.bar.isVisible());
    }

    void aClickClearsTheField()
    {
        Shown shown;
        shown.type("sleep");
        auto *clear = shown.field->findChild<QToolButton *>();
        QVERIFY(clear != nullptr);
        QTRY_VERIFY(clear->isVisible());
        QTest::mouseClick(clear, Qt::LeftButton);
        QVERIFY(shown.field->text().isEmpty());
    }

    void escClosesItAndOtherKeysDoNot()
    {
        Shown shown;
        QSignalSpy closed(&shown.bar, &SearchBar::closed);
        QTest::keyClick(&shown.bar, Qt::Key_F);
        QVERIFY(shown.bar.isVisible());
        shown.press(Qt::Key_Escape);
        QVERIFY(!shown.bar.isVisible());
        QCOMPARE(closed.size(), 1);
        shown.bar.open();
        QTest::mouseClick(shown.button("Close"), Qt::LeftButton);
        QVERIFY(!shown.bar.isVisible());
        QCOMPARE(closed.size(), 2);
    }

    void aSearchThatIsClosedMovesNothing()
    {
        Shown shown;
        shown.type("zebra");
        shown.press(Qt::Key_Escape);
        QTest::qWait(50);
        QCOMPARE(shown.cursor(), std::size_t(0));
        // Opened again, its text is there to be typed over.
        shown.bar.open();
        QCOMPARE(shown.field->selectedText(), QStringLiteral("zebra"));
    }

    void anotherRunIsSearchedAnew()
    {
        Shown shown;
        shown.type("sleep");
        QVERIFY(shown.comesTo(place(1, shown.hits("sleep").size())));
        shown.document = std::make_shared<RunDocument>(
            scenarioTrace("queue", QStringLiteral("--producers 1")));
        shown.bar.setDocument(shown.document);
        QCOMPARE(shown.count->text(), QString());
        shown.state.setCursor({});
        shown.press(Qt::Key_Return);
        QVERIFY(shown.comesTo(place(1, shown.hits("sleep").size())));
        shown.bar.setDocument(nullptr);
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.count->text(), QString());
    }

    void aMarkOfOnesOwnIsFoundByItsNote()
    {
        Shown shown;
        const RunModel &run = shown.document->model();
        MarkChanges changes;
        changes.add(run.positionAfterStep(20), QStringLiteral("A Zebra"));
        changes.add(run.positionAfterStep(30), QStringLiteral("another animal"));
        shown.document->setMarkChanges(changes);
        shown.type("zebra");
        QVERIFY(shown.comesTo(place(1, 1)));
        QCOMPARE(shown.state.cursor(), run.positionAfterStep(20));
        QCOMPARE(shown.where->text(), markText(run, shown.document->marks()[0]));
    }

    void aMarkWhereSomethingElseIsFoundComesBehindIt()
    {
        Shown shown;
        const auto hits = shown.hits("sleep");
        const trace::Record &record = shown.document->trace().records()[hits[0]];
        MarkChanges changes;
        changes.add({record.time(), hits[0] + 1}, QStringLiteral("sleep well"));
        shown.document->setMarkChanges(changes);
        shown.type("sleep");
        QVERIFY(shown.comesTo(place(1, hits.size() + 1)));
        QCOMPARE(
            shown.where->text(),
            QStringLiteral("%1, at %2")
                .arg(shown.document->model().label(record.task()), instantText(record.time())));
        // Neither is passed over on the way on or back.
        shown.press(Qt::Key_Return);
        QVERIFY(shown.comesTo(place(2, hits.size() + 1)));
        QVERIFY(shown.where->text().contains(QStringLiteral("sleep well")));
        shown.press(Qt::Key_Return);
        QVERIFY(shown.comesTo(place(3, hits.size() + 1)));
        for (const std::size_t number : {std::size_t{2}, std::size_t{1}}) {
            shown.press(Qt::Key_Return, Qt::ShiftModifier);
            QVERIFY(shown.comesTo(place(number, hits.size() + 1)));
        }
        shown.press(Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(shown.comesTo(place(hits.size() + 1, hits.size() + 1)));
    }

    void aMarkOfTheRunIsFoundAsAPersonHasLeftIt()
    {
        auto trace = std::make_shared<trace::Recorder>();
        const auto mark = [&trace](trace::Time time, std::string_view note) {
            trace->record(time, trace::Kind::Marked,
                          static_cast<std::uint32_t>(trace::TaskId::None),
                          static_cast<std::uint32_t>(trace->intern(note)));
        };
        mark(1s, "half past");
        mark(2s, "inside");
        Shown shown;
        const auto search = [&shown](const char *text) {
            shown.bar.open();
            shown.type(text);
        };
        shown.document = std::make_shared<RunDocument>(trace);
        shown.bar.setDocument(shown.document);
        search("past");
        QVERIFY(shown.comesTo(place(1, 1)));
        QCOMPARE(shown.where->text(), QStringLiteral("at 1.000 s"));

        MarkChanges changes;
        changes.change(shown.document->marks()[0], QStringLiteral("two"));
        changes.change(shown.document->marks()[1], std::nullopt);
        shown.document->setMarkChanges(changes);
        search("two");
        QVERIFY(shown.comesTo(place(1, 1)));
        QCOMPARE(shown.where->text(), QStringLiteral("Mark at 1.000 s: two"));
        search("past");
        QVERIFY(shown.comesTo(QStringLiteral("Not found")));
        search("inside");
        QVERIFY(shown.comesTo(QStringLiteral("Not found")));
    }

    void whatALoopRunsIsNoTasks()
    {
        auto trace = std::make_shared<trace::Recorder>();
        trace->record(3s, trace::Kind::LoopRuns,
                      static_cast<std::uint32_t>(trace->intern(std::string_view("accept"))));
        Shown shown;
        shown.bar.setDocument(std::make_shared<RunDocument>(trace));
        shown.type("accept");
        QVERIFY(shown.comesTo(place(1, 1)));
        QCOMPARE(shown.where->text(), QStringLiteral("at 3.000 s"));
        QVERIFY(!shown.state.selectedTask());
    }

    void onlyWhatIsShownOfARunIsSearched()
    {
        auto trace = std::make_shared<trace::Recorder>();
        trace->print(1s, trace::TaskId::None, "one line");
        Shown shown;
        shown.document = std::make_shared<RunDocument>(trace);
        shown.bar.setDocument(shown.document);
        trace->print(2s, trace::TaskId::None, "another line, of the next frame");
        shown.type("line");
        QVERIFY(shown.comesTo(place(1, 1)));
    }

    void aSearchThatIsClosedBeforeItHasBegunIsForgotten()
    {
        Shown shown;
        QThreadPool *pool = QThreadPool::globalInstance();
        pool->waitForDone();
        const int threads = pool->maxThreadCount();
        pool->setMaxThreadCount(1);
        QSemaphore go;
        pool->start([&go] { go.acquire(); });
        shown.type("s");
        shown.press(Qt::Key_Escape);
        go.release();
        QVERIFY(pool->waitForDone(20'000));
        pool->setMaxThreadCount(threads);
        QCoreApplication::processEvents();
        QCOMPARE(shown.cursor(), std::size_t(0));
        QVERIFY(!shown.count->text().contains(QStringLiteral(" of ")));
    }

    void enterGoesNoFurther()
    {
        const Shown shown;
        QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier);
        QCoreApplication::sendEvent(shown.field, &enter);
        QVERIFY(enter.isAccepted());
    }

    void whatIsRecordedMeanwhileIsFoundByLookingOn()
    {
        auto trace = std::make_shared<trace::Recorder>();
        trace->print(1s, trace::TaskId::None, "one line");
        Shown shown;
        shown.document = std::make_shared<RunDocument>(trace);
        shown.bar.setDocument(shown.document);
        shown.type("line");
        QVERIFY(shown.comesTo(place(1, 1)));
        trace->print(2s, trace::TaskId::None, "another line");
        shown.document->refresh();
        shown.press(Qt::Key_Return);
        QVERIFY(shown.comesTo(place(2, 2)));
        QCOMPARE(shown.where->text(), QStringLiteral("at 2.000 s"));
    }
};

QTEST_MAIN(tst_SearchBar)

#include "tst_searchbar.moc"
