#pragma once

#include <benchmark/benchmark.h>
#include <string>
#include <vector>

namespace benchsupport {

/// Processor time of this thread, which does all the painting: neither other programs on the
/// machine count nor what other threads prepare.
double milliseconds();

/// Milliseconds of every frame, as counters of a benchmark.
class Frames
{
public:
    template <class Frame>
    void time(Frame frame)
    {
        const double begin = milliseconds();
        frame();
        add(milliseconds() - begin);
    }
    /// A frame that was measured otherwise.
    void add(double took) { m_times.push_back(took); }

    void report(benchmark::State &state);

private:
    std::vector<double> m_times;
};

} // namespace benchsupport
