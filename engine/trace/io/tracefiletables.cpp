#include "engine/trace/io/tracefiletables.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace trace {

namespace {

using fileformat::Entry;
using fileformat::None;

/// Bytes of the smallest payload of each type.
constexpr std::array<std::size_t, 13> SmallestPayloads{0,  8,  16, 32, 20, 9, 24,
                                                       12, 24, 8,  1,  16, 12};

template <class Number = std::uint32_t>
Number at(std::span<const std::byte> payload, std::size_t offset)
{
    Number number{};
    std::memcpy(&number, payload.data() + offset, sizeof(number));
    return number;
}

std::string_view textOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

/// \a value, if the enumeration goes that far, else \a otherwise: a newer version has more.
template <class Enum>
Enum enumOf(std::byte value, Enum last, Enum otherwise)
{
    return value <= std::byte(last) ? Enum(value) : otherwise;
}

/// Before version 1.1 no kind of wait told which tasks it is for.
WaitKind upToDate(const WaitKind &kind)
{
    WaitKind newer = kind;
    if (kind.what == WaitsOn::Nothing)
        newer.what = WaitsOn::Tasks;
    const auto &builtIn = BuiltInWaitKinds;
    return std::find(builtIn.begin(), builtIn.end(), newer) != builtIn.end() ? newer : kind;
}

} // namespace

void TraceFileTables::Ids::set(std::uint32_t id, std::uint32_t value)
{
    // An id is believed as far as the number of entries that there are bears it out.
    constexpr std::size_t Slack = 4'096;
    if (id < m_dense.size()) {
        m_dense[id] = value;
    } else if (id <= 2 * m_count + Slack) {
        m_dense.resize(std::max<std::size_t>(id + 1, m_dense.size() + m_dense.size() / 2), Absent);
        m_dense[id] = value;
    } else {
        m_far[id] = value;
    }
    ++m_count;
}

std::uint32_t TraceFileTables::Ids::findFar(std::uint32_t id) const noexcept
{
    if (m_far.empty())
        return Absent;
    const auto found = m_far.find(id);
    return found != m_far.end() ? found->second : Absent;
}

bool TraceFileTables::add(std::uint32_t writer, Table type, std::span<const std::byte> payload)
{
    if (type > Entry::Awaited)
        return true;
    if (type == Entry::Unwritten
        || payload.size() < SmallestPayloads[static_cast<std::size_t>(type)])
        return false;
    switch (type) {
    case Entry::Property:
        addProperty(payload);
        return true;
    case Entry::Failure:
        addFailure(payload);
        return true;
    case Entry::Text:
    case Entry::Line:
        return addText(writer, type, payload);
    default:
        break;
    }
    const Reference self{type, at(payload, 0)};
    if (self.id == None || state(self) != Ids::Absent) {
        ++m_faults;
        return true;
    }
    const References others = references(type, payload);
    const bool complete = std::all_of(others.begin(), others.end(), [this](Reference other) {
        return other.table == Entry::Unwritten || state(other) < Ids::Waiting;
    });
    if (complete) {
        ids(type).set(self.id, build(type, payload));
    } else {
        ids(type).set(self.id, Ids::Waiting);
        m_waiting.emplace(std::pair(type, self.id), Payload(payload.begin(), payload.end()));
    }
    return true;
}

std::uint32_t TraceFileTables::state(Reference reference) const noexcept
{
    return m_ids[static_cast<std::size_t>(reference.table)].find(reference.id);
}

bool TraceFileTables::addText(std::uint32_t writer, Table type, std::span<const std::byte> payload)
{
    const auto id = at(payload, 0);
    const auto flags = at(payload, 4);
    const std::string_view text = textOf(payload.subspan(8));
    auto begun = m_begun.find({type, writer});
    if (begun == m_begun.end() && (flags & fileformat::GoesOn) != 0)
        begun = m_begun.try_emplace({type, writer}, id, std::string()).first;
    std::string whole;
    std::string_view all = text;
    if (begun != m_begun.end()) {
        auto &[of, before] = begun->second;
        if (of != id) {
            ++m_faults;
            of = id;
            before.clear();
        }
        before += text;
        if ((flags & fileformat::GoesOn) != 0)
            return true;
        whole = std::move(before);
        all = whole;
        m_begun.erase(begun);
    }
    if (id == None || state({type, id}) != Ids::Absent || (type == Entry::Text && id == 0)) {
        ++m_faults;
        return true;
    }
    ids(type).set(id,
                  type == Entry::Text ? static_cast<std::uint32_t>(m_builder.text(all))
                                      : m_builder.addLine(all));
    return true;
}

void TraceFileTables::addProperty(std::span<const std::byte> payload)
{
    const std::string_view all = textOf(payload);
    const auto end = all.find('\0');
    if (end == std::string_view::npos)
        return;
    m_properties.insert_or_assign(std::string(all.substr(0, end)),
                                  std::string(all.substr(end + 1)));
}

void TraceFileTables::addFailure(std::span<const std::byte> payload)
{
    using fileformat::HowFailed;
    const auto how = static_cast<HowFailed>(at(payload, 12));
    if (how > HowFailed::Outgrown)
        return;
    // Texts come before, as for everything that a record refers to.
    const auto text = [this, payload](std::size_t offset) {
        return m_builder.trace()->text(TextId{resolved(Entry::Text, at(payload, offset))});
    };
    const std::uint32_t task = at(payload, 0);
    UnnoticedFailure failure{task == None ? TaskId::None : TaskId{require(Entry::Task, task)},
                             {text(4), text(8), how == HowFailed::Run}};
    if (how == HowFailed::Callback)
        failure.notice = Notice::Callback;
    else if (how == HowFailed::Shutdown)
        failure.notice = Notice::Shutdown;
    m_failures.emplace_back(how, std::move(failure));
}

TraceFileTables::References TraceFileTables::references(Table type,
                                                        std::span<const std::byte> payload) const
{
    References found;
    std::size_t count = 0;
    const auto refer = [&](Table table, std::size_t offset, std::uint32_t below = None) {
        const auto id = at(payload, offset);
        const bool toNothing = table == Entry::Text ? id == 0 : id == None;
        if (!toNothing && id < below)
            found[count++] = {table, id};
    };
    switch (type) {
    case Entry::Site:
        refer(Entry::Text, 4);
        refer(Entry::Text, 8);
        break;
    case Entry::Task:
        for (const std::size_t offset : {8U, 12U, 16U, 20U})
            refer(Entry::Text, offset);
        refer(Entry::Task, 24, at(payload, 0));
        refer(Entry::Site, 28);
        break;
    case Entry::Object:
        refer(Entry::Text, 4);
        refer(Entry::Text, 8);
        refer(Entry::Site, 16);
        break;
    case Entry::Wait:
        refer(Entry::WaitKind, 4);
        if (const auto kind = known(Entry::WaitKind, at(payload, 4)); kind != None) {
            const WaitsOn what = m_builder.trace()->waitKind(static_cast<Reason>(kind)).what;
            if (what != WaitsOn::Nothing)
                refer(fileformat::tableOf(what), 8);
        }
        refer(Entry::Chain, 12);
        break;
    case Entry::Chain:
        refer(Entry::Chain, 4, at(payload, 0));
        refer(Entry::Site, 8);
        break;
    case Entry::Cause:
        refer(Entry::Text, 4);
        refer(Entry::Text, 8);
        break;
    case Entry::Awaited:
        refer(Entry::Awaited, 4, at(payload, 0));
        refer(Entry::Task, 8);
        break;
    default:
        break;
    }
    return found;
}

std::uint32_t TraceFileTables::require(Table table, std::uint32_t id)
{
    const std::uint32_t found = state({table, id});
    if (found == Ids::Waiting)
        return addNow({table, id}, true);
    return found;
}

/// Adds an entry that waits, after those of its references that wait, too; without those that are
/// not there only if it may. Returns what the builder calls it, or None.
std::uint32_t TraceFileTables::addNow(Reference wanted, bool withoutOthers)
{
    // It ends, since references lead from waits to awaited tasks to tasks and so on, or to a
    // smaller id in the same table.
    std::vector<Reference> open{wanted};
    while (!open.empty()) {
        const Reference next = open.back();
        if (state(next) != Ids::Waiting) {
            open.pop_back();
            continue;
        }
        const auto waiting = m_waiting.find({next.table, next.id});
        bool absent = false;
        const std::size_t before = open.size();
        for (const Reference other : references(next.table, waiting->second)) {
            if (other.table == Entry::Unwritten)
                continue;
            const std::uint32_t is = state(other);
            absent = absent || is == Ids::Absent;
            if (is == Ids::Waiting)
                open.push_back(other);
        }
        if (absent && !withoutOthers)
            return None;
        if (open.size() > before)
            continue;
        open.pop_back();
        const Payload payload = std::move(waiting->second);
        m_waiting.erase(waiting);
        ids(next.table).set(next.id, build(next.table, payload));
    }
    return known(wanted.table, wanted.id);
}

void TraceFileTables::settle(bool all)
{
    if (!all && m_waiting.size() < m_settleAt)
        return;
    std::vector<Reference> waiting;
    waiting.reserve(m_waiting.size());
    for (const auto &[entry, payload] : m_waiting)
        waiting.push_back({entry.first, entry.second});
    for (const Reference entry : waiting) {
        if (state(entry) == Ids::Waiting)
            addNow(entry, all);
    }
    // So that those for which nothing comes are not looked at again and again.
    m_settleAt = std::max<std::size_t>(64, 2 * m_waiting.size());
}

std::uint32_t TraceFileTables::missing(Table table)
{
    std::uint32_t &id = m_missing[static_cast<std::size_t>(table)];
    ++m_faults;
    if (id != 0)
        return id - 1;
    std::uint32_t made = 0;
    if (table == Entry::Wait) {
        Wait wait;
        wait.reason = Reason{static_cast<std::uint16_t>(missing(Entry::WaitKind))};
        made = static_cast<std::uint32_t>(m_builder.add(wait));
    } else if (table == Entry::WaitKind) {
        made = static_cast<std::uint32_t>(
            m_builder.add(WaitKind{"?", Shape::Other, WaitsOn::Nothing, Amount::Nothing, false}));
    } else if (table == Entry::Line) {
        made = m_builder.addLine("?");
    } else {
        made = static_cast<std::uint32_t>(m_builder.text("?"));
    }
    id = made + 1;
    return made;
}

std::uint32_t TraceFileTables::resolved(Table table, std::uint32_t id)
{
    // A wait without a kind there is not.
    if (table == Entry::Text ? id == 0 : id == None && table != Entry::WaitKind)
        return id;
    const std::uint32_t is = known(table, id);
    if (is != None)
        return is;
    if (table == Entry::Text || table == Entry::WaitKind)
        return missing(table);
    ++m_faults;
    return None;
}

std::uint32_t TraceFileTables::build(Table type, std::span<const std::byte> payload)
{
    try {
        return built(type, payload);
    } catch (const TraceError &) {
        ++m_faults;
        return Ids::Absent;
    }
}

std::uint32_t TraceFileTables::built(Table type, std::span<const std::byte> payload)
{
    const auto number = [](auto id) { return static_cast<std::uint32_t>(id); };
    const auto text
        = [&](std::size_t offset) { return TextId{resolved(Entry::Text, at(payload, offset))}; };
    const auto site
        = [&](std::size_t offset) { return SiteId{resolved(Entry::Site, at(payload, offset))}; };
    const auto task
        = [&](std::size_t offset) { return TaskId{resolved(Entry::Task, at(payload, offset))}; };
    /// An id of the entry's own table, which is smaller than its own.
    const auto earlier = [&](std::size_t offset) {
        const std::uint32_t id = at(payload, offset);
        return id < at(payload, 0) ? resolved(type, id) : None;
    };
    switch (type) {
    case Entry::Site:
        return number(m_builder.add(Site{text(4), text(8), at(payload, 12)}));
    case Entry::Task:
        return number(m_builder.add(TaskInfo{at(payload, 4), text(8), text(12), text(16), text(20),
                                             TaskId{earlier(24)}, site(28)}));
    case Entry::Object:
        return number(m_builder.add(Object{text(4), text(8), at(payload, 12), site(16)}));
    case Entry::WaitKind:
        return number(m_builder.add(upToDate(WaitKind{
            textOf(payload.subspan(8)), enumOf(payload[4], Shape::Other, Shape::Other),
            enumOf(payload[5], WaitsOn::Tasks, WaitsOn::Nothing),
            enumOf(payload[6], Amount::Count, Amount::Nothing), payload[7] != std::byte{0}})));
    case Entry::Wait: {
        const auto kind = static_cast<Reason>(resolved(Entry::WaitKind, at(payload, 4)));
        const WaitsOn what = m_builder.trace()->waitKind(kind).what;
        const std::uint32_t on
            = what == WaitsOn::Nothing ? None : resolved(fileformat::tableOf(what), at(payload, 8));
        return number(
            m_builder.add(Wait{kind, on, ChainId{resolved(Entry::Chain, at(payload, 12))},
                               std::max(at<std::int64_t>(payload, 16), std::int64_t{0})}));
    }
    case Entry::Chain:
        return number(m_builder.add(ChainNode{ChainId{earlier(4)}, site(8)}));
    case Entry::Cause:
        return number(m_builder.add(Cause{text(4), text(8), at<std::int64_t>(payload, 16)}));
    case Entry::Awaited:
        return number(m_builder.add(AwaitedTask{AwaitedId{earlier(4)}, task(8)}));
    default:
        return Ids::Absent;
    }
}

} // namespace trace
