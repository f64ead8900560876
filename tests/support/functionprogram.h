#pragma once

#include "engine/run/program.h"
#include "engine/task/task.h"

#include <functional>
#include <memory>
#include <utility>

namespace support {

/// Makes the coroutine of a run's main task. Called once; lives as long as the run's frames, so
/// that the coroutine may be a capturing lambda's.
using Main = std::function<engine::Task<>()>;

/// A program whose main task is what a function returns.
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

inline std::unique_ptr<engine::Program> programOf(Main main)
{
    return std::make_unique<FunctionProgram>(std::move(main));
}

} // namespace support
