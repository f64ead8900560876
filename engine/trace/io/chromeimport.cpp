#include "engine/trace/io/chromeimport.h"

#include "engine/trace/io/chromeevents.h"
#include "engine/trace/io/chromeloops.h"
#include "engine/trace/io/chrometracks.h"
#include "engine/trace/io/pythonframes.h"
#include "engine/trace/tracebuilder.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trace {

namespace {

constexpr std::uint64_t EventsAtOnce = 10'000; // between two looks at whether to go on
constexpr std::size_t MostWaitKinds = 2'000; // more words than anybody would read

/// A task is in another state from then on.
struct Change
{
    std::int64_t at = 0;
    std::uint32_t track = 0;
    ChromeState state = ChromeState::Absent;
    std::uint32_t name = 0; ///< Waiting: in what; Absent: how it ended
    std::uint32_t frames = 0; ///< Waiting: the coroutines that do, in Maker::m_frames
};

/// Makes a run of the tracks.
class Maker
{
public:
    Maker(ChromeTracks &read, ChromeImport &into, const std::function<bool(double)> &goOn)
        : m_read(read)
        , m_loops(read.tracks())
        , m_into(into)
        , m_goOn(goOn)
    {
    }

    /// Returns false when it was told not to go on.
    bool make();

private:
    /// Names of coroutines, each of which awaits the next.
    using Frames = std::vector<std::uint32_t>;
    struct Task
    {
        TaskId id = TaskId::None;
        ChromeState state = ChromeState::Absent;
    };

    bool goesOn(std::size_t done);
    void listChanges(std::uint32_t index);
    void listSteps(std::uint32_t index, const std::vector<ChromeSlice> &slices);
    void nameWait(std::size_t change, const Frames &suspended, const Frames &resumed);
    std::uint32_t intern(Frames frames);
    void listSpans(std::uint32_t index, const std::vector<ChromeSlice> &slices);
    TaskId add(std::uint32_t index);
    SiteId siteOf(const PythonFrame &place);
    void apply(const Change &change);
    void suspend(Time at, TaskId task, const Change &change);
    WaitId waitIn(std::uint32_t name);
    WaitId waitOf(std::uint32_t frames);
    void append(Time at, Kind kind, TaskId task, std::uint32_t argument);

    ChromeTracks &m_read;
    ChromeLoops m_loops;
    ChromeImport &m_into;
    const std::function<bool(double)> &m_goOn;
    std::size_t m_asked = 0; ///< when so much was done
    TraceBuilder m_builder;
    std::vector<Change> m_changes;
    std::vector<Task> m_tasks; ///< by track
    std::unordered_map<std::uint32_t, WaitId> m_waits; ///< by name
    std::map<Frames, std::uint32_t> m_framesOf{{{}, 0}};
    std::vector<const Frames *> m_frames{&m_framesOf.begin()->first};
    std::unordered_map<std::uint32_t, WaitId> m_waitsOf; ///< by m_frames
};

bool Maker::make()
{
    auto &tracks = m_read.tracks();
    m_tasks.resize(tracks.size());
    for (std::uint32_t i = 0; i < tracks.size(); ++i) {
        listChanges(i);
        if (!goesOn(i + m_changes.size()))
            return false;
    }
    std::stable_sort(m_changes.begin(), m_changes.end(),
                     [](const Change &a, const Change &b) { return a.at < b.at; });
    Metadata metadata;
    metadata.title = m_into.title;
    metadata.clock = Metadata::Clock::Real;
    m_builder.setMetadata(std::move(metadata));
    m_asked = 0;
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        if (!goesOn(i))
            return false;
        apply(m_changes[i]);
    }
    m_into.trace = m_builder.trace();
    return true;
}

bool Maker::goesOn(std::size_t done)
{
    if (done - m_asked < EventsAtOnce)
        return true;
    m_asked = done;
    return m_goOn(1);
}

void Maker::listChanges(std::uint32_t index)
{
    std::vector<ChromeSlice> slices = std::move(m_read.tracks()[index].slices);
    if (slices.empty())
        return;
    if (m_loops.isLoop(index)) {
        m_into.calls += slices.size();
        return;
    }
    // Outer ones before inner ones.
    std::stable_sort(slices.begin(), slices.end(), [](const ChromeSlice &a, const ChromeSlice &b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    if (m_read.tracks()[index].isAsync)
        listSpans(index, slices);
    else
        listSteps(index, slices);
    m_read.tracks()[index].slices = std::move(slices);
}

void Maker::listSteps(std::uint32_t index, const std::vector<ChromeSlice> &slices)
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
    for (const ChromeSlice &slice : slices) {
        m_into.hasReady |= slice.state == ChromeState::Ready;
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
                m_changes.push_back({last->end, index, ChromeState::Waiting, 0});
            }
            m_changes.push_back({slice.begin, index, slice.state, slice.name});
        } else if (last == nullptr) {
            m_changes.push_back({slice.begin, index, slice.state, slice.name});
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
    m_changes.push_back({last->end, index, ChromeState::Absent, last->ends});
}

/// The task waits in what it has left together and entered again; what is thrown into it enters the
/// innermost first.
void Maker::nameWait(std::size_t change, const Frames &suspended, const Frames &resumed)
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

std::uint32_t Maker::intern(Frames frames)
{
    const auto [entry, added]
        = m_framesOf.try_emplace(std::move(frames), static_cast<std::uint32_t>(m_frames.size()));
    if (added)
        m_frames.push_back(&entry->first);
    return entry->second;
}

void Maker::listSpans(std::uint32_t index, const std::vector<ChromeSlice> &slices)
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
    m_changes.back().name = slices.front().ends;
}

/// Returns who has created it.
TaskId Maker::add(std::uint32_t index)
{
    const ChromeTrack &track = m_read.tracks()[index];
    const PythonFrame place = frameOf(m_read.text(track.slices.front().name));
    TaskInfo info;
    info.name = info.label = m_builder.text(track.label.empty() ? "?" : track.label);
    info.coroutine = m_builder.text(place.function);
    info.site = siteOf(place);
    const auto birth = m_loops.birth(index);
    if (birth && birth->creator != ChromeLoops::NoTrack)
        info.creator = m_tasks[birth->creator].id;
    else if (!birth)
        ++m_into.foundlings;
    m_tasks[index].id = m_builder.add(info);
    return info.creator;
}

SiteId Maker::siteOf(const PythonFrame &place)
{
    if (place.line == 0)
        return SiteId::None;
    return m_builder.add(
        Site{m_builder.text(place.file), m_builder.text(place.function), place.line});
}

void Maker::apply(const Change &change)
{
    Task &task = m_tasks[change.track];
    const Time at{change.at - m_read.begin()};
    constexpr auto None = static_cast<std::uint32_t>(Waker::None);
    if (task.id == TaskId::None) {
        const TaskId creator = add(change.track);
        append(at, Kind::Created, task.id, static_cast<std::uint32_t>(creator));
        task.state = ChromeState::Ready;
    }
    const auto run = [&] {
        if (task.state == ChromeState::Waiting)
            append(at, Kind::Ready, task.id, None);
        if (task.state != ChromeState::Running)
            append(at, Kind::Resumed, task.id, Record::FirstOfTurn);
    };
    switch (change.state) {
    case ChromeState::Running:
        run();
        break;
    case ChromeState::Ready:
        if (task.state == ChromeState::Running)
            suspend(at, task.id, {});
        if (task.state != ChromeState::Ready)
            append(at, Kind::Ready, task.id, None);
        break;
    case ChromeState::Waiting:
        run();
        suspend(at, task.id, change);
        break;
    case ChromeState::Lost:
        append(at, Kind::Lost, task.id, 0);
        break;
    case ChromeState::Absent: {
        const std::string &how = m_read.text(change.name);
        m_into.hasEnds |= !how.empty();
        if (task.state == ChromeState::Lost)
            break;
        run();
        if (how.empty() || how == "finished")
            append(at, Kind::Finished, task.id, 0);
        else if (how == "cancelled")
            append(at, Kind::Cancelled, task.id, 0);
        else
            append(at, Kind::Failed, task.id, static_cast<std::uint32_t>(m_builder.text(how)));
        break;
    }
    }
    task.state = change.state;
}

void Maker::suspend(Time at, TaskId task, const Change &change)
{
    const WaitId wait = change.frames != 0 ? waitOf(change.frames) : waitIn(change.name);
    append(at, Kind::Suspended, task, static_cast<std::uint32_t>(wait));
}

/// In coroutines, of which the innermost of asyncio's tell for what.
WaitId Maker::waitOf(std::uint32_t frames)
{
    if (const auto known = m_waitsOf.find(frames); known != m_waitsOf.end())
        return known->second;
    Wait wait;
    WaitKind kind{"not recorded", Shape::Other, WaitsOn::Nothing, Amount::Nothing};
    for (const std::uint32_t name : *m_frames[frames]) {
        const PythonFrame place = frameOf(m_read.text(name));
        wait.chain = m_builder.add(ChainNode{wait.chain, siteOf(place)});
        const FrameWait *const known = trace::waitOf(place);
        // What asyncio awaits within itself is no more to those who wait than what they have
        // called.
        if (known != nullptr && kind.shape == Shape::Other) {
            kind.word = known->word.empty() ? place.function : known->word;
            kind.shape = known->shape;
            m_into.hasWaits = true;
        }
    }
    wait.reason = m_builder.add(kind);
    return m_waitsOf.emplace(frames, m_builder.add(wait)).first->second;
}

WaitId Maker::waitIn(std::uint32_t name)
{
    if (const auto known = m_waits.find(name); known != m_waits.end())
        return known->second;
    const bool isSaid = name != 0 && m_waits.size() < MostWaitKinds;
    const std::string_view word = isSaid ? std::string_view(m_read.text(name)) : "not recorded";
    Wait wait;
    wait.reason = m_builder.add(
        WaitKind{word.empty() ? "?" : word, Shape::Other, WaitsOn::Nothing, Amount::Nothing});
    return m_waits.emplace(name, m_builder.add(wait)).first->second;
}

void Maker::append(Time at, Kind kind, TaskId task, std::uint32_t argument)
{
    // What lasts longer than a run can is left where that ends.
    const Time most{static_cast<std::int64_t>(Record::MaxTimeNs)};
    m_builder.append(
        Record::of(std::min(at, most), kind, static_cast<std::uint32_t>(task), argument));
}

} // namespace

std::optional<ChromeImport> readChromeTrace(ByteSource &bytes,
                                            const std::function<bool(double)> &goOn)
{
    ChromeImport import;
    ChromeEvents events(bytes);
    ChromeTracks tracks;
    ChromeEvent event;
    for (std::uint64_t count = 1; events.next(event); ++count) {
        tracks.read(event, import);
        if (count % EventsAtOnce == 0 && !goOn(events.share()))
            return std::nullopt;
    }
    import.cut = events.isCut();
    tracks.close();
    if (!Maker(tracks, import, goOn).make())
        return std::nullopt;
    return import;
}

} // namespace trace
