#pragma once

#include "engine/trace/io/chromeloops.h"
#include "engine/trace/io/chrometracks.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace trace {

struct ChromeImport;

/// A task is in another state from then on.
struct ChromeChange
{
    std::int64_t at = 0;
    std::uint32_t track = 0;
    ChromeState state = ChromeState::Absent;
    std::uint32_t name = 0; ///< Waiting: in what; Absent: how it ended
    std::uint32_t frames = 0; ///< Waiting: the coroutines that do, in ChromeChanges::frames()
    std::uint32_t detail = 0; ///< in ChromeTracks::detail(); 0: none
    std::uint64_t record = 0; ///< among those of an instant
};

/// What the tasks of a file do, each a track of it.
class ChromeChanges
{
public:
    /// Names of coroutines, in ChromeTracks::text(), each of which awaits the next.
    using Frames = std::vector<std::uint32_t>;

    /// Tells \a into what is told of the tracks, and what is not taken over. All three outlive this.
    ChromeChanges(ChromeTracks &read, const ChromeLoops &loops, ChromeImport &into);

    /// Lists what the track number \a index does.
    void list(std::uint32_t index);
    std::size_t size() const noexcept { return m_changes.size(); }
    /// All that has been listed, in the order in which it happened.
    const std::vector<ChromeChange> &sorted();
    const Frames &frames(std::uint32_t index) const { return *m_frames[index]; }

private:
    void listSteps(std::uint32_t index, const std::vector<ChromeSlice> &slices);
    void listSpans(std::uint32_t index, const std::vector<ChromeSlice> &slices);
    std::uint64_t recordOf(const ChromeSlice &slice) const;
    void listStates(std::uint32_t index, const std::vector<ChromeSlice> &slices);
    void nameWait(std::size_t change, const Frames &suspended, const Frames &resumed);
    std::uint32_t intern(Frames frames);

    ChromeTracks &m_read;
    const ChromeLoops &m_loops;
    ChromeImport &m_into;
    std::vector<ChromeChange> m_changes;
    std::map<Frames, std::uint32_t> m_framesOf{{{}, 0}};
    std::vector<const Frames *> m_frames{&m_framesOf.begin()->first};
};

/// Does \a a come before \a b: changes and notes of a file?
bool isBefore(const auto &a, const auto &b)
{
    return a.at != b.at ? a.at < b.at : a.record < b.record;
}

} // namespace trace
