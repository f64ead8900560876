#include "tests/bench/support/bigrun.h"

#include "engine/run/program.h"
#include "engine/sync/gather.h"
#include "engine/sync/queue.h"
#include "engine/sync/sleep.h"
#include "engine/workloads/random.h"

#include <atomic>
#include <cstdlib>
#include <vector>

namespace benchsupport {

namespace {

using engine::Task;

class BigProgram final : public engine::Program
{
public:
    BigProgram(int tasks, bool skew)
        : m_tasks(tasks)
        , m_skew(skew)
    {
    }

    Task<> main() override
    {
        std::vector<engine::TaskHandle<>> tasks;
        for (int i = 0; i < m_tasks; ++i) {
            if (i % 2 == 0)
                tasks.push_back(engine::createTask(produce(i == 0 && m_skew)));
            else
                tasks.push_back(engine::createTask(consume()));
        }
        co_await engine::gather(std::move(tasks));
    }

private:
    double anyTime() { return static_cast<double>(m_random.randint(1, 1000)) / 1000; }

    Task<> produce(bool busy)
    {
        const double faster = busy ? 9.0 * m_tasks : 1.0;
        for (int i = 0;; ++i) {
            const double seconds = anyTime();
            co_await engine::sleep(seconds / faster);
            if (!busy)
                co_await m_queue.put(i);
        }
    }

    Task<> consume()
    {
        for (;;) {
            co_await m_queue.get();
            const double seconds = anyTime();
            co_await engine::sleep(seconds);
        }
    }

    int m_tasks;
    bool m_skew;
    engine::Random m_random{444};
    engine::Queue<int> m_queue{"q", 64};
};

} // namespace

std::size_t wantedTransitions()
{
    static const char *const wanted = std::getenv("COROSCOPE_BENCH_TRANSITIONS");
    return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 10'000'000;
}

BigRun::BigRun(int tasks, bool skew)
    : m_run(
        std::make_unique<engine::Run>(std::make_unique<BigProgram>(tasks, skew), m_clock, *m_trace))
{
}

void BigRun::runTo(std::size_t records)
{
    const std::atomic<bool> never{false};
    while (m_trace->records().size() < records)
        m_run->steps(256, never);
}

} // namespace benchsupport
