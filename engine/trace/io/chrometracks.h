#pragma once

#include "engine/trace/io/chromeevents.h"
#include "engine/trace/metadata.h"

#include <cstdint>
#include <limits>
#include <optional>
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
    std::uint32_t detail = 0; ///< in ChromeTracks::detail(); 0: none
    ChromeState state = ChromeState::Running;
};

/// What writeChromeTrace() says of a slice beside that. Texts are in ChromeTracks::text().
struct ChromeDetail
{
    std::uint64_t record = 0; ///< that began it
    std::uint64_t until = 0; ///< the record that ended it
    std::int64_t amount = 0; ///< of its wait
    std::uint32_t kind = 0; ///< text: of its wait
    std::uint32_t of = 0; ///< text: the thread whose task it waits for
    std::uint32_t by = 0; ///< text: who has made it ready
    std::uint32_t throws = 0; ///< text: the exception with which it was resumed
    std::optional<std::uint64_t> turn; ///< of the loop, in which it runs
};

/// What stands beside the slices of writeChromeTrace().
struct ChromeNote
{
    enum class Kind : std::uint8_t { Printed, Marked, CancelRequested, Depth, Ended };

    std::int64_t at = 0; ///< ns
    std::uint64_t record = 0;
    Kind kind = Kind::Printed;
    std::uint32_t track = 0;
    std::uint32_t text = 0; ///< what was printed or marked, a queue's name, how the run ended
    std::uint32_t category = 0; ///< Depth: what sort of queue
    std::uint32_t items = 0; ///< Depth
    std::uint32_t by = 0; ///< text: CancelRequested: who asks
};

/// A thread, or the slices of one id: what may become a task.
struct ChromeTrack
{
    using Times = std::pair<std::int64_t, std::int64_t>;

    std::string label;
    // Of the task of a thread of writeChromeTrace()
    std::string name;
    std::string coroutine;
    bool isAsync = false;
    std::vector<ChromeSlice> slices;
    std::vector<std::size_t> open; ///< slices that have begun, the innermost last
    std::uint32_t process = 0;
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
    /// All have been read. What has no end goes on to the last time of all; what only
    /// writeChromeTrace() says is dropped where it has not written the file.
    void close(ChromeImport &into);

    std::vector<ChromeTrack> &tracks() noexcept { return m_tracks; }
    /// In the order of the file.
    const std::vector<ChromeNote> &notes() const noexcept { return m_notes; }
    const std::string &text(std::uint32_t index) const { return *m_texts[index]; }
    const ChromeDetail &detail(std::uint32_t index) const { return m_details[index]; }
    /// The thread \a number of the process of \a track.
    std::optional<std::uint32_t> threadBeside(std::uint32_t track, const std::string &number) const;
    /// Of a file that writeChromeTrace() has written.
    std::optional<Metadata::Clock> clock() const noexcept { return m_clock; }
    /// When the run begins.
    std::int64_t begin() const noexcept { return m_clock ? 0 : m_first; }

private:
    std::uint32_t intern(const std::string &text);
    std::uint32_t trackAt(std::string key, bool isAsync);
    std::uint32_t threadOf(const ChromeEvent &event);
    void begin(ChromeTrack &track, const ChromeEvent &event, std::int64_t end);
    bool end(ChromeTrack &track, const ChromeEvent &event);
    void name(const ChromeEvent &event, ChromeImport &into);
    bool note(const ChromeEvent &event);
    std::uint32_t addDetail(const ChromeEvent &event);

    std::vector<ChromeTrack> m_tracks;
    std::vector<ChromeNote> m_notes;
    std::vector<ChromeDetail> m_details{{}};
    std::optional<Metadata::Clock> m_clock;
    std::uint64_t m_besides = 0; ///< flows, and what else writeChromeTrace() writes for viewers
    std::unordered_map<std::string, std::size_t> m_trackOf;
    std::unordered_map<std::string, std::uint32_t> m_textOf{{"", 0}};
    std::vector<const std::string *> m_texts{&m_textOf.begin()->first};
    std::int64_t m_first = std::numeric_limits<std::int64_t>::max();
    std::int64_t m_last = std::numeric_limits<std::int64_t>::min();
};

} // namespace trace
