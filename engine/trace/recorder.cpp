#include "engine/trace/recorder.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace trace {

namespace {

// The finaliser of MurmurHash3: every input bit reaches the low bits that index a cache.
constexpr std::uint64_t mixed(std::uint64_t h) noexcept
{
    h ^= h >> 33;
    h *= 0xff51'afd7'ed55'8ccdULL;
    h ^= h >> 33;
    return h;
}

/// Appends \a element to \a log; returns its index.
template <class Id, class Log, class Element>
Id add(Log &log, Element element)
{
    const auto index = static_cast<std::uint32_t>(log.size());
    log.push(std::move(element));
    return Id{index};
}

} // namespace

std::size_t Recorder::WaitHash::operator()(const Wait &wait) const noexcept
{
    const auto place = static_cast<std::uint64_t>(wait.chain) << 40
        ^ static_cast<std::uint64_t>(wait.what) << 8 ^ static_cast<std::uint64_t>(wait.reason);
    return mixed(place ^ static_cast<std::uint64_t>(wait.amount) * 0x9e37'79b9'7f4a'7c15ULL);
}

std::size_t Recorder::SiteHash::operator()(const SiteKey &key) const noexcept
{
    return mixed(reinterpret_cast<std::uintptr_t>(key.file) * 31 + key.line);
}

std::size_t Recorder::ChainHash::operator()(const ChainNode &node) const noexcept
{
    return mixed(static_cast<std::uint64_t>(node.parent) << 32
                 | static_cast<std::uint64_t>(node.site));
}

std::size_t Recorder::CauseHash::operator()(const Cause &cause) const noexcept
{
    const auto name
        = static_cast<std::uint64_t>(cause.kind) << 32 | static_cast<std::uint64_t>(cause.name);
    return mixed(name ^ static_cast<std::uint64_t>(cause.number) * 0x9e37'79b9'7f4a'7c15ULL);
}

std::size_t Recorder::WaitKindHash::operator()(const WaitKind &kind) const noexcept
{
    return std::hash<std::string_view>()(kind.word);
}

Recorder::Recorder()
{
    intern(std::string_view());
}

TaskId Recorder::addTask(const TaskInfo &info)
{
    return add<TaskId>(m_tasks, info);
}

ObjectId Recorder::addObject(const Object &object)
{
    return add<ObjectId>(m_objects, object);
}

AwaitedId Recorder::addAwaited(const AwaitedTask &awaited)
{
    return add<AwaitedId>(m_awaited, awaited);
}

Reason Recorder::intern(const WaitKind &kind)
{
    const auto builtIn = std::find(BuiltInWaitKinds.begin(), BuiltInWaitKinds.end(), kind);
    if (builtIn != BuiltInWaitKinds.end())
        return Reason{static_cast<std::uint16_t>(builtIn - BuiltInWaitKinds.begin())};
    WaitKind kept = kind;
    kept.word = text(intern(kind.word)); // which stays where it is
    const auto [entry, added] = m_reasons.try_emplace(kept);
    if (added) {
        assert(waitKindCount() <= 0xFFFF);
        entry->second = Reason{static_cast<std::uint16_t>(waitKindCount())};
        m_waitKinds.push(kept);
    }
    return entry->second;
}

CauseId Recorder::intern(const Cause &cause)
{
    const auto [entry, added] = m_causeIds.try_emplace(cause);
    if (added)
        entry->second = add<CauseId>(m_causes, cause);
    return entry->second;
}

std::uint32_t Recorder::addLine(std::string_view line)
{
    return add<std::uint32_t>(m_lines, Line{std::string(line)});
}

void Recorder::print(Time time, TaskId task, std::string_view text)
{
    for (;;) {
        const auto end = text.find('\n');
        const std::uint32_t index = addLine(text.substr(0, end));
        record(time, Kind::Printed, static_cast<std::uint32_t>(task), index);
        if (end == std::string_view::npos)
            return;
        text.remove_prefix(end + 1);
    }
}

TextId Recorder::intern(std::string_view text)
{
    if (text.empty() && !m_texts.empty())
        return TextId::Empty;
    const auto [entry, added] = m_textIds.try_emplace(std::string(text));
    if (added)
        entry->second = add<TextId>(m_texts, entry->first);
    return entry->second;
}

TextId Recorder::internStatic(const char *text)
{
    const auto [entry, added] = m_staticTextIds.try_emplace(text);
    if (added)
        entry->second = intern(std::string_view(text));
    return entry->second;
}

SiteId Recorder::intern(const char *file, const char *function, std::uint32_t line)
{
    const SiteKey key{file, line};
    const auto [entry, added] = m_siteIds.try_emplace(key);
    if (added)
        entry->second = addSite({intern(file), intern(function), line});
    return entry->second;
}

SiteId Recorder::addSite(const Site &site)
{
    return add<SiteId>(m_sites, site);
}

WaitId Recorder::intern(const Wait &wait)
{
    const auto [entry, added] = m_waitIds.try_emplace(wait);
    if (added)
        entry->second = add<WaitId>(m_waits, wait);
    return entry->second;
}

ChainId Recorder::intern(const ChainNode &node)
{
    const auto [entry, added] = m_chainIds.try_emplace(node);
    if (added)
        entry->second = add<ChainId>(m_chains, node);
    return entry->second;
}

ChainId Recorder::awaitAt(ChainId parent, std::source_location where, const char *function)
{
    if (const ChainId *known = recallAwait(parent, where))
        return *known;
    const ChainId id = intern(ChainNode{parent, intern(where.file_name(), function, where.line())});
    const std::uintptr_t place = addressOf(where);
    m_awaits[slotOf(parent, place)] = {place, parent, id};
    return id;
}

WaitId Recorder::intern(const Wait &wait, ChainId parent, std::source_location where,
                        const char *function, bool atParent)
{
    assert(static_cast<unsigned>(wait.reason) <= 0xFF);
    const ChainId within = atParent && parent != ChainId::None ? chain(parent).parent : parent;
    Wait placed = wait;
    placed.chain = awaitAt(within, where, function);
    const WaitId id = intern(placed);
    const SuspensionKey key(wait, parent, where);
    m_suspensions[key.slot()] = {key, id};
    return id;
}

} // namespace trace
