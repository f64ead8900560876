#include "tests/bench/support/benchrun.h"

#include <limits>
#include <stdexcept>

namespace benchsupport {

namespace {

class FunctionProgram final : public engine::Program
{
public:
    explicit FunctionProgram(Main main)
        : m_main(std::move(main))
    {
    }
    engine::Task<> main() override { return m_main(); }

private:
    Main m_main;
};

} // namespace

std::unique_ptr<engine::Program> programOf(Main main)
{
    return std::make_unique<FunctionProgram>(std::move(main));
}

void runToEnd(Main main, engine::Clock &clock, trace::Trace &trace)
{
    static constexpr std::atomic<bool> Never{false};
    engine::Run run(programOf(std::move(main)), clock, trace);
    while (run.steps(std::numeric_limits<int>::max(), Never) == engine::Run::Status::Ran) {}
    if (!run.ended() || run.outcome() != trace::Outcome::Done)
        throw std::runtime_error(run.message());
}

void runToEnd(Main main, Recording recording)
{
    engine::VirtualClock clock;
    trace::Trace trace;
    trace.setRecording(recording == Recording::On);
    runToEnd(std::move(main), clock, trace);
}

} // namespace benchsupport
