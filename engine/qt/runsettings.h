#pragma once

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
};

} // namespace engine::qt
