#include "engine/qt/runcontroller.h"
#include "engine/run/print.h"
#include "engine/sync/sleep.h"
#include "tests/support/virtualrun.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include <cstdlib>
#include <thread>

using namespace std::chrono_literals;
using engine::Task;
using engine::qt::RunController;

namespace {

/// Blocks the loop and cannot be told to stop.
Task<> blockForLong()
{
    engine::print("blocking");
    std::this_thread::sleep_for(30s);
    co_return;
}

/// Can be told to stop, and has to be.
Task<> spin()
{
    for (;;)
        co_await engine::sleep(0);
}

} // namespace

// A process of its own: the thread that is left behind ends with it.
class tst_LeftBehind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBlockedThreadIsLeftBehindWithinASecond()
    {
        QVERIFY(!RunController::leftThreadBehind());
        auto controller = std::make_unique<RunController>();
        controller->start([] { return support::programOf(blockForLong); });
        QTRY_COMPARE(controller->trace()->lines().size(), std::size_t{1});
        QElapsedTimer closing;
        closing.start();
        controller.reset();
        QVERIFY(closing.elapsed() >= 400);
        QVERIFY(closing.elapsed() < 900);
        QVERIFY(RunController::leftThreadBehind());
    }

    void replacingABlockedRunDoesNotWaitForIt()
    {
        auto controller = std::make_unique<RunController>();
        controller->start([] { return support::programOf(blockForLong); });
        QTRY_COMPARE(controller->trace()->lines().size(), std::size_t{1});
        QElapsedTimer replacing;
        replacing.start();
        controller->start([] { return support::programOf(blockForLong); });
        QVERIFY(replacing.elapsed() < 100);
        QTRY_COMPARE(controller->trace()->lines().size(), std::size_t{1});
        QElapsedTimer closing;
        closing.start();
        controller.reset();
        // Both share the patience.
        QVERIFY(closing.elapsed() < 900);
    }

    void theEndOfAReplacedRunDoesNotWaitForOneThatIsBlocked()
    {
        auto controller = std::make_unique<RunController>();
        controller->start([] { return support::programOf(blockForLong); });
        QTRY_COMPARE(controller->trace()->lines().size(), std::size_t{1});
        QElapsedTimer replacing;
        replacing.start();
        for (int i = 0; i < 3; ++i) {
            controller->start([] { return support::programOf(spin); });
            const auto trace = controller->trace();
            QTRY_VERIFY(trace->records().size() > 10);
        }
        controller->stop();
        QTRY_COMPARE(controller->state(), RunController::State::Ended);
        QVERIFY(replacing.elapsed() < 10'000);
        controller.reset();
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    tst_LeftBehind test;
    const int code = QTest::qExec(&test, argc, argv);
    // As the program does: static objects are still in use by the threads.
    std::fflush(nullptr);
    std::_Exit(code);
}
#include "tst_leftbehind.moc"
