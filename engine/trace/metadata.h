#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace trace {

/// What is known of a run as a whole. Every text may be empty.
struct Metadata
{
    enum class Clock : std::uint8_t { Virtual, Real };

    std::string title; ///< what people call the run
    std::string commandLine; ///< with which the program was started
    std::string sourceRoot; ///< the folder that the files of sites are relative to
    std::int64_t process = 0; ///< its id; 0: none
    Clock clock = Clock::Virtual;
    double speed = 1; ///< seconds of the run per second of the wall as it began; of a real clock
    /// When the run's clock was 0, since the epoch of system_clock; nothing on a virtual clock, or
    /// where it is not known.
    std::optional<std::chrono::nanoseconds> wallTime;
};

} // namespace trace
