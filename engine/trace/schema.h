#pragma once

#include "engine/trace/record.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace trace {

/// What the subject or the argument of a record holds.
enum class Field : std::uint8_t {
    Nothing, ///< 0
    Task, ///< a TaskId
    TaskOrNone,
    Waker, ///< a TaskId, a cause or a Waker: see Record
    Wait, ///< a WaitId
    Object, ///< an ObjectId
    Chain, ///< a ChainId
    Text, ///< a TextId
    TextOfStep, ///< a TextId, with Record::FirstOfTurn
    Line, ///< an index in Trace::lines()
    Number,
    Outcome,
};

/// What the records of one kind say.
struct KindSchema
{
    Field subject = Field::Nothing;
    Field argument = Field::Nothing;
    bool isTransition = false; ///< the subject's task is in another state from then on
};

/// By Kind. Whoever reads records of every kind reads them by this.
inline constexpr std::array KindSchemas{
    KindSchema{Field::Task, Field::Waker, true}, // Created
    KindSchema{Field::Task, Field::Waker, true}, // Ready
    KindSchema{Field::Task, Field::TextOfStep, true}, // Resumed
    KindSchema{Field::Task, Field::Wait, true}, // Suspended
    KindSchema{Field::Task, Field::Nothing, true}, // Finished
    KindSchema{Field::Task, Field::Text, true}, // Failed
    KindSchema{Field::Task, Field::Nothing, true}, // Cancelled
    KindSchema{Field::Task, Field::Waker, false}, // CancelRequested
    KindSchema{Field::Task, Field::Nothing, true}, // Lost
    KindSchema{Field::Object, Field::Number, false}, // Depth
    KindSchema{Field::TaskOrNone, Field::Line, false}, // Printed
    KindSchema{Field::Outcome, Field::Nothing, false}, // Ended
    KindSchema{Field::Object, Field::TaskOrNone, false}, // Acquired
    KindSchema{Field::Object, Field::TaskOrNone, false}, // Released
    KindSchema{Field::Task, Field::Text, false}, // Renamed
    KindSchema{Field::Task, Field::Text, false}, // Unretrieved
    KindSchema{Field::Text, Field::Nothing, false}, // LoopRuns
    KindSchema{Field::Text, Field::Nothing, false}, // LoopStops
    KindSchema{Field::Text, Field::Nothing, false}, // LoopIdle
    KindSchema{Field::Task, Field::Chain, false}, // Blocked
    KindSchema{Field::TaskOrNone, Field::Text, false}, // Marked
};

/// Null for a kind that is not known here: a newer recorder's. Its records are to be skipped.
constexpr const KindSchema *schemaOf(Kind kind) noexcept
{
    const auto index = static_cast<std::size_t>(kind);
    return index < KindSchemas.size() ? &KindSchemas[index] : nullptr;
}

constexpr bool isTransition(Kind kind) noexcept
{
    const KindSchema *schema = schemaOf(kind);
    return schema != nullptr && schema->isTransition;
}

} // namespace trace
