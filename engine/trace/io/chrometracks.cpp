#include "engine/trace/io/chrometracks.h"

#include "engine/trace/io/chromeimport.h"
#include "engine/trace/io/pythonframes.h"
#include "engine/trace/io/traceexports.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <string_view>

namespace trace {

namespace {

constexpr std::int64_t FarthestTime = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::uint64_t LargestAmount = std::numeric_limits<std::int64_t>::max();

ChromeState stateOf(std::string_view category)
{
    return category == "waiting" ? ChromeState::Waiting
        : category == "ready"    ? ChromeState::Ready
        : category == "lost"     ? ChromeState::Lost
                                 : ChromeState::Running;
}

void noteLoop(ChromeTrack &track, const ChromeEvent &event, std::int64_t end)
{
    switch (loopFrameOf(frameOf(event.name))) {
    case LoopFrame::Callback:
        track.callbacks.emplace_back(*event.at, end);
        break;
    case LoopFrame::Turn:
        track.turns.push_back(*event.at);
        break;
    case LoopFrame::Creation:
        track.creations.emplace_back(*event.at, end);
        break;
    case LoopFrame::Other:
        break;
    }
}

/// A number of records, of turns, …
std::optional<std::uint64_t> countOf(std::string_view text)
{
    std::uint64_t count = 0;
    const char *const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, count);
    return error == std::errc() && end == last ? std::optional(count) : std::nullopt;
}

/// To another program a category or an argument may mean anything.
void dropOurs(ChromeTrack &track)
{
    track.name.clear();
    for (ChromeSlice &slice : track.slices) {
        slice.ends = slice.detail = 0;
        if (!track.isAsync)
            slice.state = ChromeState::Running;
    }
}

/// A task of ours may be called as functions of asyncio are.
void dropLoop(ChromeTrack &track)
{
    track.callbacks.clear();
    track.turns.clear();
    track.creations.clear();
}

} // namespace

std::uint32_t ChromeTracks::intern(const std::string &text)
{
    const auto [entry, added]
        = m_textOf.try_emplace(text, static_cast<std::uint32_t>(m_texts.size()));
    if (added)
        m_texts.push_back(&entry->first); // which stays where it is
    return entry->second;
}

std::uint32_t ChromeTracks::trackAt(std::string key, bool isAsync)
{
    const auto [entry, added] = m_trackOf.try_emplace(std::move(key), m_tracks.size());
    if (added)
        m_tracks.emplace_back().isAsync = isAsync;
    return static_cast<std::uint32_t>(entry->second);
}

std::uint32_t ChromeTracks::threadOf(const ChromeEvent &event)
{
    return trackAt(fmt::format("t{}\n{}", event.process, event.thread), false);
}

void ChromeTracks::begin(ChromeTrack &track, const ChromeEvent &event, std::int64_t end)
{
    m_first = std::min(m_first, *event.at);
    m_last = std::max({m_last, *event.at, end});
    if (end == ChromeSlice::Open)
        track.open.push_back(track.slices.size());
    const ChromeState state = track.isAsync ? ChromeState::Waiting : stateOf(event.category);
    track.slices.push_back(
        {*event.at, end, intern(event.name), intern(event.ends), addDetail(event), state});
    if (!track.isAsync && end != ChromeSlice::Open)
        noteLoop(track, event, end);
    if (track.label.empty() && track.isAsync)
        track.label = fmt::format("{} {}", event.name, event.id);
}

bool ChromeTracks::end(ChromeTrack &track, const ChromeEvent &event)
{
    if (track.open.empty())
        return false;
    // The innermost of that name, where it has one: others may have lost their ends.
    auto found = track.open.end() - 1;
    for (auto it = track.open.end(); track.isAsync && it != track.open.begin();) {
        --it;
        if (text(track.slices[*it].name) == event.name) {
            found = it;
            break;
        }
    }
    ChromeSlice &slice = track.slices[*found];
    slice.end = std::max(slice.begin, *event.at);
    if (!event.ends.empty())
        slice.ends = intern(event.ends);
    m_last = std::max(m_last, slice.end);
    track.open.erase(found);
    return true;
}

void ChromeTracks::name(const ChromeEvent &event, ChromeImport &into)
{
    if (event.name == "thread_name") {
        ChromeTrack &thread = m_tracks[threadOf(event)];
        thread.label = event.argument;
        thread.name = event.task;
        thread.coroutine = event.coroutine;
    } else if (event.name == "process_name" && event.argument != "MainProcess") { // of any Python
        into.title = event.argument;
    } else if (event.name == ChromeMark) {
        const auto *const word = std::find(ClockWords.begin(), ClockWords.end(), event.argument);
        if (word != ClockWords.end())
            m_clock = static_cast<Metadata::Clock>(word - ClockWords.begin());
    }
}

/// What others may have in its place is read, too, and dropped in the end.
std::uint32_t ChromeTracks::addDetail(const ChromeEvent &event)
{
    const auto record = countOf(event.record);
    if (!record)
        return 0;
    ChromeDetail detail;
    detail.record = *record;
    detail.until = countOf(event.until).value_or(*record);
    detail.amount = static_cast<std::int64_t>(
        std::min<std::uint64_t>(countOf(event.amount).value_or(0), LargestAmount));
    detail.kind = intern(event.kind);
    detail.of = intern(event.of);
    detail.by = intern(event.by);
    detail.throws = intern(event.throws);
    detail.turn = countOf(event.turn);
    m_details.push_back(detail);
    return static_cast<std::uint32_t>(m_details.size() - 1);
}

/// Returns whether \a event is one of ours.
bool ChromeTracks::note(const ChromeEvent &event)
{
    const auto record = countOf(event.record);
    if (!record || !event.at || std::abs(*event.at) > FarthestTime)
        return false;
    if (event.category == "blocked")
        return true; // it does not tell where
    using Note = ChromeNote::Kind;
    const auto items = countOf(event.items);
    const auto kind = event.phase == 'C' ? items ? std::optional(Note::Depth) : std::nullopt
        : event.category == "output"     ? std::optional(Note::Printed)
        : event.category == "mark"       ? std::optional(Note::Marked)
        : event.category == "cancel"     ? std::optional(Note::CancelRequested)
        : event.category == "end"        ? std::optional(Note::Ended)
                                         : std::nullopt;
    constexpr std::uint64_t Most = std::numeric_limits<std::uint32_t>::max();
    if (!kind || items.value_or(0) > Most)
        return false;
    m_notes.push_back({*event.at, *record, *kind, threadOf(event), intern(event.name),
                       intern(event.category), static_cast<std::uint32_t>(items.value_or(0)),
                       intern(event.by)});
    return true;
}

std::optional<std::uint32_t> ChromeTracks::threadBeside(std::uint32_t track,
                                                        const std::string &number) const
{
    const auto found
        = m_trackOf.find(fmt::format("t{}\n{}", text(m_tracks[track].process), number));
    return found != m_trackOf.end() ? std::optional(static_cast<std::uint32_t>(found->second))
                                    : std::nullopt;
}

void ChromeTracks::read(const ChromeEvent &event, ChromeImport &into)
{
    const bool isAsync
        = event.phase == 'b' || event.phase == 'e' || event.phase == 'S' || event.phase == 'F';
    const auto ofEvent = [&]() -> ChromeTrack & {
        if (isAsync)
            return m_tracks[trackAt(
                fmt::format("a{}\n{}\n{}", event.process, event.category, event.id), true)];
        ChromeTrack &thread = m_tracks[threadOf(event)];
        thread.process = intern(event.process);
        if (thread.label.empty())
            thread.label = fmt::format("thread {}", event.thread);
        return thread;
    };
    switch (event.phase) {
    case 'M':
        name(event, into);
        return;
    case 'X':
    case 'B':
    case 'b':
    case 'S':
        if (!event.at || (event.phase == 'X' && event.took.value_or(0) < 0)
            || event.took.value_or(0) > FarthestTime || std::abs(*event.at) > FarthestTime)
            ++into.wrong;
        else
            begin(ofEvent(), event,
                  event.phase == 'X' ? *event.at + event.took.value_or(0) : ChromeSlice::Open);
        return;
    case 'E':
    case 'e':
    case 'F':
        if (!event.at || !end(ofEvent(), event))
            ++into.wrong;
        return;
    case 'i':
    case 'I':
    case 'C':
        ++(note(event) ? m_besides : into.leftOut);
        return;
    case 's':
    case 'f':
        ++m_besides;
        return;
    default:
        ++into.leftOut;
    }
}

void ChromeTracks::close(ChromeImport &into)
{
    for (ChromeTrack &track : m_tracks) {
        for (const std::size_t index : track.open)
            track.slices[index].end = std::max(track.slices[index].begin, m_last);
        track.open.clear();
        if (!m_clock)
            dropOurs(track);
        else
            dropLoop(track);
    }
    if (!m_clock) {
        into.leftOut += m_besides;
        m_notes.clear();
        m_details.resize(1);
    }
}

} // namespace trace
