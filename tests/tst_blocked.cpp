#include "engine/core/blocking.h"
#include "engine/qt/runcontroller.h"
#include "engine/run/print.h"
#include "engine/sync/sleep.h"
#include "tests/support/virtualrun.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

using namespace std::chrono_literals;
using engine::Task;
using engine::qt::RunController;
using std::chrono::milliseconds;

namespace {

/// What time.sleep() does to an asyncio program: nothing else of it runs for two seconds.
Task<> blockTheLoop()
{
    engine::print("blocking");
    engine::burn(2);
    engine::print("done");
    co_await engine::sleep(0);
}

/// Ticks as a window's animations do, and keeps the longest gap between two ticks.
class TickGap : public QObject
{
public:
    TickGap()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this,
                [this] { m_longest = std::max(m_longest, milliseconds(m_sinceTick.restart())); });
        m_timer.start(5ms);
        m_sinceTick.start();
    }
    /// Since the last call.
    milliseconds takeLongest()
    {
        // The gap that is still open counts, too.
        const milliseconds open(m_sinceTick.restart());
        return std::max(std::exchange(m_longest, {}), open);
    }

private:
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    milliseconds m_longest{};
};

} // namespace

class tst_Blocked : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A window that is delayed is so every time; a machine that is busy is not.
    void aBlockingCallDoesNotDelayTheWindow()
    {
        bool inTime = false;
        for (int attempt = 0; attempt < 3 && !inTime; ++attempt) {
            TickGap gap;
            QTest::qWait(1'000);
            const milliseconds idle = gap.takeLongest();
            runBlocking();
            if (QTest::currentTestFailed())
                return;
            const milliseconds busy = gap.takeLongest();
            qInfo("longest gap between ticks: idle %d ms, blocked %d ms", int(idle.count()),
                  int(busy.count()));
            inTime = busy <= idle + 50ms;
        }
        QVERIFY(inTime);
    }

private:
    static void runBlocking()
    {
        RunController controller;
        engine::qt::RunSettings settings;
        settings.clock = engine::qt::ClockKind::Real;
        controller.start([] { return support::programOf(blockTheLoop); }, settings);
        QTRY_COMPARE(controller.trace()->lines().size(), std::size_t{1});
        QElapsedTimer blocked;
        blocked.start();
        QTest::qWait(500);
        // What a person does meanwhile must not wait for the loop either.
        controller.pause();
        controller.resume();
        controller.setSpeed(2);
        QTRY_COMPARE_WITH_TIMEOUT(controller.trace()->lines().size(), std::size_t{2}, 10'000);
        QVERIFY(blocked.elapsed() > 1'500);
    }
};

QTEST_GUILESS_MAIN(tst_Blocked)
#include "tst_blocked.moc"
