#include "engine/core/blocking.h"
#include "engine/run/run.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "tests/support/embrace.h"
#include "tests/support/modelrun.h"
#include "views/findings/findingspanel.h"
#include "views/model/rundocument.h"
#include "views/words/findingtext.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace views;
using namespace std::chrono_literals;
using engine::createTask;
using engine::Task;
using engine::TaskHandle;
using support::embrace;
using support::ModelRun;

namespace {

using engine::sleep;

using Queue = engine::Queue<int>;

Task<> waitForNothing()
{
    Queue queue("q", 0);
    co_await queue.get();
}

Task<> beat()
{
    co_await sleep(0.1);
}

Task<> block()
{
    engine::burn(0.5);
    co_return;
}

Task<> blockedHeart()
{
    const TaskHandle<> heart = createTask(beat(), {"heart", {}});
    const TaskHandle<> job = createTask(block(), {"job", {}});
    co_await heart;
    co_await job;
}

Task<> takeRarely(Queue &queue)
{
    for (;;) {
        co_await sleep(3);
        co_await queue.get();
    }
}

Task<> moreThanAreTaken()
{
    Queue queue("q", 0);
    const TaskHandle<> taker = createTask(takeRarely(queue), {"taker", {}});
    for (int i = 0; i < 40; ++i) {
        queue.putNowait(i);
        co_await sleep(1);
    }
    taker.cancel();
}

QString kindName(Finding::Kind kind)
{
    switch (kind) {
    case Finding::Kind::LostWaits:
        return QStringLiteral("lost");
    case Finding::Kind::BlockedLoop:
        return QStringLiteral("blocked");
    case Finding::Kind::Unretrieved:
        return QStringLiteral("unretrieved");
    case Finding::Kind::SwallowedCancel:
        return QStringLiteral("swallowed");
    case Finding::Kind::GrowingQueue:
        return QStringLiteral("growing");
    case Finding::Kind::StillWaiting:
        break;
    }
    return QStringLiteral("waiting");
}

QString kindsOf(const RunModel &model)
{
    QStringList kinds;
    for (const Finding &finding : findings(model))
        kinds += kindName(finding.kind);
    return kinds.join(u' ');
}

QString sentenceOf(const ModelRun &run)
{
    const auto found = findings(run.model);
    return found.empty() ? QString() : findingText(run.model, found.front()).sentence;
}

std::shared_ptr<RunDocument> documentOf(const QString &scenario, const QString &parameters)
{
    scenario::Arguments arguments(*engine::findScenario(scenario.toStdString()));
    const QStringList words = parameters.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i + 1 < words.size(); i += 2)
        arguments.set(words[i].mid(2).toStdString(), words[i + 1].toStdString());
    engine::VirtualClock clock;
    auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(engine::makeProgram(arguments), clock, *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return std::make_shared<RunDocument>(trace);
}

} // namespace

class tst_Findings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCircleOfLocksIsFound()
    {
        const ModelRun run(embrace);
        QCOMPARE(kindsOf(run.model), QStringLiteral("lost"));
        const Finding finding = findings(run.model).front();
        QCOMPARE(finding.tasks.size(), std::size_t(3));
        const FindingText text = findingText(run.model, finding);
        QCOMPARE(text.sentence,
                 QStringLiteral("Deadlock: 2 tasks wait for each other in a circle"));
        QCOMPARE(text.cost, QStringLiteral("3 tasks never end"));
        QCOMPARE(text.details.size(), std::size_t(3));
        QVERIFY2(text.details[0].what.startsWith(
                     QStringLiteral("one waits for b, which two holds, at embrace.cpp:")),
                 qPrintable(text.details[0].what));
        QVERIFY(finding.isFault());
    }
    void aWaitThatNothingCanEndIsFound()
    {
        const ModelRun run(waitForNothing);
        QCOMPARE(kindsOf(run.model), QStringLiteral("lost"));
        QCOMPARE(sentenceOf(run), QStringLiteral("Deadlock: Task-1 waits for ever"));
    }
    void aStepThatHeldTheLoopIsFoundWithWhatItCost()
    {
        const ModelRun run(blockedHeart);
        QCOMPARE(kindsOf(run.model), QStringLiteral("blocked"));
        const FindingText text = findingText(run.model, findings(run.model).front());
        QCOMPARE(text.sentence, QStringLiteral("job held the loop for 500 ms"));
        QCOMPARE(text.cost, QStringLiteral("400 ms of delay for others"));
        QCOMPARE(text.details.size(), std::size_t(1));
        QCOMPARE(text.details[0].cost, QStringLiteral("1 task late, by 400 ms"));
    }
    void aQueueThatOnlyGrowsIsFound()
    {
        const ModelRun run(moreThanAreTaken);
        QCOMPARE(kindsOf(run.model), QStringLiteral("growing"));
        QVERIFY(sentenceOf(run).startsWith(QStringLiteral("q only grows")));
    }

    // Looked at by hand: chess thinks, hello-blocking, executor-inline and rounds-work block the
    // loop on purpose; the golden outcome of those that lose somebody is a deadlock.
    void theGoldenProgramsHaveNoOther()
    {
        const auto map = [](std::initializer_list<const char *> names, const char *kinds) {
            QMap<QString, QString> all;
            for (const char *name : names)
                all.insert(QLatin1String(name), QLatin1String(kinds));
            return all;
        };
        QMap<QString, QString> expected
            = map({"chess-default", "chess-small", "chess-small-sequential", "chess-small-sync",
                   "hello-blocking", "executor-inline", "rounds-work"},
                  "blocked");
        expected.insert(map({"cancel-swallow", "timeout-swallow"}, "swallowed"));
        expected.insert(map({"condition-default", "condition-notify-one", "philosophers-deadlock",
                             "queue-no-consumers"},
                            "lost"));
        QMap<QString, QString> found;
        int programs = 0;
        const QDir golden(QStringLiteral(COROSCOPE_GOLDEN));
        for (const QString &file : golden.entryList({QStringLiteral("*-index.tsv")})) {
            const QString scenario = file.section(u'-', 0, 0);
            if (scenario == QStringLiteral("script")
                || engine::findScenario(scenario.toStdString()) == nullptr)
                continue;
            QFile in(golden.filePath(file));
            QVERIFY(in.open(QIODevice::ReadOnly));
            QStringList rows = QString::fromUtf8(in.readAll()).split(u'\n', Qt::SkipEmptyParts);
            rows.removeFirst();
            for (const QString &row : rows) {
                const QStringList fields = row.split(u'\t');
                const auto document = documentOf(scenario, fields[1]);
                const QString kinds = kindsOf(document->model());
                if (!kinds.isEmpty())
                    found.insert(fields[0], kinds);
                ++programs;
            }
        }
        QVERIFY(programs > 40);
        QStringList other;
        for (const QString &name : found.keys() + expected.keys()) {
            if (found.value(name) != expected.value(name))
                other += QStringLiteral("%1: %2").arg(name, found.value(name));
        }
        QVERIFY2(other.isEmpty(), qPrintable(other.join(u'\n')));
    }

    void thePanelListsThemAndLeadsThere()
    {
        ViewState state;
        FindingsPanel panel(&state);
        QSignalSpy changed(&panel, &FindingsPanel::foundChanged);
        panel.resize(800, 300);
        panel.show();
        const auto document
            = documentOf(QStringLiteral("executor"), QStringLiteral("--mode inline"));
        panel.setDocument(document);
        QTRY_COMPARE(panel.found().size(), std::size_t(1));
        QCOMPARE(changed.last().at(0).toInt(), 1);
        QCOMPARE(changed.last().at(1).toBool(), true);
        auto *tree = panel.findChild<QTreeView *>(QStringLiteral("findingsTree"));
        QVERIFY(tree->isVisible());
        const QModelIndex top = tree->model()->index(0, 0);
        QCOMPARE(tree->model()->rowCount(top), 4);
        panel.next();
        QVERIFY(state.selectedTask().has_value());
        // A line below leads to the step that it tells of.
        const QModelIndex third = tree->model()->index(2, 0, top);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(third).center());
        QCOMPARE(document->model().label(*state.selectedTask()), QStringLiteral("Job 2"));
        QCOMPARE(state.cursor().time, trace::Time(500ms));
    }
    void nothingFoundIsSaidWithWhatWasLookedFor()
    {
        ViewState state;
        FindingsPanel panel(&state);
        panel.show();
        panel.setDocument(documentOf(QStringLiteral("queue"), QString()));
        auto *label = panel.findChild<QLabel *>(QStringLiteral("noFindings"));
        QTRY_VERIFY(label->text().contains(QStringLiteral("Nothing found in 96 steps")));
        QVERIFY(label->text().contains(QStringLiteral("deadlocks")));
        panel.next(); // leads nowhere
        QVERIFY(!state.selectedTask());
    }
};

QTEST_MAIN(tst_Findings)

#include "tst_findings.moc"
