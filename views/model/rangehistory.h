#pragma once

#include "views/model/timeaxis.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace views {

/// The visible ranges that a person has been at, to go back and forth between.
class RangeHistory
{
public:
    /// What moves the view. A gesture that goes on counts as one move.
    enum class Move : std::uint8_t { Jump, Wheel, Drag, Keys };

    /// To be called with the range that is left, before each move.
    void leave(const UnitRange &range, Move move);
    /// The gesture in progress is over: the next move counts on its own.
    void settle() noexcept { m_last = Move::Jump; }

    /// The range before \a current, to which forward() then returns; nothing at the end.
    std::optional<UnitRange> back(const UnitRange &current);
    std::optional<UnitRange> forward(const UnitRange &current);

    void clear();

private:
    static constexpr std::size_t Kept = 100;

    std::vector<UnitRange> m_back;
    std::vector<UnitRange> m_forward;
    Move m_last = Move::Jump;
};

} // namespace views
