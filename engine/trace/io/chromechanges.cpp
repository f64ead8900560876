#include "engine/trace/io/chromechanges.h"

#include "engine/trace/io/chromeimport.h"
#include "engine/trace/io/traceexports.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace trace {

ChromeChanges::ChromeChanges(ChromeTracks &read, const ChromeLoops &loops, ChromeImport &into)
    : m_read(read)
    , m_loops(loops)
    , m_into(into)
{
}

const std::vector<ChromeChange> &ChromeChanges::sorted()
{
    std::stable_sort(m_changes.begin(), m_changes.end(), isBefore<ChromeChange, ChromeChange>);
    return m_changes;
}

void ChromeChanges::list(std::uint32_t index)
{
    std::vector<ChromeSlice> slices = std::move(m_read.tracks()[index].slices);
    if (slices.empty())
        return;
    if (m_loops.isLoop(index)) {
        m_into.calls += slices.size();
        return;
    }
    const bool areSpans = m_read.tracks()[index].isAsync;
    const bool areStates = m_into.isOurs && !areSpans;
    // States follow one another, also within an instant; else outer ones come before inner ones.
    std::stable_sort(slices.begin(), slices.end(),
                     [this, areStates](const ChromeSlice &a, const ChromeSlice &b) {
                         return a.begin != b.begin ? a.begin < b.begin
                             : areStates           ? recordOf(a) < recordOf(b)
                                                   : a.end > b.end;
                     });
    if (areSpans)
        listSpans(index, slices);
    else if (areStates)
        listStates(index, slices);
    else
        listSteps(index, slices);
    m_read.tracks()[index].slices = std::move(slices);
}

std::uint64_t ChromeChanges::recordOf(const ChromeSlice &slice) const
{
    return m_read.detail(slice.detail).record;
}

/// As writeChromeTrace() writes them.
void ChromeChanges::listStates(std::uint32_t index, const std::vector<ChromeSlice> &slices)
{
    m_into.hasSteps = true;
    const std::size_t first = m_changes.size();
    for (const ChromeSlice &slice : slices) {
        m_changes.push_back({.at = slice.begin,
                             .track = index,
                             .state = slice.state,
                             .name = slice.name,
                             .detail = slice.detail,
                             .record = recordOf(slice)});
    }
    const ChromeSlice &last = slices.back();
    const std::string &how = m_read.text(last.ends);
    if (!how.empty() && how != TimerWord && how != OutsideWord)
        m_changes.push_back({.at = last.end,
                             .track = index,
                             .name = last.ends,
                             .detail = last.detail,
                             .record = m_read.detail(last.detail).until});
    // Whatever the records are said to be, none is before those of its task.
    for (std::size_t i = first + 1; i < m_changes.size(); ++i) {
        if (m_changes[i].at == m_changes[i - 1].at)
            m_changes[i].record = std::max(m_changes[i].record, m_changes[i - 1].record);
    }
}

void ChromeChanges::listSteps(std::uint32_t index, const std::vector<ChromeSlice> &slices)
{
    m_into.hasSteps = true;
    if (const auto birth = m_loops.birth(index))
        m_changes.push_back({birth->at, index, ChromeState::Ready, 0});
    const std::uint32_t process = m_read.tracks()[index].process;
    const ChromeSlice *last = nullptr; // of the outermost
    std::vector<const ChromeSlice *> open; // in which the present one is
    Frames entered; // with which the step began, each by the one before
    Frames left; // with which it ends, as far as it has come
    Frames suspended; // with which the one before ended
    std::size_t waiting = 0; // the change that ended that
    const auto begin = [&](const ChromeSlice &slice) {
        m_changes.push_back({slice.begin, index, ChromeState::Running, slice.name});
    };
    for (const ChromeSlice &slice : slices) {
        while (!open.empty() && open.back()->end <= slice.begin)
            open.pop_back();
        const bool isOutermost = last == nullptr || slice.begin >= last->end;
        if (isOutermost && last != nullptr
            && !m_loops.isInOneCallback(process, last->begin, slice.end)) {
            nameWait(waiting, suspended, entered);
            suspended = std::exchange(left, {});
            entered.clear();
            waiting = 0;
            if (slice.begin > last->end) {
                waiting = m_changes.size();
                m_changes.push_back({last->end, index, ChromeState::Waiting});
            }
            begin(slice);
        } else if (last == nullptr) {
            begin(slice);
        } else {
            ++m_into.calls;
        }
        if (isOutermost)
            last = &slice;
        if (open.size() == entered.size() && (isOutermost || entered == left))
            entered.push_back(slice.name);
        left.resize(std::min(left.size(), open.size()));
        left.push_back(slice.name);
        open.push_back(&slice);
    }
    nameWait(waiting, suspended, entered);
    m_changes.push_back({last->end, index});
}

/// The task waits in what it has left together and entered again; what is thrown into it enters the
/// innermost first.
void ChromeChanges::nameWait(std::size_t change, const Frames &suspended, const Frames &resumed)
{
    if (suspended.empty() || resumed.empty() || m_changes[change].state != ChromeState::Waiting)
        return;
    const auto thrown = std::find(suspended.begin(), suspended.end(), resumed.front());
    auto end
        = std::mismatch(suspended.begin(), suspended.end(), resumed.begin(), resumed.end()).first;
    if (end == suspended.begin() && thrown != suspended.end())
        end = std::next(thrown);
    m_changes[change].frames = intern({suspended.begin(), end});
}

std::uint32_t ChromeChanges::intern(Frames frames)
{
    const auto [entry, added]
        = m_framesOf.try_emplace(std::move(frames), static_cast<std::uint32_t>(m_frames.size()));
    if (added)
        m_frames.push_back(&entry->first);
    return entry->second;
}

void ChromeChanges::listSpans(std::uint32_t index, const std::vector<ChromeSlice> &slices)
{
    m_into.hasSpans = true;
    std::vector<const ChromeSlice *> in;
    std::int64_t at = slices.front().begin;
    const auto leave = [&](std::int64_t until) {
        while (!in.empty() && in.back()->end <= until) {
            at = std::max(at, in.back()->end);
            in.pop_back();
            m_changes.push_back(
                {at, index, ChromeState::Waiting, in.empty() ? 0 : in.back()->name});
        }
    };
    for (const ChromeSlice &slice : slices) {
        leave(slice.begin);
        at = slice.begin;
        m_changes.push_back({at, index, ChromeState::Waiting, slice.name});
        in.push_back(&slice);
    }
    leave(std::numeric_limits<std::int64_t>::max());
    m_changes.back().state = ChromeState::Absent;
}

} // namespace trace
