#include "engine/trace/io/chromeimport.h"

#include "engine/trace/io/chromechanges.h"
#include "engine/trace/io/chromeevents.h"
#include "engine/trace/io/chromeloops.h"
#include "engine/trace/io/chrometracks.h"
#include "engine/trace/io/pythonframes.h"
#include "engine/trace/io/traceexports.h"
#include "engine/trace/tracebuilder.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trace {

namespace {

constexpr std::uint64_t EventsAtOnce = 10'000; // between two looks at whether to go on
constexpr std::size_t MostWaitKinds = 2'000; // more words than anybody would read

/// Makes a run of the tracks.
class Maker
{
public:
    Maker(ChromeTracks &read, ChromeImport &into, const std::function<bool(double)> &goOn)
        : m_read(read)
        , m_loops(read.tracks())
        , m_changes(read, m_loops, into)
        , m_into(into)
        , m_goOn(goOn)
    {
    }

    /// Returns false when it was told not to go on.
    bool make();

private:
    struct Task
    {
        TaskId id = TaskId::None;
        ChromeState state = ChromeState::Absent;
        WaitId wait = WaitId::None; ///< its last
    };

    bool goesOn(std::size_t done);
    TaskId add(const ChromeChange &change);
    SiteId siteOf(const PythonFrame &place);
    void apply(const ChromeChange &change);
    void apply(const ChromeNote &note);
    std::uint32_t wakerOf(const ChromeChange &change) const;
    ObjectId objectOf(const ChromeNote &note);
    WaitId suspend(Time at, TaskId task, const ChromeChange &change);
    void yield(Time at, TaskId task);
    WaitId waitIn(std::uint32_t name);
    WaitId waitOf(std::uint32_t frames);
    Time timeOf(std::int64_t at) const;
    void append(Time at, Kind kind, TaskId task, std::uint32_t argument);

    ChromeTracks &m_read;
    ChromeLoops m_loops;
    ChromeChanges m_changes;
    ChromeImport &m_into;
    const std::function<bool(double)> &m_goOn;
    std::size_t m_asked = 0; ///< when so much was done
    std::optional<Outcome> m_outcome; ///< of the run
    Failure m_failure; ///< of the first task
    std::vector<LostTask> m_lost;
    Time m_last{0}; ///< of the records
    TraceBuilder m_builder;
    std::vector<Task> m_tasks; ///< by track
    std::unordered_map<std::uint32_t, WaitId> m_waits; ///< by name
    std::unordered_map<std::uint32_t, ObjectId> m_objects; ///< by name
    std::unordered_map<std::uint32_t, WaitId> m_waitsOf; ///< by ChromeChange::frames
};

bool Maker::make()
{
    auto &tracks = m_read.tracks();
    m_tasks.resize(tracks.size());
    for (std::uint32_t i = 0; i < tracks.size(); ++i) {
        m_changes.list(i);
        if (!goesOn(i + m_changes.size()))
            return false;
    }
    const std::vector<ChromeChange> &changes = m_changes.sorted();
    std::vector<ChromeNote> notes = m_read.notes();
    std::stable_sort(notes.begin(), notes.end(), isBefore<ChromeNote, ChromeNote>);
    Metadata metadata;
    metadata.title = m_into.title;
    metadata.clock = Metadata::Clock::Real;
    m_builder.setMetadata(std::move(metadata));
    m_asked = 0;
    auto note = notes.begin();
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (!goesOn(i))
            return false;
        for (; note != notes.end() && isBefore(*note, changes[i]); ++note)
            apply(*note);
        apply(changes[i]);
    }
    std::for_each(note, notes.end(), [this](const ChromeNote &rest) { apply(rest); });
    if (m_outcome) {
        m_builder.append(
            Record::of(m_last, Kind::Ended, static_cast<std::uint32_t>(*m_outcome), 0));
        m_into.ending = Ending{*m_outcome, m_last, std::move(m_failure), std::move(m_lost)};
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

/// Of the track whose first change it is; returns who has created it.
TaskId Maker::add(const ChromeChange &change)
{
    const std::uint32_t index = change.track;
    const ChromeTrack &track = m_read.tracks()[index];
    const PythonFrame place = frameOf(m_read.text(track.slices.front().name));
    TaskInfo info;
    info.name = info.label = m_builder.text(track.label.empty() ? "?" : track.label);
    info.coroutine = m_builder.text(place.function);
    info.site = siteOf(place);
    const auto birth = m_loops.birth(index);
    if (birth && birth->creator != ChromeLoops::NoTrack)
        info.creator = m_tasks[birth->creator].id;
    else if (change.by != ChromeLoops::NoTrack)
        info.creator = m_tasks[change.by].id;
    else if (!birth && change.state != ChromeState::Ready)
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

void Maker::apply(const ChromeChange &change)
{
    Task &task = m_tasks[change.track];
    const Time at = timeOf(change.at);
    constexpr auto None = static_cast<std::uint32_t>(Waker::None);
    if (task.id == TaskId::None) {
        const TaskId creator = add(change);
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
            yield(at, task.id);
        else if (task.state != ChromeState::Ready)
            append(at, Kind::Ready, task.id, wakerOf(change));
        break;
    case ChromeState::Waiting:
        run();
        task.wait = suspend(at, task.id, change);
        break;
    case ChromeState::Lost:
        append(at, Kind::Lost, task.id, 0);
        m_lost.push_back({task.id, task.wait});
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
        if (task.id == TaskId{0} && how != "finished")
            m_failure.name = how == "cancelled" ? Ending::Cancelled : how;
        break;
    }
    }
    task.state = change.state;
}

/// Of what is no slice; what can have no place is left out.
void Maker::apply(const ChromeNote &note)
{
    const Time at = timeOf(note.at);
    const TaskId task = m_tasks[note.track].id;
    std::string text = m_read.text(note.text);
    switch (note.kind) {
    case ChromeNote::Kind::Printed:
        std::replace(text.begin(), text.end(), '\n', ' ');
        return append(at, Kind::Printed, task, m_builder.addLine(text));
    case ChromeNote::Kind::Marked:
        return append(at, Kind::Marked, task, static_cast<std::uint32_t>(m_builder.text(text)));
    case ChromeNote::Kind::CancelRequested:
        if (task == TaskId::None)
            break;
        return append(at, Kind::CancelRequested, task, static_cast<std::uint32_t>(Waker::None));
    case ChromeNote::Kind::Depth:
        return append(at, Kind::Depth, TaskId{static_cast<std::uint32_t>(objectOf(note))},
                      note.items);
    case ChromeNote::Kind::Ended: {
        const auto word = std::find(OutcomeWords.begin(), OutcomeWords.end(), text);
        if (word == OutcomeWords.end())
            break;
        m_outcome = static_cast<Outcome>(word - OutcomeWords.begin());
        return;
    }
    }
    ++m_into.leftOut;
}

/// The name of a counter ends with a number, which makes it one among its like.
ObjectId Maker::objectOf(const ChromeNote &note)
{
    const auto [entry, added] = m_objects.try_emplace(note.text);
    if (added) {
        const std::string &name = m_read.text(note.text);
        const std::size_t end = name.find_last_not_of("0123456789");
        const bool isNumbered = end != std::string::npos && end > 0 && name[end] == ' ';
        Object object;
        object.kind = m_builder.text(m_read.text(note.category));
        object.name = m_builder.text(isNumbered ? name.substr(0, end) : name);
        entry->second = m_builder.add(object);
    }
    return entry->second;
}

std::uint32_t Maker::wakerOf(const ChromeChange &change) const
{
    const std::string &how = m_read.text(change.name);
    return change.by != ChromeLoops::NoTrack ? static_cast<std::uint32_t>(m_tasks[change.by].id)
        : how == "timer"                     ? static_cast<std::uint32_t>(Waker::Timer)
        : how == "outside"                   ? static_cast<std::uint32_t>(Waker::External)
                                             : static_cast<std::uint32_t>(Waker::None);
}

WaitId Maker::suspend(Time at, TaskId task, const ChromeChange &change)
{
    const WaitId wait = change.frames != 0 ? waitOf(change.frames) : waitIn(change.name);
    append(at, Kind::Suspended, task, static_cast<std::uint32_t>(wait));
    return wait;
}

/// Who is ready after a step has waited for nothing but its next turn.
void Maker::yield(Time at, TaskId task)
{
    Wait wait;
    wait.reason = Reason::Yield;
    append(at, Kind::Suspended, task, static_cast<std::uint32_t>(m_builder.add(wait)));
}

/// In coroutines, of which the innermost of asyncio's tell for what.
WaitId Maker::waitOf(std::uint32_t frames)
{
    if (const auto known = m_waitsOf.find(frames); known != m_waitsOf.end())
        return known->second;
    Wait wait;
    WaitKind kind{"not recorded", Shape::Other, WaitsOn::Nothing, Amount::Nothing};
    for (const std::uint32_t name : m_changes.frames(frames)) {
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

/// What lasts longer than a run can is left where that ends.
Time Maker::timeOf(std::int64_t at) const
{
    constexpr auto Most = static_cast<std::int64_t>(Record::MaxTimeNs);
    return Time{std::clamp<std::int64_t>(at - m_read.begin(), 0, Most)};
}

void Maker::append(Time at, Kind kind, TaskId task, std::uint32_t argument)
{
    m_builder.append(Record::of(at, kind, static_cast<std::uint32_t>(task), argument));
    m_last = at;
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
