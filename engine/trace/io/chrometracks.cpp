#include "engine/trace/io/chrometracks.h"

#include "engine/trace/io/chromeimport.h"
#include "engine/trace/io/pythonframes.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <string_view>

namespace trace {

namespace {

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

ChromeTrack &ChromeTracks::track(std::string key, bool isAsync)
{
    const auto [entry, added] = m_trackOf.try_emplace(std::move(key), m_tracks.size());
    if (added)
        m_tracks.emplace_back().isAsync = isAsync;
    return m_tracks[entry->second];
}

void ChromeTracks::begin(ChromeTrack &track, const ChromeEvent &event, std::int64_t end)
{
    m_first = std::min(m_first, *event.at);
    m_last = std::max({m_last, *event.at, end});
    if (end == ChromeSlice::Open)
        track.open.push_back(track.slices.size());
    const ChromeState state = track.isAsync ? ChromeState::Waiting : stateOf(event.category);
    track.slices.push_back({*event.at, end, intern(event.name), intern(event.ends), state});
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
    if (event.name == "thread_name")
        track(fmt::format("t{}\n{}", event.process, event.thread), false).label = event.argument;
    else if (event.name == "process_name" && event.argument != "MainProcess") // of any Python
        into.title = event.argument;
}

void ChromeTracks::read(const ChromeEvent &event, ChromeImport &into)
{
    const bool isAsync
        = event.phase == 'b' || event.phase == 'e' || event.phase == 'S' || event.phase == 'F';
    const auto ofEvent = [&]() -> ChromeTrack & {
        if (isAsync)
            return track(fmt::format("a{}\n{}\n{}", event.process, event.category, event.id), true);
        ChromeTrack &thread = track(fmt::format("t{}\n{}", event.process, event.thread), false);
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
            || event.took.value_or(0) > std::numeric_limits<std::int64_t>::max() / 4
            || std::abs(*event.at) > std::numeric_limits<std::int64_t>::max() / 4)
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
    }
}

} // namespace trace
