#pragma once

#include "engine/trace/io/chromeevents.h"

#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trace {

struct ChromeImport;

enum class ChromeState : std::uint8_t { Absent, Running, Ready, Waiting, Lost };

/// Times in ns.
struct ChromeSlice
{
    static constexpr std::int64_t Open = -1; ///< the end of one that has none yet

    std::int64_t begin = 0;
    std::int64_t end = Open;
    std::uint32_t name = 0; ///< in ChromeTracks::text()
    std::uint32_t ends = 0; ///< how it ended, in a word; 0: not told
    ChromeState state = ChromeState::Running;
    std::uint64_t order = 0; ///< of the event that ends it, in the file
};

/// One track makes another ready.
struct ChromeWake
{
    std::int64_t at = 0; ///< ns
    std::uint64_t order = 0; ///< of its event
    std::uint32_t by = 0; ///< track
};

/// What stands beside the slices of writeChromeTrace().
struct ChromeNote
{
    enum class Kind : std::uint8_t { Printed, Marked, CancelRequested, Depth, Ended };

    std::int64_t at = 0; ///< ns
    std::uint64_t order = 0; ///< of its event
    Kind kind = Kind::Printed;
    std::uint32_t track = 0;
    std::uint32_t text = 0; ///< what was printed or marked, a queue's name, how the run ended
    std::uint32_t category = 0; ///< Depth: what sort of queue
    std::uint32_t items = 0; ///< Depth
};

/// A thread, or the slices of one id: what may become a task.
struct ChromeTrack
{
    using Times = std::pair<std::int64_t, std::int64_t>;

    std::string label;
    bool isAsync = false;
    std::vector<ChromeSlice> slices;
    std::vector<std::size_t> open; ///< slices that have begun, the innermost last
    std::uint32_t process = 0;
    std::vector<ChromeWake> wakes; ///< of it, in the order of time
    // What asyncio did in it
    std::vector<Times> callbacks; ///< of a loop's thread: what it called
    std::vector<std::int64_t> turns; ///< of a loop's thread: when they began
    std::vector<Times> creations; ///< of tasks
};

/// The events of a file, by where they belong.
class ChromeTracks
{
public:
    /// Adds \a event; tells \a into what is not taken over of it.
    void read(const ChromeEvent &event, ChromeImport &into);
    /// What has no end goes on to the last time of all.
    void close();

    std::vector<ChromeTrack> &tracks() noexcept { return m_tracks; }
    /// In the order of the file.
    const std::vector<ChromeNote> &notes() const noexcept { return m_notes; }
    const std::string &text(std::uint32_t index) const { return *m_texts[index]; }
    std::int64_t begin() const noexcept { return m_first; }

private:
    std::uint32_t intern(const std::string &text);
    std::uint32_t trackAt(std::string key, bool isAsync);
    std::uint32_t threadOf(const ChromeEvent &event);
    void begin(ChromeTrack &track, const ChromeEvent &event, std::int64_t end);
    bool end(ChromeTrack &track, const ChromeEvent &event);
    void name(const ChromeEvent &event, ChromeImport &into);
    bool note(const ChromeEvent &event);
    bool flow(const ChromeEvent &event);

    std::vector<ChromeTrack> m_tracks;
    std::vector<ChromeNote> m_notes;
    std::unordered_map<std::string, ChromeWake> m_flows; ///< that have begun, by their id
    std::uint64_t m_order = 0; ///< of the event that is read
    std::unordered_map<std::string, std::size_t> m_trackOf;
    std::unordered_map<std::string, std::uint32_t> m_textOf{{"", 0}};
    std::vector<const std::string *> m_texts{&m_textOf.begin()->first};
    std::int64_t m_first = std::numeric_limits<std::int64_t>::max();
    std::int64_t m_last = std::numeric_limits<std::int64_t>::min();
};

} // namespace trace
