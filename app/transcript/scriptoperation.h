#pragma once

#include "engine/trace/record.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// An operation of a script that is being written, with those that it encloses.
struct ScriptOperation
{
    std::string words; ///< as JSON: its word and the operands before the blocks
    std::vector<std::vector<ScriptOperation>> blocks{};
    std::string after{}; ///< as JSON: the operands behind the blocks; empty: none
    trace::Time begin{0}; ///< when it began in the run, which no script says

    bool operator==(const ScriptOperation &other) const
    {
        return words == other.words && blocks == other.blocks && after == other.after;
    }
};
using ScriptBlock = std::vector<ScriptOperation>;

/// A text as JSON has it, in quotes.
std::string jsonText(std::string_view utf8);
/// A time in the milliseconds of a script, to the last nanosecond; "Infinity" for one without end.
std::string jsonMilliseconds(trace::Time delay);

/// An operation in one line: ["lock", "door", [["sleep", 10]]].
std::string operationText(const ScriptOperation &operation);
/// Operations one after the other, as many in a line as it has room for, each line after so many
/// spaces; those that are too long go over several.
std::string blockText(const ScriptBlock &block, std::size_t indent);

/// The number of operations, those in blocks counted.
std::size_t operationCount(const ScriptBlock &block);

/// Writes what is done again and again as repetitions. Printed lines that are not the same each
/// time are left out of them; returns how many. Calls \a look for each operation, again and again.
std::size_t foldRepetitions(
    ScriptBlock &block, const std::function<void()> &look = [] {});

} // namespace app
