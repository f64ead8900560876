#include "engine/trace/io/chromeloops.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace trace {

namespace {

constexpr std::int64_t Last = std::numeric_limits<std::int64_t>::max();

/// \a track has its callbacks in order.
bool isInCallback(const ChromeTrack &track, std::int64_t begin, std::int64_t end)
{
    const auto after
        = std::upper_bound(track.callbacks.begin(), track.callbacks.end(), std::pair(begin, Last));
    return after != track.callbacks.begin() && std::prev(after)->second >= end;
}

} // namespace

ChromeLoops::ChromeLoops(std::vector<ChromeTrack> &tracks)
    : m_tracks(tracks)
{
    for (ChromeTrack &track : m_tracks) {
        std::sort(track.callbacks.begin(), track.callbacks.end());
        std::sort(track.turns.begin(), track.turns.end());
    }
    for (std::uint32_t i = 0; i < m_tracks.size(); ++i) {
        if (callsOthers(m_tracks[i]))
            m_loops.push_back(i);
    }
    for (const std::uint32_t loop : m_loops)
        findBirths(loop);
}

bool ChromeLoops::isLoop(std::uint32_t track) const
{
    return std::find(m_loops.begin(), m_loops.end(), track) != m_loops.end();
}

bool ChromeLoops::isInOneCallback(std::uint32_t process, std::int64_t begin, std::int64_t end) const
{
    return std::any_of(m_loops.begin(), m_loops.end(), [&](std::uint32_t loop) {
        return m_tracks[loop].process == process && isInCallback(m_tracks[loop], begin, end);
    });
}

std::optional<ChromeLoops::Birth> ChromeLoops::birth(std::uint32_t track) const
{
    const auto found = m_births.find(track);
    return found == m_births.end() ? std::nullopt : std::optional(found->second);
}

/// Where nobody does all of his within its calls, they are all that there is: what another thread
/// does beside it, as of an executor, is not within them.
bool ChromeLoops::callsOthers(const ChromeTrack &track) const
{
    const auto isInTrack = [&track](const ChromeSlice &slice) {
        return isInCallback(track, slice.begin, slice.end);
    };
    return !track.callbacks.empty()
        && std::any_of(m_tracks.begin(), m_tracks.end(), [&](const ChromeTrack &other) {
               return !other.isAsync && other.callbacks.empty() && !other.slices.empty()
                   && other.process == track.process
                   && std::all_of(other.slices.begin(), other.slices.end(), isInTrack);
           });
}

/// What is created in one turn of a loop begins in the next, in the same order. Where it is not as
/// many that begin there, nothing is known of any.
void ChromeLoops::findBirths(std::uint32_t loop)
{
    std::vector<Creation> creations = creationsIn(loop);
    std::vector<First> firsts = firstsIn(loop);
    findEagerBirths(creations, firsts);

    const std::vector<std::int64_t> &turns = m_tracks[loop].turns;
    const auto turnOf = [&turns](std::int64_t at) {
        return std::upper_bound(turns.begin(), turns.end(), at) - turns.begin();
    };
    std::map<std::ptrdiff_t, std::pair<std::vector<Creation>, std::vector<First>>> byTurn;
    for (const Creation &creation : creations) {
        if (!creation.isKnown)
            byTurn[turnOf(creation.times.first) + 1].first.push_back(creation);
    }
    for (const First &first : firsts)
        byTurn[turnOf(first.at)].second.push_back(first);
    for (const auto &[turn, both] : byTurn) {
        const auto &[created, begun] = both;
        for (std::size_t i = 0; created.size() == begun.size() && i < begun.size(); ++i)
            m_births[begun[i].track] = {created[i].times.first, created[i].by};
    }
}

/// In order.
std::vector<ChromeLoops::Creation> ChromeLoops::creationsIn(std::uint32_t loop) const
{
    std::vector<Creation> creations;
    for (std::uint32_t i = 0; i < m_tracks.size(); ++i) {
        if (m_tracks[i].process != m_tracks[loop].process || (i != loop && isLoop(i)))
            continue;
        for (const ChromeTrack::Times &times : m_tracks[i].creations) {
            if (i == loop)
                creations.push_back({times});
            else if (isInCallback(m_tracks[loop], times.first, times.second))
                creations.push_back({times, i});
        }
    }
    std::sort(creations.begin(), creations.end(),
              [](const Creation &a, const Creation &b) { return a.times.first < b.times.first; });
    return creations;
}

/// The first slices of the loop's tasks, in order.
std::vector<ChromeLoops::First> ChromeLoops::firstsIn(std::uint32_t loop) const
{
    std::vector<First> firsts;
    for (std::uint32_t i = 0; i < m_tracks.size(); ++i) {
        const ChromeTrack &track = m_tracks[i];
        if (track.isAsync || track.slices.empty() || isLoop(i)
            || track.process != m_tracks[loop].process)
            continue;
        const auto first = std::min_element(
            track.slices.begin(), track.slices.end(),
            [](const ChromeSlice &a, const ChromeSlice &b) { return a.begin < b.begin; });
        if (isInCallback(m_tracks[loop], first->begin, first->end))
            firsts.push_back({first->begin, i});
    }
    std::sort(firsts.begin(), firsts.end(),
              [](const First &a, const First &b) { return a.at < b.at; });
    return firsts;
}

/// An eager task begins while it is created. It is no longer among \a firsts then.
void ChromeLoops::findEagerBirths(std::vector<Creation> &creations, std::vector<First> &firsts)
{
    std::vector<Creation *> open;
    auto next = creations.begin();
    std::erase_if(firsts, [&](const First &first) {
        for (; next != creations.end() && next->times.first <= first.at; ++next) {
            while (!open.empty() && open.back()->times.second < next->times.first)
                open.pop_back();
            open.push_back(&*next);
        }
        while (!open.empty() && open.back()->times.second < first.at)
            open.pop_back();
        if (open.empty() || open.back()->isKnown)
            return false;
        open.back()->isKnown = true;
        m_births[first.track] = {open.back()->times.first, open.back()->by};
        return true;
    });
}

} // namespace trace
