#pragma once

#include "engine/trace/metadata.h"

#include <cstdint>

namespace engine::qt {

/// Which time a run lives in. Virtual: a step takes none, waiting jumps to the next deadline.
/// Real: the wall clock times a speed factor.
enum class ClockKind : std::uint8_t { Virtual, Real };

struct RunSettings
{
    ClockKind clock = ClockKind::Virtual;
    double speed = 1.0; ///< seconds of the run per second of the wall, above 0; Real only
    bool paused = false; ///< begins paused, before the first step
    /// What the trace says of the run as a whole. Its clock, its times and its process are the
    /// run's own, whatever stands here.
    trace::Metadata metadata{};
};

} // namespace engine::qt
