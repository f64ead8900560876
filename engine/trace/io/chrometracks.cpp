#include "engine/trace/io/chrometracks.h"

#include "engine/trace/io/chromeimport.h"
#include "engine/trace/io/pythonframes.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <string_view>

namespace trace {

namespace {

constexpr std::int64_t FarthestTime = std::numeric_limits<std::int64_t>::max() / 4;

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
        {*event.at, end, intern(event.name), intern(event.ends), state, m_order});
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
    slice.order = m_order;
    if (!event.ends.empty())
        slice.ends = intern(event.ends);
    m_last = std::max(m_last, slice.end);
    track.open.erase(found);
    return true;
}

void ChromeTracks::name(const ChromeEvent &event, ChromeImport &into)
{
    if (event.name == "thread_name")
        m_tracks[threadOf(event)].label = event.argument;
    else if (event.name == "process_name" && event.argument != "MainProcess") // of any Python
        into.title = event.argument;
}

/// Returns whether \a event is one of ours.
bool ChromeTracks::note(const ChromeEvent &event)
{
    if (event.category == "blocked")
        return true; // it does not tell where
    using Note = ChromeNote::Kind;
    const auto kind = event.phase == 'C' && event.items ? std::optional(Note::Depth)
        : event.category == "output"                    ? std::optional(Note::Printed)
        : event.category == "mark"                      ? std::optional(Note::Marked)
        : event.category == "cancel"                    ? std::optional(Note::CancelRequested)
        : event.category == "end"                       ? std::optional(Note::Ended)
                                                        : std::nullopt;
    constexpr std::int64_t Most = std::numeric_limits<std::uint32_t>::max();
    const std::int64_t items = event.items.value_or(0);
    if (!kind || !event.at || std::abs(*event.at) > FarthestTime || items < 0 || items > Most)
        return false;
    m_notes.push_back({*event.at, m_order, *kind, threadOf(event), intern(event.name),
                       intern(event.category), static_cast<std::uint32_t>(items)});
    return true;
}

/// Returns whether \a event begins or ends a wake of ours.
bool ChromeTracks::flow(const ChromeEvent &event)
{
    if (event.category != "wake" || !event.at)
        return false;
    const std::uint32_t thread = threadOf(event);
    std::string key = fmt::format("{}\n{}", event.process, event.id);
    if (event.phase == 's') {
        m_flows.insert_or_assign(std::move(key), ChromeWake{*event.at, m_order, thread});
        return true;
    }
    const auto begun = m_flows.find(key);
    if (begun == m_flows.end())
        return false;
    m_tracks[thread].wakes.push_back(begun->second);
    m_flows.erase(begun);
    return true;
}

void ChromeTracks::read(const ChromeEvent &event, ChromeImport &into)
{
    ++m_order;
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
        into.leftOut += note(event) ? 0 : 1;
        return;
    case 's':
    case 'f':
        into.leftOut += flow(event) ? 0 : 1;
        return;
    default:
        ++into.leftOut;
    }
}

void ChromeTracks::close()
{
    for (ChromeTrack &track : m_tracks) {
        for (const std::size_t index : track.open)
            track.slices[index].end = std::max(track.slices[index].begin, m_last);
        track.open.clear();
        std::stable_sort(track.wakes.begin(), track.wakes.end(),
                         [](const ChromeWake &a, const ChromeWake &b) { return a.at < b.at; });
    }
}

} // namespace trace
