#include "tests/support/pagetexts.h"
#include "tests/support/scenariorun.h"
#include "tests/support/writtenrun.h"
#include "views/analysis/criticalpath.h"
#include "views/analysis/findings.h"
#include "views/narration/narrationmodel.h"
#include "views/output/outputmodel.h"
#include "views/style/theme.h"
#include "views/timeline/hovercard.h"
#include "views/words/deadlocktext.h"
#include "views/words/findingtext.h"
#include "views/words/inspectionpage.h"
#include "views/words/marktext.h"
#include "views/words/objectpage.h"
#include "views/words/pathtext.h"
#include "views/words/placetext.h"

#include <QTest>

using namespace views;
using namespace std::chrono_literals;
using support::scenarioRun;
using support::scenarioTrace;
using support::textsOf;
using support::WrittenRun;
using trace::Kind;
using trace::TaskId;

namespace {

/// All happens at one instant.
RunModel deadlock()
{
    return scenarioRun("philosophers", QStringLiteral("--polite false"));
}

/// What is said of every task after \a records records.
QStringList saidOfTasks(const RunModel &model, std::size_t records)
{
    const World world = worldAt(model, records);
    QStringList texts;
    for (std::uint32_t i = 0; i < model.taskCount(); ++i) {
        const TaskId task{i};
        texts += textsOf(
            pageOf(model, inspect(model, world, 0s, task, false), taskDeeds(model, task), records));
        for (std::size_t segment = 0; segment < model.track(task).size(); ++segment)
            texts += summaryOf(model, {task, segment}, {0s, records}, Theme::light()).line();
    }
    return texts;
}

QStringList saidOfTheRun(const RunModel &model)
{
    QStringList texts{deadlockTitle(model)};
    for (const Finding &finding : findings(model)) {
        const FindingText text = findingText(model, finding);
        texts << text.sentence << text.since << text.cost;
        for (const FindingText::Detail &detail : text.details)
            texts << detail.what << detail.when << detail.cost;
    }
    const std::vector<PathPart> path = criticalPath(model, model.records());
    texts += textsOf(pathPage(model, path, slackOf(model, model.records())));
    for (std::size_t part = 0; part < path.size(); ++part)
        texts += pathPartText(model, path, part).from;
    for (const RunMark &mark : marksOf(model, {}))
        texts += markText(model, mark);
    texts += markText(model, {{0s, model.records()}, TaskId::None, {}});
    for (std::size_t i = 0; i < model.trace().objects().size(); ++i)
        texts += textsOf(objectPage(model, worldAt(model, model.records()),
                                    trace::ObjectId{static_cast<std::uint32_t>(i)}, nullptr,
                                    nullptr));
    texts += textsOf(
        rangePage(model, measuredRange(model, {0, model.end(AxisKind::Steps)}, AxisKind::Steps)));
    return texts;
}

} // namespace

class tst_PlaceText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whereTimePassesAPlaceIsAMoment()
    {
        const RunModel model = scenarioRun("queue");
        QVERIFY(!takesNoTime(model));
        QCOMPARE(placeText(model, model.endPosition()), QStringLiteral("12.000 s"));
        QCOMPARE(placeText(model, Position{7s + 1500us, 9}, 1us), QStringLiteral("7.001500 s"));
        QCOMPARE(placeText(model, std::size_t{0}), QStringLiteral("0.000 s"));
        QCOMPARE(barePlaceText(model, 0), QStringLiteral("0.000"));
        QCOMPARE(extentText(model), QStringLiteral("12.000 s"));
    }

    void whereNoTimePassesAPlaceIsAStep()
    {
        const RunModel model = deadlock();
        QVERIFY(takesNoTime(model));
        const std::uint32_t steps = model.steps().steps();
        QCOMPARE(placeText(model, model.endPosition()), QStringLiteral("step %1").arg(steps));
        QCOMPARE(placeText(model, Position{}), QStringLiteral("step 0"));
        const std::size_t third = model.steps().record(2);
        QCOMPARE(placeText(model, third), QStringLiteral("step 3"));
        QCOMPARE(placeText(model, third - 1), QStringLiteral("step 2"));
        QCOMPARE(barePlaceText(model, third), QStringLiteral("3"));
        QCOMPARE(extentText(model), QStringLiteral("%1 steps").arg(steps));
    }

    void whatGoesOnMayStillTakeTime()
    {
        WrittenRun run;
        const TaskId task = run.task("a");
        run.step(task, run.wait(trace::Reason::Yield));
        QVERIFY(!takesNoTime(run.model()));
        run.say(Kind::Resumed, task).say(Kind::Finished, task);
        QVERIFY(!takesNoTime(run.model()));
    }

    void nothingThatIsSaidOfARunWithoutTimeTellsOne_data()
    {
        QTest::addColumn<QString>("parameters");
        QTest::newRow("philosophers") << QStringLiteral("--polite false");
        QTest::newRow("rounds") << QString();
    }
    void nothingThatIsSaidOfARunWithoutTimeTellsOne()
    {
        QFETCH(const QString, parameters);
        const auto document
            = std::make_shared<RunDocument>(scenarioTrace(QTest::currentDataTag(), parameters));
        const RunModel &model = document->model();
        QVERIFY(takesNoTime(model));
        QStringList texts = saidOfTheRun(model);
        for (std::size_t records = 0; records <= model.records(); ++records)
            texts += saidOfTasks(model, records);
        NarrationModel narration;
        narration.setDocument(document);
        for (int row = 0; row < narration.rowCount(); ++row)
            texts << narration.timeText(row)
                  << narration.index(row).data(Qt::AccessibleTextRole).toString();
        OutputModel output;
        output.setDocument(document);
        for (int row = 0; row < output.rowCount(); ++row)
            texts += output.placeOf(row);
        QCOMPARE(texts.filter(QStringLiteral("0.000")), QStringList());
    }

    void whoWaitsInARunWithoutTimeDoesSoSinceAStep()
    {
        const RunModel model = deadlock();
        const TaskId first{1};
        const std::size_t wait = model.track(first).size() - 1;
        const std::size_t since = model.track(first).record(wait);
        const Inspection end = inspect(model, worldAt(model, model.records()), 0s, first, false);
        QVERIFY2(end.sentence.contains(
                     QStringLiteral(", since <b>%1</b>.").arg(placeText(model, since))),
                 qPrintable(end.sentence));
    }

    void aMeasuredRangeOfARunWithoutTimeIsOfItsSteps()
    {
        const RunModel model = deadlock();
        const MeasuredRange range
            = measuredRange(model, {2 * UnitsPerStep, 5 * UnitsPerStep}, AxisKind::Steps);
        const InspectionPage page = rangePage(model, range);
        QCOMPARE(page.origin, QStringLiteral("step 3 to step 5"));
        QVERIFY2(page.sentence.startsWith(QStringLiteral("<b>3 steps</b> of ")),
                 qPrintable(page.sentence));
        const TaskId task = model.trace().records()[model.steps().record(2)].task();
        QCOMPARE(rangeSection(model, task, range).rows.front().value, QStringLiteral("1"));
        QCOMPARE(rangeSection(model, task, range).aside, QString());
    }
};

QTEST_GUILESS_MAIN(tst_PlaceText)
#include "tst_placetext.moc"
