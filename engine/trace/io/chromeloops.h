#pragma once

#include "engine/trace/io/chrometracks.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace trace {

/// The loops of asyncio among the tracks of a file, and who created their tasks.
class ChromeLoops
{
public:
    static constexpr std::uint32_t NoTrack = 0xFFFF'FFFF;

    /// \a tracks are all there are, with all their slices.
    explicit ChromeLoops(std::vector<ChromeTrack> &tracks);

    /// A thread that calls back what others do in it is no task.
    bool isLoop(std::uint32_t track) const;
    /// Whether a loop of \a process did all of that within one call.
    bool isInOneCallback(std::uint32_t process, std::int64_t begin, std::int64_t end) const;

    struct Birth
    {
        std::int64_t at = 0;
        std::uint32_t creator = NoTrack; ///< NoTrack: no task, but the loop's thread itself
    };
    /// Where the task \a track was created; nothing where that is not told.
    std::optional<Birth> birth(std::uint32_t track) const;

private:
    struct Creation
    {
        ChromeTrack::Times times;
        std::uint32_t by = NoTrack;
        bool isKnown = false; ///< whose it is
    };
    struct First
    {
        std::int64_t at = 0;
        std::uint32_t track = 0;
    };

    bool callsOthers(const ChromeTrack &track) const;
    void findBirths(std::uint32_t loop);
    std::vector<Creation> creationsIn(std::uint32_t loop) const;
    std::vector<First> firstsIn(std::uint32_t loop) const;
    void findEagerBirths(std::vector<Creation> &creations, std::vector<First> &firsts);

    std::vector<ChromeTrack> &m_tracks;
    std::vector<std::uint32_t> m_loops; ///< tracks of threads in which loops run
    std::unordered_map<std::uint32_t, Birth> m_births; ///< by track
};

} // namespace trace
