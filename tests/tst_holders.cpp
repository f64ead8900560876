#include "engine/sync/condition.h"
#include "engine/sync/lock.h"
#include "engine/sync/semaphore.h"
#include "engine/sync/sleep.h"
#include "engine/task/createtask.h"
#include "tests/support/virtualrun.h"
#include "views/model/holdertrack.h"
#include "views/model/runmodel.h"

#include <QTest>

using namespace engine;
using support::VirtualRun;
using trace::TaskId;

namespace {

/// Who holds \a object at \a time, by number: "1 3".
QString holdersAt(const VirtualRun &run, std::uint32_t object, double time)
{
    // The run's trace is not shared; the model asks for a share that does not own.
    views::RunModel model(std::shared_ptr<const trace::Trace>(&run.trace(), [](auto *) {}));
    model.advance();
    QStringList numbers;
    for (const TaskId task :
         model.holders(trace::ObjectId{object}, model.recordsUntil(engine::toTime(time))))
        numbers.append(QString::number(static_cast<std::uint32_t>(task)));
    return numbers.join(QLatin1Char(' '));
}

trace::Record change(trace::Kind kind, std::uint32_t task)
{
    return trace::Record::of(trace::Time{0}, kind, 0, task);
}

} // namespace

class tst_Holders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLockIsHeldFromAcquireToRelease()
    {
        Lock lock("fork");
        const auto hold = [](Lock &l) -> Task<> {
            co_await l.acquire();
            co_await engine::sleep(1);
            l.release();
        };
        VirtualRun run([&]() -> Task<> {
            const auto first = createTask(hold(lock));
            const auto second = createTask(hold(lock));
            co_await engine::sleep(5);
        });
        run.toEnd();
        QCOMPARE(holdersAt(run, 0, 0.5), QStringLiteral("1"));
        QCOMPARE(holdersAt(run, 0, 1.5), QStringLiteral("2"));
        QCOMPARE(holdersAt(run, 0, 2.5), QString());
    }

    void whoeverReleasesALockEndsTheHoldOfTheOneThatHasIt()
    {
        Lock lock("l");
        const auto take = [](Lock &l) -> Task<> { co_await l.acquire(); };
        VirtualRun run([&]() -> Task<> {
            const auto taker = createTask(take(lock));
            co_await engine::sleep(1);
            lock.release();
            co_await engine::sleep(1);
        });
        run.toEnd();
        QCOMPARE(holdersAt(run, 0, 0.5), QStringLiteral("1"));
        QCOMPARE(holdersAt(run, 0, 1.5), QString());
    }

    void aSemaphoreHasAsManyHoldersAsItAdmits()
    {
        Semaphore semaphore("s", 2);
        const auto hold = [](Semaphore &s, double seconds) -> Task<> {
            co_await s.acquire();
            co_await engine::sleep(seconds);
            s.release();
        };
        VirtualRun run([&]() -> Task<> {
            const auto first = createTask(hold(semaphore, 3));
            const auto second = createTask(hold(semaphore, 1));
            const auto third = createTask(hold(semaphore, 1));
            co_await engine::sleep(5);
        });
        run.toEnd();
        QCOMPARE(holdersAt(run, 0, 0.5), QStringLiteral("1 2"));
        QCOMPARE(holdersAt(run, 0, 1.5), QStringLiteral("1 3"));
        QCOMPARE(holdersAt(run, 0, 2.5), QStringLiteral("1"));
    }

    void aPermitThatNobodyHeldEndsNobodysHold()
    {
        Semaphore semaphore("s", 0);
        const auto take = [](Semaphore &s) -> Task<> { co_await s.acquire(); };
        VirtualRun run([&]() -> Task<> {
            const auto taker = createTask(take(semaphore));
            co_await engine::sleep(1);
            semaphore.release();
            semaphore.release();
            co_await engine::sleep(1);
        });
        run.toEnd();
        QCOMPARE(holdersAt(run, 0, 1.5), QStringLiteral("1"));
    }

    void aConditionsLockIsNotHeldWhileItsHolderWaits()
    {
        Condition condition("c");
        const auto hold = [](Condition &c) -> Task<> {
            co_await c.acquire();
            co_await engine::sleep(1);
            co_await c.wait();
            co_await engine::sleep(1);
            c.release();
        };
        VirtualRun run([&]() -> Task<> {
            const auto waiter = createTask(hold(condition));
            co_await engine::sleep(3);
            co_await condition.acquire();
            condition.notify();
            condition.release();
            co_await engine::sleep(3);
        });
        run.toEnd();
        // The lock was used first.
        QCOMPARE(holdersAt(run, 0, 0.5), QStringLiteral("1"));
        QCOMPARE(holdersAt(run, 0, 2), QString());
        QCOMPARE(holdersAt(run, 0, 3.5), QStringLiteral("1"));
        QCOMPARE(holdersAt(run, 0, 5), QString());
    }

    void anyPlaceOfALongHistoryIsTheSameAsCountedFromTheBeginning()
    {
        views::HolderTrack track;
        std::vector<TaskId> holders;
        std::vector<std::vector<TaskId>> expected{{}};
        for (std::uint32_t i = 0; i < 5'000; ++i) {
            const std::uint32_t task = i * 7 % 200;
            const auto held = std::find(holders.begin(), holders.end(), TaskId{task});
            track.append(
                i,
                change(held == holders.end() ? trace::Kind::Acquired : trace::Kind::Released,
                       task));
            if (held == holders.end())
                holders.push_back(TaskId{task});
            else
                holders.erase(held);
            expected.push_back(holders);
        }
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(track.after(i) == expected[i]);
    }
};

QTEST_APPLESS_MAIN(tst_Holders)
#include "tst_holders.moc"
