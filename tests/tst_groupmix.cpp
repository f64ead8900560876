#include "tests/support/sampletraces.h"
#include "tests/support/scenariorun.h"
#include "tests/support/writtenrun.h"
#include "views/model/rundocument.h"
#include "views/rows/groupmix.h"
#include "views/timeline/hovercard.h"
#include "views/timeline/timelinekeys.h"
#include "views/timeline/timelineview.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <vector>

using namespace views;

namespace {

constexpr int Width = 400;
constexpr int Height = 26; // 20 of the picture, of which 15 stand for all tasks

/// Four tasks that sleep for four seconds; the first ends after one, the second after two.
struct Sleepers : support::WrittenRun
{
    std::vector<trace::TaskId> tasks;

    Sleepers()
    {
        for (const char *name : {"a", "b", "c", "d"})
            tasks.push_back(task(name));
        for (const trace::TaskId each : tasks)
            step(each, wait(trace::Reason::Sleep, std::int64_t{1}));
        for (int i = 0; i < 2; ++i) {
            now += std::chrono::seconds(1);
            say(trace::Kind::Ready, tasks[static_cast<std::size_t>(i)], trace::Waker::Timer);
            say(trace::Kind::Resumed, tasks[static_cast<std::size_t>(i)]);
            say(trace::Kind::Finished, tasks[static_cast<std::size_t>(i)]);
        }
        now += std::chrono::seconds(2);
        for (const trace::TaskId each : {tasks[2], tasks[3]}) {
            say(trace::Kind::Ready, each, trace::Waker::Timer);
            say(trace::Kind::Resumed, each);
            say(trace::Kind::Finished, each);
        }
        say(trace::Kind::Ended, trace::Outcome::Done);
    }
};

QImage painted(GroupMix &mix, const RunModel &model, const std::vector<trace::TaskId> &tasks,
               const UnitRange &range, const QDeadlineTimer &until)
{
    QImage image(Width, Height, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    mix.draw(painter, model, tasks, TimeAxis(AxisKind::Clock, range, Width),
             QRectF(0, 0, Width, Height), 1, Theme::light(), until);
    return image;
}

int sleepingAt(const QImage &image, int x)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        count += image.pixelColor(x, y) == GroupMix::colorOf(State::Sleeping, Theme::light());
    return count;
}

} // namespace

class tst_GroupMix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aColumnIsAsHighAsTheShareOfTheTasks()
    {
        const Sleepers run;
        const RunModel model = run.model();
        GroupMix mix;
        const QImage image = painted(mix, model, run.tasks, {0, 4'000'000'000},
                                     QDeadlineTimer(QDeadlineTimer::Forever));
        QVERIFY(mix.isExact());
        const int all = sleepingAt(image, 50);
        QVERIFY(all > 10);
        QCOMPARE(sleepingAt(image, 150), qRound(all * 0.75));
        QCOMPARE(sleepingAt(image, 250), qRound(all * 0.5));
        QCOMPARE(sleepingAt(image, 350), qRound(all * 0.5));
    }

    void stepsStandAboveIt()
    {
        const Sleepers run;
        const RunModel model = run.model();
        GroupMix mix;
        const QImage image = painted(mix, model, run.tasks, {0, 4'000'000'000},
                                     QDeadlineTimer(QDeadlineTimer::Forever));
        const auto isStep
            = [&](int x) { return image.pixelColor(x, 4) == QColor(Theme::light().running); };
        QVERIFY(isStep(100));
        QVERIFY(isStep(200));
        QVERIFY(!isStep(150));
    }

    void whatHasNoTimeIsLeftToTheNextFrame()
    {
        const RunModel model = support::modelOf(support::queueTrace(40, 40));
        std::vector<trace::TaskId> tasks;
        for (std::uint32_t i = 1; i <= 40; ++i)
            tasks.push_back(trace::TaskId{i});
        const UnitRange all{0, model.end(AxisKind::Clock)};
        GroupMix atOnce;
        const QImage whole
            = painted(atOnce, model, tasks, all, QDeadlineTimer(QDeadlineTimer::Forever));
        GroupMix bit;
        painted(bit, model, tasks, all, QDeadlineTimer(0));
        QVERIFY(!bit.isExact());
        QImage last;
        int frames = 1;
        for (; !bit.isExact(); ++frames)
            last = painted(bit, model, tasks, all, QDeadlineTimer(0));
        QVERIFY(frames > 5);
        QVERIFY(last == whole);
        // Where the range has moved, the old picture stands in where it belongs.
        const UnitRange moved{all.begin + all.length() / 2, all.end + all.length() / 2};
        const QImage half = painted(bit, model, tasks, moved, QDeadlineTimer(0));
        QVERIFY(!bit.isExact());
        QCOMPARE(half.pixelColor(10, Height / 2), whole.pixelColor(Width / 2 + 10, Height / 2));
        QCOMPARE(half.pixelColor(Width - 10, Height / 2), QColor(Qt::white));
    }

    void aCardCountsWhatTheTasksDo()
    {
        const Sleepers run;
        const RunModel model = run.model();
        const TaskGroup group{{}, run.tasks};
        const auto lineAt = [&](int milliseconds) {
            const Position at
                = model.positionAt(std::int64_t{1'000'000} * milliseconds, AxisKind::Clock);
            return summaryOf(model, group, QStringLiteral("work"), at).line();
        };
        QCOMPARE(lineAt(500), QStringLiteral("work, 4 of 4 · at 0.500 s · 4 Sleeping"));
        QCOMPARE(lineAt(1500), QStringLiteral("work, 3 of 4 · at 1.500 s · 3 Sleeping"));
    }

    void theHeaderOfAFoldedGroupShowsItsTasks()
    {
        ViewState state;
        TimelineView view(&state);
        view.resize(1000, 600);
        view.setDocument(std::make_shared<RunDocument>(support::queueTrace()));
        view.show();
        state.setSelectedTask(trace::TaskId{7});
        const auto colours = [&view] {
            const QImage image = view.grab().toImage();
            int count = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 300; x < 900; ++x)
                    count += image.pixelColor(x, y)
                        == GroupMix::colorOf(State::Waiting, Theme::light());
            }
            return count;
        };
        const int before = colours(); // the overview has it, too
        QVERIFY(!view.beside().mixes);
        QVERIFY(view.perform(TimelineCommand::FoldGroup));
        QVERIFY(view.beside().mixes);
        QTRY_VERIFY(colours() > before + 2'000);
    }
};

QTEST_MAIN(tst_GroupMix)
#include "tst_groupmix.moc"
