#pragma once

#include "engine/trace/recorder.h"
#include "engine/trace/schema.h"

#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

namespace trace {

/// Copies what several loops record, each in its own thread into a trace of its own, into one
/// trace, in the order of time. The loops' tasks are numbered on as from one counter.
///
/// Used by the one thread that writes the trace. A record is copied once every other loop has come
/// as far, so that none can still record something earlier.
class Merger
{
public:
    /// \a into outlives this.
    explicit Merger(Recorder &into)
        : m_into(into)
    {
    }

    /// From now on also copies \a source, which is that of a loop called \a name, started by the
    /// task \a creator at \a begin; it records nothing earlier, and Kind::Ended last.
    void add(std::shared_ptr<const Trace> source, std::string_view name, TaskId creator,
             Time begin);
    /// Copies what can be copied of what happened until \a now.
    void advance(Time now);

private:
    struct Source
    {
        std::shared_ptr<const Trace> trace;
        TextId name{};
        TaskId creator{};
        Time reached{}; ///< the time of the next record, if there is one; nothing earlier comes
        bool ended = false;
        std::size_t copied = 0; ///< records
        // What the source's ids are in m_into.
        std::vector<TaskId> tasks;
        std::vector<ObjectId> objects;
        std::vector<ChainId> chains;
        std::vector<AwaitedId> awaited;
        std::vector<std::optional<WaitId>> waits;
    };

    Source *next(Time now);
    void copy(Source &source, const Record &record);
    std::uint32_t translated(Source &source, Field field, std::uint32_t value);
    std::uint32_t task(Source &source, std::uint32_t subject);
    std::uint32_t waker(Source &source, std::uint32_t waker);
    std::uint32_t object(Source &source, ObjectId id);
    std::uint32_t wait(Source &source, WaitId id);
    ChainId chain(Source &source, ChainId id);
    AwaitedId awaited(Source &source, AwaitedId id);
    SiteId site(const Source &source, SiteId id);
    TextId text(const Source &source, TextId id) { return m_into.intern(source.trace->text(id)); }

    Recorder &m_into;
    std::vector<Source> m_sources;
    std::map<std::tuple<TextId, TextId, std::uint32_t>, SiteId> m_sites;
};

} // namespace trace
