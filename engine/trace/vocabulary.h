#pragma once

#include "engine/trace/record.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace trace {

/// What a wait is like, as far as that tells how to draw it and what to say of it.
enum class Shape : std::uint8_t {
    Timer, ///< ends at a time that is known
    Turn, ///< stays in the ready queue: all others run once
    QueueGet,
    QueuePut,
    QueueJoin,
    Task,
    Gather, ///< of several
    Lock, ///< until a place is free
    Event, ///< until told
    Network, ///< input and output of any kind
    Executor, ///< a job on another thread
    Generator,
    Other, ///< of which no more is known than its word
};

/// What Wait::what is.
enum class WaitsOn : std::uint8_t { Nothing, Object, Task, Tasks };

/// What Wait::amount is.
enum class Amount : std::uint8_t { Nothing, Nanoseconds, Count };

/// A kind of wait. The vocabulary is open: the first entries are the engine's, in the order of
/// Reason; whoever brings a trace from elsewhere adds others.
struct WaitKind
{
    std::string_view word; ///< in the language of its programs: "queue.get"
    Shape shape = Shape::Other;
    WaitsOn what = WaitsOn::Object;
    Amount amount = Amount::Nothing;
    bool inLine = false; ///< those who wait for the same come to it one after the other

    bool operator==(const WaitKind &) const = default;
};

/// By Reason. A wait of a new kind needs an entry here, of that name, and an awaiter; words of its
/// own in views/words it may have.
inline constexpr std::array BuiltInWaitKinds{
    WaitKind{"sleep", Shape::Timer, WaitsOn::Nothing, Amount::Nanoseconds},
    WaitKind{"yield", Shape::Turn, WaitsOn::Nothing},
    WaitKind{"queue.get", Shape::QueueGet, WaitsOn::Object, Amount::Nothing, true},
    WaitKind{"queue.put", Shape::QueuePut, WaitsOn::Object, Amount::Nothing, true},
    WaitKind{"queue.join", Shape::QueueJoin},
    WaitKind{"lock", Shape::Lock, WaitsOn::Object, Amount::Nothing, true},
    WaitKind{"semaphore", Shape::Lock, WaitsOn::Object, Amount::Nothing, true},
    WaitKind{"event", Shape::Event},
    WaitKind{"condition", Shape::Event, WaitsOn::Object, Amount::Nothing, true},
    WaitKind{"task", Shape::Task, WaitsOn::Task},
    WaitKind{"gather", Shape::Gather, WaitsOn::Tasks, Amount::Count},
    WaitKind{"wait_for", Shape::Task, WaitsOn::Tasks},
    WaitKind{"cancel_and_wait", Shape::Task, WaitsOn::Tasks},
    WaitKind{"shield", Shape::Task, WaitsOn::Tasks},
    WaitKind{"wait", Shape::Gather, WaitsOn::Tasks, Amount::Count},
    WaitKind{"taskgroup", Shape::Gather, WaitsOn::Tasks},
    WaitKind{"executor", Shape::Executor, WaitsOn::Nothing},
    WaitKind{"future", Shape::Task, WaitsOn::Nothing},
    WaitKind{"network", Shape::Network, WaitsOn::Nothing},
    WaitKind{"socket", Shape::Network, WaitsOn::Nothing},
    WaitKind{"process", Shape::Network, WaitsOn::Nothing},
    WaitKind{"signal", Shape::Event, WaitsOn::Nothing},
    WaitKind{"generator", Shape::Generator, WaitsOn::Nothing},
};
static_assert(BuiltInWaitKinds.size() == static_cast<std::size_t>(Reason::Generator) + 1);

/// What made a task ready, or had it cancelled, from outside its loop.
struct Cause
{
    TextId kind = TextId::Empty; ///< "descriptor", "thread", "signal", "callback", "task", …
    TextId name = TextId::Empty; ///< of the thread, the callback, another loop's task; may be Empty
    std::int64_t number = 0; ///< of the descriptor or the signal

    bool operator==(const Cause &) const = default;
};

} // namespace trace
