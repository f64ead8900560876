#include "tests/bench/support/frames.h"

#include <algorithm>
#include <ctime>

namespace benchsupport {

double milliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void Frames::report(benchmark::State &state)
{
    std::sort(m_times.begin(), m_times.end());
    const auto at = [this](double share) {
        return m_times[static_cast<std::size_t>(share * static_cast<double>(m_times.size() - 1))];
    };
    state.counters["p50_ms"] = at(0.5);
    state.counters["p95_ms"] = at(0.95);
    state.counters["p99_ms"] = at(0.99);
    state.counters["max_ms"] = m_times.back();
    state.counters["frames"] = static_cast<double>(m_times.size());
}

} // namespace benchsupport
