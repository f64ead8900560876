#include "engine/trace/io/chromeimport.h"

#include "engine/trace/io/chromeevents.h"
#include "engine/trace/io/pythonframes.h"
#include "engine/trace/tracebuilder.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
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
constexpr std::int64_t Open = -1; // the end of a slice that has none yet

enum class State : std::uint8_t { Absent, Running, Ready, Waiting, Lost };

struct Slice
{
    std::int64_t begin = 0;
    std::int64_t end = Open;
    std::uint32_t name = 0;
    std::uint32_t ends = 0; ///< how it ended, in a word; 0: not told
    State state = State::Running;
};

/// What becomes a task.
struct Track
{
    std::string label;
    bool isAsync = false;
    std::vector<Slice> slices;
    std::vector<std::size_t> open; ///< slices that have begun, the innermost last
    std::uint32_t process = 0;
    std::vector<std::pair<std::int64_t, std::int64_t>>
        callbacks; ///< of a loop's thread: what it called
};

/// A task is in another state from then on.
struct Change
{
    std::int64_t at = 0;
    std::uint32_t track = 0;
    State state = State::Absent;
    std::uint32_t name = 0; ///< Waiting: in what; Absent: how it ended
    std::uint32_t frames = 0; ///< Waiting: the coroutines that do, in Maker::m_frames
};

State stateOf(std::string_view category)
{
    return category == "waiting" ? State::Waiting
        : category == "ready"    ? State::Ready
        : category == "lost"     ? State::Lost
                                 : State::Running;
}

/// Reads the events, track by track.
class Reader
{
public:
    void read(const ChromeEvent &event, ChromeImport &into);
    /// What has no end goes on to the last time of all.
    void close();

    std::vector<Track> &tracks() noexcept { return m_tracks; }
    const std::string &text(std::uint32_t index) const { return *m_texts[index]; }
    std::int64_t begin() const noexcept { return m_first; }
    std::int64_t end() const noexcept { return m_last; }

private:
    std::uint32_t intern(const std::string &text);
    Track &track(std::string key, bool isAsync);
    void begin(Track &track, const ChromeEvent &event, std::int64_t end);
    bool end(Track &track, const ChromeEvent &event);
    void name(const ChromeEvent &event, ChromeImport &into);

    std::vector<Track> m_tracks;
    std::unordered_map<std::string, std::size_t> m_trackOf;
    std::unordered_map<std::string, std::uint32_t> m_textOf{{"", 0}};
    std::vector<const std::string *> m_texts{&m_textOf.begin()->first};
    std::int64_t m_first = std::numeric_limits<std::int64_t>::max();
    std::int64_t m_last = std::numeric_limits<std::int64_t>::min();
};

std::uint32_t Reader::intern(const std::string &text)
{
    const auto [entry, added]
        = m_textOf.try_emplace(text, static_cast<std::uint32_t>(m_texts.size()));
    if (added)
        m_texts.push_back(&entry->first); // which stays where it is
    return entry->second;
}

Track &Reader::track(std::string key, bool isAsync)
{
    const auto [entry, added] = m_trackOf.try_emplace(std::move(key), m_tracks.size());
    if (added)
        m_tracks.emplace_back().isAsync = isAsync;
    return m_tracks[entry->second];
}

void Reader::begin(Track &track, const ChromeEvent &event, std::int64_t end)
{
    m_first = std::min(m_first, *event.at);
    m_last = std::max({m_last, *event.at, end});
    if (end == Open)
        track.open.push_back(track.slices.size());
    const State state = track.isAsync ? State::Waiting : stateOf(event.category);
    track.slices.push_back({*event.at, end, intern(event.name), intern(event.ends), state});
    if (!track.isAsync && end != Open && isCallback(frameOf(event.name)))
        track.callbacks.emplace_back(*event.at, end);
    if (track.label.empty() && track.isAsync)
        track.label = fmt::format("{} {}", event.name, event.id);
}

bool Reader::end(Track &track, const ChromeEvent &event)
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
    Slice &slice = track.slices[*found];
    slice.end = std::max(slice.begin, *event.at);
    if (!event.ends.empty())
        slice.ends = intern(event.ends);
    m_last = std::max(m_last, slice.end);
    track.open.erase(found);
    return true;
}

void Reader::name(const ChromeEvent &event, ChromeImport &into)
{
    if (event.name == "thread_name")
        track(fmt::format("t{}\n{}", event.process, event.thread), false).label = event.argument;
    else if (event.name == "process_name" && event.argument != "MainProcess") // of any Python
        into.title = event.argument;
}

void Reader::read(const ChromeEvent &event, ChromeImport &into)
{
    const bool isAsync
        = event.phase == 'b' || event.phase == 'e' || event.phase == 'S' || event.phase == 'F';
    const auto ofEvent = [&]() -> Track & {
        if (isAsync)
            return track(fmt::format("a{}\n{}\n{}", event.process, event.category, event.id), true);
        Track &thread = track(fmt::format("t{}\n{}", event.process, event.thread), false);
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
            begin(ofEvent(), event, event.phase == 'X' ? *event.at + event.took.value_or(0) : Open);
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

void Reader::close()
{
    for (Track &track : m_tracks) {
        for (const std::size_t index : track.open)
            track.slices[index].end = std::max(track.slices[index].begin, m_last);
        track.open.clear();
    }
}

/// \a track has its callbacks in order.
bool isInCallback(const Track &track, std::int64_t begin, std::int64_t end)
{
    const auto after = std::upper_bound(track.callbacks.begin(), track.callbacks.end(),
                                        std::pair(begin, std::numeric_limits<std::int64_t>::max()));
    return after != track.callbacks.begin() && std::prev(after)->second >= end;
}

/// Makes a run of the tracks.
class Maker
{
public:
    Maker(Reader &reader, ChromeImport &into, const std::function<bool(double)> &goOn)
        : m_reader(reader)
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
        State state = State::Absent;
    };

    bool goesOn(std::size_t done);
    void listChanges(std::uint32_t index);
    bool isLoop(std::uint32_t index) const;
    bool isInOneCallback(std::uint32_t process, std::int64_t begin, std::int64_t end) const;
    void listSteps(std::uint32_t index, const std::vector<Slice> &slices);
    void nameWait(std::size_t change, const Frames &suspended, const Frames &resumed);
    std::uint32_t intern(Frames frames);
    void listSpans(std::uint32_t index, const std::vector<Slice> &slices);
    void add(std::uint32_t index);
    SiteId siteOf(const PythonFrame &place);
    void apply(const Change &change);
    void suspend(Time at, TaskId task, const Change &change);
    WaitId waitIn(std::uint32_t name);
    WaitId waitOf(std::uint32_t frames);
    void append(Time at, Kind kind, TaskId task, std::uint32_t argument);

    Reader &m_reader;
    ChromeImport &m_into;
    const std::function<bool(double)> &m_goOn;
    std::size_t m_asked = 0; ///< when so much was done
    TraceBuilder m_builder;
    std::vector<Change> m_changes;
    std::vector<Task> m_tasks; ///< by track
    std::unordered_map<std::uint32_t, WaitId> m_waits; ///< by name
    std::vector<std::uint32_t> m_loops; ///< tracks of threads in which loops run
    std::map<Frames, std::uint32_t> m_framesOf{{{}, 0}};
    std::vector<const Frames *> m_frames{&m_framesOf.begin()->first};
    std::unordered_map<std::uint32_t, WaitId> m_waitsOf; ///< by m_frames
};

bool Maker::make()
{
    auto &tracks = m_reader.tracks();
    m_tasks.resize(tracks.size());
    for (std::uint32_t i = 0; i < tracks.size(); ++i) {
        std::sort(tracks[i].callbacks.begin(), tracks[i].callbacks.end());
        if (isLoop(i))
            m_loops.push_back(i);
    }
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
    std::vector<Slice> slices = std::move(m_reader.tracks()[index].slices);
    if (slices.empty())
        return;
    if (std::find(m_loops.begin(), m_loops.end(), index) != m_loops.end()) {
        m_into.calls += slices.size();
        return;
    }
    // Outer ones before inner ones.
    std::stable_sort(slices.begin(), slices.end(), [](const Slice &a, const Slice &b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    if (m_reader.tracks()[index].isAsync)
        listSpans(index, slices);
    else
        listSteps(index, slices);
    m_reader.tracks()[index].slices = std::move(slices);
}

/// A thread that calls back what others do in it is no task. Where nobody does, its calls are all that
/// there is: what another thread does beside it, as of an executor, is not within its calls.
bool Maker::isLoop(std::uint32_t index) const
{
    const auto &tracks = m_reader.tracks();
    const Track &track = tracks[index];
    const auto isInTrack
        = [&track](const Slice &slice) { return isInCallback(track, slice.begin, slice.end); };
    return !track.callbacks.empty()
        && std::any_of(tracks.begin(), tracks.end(), [&](const Track &other) {
               return !other.isAsync && other.callbacks.empty() && !other.slices.empty()
                   && other.process == track.process
                   && std::all_of(other.slices.begin(), other.slices.end(), isInTrack);
           });
}

bool Maker::isInOneCallback(std::uint32_t process, std::int64_t begin, std::int64_t end) const
{
    return std::any_of(m_loops.begin(), m_loops.end(), [&](std::uint32_t loop) {
        const Track &track = m_reader.tracks()[loop];
        return track.process == process && isInCallback(track, begin, end);
    });
}

void Maker::listSteps(std::uint32_t index, const std::vector<Slice> &slices)
{
    m_into.hasSteps = true;
    const std::uint32_t process = m_reader.tracks()[index].process;
    const Slice *last = nullptr; // of the outermost
    std::vector<const Slice *> open; // in which the present one is
    Frames entered; // with which the step began, each by the one before
    Frames left; // with which it ends, as far as it has come
    Frames suspended; // with which the one before ended
    std::size_t waiting = 0; // the change that ended that
    for (const Slice &slice : slices) {
        while (!open.empty() && open.back()->end <= slice.begin)
            open.pop_back();
        const bool isOutermost = last == nullptr || slice.begin >= last->end;
        if (isOutermost && last != nullptr && !isInOneCallback(process, last->begin, slice.end)) {
            nameWait(waiting, suspended, entered);
            suspended = std::exchange(left, {});
            entered.clear();
            waiting = 0;
            if (slice.begin > last->end) {
                waiting = m_changes.size();
                m_changes.push_back({last->end, index, State::Waiting, 0});
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
    m_changes.push_back({last->end, index, State::Absent, last->ends});
}

/// The task waits in what it has left together and entered again; what is thrown into it enters the
/// innermost first.
void Maker::nameWait(std::size_t change, const Frames &suspended, const Frames &resumed)
{
    if (suspended.empty() || resumed.empty() || m_changes[change].state != State::Waiting)
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

void Maker::listSpans(std::uint32_t index, const std::vector<Slice> &slices)
{
    m_into.hasSpans = true;
    std::vector<const Slice *> in;
    std::int64_t at = slices.front().begin;
    const auto leave = [&](std::int64_t until) {
        while (!in.empty() && in.back()->end <= until) {
            at = std::max(at, in.back()->end);
            in.pop_back();
            m_changes.push_back({at, index, State::Waiting, in.empty() ? 0 : in.back()->name});
        }
    };
    for (const Slice &slice : slices) {
        leave(slice.begin);
        at = slice.begin;
        m_changes.push_back({at, index, State::Waiting, slice.name});
        in.push_back(&slice);
    }
    leave(std::numeric_limits<std::int64_t>::max());
    m_changes.back().state = State::Absent;
    m_changes.back().name = slices.front().ends;
}

void Maker::add(std::uint32_t index)
{
    const Track &track = m_reader.tracks()[index];
    const PythonFrame place = frameOf(m_reader.text(track.slices.front().name));
    TaskInfo info;
    info.name = info.label = m_builder.text(track.label.empty() ? "?" : track.label);
    info.coroutine = m_builder.text(place.function);
    info.site = siteOf(place);
    m_tasks[index].id = m_builder.add(info);
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
    const Time at{change.at - m_reader.begin()};
    constexpr auto None = static_cast<std::uint32_t>(Waker::None);
    if (task.id == TaskId::None) {
        add(change.track);
        append(at, Kind::Created, task.id, None);
        task.state = State::Ready;
    }
    const auto run = [&] {
        if (task.state == State::Waiting)
            append(at, Kind::Ready, task.id, None);
        if (task.state != State::Running)
            append(at, Kind::Resumed, task.id, Record::FirstOfTurn);
    };
    switch (change.state) {
    case State::Running:
        run();
        break;
    case State::Ready:
        if (task.state == State::Running)
            suspend(at, task.id, {});
        if (task.state != State::Ready)
            append(at, Kind::Ready, task.id, None);
        break;
    case State::Waiting:
        run();
        suspend(at, task.id, change);
        break;
    case State::Lost:
        append(at, Kind::Lost, task.id, 0);
        break;
    case State::Absent: {
        const std::string &how = m_reader.text(change.name);
        if (task.state == State::Lost)
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
        const PythonFrame place = frameOf(m_reader.text(name));
        wait.chain = m_builder.add(ChainNode{wait.chain, siteOf(place)});
        const FrameWait *const known = trace::waitOf(place);
        // What asyncio awaits within itself is no more to those who wait than what they have called.
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
    const std::string_view word = isSaid ? std::string_view(m_reader.text(name)) : "not recorded";
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
    Reader reader;
    ChromeEvent event;
    for (std::uint64_t count = 1; events.next(event); ++count) {
        reader.read(event, import);
        if (count % EventsAtOnce == 0 && !goOn(events.share()))
            return std::nullopt;
    }
    import.cut = events.isCut();
    reader.close();
    if (!Maker(reader, import, goOn).make())
        return std::nullopt;
    return import;
}

} // namespace trace
