#pragma once

#include "engine/workloads/script/scriptmodel.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace engine {

/// What stands in one place of an operation.
enum class Operand : std::uint8_t {
    None,
    Delay, ///< milliseconds, perhaps negative
    Duration, ///< milliseconds, not negative
    Limit, ///< a delay, or null for none
    Task,
    Awaitable, ///< a task or a future
    Awaitables,
    When, ///< asyncio.wait's return_when
    Truth,
    Block,
    Times,
    Value,
    Count,
    Exception, ///< that can be raised
    Exceptions, ///< to be caught
    Text,
    Queue,
    Event,
    Condition,
    Lockable, ///< what `async with` takes: a lock, semaphore or condition
    Waitable, ///< an event or a condition
    Future,
    TaskGroup,
};

/// One way to write an operation: its word and its operands. A word may have several, with
/// different numbers of operands.
struct ScriptForm
{
    std::string_view word;
    Script::Verb verb;
    std::array<Operand, 5> operands;

    std::size_t count() const;
};

/// A kind of object and its word.
struct ScriptKind
{
    std::string_view word;
    Script::Kind kind;
    bool hasNumber = false;
};

/// In ms: what time.sleep() takes.
inline constexpr double LongestBlocking = 9'223'372'036'854;
inline constexpr std::int64_t LargestNumber = INT32_MAX;
inline constexpr std::int64_t MostRepetitions = 1'000'000;

/// In the order in which they are described.
std::span<const ScriptForm> scriptForms();
/// In the order of Script::Kind.
std::span<const ScriptKind> scriptKinds();

/// "a number of milliseconds from 0 to 1000000000", for a message.
std::string describe(Operand operand);
/// The same of all operands of \a form.
std::string operandsText(const ScriptForm &form);
/// An object of that \a kind may stand there.
bool accepts(Operand operand, Script::Kind kind);

} // namespace engine
