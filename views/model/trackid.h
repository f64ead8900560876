#pragma once

#include "engine/trace/record.h"

#include <cstdint>

namespace views {

/// What a track under the rows shows.
struct TrackId
{
    enum class Kind : std::uint8_t {
        Queue, ///< the items in a queue
        Alive, ///< the tasks that have been created and have not ended
        Busy, ///< the share of the time in which the loops run steps
        Lag, ///< for how long what waits longest for its turn has been ready, or its timer due
        Ready, ///< the tasks in the ready queue
    };

    Kind kind = Kind::Ready;
    trace::ObjectId queue = trace::ObjectId::None; ///< of a Queue

    constexpr TrackId() noexcept = default;
    /// Anything but a Queue.
    constexpr TrackId(Kind which) noexcept
        : kind(which)
    {
    }
    /// The track of \a object, or that of the ready queue when None.
    constexpr TrackId(trace::ObjectId object) noexcept
        : kind(object == trace::ObjectId::None ? Kind::Ready : Kind::Queue)
        , queue(object)
    {
    }

    /// Does it show a number that records change, a depth? Else it is about times.
    constexpr bool isDepth() const noexcept { return kind != Kind::Busy && kind != Kind::Lag; }
    bool operator==(const TrackId &) const = default;
};

} // namespace views
