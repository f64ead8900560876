#include "engine/run/run.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "tests/support/paintingtest.h"
#include "views/inspector/inspectorpanel.h"
#include "views/inspector/sectionview.h"
#include "views/inspector/stepsmodel.h"
#include "views/model/rundocument.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace views;
using namespace std::chrono_literals;

namespace {

/// The queue program, run to its end.
std::shared_ptr<RunDocument> queueRun()
{
    engine::VirtualClock clock;
    auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(engine::makeProgram(scenario::Arguments(*engine::findScenario("queue"))), clock,
                    *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return std::make_shared<RunDocument>(trace);
}

struct Shown
{
    std::shared_ptr<RunDocument> document = queueRun();
    const RunModel *model = &document->model();
    ViewState state;
    InspectorPanel panel{&state};

    Shown()
    {
        panel.setDocument(document);
        panel.resize(312, 700);
        panel.show();
    }
    void goTo(trace::Time time) { state.setCursor({time, model->recordsUntil(time)}); }
    void select(const QString &label)
    {
        for (std::uint32_t i = 0; i < model->taskCount(); ++i) {
            if (model->label(trace::TaskId{i}) == label)
                state.setSelectedTask(trace::TaskId{i});
        }
    }
};

} // namespace

class tst_InspectorPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSelectedTaskIsShown()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        QCOMPARE(shown.panel.page().name, QStringLiteral("Consumer 3"));
        QVERIFY(shown.panel.page().sentence.contains(QStringLiteral("Waiting for an item")));
        shown.state.setSelectedTask(std::nullopt);
        QCOMPARE(shown.panel.page().name, QStringLiteral("The run"));
    }
    void theCursorChangesWhatIsSaid()
    {
        Shown shown;
        shown.select(QStringLiteral("Consumer 3"));
        shown.goTo(6s);
        const QString before = shown.panel.page().sentence;
        shown.goTo(9s);
        QVERIFY(shown.panel.page().sentence != before);
    }
    void aLinkSelectsItsTask()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        const trace::TaskId selected = *shown.state.selectedTask();
        auto *sentence = shown.panel.findChild<QLabel *>(QStringLiteral("inspectorSentence"));
        QVERIFY(sentence != nullptr);
        Q_EMIT sentence->linkActivated(QStringLiteral("task:1"));
        QCOMPARE(shown.state.selectedTask(), std::optional(trace::TaskId{1}));
        QVERIFY(selected != trace::TaskId{1});
    }
    void everyNameInASectionIsALinkToo()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        QString rows;
        for (const QLabel *label :
             shown.panel.findChildren<QLabel *>(QStringLiteral("sectionRows")))
            rows += label->isVisible() ? label->text() : QString();
        QVERIFY2(rows.contains(QStringLiteral("href=\"object:0\"")), qPrintable(rows));
        QVERIFY(rows.contains(QStringLiteral("href=\"task:0\""))); // who created it
        QVERIFY(rows.contains(QStringLiteral("queueworkload.cpp:")));
    }
    void aQueueIsSelectedAndSaysWhatWentThroughIt()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        auto *sentence = shown.panel.findChild<QLabel *>(QStringLiteral("inspectorSentence"));
        Q_EMIT sentence->linkActivated(QStringLiteral("object:0"));
        QCOMPARE(shown.state.selectedObject(), std::optional(trace::ObjectId{0}));
        QVERIFY(!shown.state.selectedTask());
        QCOMPARE(shown.panel.page().name, QStringLiteral("q"));
        QVERIFY(
            !shown.panel.findChild<QTableView *>(QStringLiteral("inspectorSteps"))->isVisible());
        const auto &sections = shown.panel.page().sections;
        QVERIFY(std::any_of(sections.begin(), sections.end(), [](const auto &section) {
            return section.note.startsWith(QStringLiteral("Little's law"));
        }));
        shown.select(QStringLiteral("Consumer 3"));
        QVERIFY(!shown.state.selectedObject());
    }
    void whatItPrintedIsFoldedUntilOneOpensIt()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        for (auto *section : shown.panel.findChildren<SectionView *>()) {
            auto *fold = section->findChild<QToolButton *>();
            if (!section->isVisible() || !fold->isVisible())
                continue;
            QVERIFY(section->isFolded());
            QTest::mouseClick(fold, Qt::LeftButton);
            QVERIFY(!section->isFolded());
            // It stays open while the cursor moves.
            shown.goTo(7s);
            QVERIFY(!section->isFolded());
            return;
        }
        QFAIL("no section to fold");
    }
    void nextWakeMovesTheCursorToTheWake()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        QTest::mouseClick(shown.panel.findChild<QToolButton *>(QStringLiteral("inspectorNextWake")),
                          Qt::LeftButton);
        QCOMPARE(shown.state.cursor().time, trace::Time(8s));
        QVERIFY(shown.panel.page().sentence.contains(QStringLiteral("Ready to run")));
    }
    void itsWakerIsSelected()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        QTest::mouseClick(shown.panel.findChild<QToolButton *>(QStringLiteral("inspectorWaker")),
                          Qt::LeftButton);
        QCOMPARE(shown.panel.page().name, QStringLiteral("Producer 4"));
    }
    void theStepsAreATableWithTheCursorsStepSelected()
    {
        Shown shown;
        shown.goTo(6s);
        shown.select(QStringLiteral("Consumer 3"));
        auto *steps = shown.panel.findChild<QTableView *>(QStringLiteral("inspectorSteps"));
        QVERIFY(steps != nullptr);
        QVERIFY(steps->model()->rowCount() > 2);
        const int row = steps->currentIndex().row();
        shown.goTo(9s);
        QVERIFY(steps->currentIndex().row() > row);
    }
    void aStepSaysInAFewWordsWhatCameThenAndWhoWokeIt()
    {
        const auto document = queueRun();
        const RunModel *model = &document->model();
        StepsModel steps;
        steps.show(model, trace::TaskId{9}); // Consumer 3
        QStringList rows;
        for (int row = 0; row < steps.rowCount(); ++row) {
            QStringList words;
            for (int column = 0; column < steps.columnCount(); ++column)
                words += steps.data(steps.index(row, column)).toString();
            rows += words.join(QStringLiteral(" | "));
        }
        QCOMPARE(rows.at(0), QStringLiteral("0.000 s | 10 | sleep 3.0 s | main"));
        QCOMPARE(rows.at(2), QStringLiteral("5.000 s | 49 | get q 3.0 s | timer"));
        QCOMPARE(rows.at(3), QStringLiteral("8.000 s | 69 | sleep 1.0 s | Producer 4"));
        QCOMPARE(rows.last(), QStringLiteral("12.000 s | 90 | Cancelled | main"));
        QCOMPARE(steps.data(steps.index(3, StepsModel::WokenBy), Qt::ToolTipRole).toString(),
                 QStringLiteral("Producer 4 putting an item, at 8.000 s"));
    }
    void aClickOnAStepMovesTheCursorBehindIt()
    {
        Shown shown;
        shown.goTo(9s);
        shown.select(QStringLiteral("Consumer 3"));
        auto *steps = shown.panel.findChild<QTableView *>(QStringLiteral("inspectorSteps"));
        Q_EMIT steps->clicked(steps->model()->index(0, 0));
        QCOMPARE(shown.state.cursor().time, trace::Time(0));
    }
    void theStepsAreAProperModel()
    {
        const auto document = queueRun();
        const RunModel *model = &document->model();
        StepsModel steps;
        const QAbstractItemModelTester tester(
            &steps, QAbstractItemModelTester::FailureReportingMode::QtTest);
        steps.show(model, trace::TaskId{2});
        QCOMPARE(steps.columnCount(), int(StepsModel::ColumnCount));
        const auto own
            = model->stepCount(trace::TaskId{2}, 0, model->track(trace::TaskId{2}).size());
        QCOMPARE(steps.rowCount(), static_cast<int>(own));
        for (int row = 0; row < steps.rowCount(); ++row) {
            const SegmentRef step = steps.stepOf(row);
            QVERIFY(isRunning(model->track(step.task).state(step.index)));
            QCOMPARE(steps.rowAt(model->track(step.task).record(step.index) + 1), row);
        }
        steps.show(nullptr, trace::TaskId::None);
        QCOMPARE(steps.rowCount(), 0);
    }
    void withoutARunItSaysSo()
    {
        ViewState state;
        InspectorPanel panel(&state);
        panel.show();
        auto *sentence = panel.findChild<QLabel *>(QStringLiteral("inspectorSentence"));
        QVERIFY(sentence->text().endsWith(QStringLiteral("There is no run yet.")));
    }
};

PAINTING_TEST_MAIN(tst_InspectorPanel)

#include "tst_inspectorpanel.moc"
