#include "engine/trace/io/chromeimport.h"

#include "engine/trace/io/chromechanges.h"
#include "engine/trace/io/chromeevents.h"
#include "engine/trace/io/chromeloops.h"
#include "engine/trace/io/chrometracks.h"
#include "engine/trace/io/pythonframes.h"
#include "engine/trace/io/traceexports.h"
#include "engine/trace/tracebuilder.h"

#include <algorithm>
#include <charconv>
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
    std::uint32_t add(const ChromeChange &change);
    SiteId siteOf(const PythonFrame &place);
    void apply(const ChromeChange &change);
    void apply(const ChromeNote &note);
    void applyInferred(const ChromeChange &change);
    void applyTold(const ChromeChange &change);
    void end(Time at, TaskId task, const std::string &how);
    std::uint32_t wakerOf(std::uint32_t track, std::uint32_t by) const;
    TaskId taskOf(std::uint32_t track, std::uint32_t number) const;
    std::uint32_t stepOf(const ChromeDetail &detail);
    ObjectId objectOf(const ChromeNote &note);
    WaitId suspend(Time at, TaskId task, WaitId wait);
    WaitId yield();
    WaitId waitIn(std::uint32_t name);
    WaitId waitOf(std::uint32_t frames);
    WaitId waitOf(const ChromeChange &change);
    Reason reasonOf(std::uint32_t word, Shape shape);
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
    std::uint64_t m_turn = 0; ///< of the loop, the last
    std::vector<LostTask> m_lost;
    Time m_last{0}; ///< of the records
    TraceBuilder m_builder;
    std::vector<Task> m_tasks; ///< by track
    std::unordered_map<std::uint32_t, WaitId> m_waits; ///< by name
    std::unordered_map<std::uint32_t, Reason> m_reasons; ///< by word
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
    metadata.clock = m_read.clock().value_or(Metadata::Clock::Real);
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
        m_failure.ofRun = *m_outcome == Outcome::Failed && m_failure.name.empty();
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
std::uint32_t Maker::add(const ChromeChange &change)
{
    const std::uint32_t index = change.track;
    const ChromeTrack &track = m_read.tracks()[index];
    const bool isOurs = m_into.isOurs && !track.isAsync;
    const PythonFrame place
        = frameOf(isOurs ? track.coroutine : m_read.text(track.slices.front().name));
    const std::string &name = track.name.empty() ? track.label : track.name;
    TaskInfo info;
    info.name = m_builder.text(name.empty() ? "?" : name);
    if (track.name.empty() || track.label != track.name)
        info.label = m_builder.text(track.label.empty() ? "?" : track.label);
    info.coroutine = m_builder.text(place.function);
    info.site = siteOf(place);
    auto by = static_cast<std::uint32_t>(Waker::None);
    if (const auto birth = m_loops.birth(index)) {
        if (birth->creator != ChromeLoops::NoTrack)
            by = static_cast<std::uint32_t>(m_tasks[birth->creator].id);
    } else if (change.state == ChromeState::Ready) {
        by = wakerOf(index, m_read.detail(change.detail).by);
    } else {
        ++m_into.foundlings;
    }
    if (by < Record::FirstCause)
        info.creator = TaskId{by};
    m_tasks[index].id = m_builder.add(info);
    return by;
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
    const bool isBorn = task.id == TaskId::None;
    if (isBorn) {
        const std::uint32_t creator = add(change);
        append(at, Kind::Created, task.id, creator);
        task.state = ChromeState::Ready;
    }
    if (change.state == ChromeState::Lost) {
        append(at, Kind::Lost, task.id, 0);
        m_lost.push_back({task.id, task.wait});
    } else if (change.detail == 0) {
        applyInferred(change);
    } else if (!isBorn || change.state != ChromeState::Ready) {
        applyTold(change);
    }
    task.state = change.state;
}

/// All records that it takes until the task is in that state.
void Maker::applyInferred(const ChromeChange &change)
{
    Task &task = m_tasks[change.track];
    const Time at = timeOf(change.at);
    constexpr auto None = static_cast<std::uint32_t>(Waker::None);
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
            suspend(at, task.id, yield());
        else if (task.state != ChromeState::Ready)
            append(at, Kind::Ready, task.id, None);
        break;
    case ChromeState::Waiting:
        run();
        task.wait = suspend(at, task.id,
                            change.frames != 0 ? waitOf(change.frames) : waitIn(change.name));
        break;
    case ChromeState::Lost:
        break;
    case ChromeState::Absent:
        run();
        end(at, task.id, m_read.text(change.name));
        break;
    }
}

/// The one record that it is of.
void Maker::applyTold(const ChromeChange &change)
{
    Task &task = m_tasks[change.track];
    const Time at = timeOf(change.at);
    const ChromeDetail &detail = m_read.detail(change.detail);
    switch (change.state) {
    case ChromeState::Running:
        append(at, Kind::Resumed, task.id, stepOf(detail));
        break;
    case ChromeState::Ready:
        if (detail.kind != 0)
            suspend(at, task.id, waitOf(change));
        else
            append(at, Kind::Ready, task.id, wakerOf(change.track, detail.by));
        break;
    case ChromeState::Waiting:
        task.wait = suspend(at, task.id, waitOf(change));
        break;
    case ChromeState::Lost:
        break;
    case ChromeState::Absent:
        end(at, task.id, m_read.text(change.name));
        break;
    }
}

void Maker::end(Time at, TaskId task, const std::string &how)
{
    const bool isDone = how.empty() || how == "finished";
    if (isDone)
        append(at, Kind::Finished, task, 0);
    else if (how == "cancelled")
        append(at, Kind::Cancelled, task, 0);
    else
        append(at, Kind::Failed, task, static_cast<std::uint32_t>(m_builder.text(how)));
    if (task == TaskId{0} && !isDone)
        m_failure.name = how == "cancelled" ? Ending::Cancelled : how;
}

/// What a step begins with.
std::uint32_t Maker::stepOf(const ChromeDetail &detail)
{
    const bool isFirst = !detail.turn || *detail.turn != m_turn;
    m_turn = detail.turn.value_or(m_turn);
    return static_cast<std::uint32_t>(m_builder.text(m_read.text(detail.throws)))
        | (isFirst ? Record::FirstOfTurn : 0);
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
        return append(at, Kind::CancelRequested, task, wakerOf(note.track, note.by));
    case ChromeNote::Kind::Depth:
        return append(at, Kind::Depth, TaskId{static_cast<std::uint32_t>(objectOf(note))},
                      note.items);
    case ChromeNote::Kind::Ended: {
        const auto *const word = std::find(OutcomeWords.begin(), OutcomeWords.end(), text);
        if (word == OutcomeWords.end())
            break;
        m_outcome = static_cast<Outcome>(word - OutcomeWords.begin());
        m_last = std::max(m_last, at);
        return;
    }
    }
    ++m_into.leftOut;
}

/// The name of a counter ends with a number, which makes it one among its like; its category may
/// tell of a capacity.
ObjectId Maker::objectOf(const ChromeNote &note)
{
    const auto [entry, added] = m_objects.try_emplace(note.text);
    if (added) {
        std::string_view name = m_read.text(note.text);
        const std::size_t end = name.find_last_not_of("0123456789");
        if (end != std::string::npos && end > 0 && name[end] == ' ')
            name = name.substr(0, end);
        const std::string_view category = m_read.text(note.category);
        const std::size_t kind = category.find(CapacityWord);
        Object object;
        object.kind = m_builder.text(category.substr(0, kind));
        if (name != category.substr(0, kind)) // else it has none
            object.name = m_builder.text(name);
        if (kind != std::string_view::npos) {
            const std::string_view capacity = category.substr(kind + CapacityWord.size());
            std::from_chars(capacity.data(), capacity.data() + capacity.size(), object.capacity);
        }
        entry->second = m_builder.add(object);
    }
    return entry->second;
}

/// As the events of \a track say it.
std::uint32_t Maker::wakerOf(std::uint32_t track, std::uint32_t by) const
{
    const std::string &word = m_read.text(by);
    if (word == TimerWord || word == OutsideWord)
        return static_cast<std::uint32_t>(word == TimerWord ? Waker::Timer : Waker::External);
    return static_cast<std::uint32_t>(taskOf(track, by));
}

/// That of the thread \a number beside \a track, if it is there by then.
TaskId Maker::taskOf(std::uint32_t track, std::uint32_t number) const
{
    const auto thread
        = number != 0 ? m_read.threadBeside(track, m_read.text(number)) : std::nullopt;
    return thread ? m_tasks[*thread].id : TaskId::None;
}

WaitId Maker::suspend(Time at, TaskId task, WaitId wait)
{
    append(at, Kind::Suspended, task, static_cast<std::uint32_t>(wait));
    return wait;
}

/// Of those who are ready after a step: they have waited for nothing but their next turn.
WaitId Maker::yield()
{
    Wait wait;
    wait.reason = Reason::Yield;
    return m_builder.add(wait);
}

WaitId Maker::waitOf(const ChromeChange &change)
{
    const ChromeDetail &detail = m_read.detail(change.detail);
    if (detail.kind == 0)
        return waitIn(change.name);
    Wait wait;
    wait.reason
        = reasonOf(detail.kind, change.state == ChromeState::Ready ? Shape::Turn : Shape::Other);
    const WaitKind &kind = m_builder.trace()->waitKind(wait.reason);
    if (kind.amount != Amount::Nothing)
        wait.amount = detail.amount;
    if (kind.what == WaitsOn::Task)
        wait.what = static_cast<std::uint32_t>(taskOf(change.track, detail.of));
    return m_builder.add(wait);
}

/// Of a kind that is known by its word; of another no more is known than its \a shape.
Reason Maker::reasonOf(std::uint32_t word, Shape shape)
{
    const auto [entry, added] = m_reasons.try_emplace(word);
    if (!added)
        return entry->second;
    const std::string_view text
        = m_reasons.size() < MostWaitKinds ? std::string_view(m_read.text(word)) : "not recorded";
    const auto *const known
        = std::find_if(BuiltInWaitKinds.begin(), BuiltInWaitKinds.end(),
                       [text](const WaitKind &one) { return one.word == text; });
    entry->second = m_builder.add(known != BuiltInWaitKinds.end()
                                      ? *known
                                      : WaitKind{text, shape, WaitsOn::Nothing, Amount::Nothing});
    return entry->second;
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
    import.isOurs = tracks.clock().has_value();
    tracks.close(import);
    if (!Maker(tracks, import, goOn).make())
        return std::nullopt;
    return import;
}

} // namespace trace
