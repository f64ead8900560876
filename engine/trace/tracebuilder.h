#pragma once

#include "engine/trace/recorder.h"
#include "engine/trace/schema.h"

#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace trace {

/// Something in data from elsewhere cannot be: what, in one sentence that begins with where.
class TraceError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Makes a trace of data that nobody vouches for: a file, another program. Whatever is added is
/// checked first, every id, order and range; what cannot be throws TraceError and adds nothing,
/// and the builder can go on with what follows.
///
/// Ids are those that the functions return; each is to be added before it is referred to.
class TraceBuilder
{
public:
    /// Grows with the builder; others may read it meanwhile.
    std::shared_ptr<const Trace> trace() const noexcept { return m_trace; }

    /// Before anybody reads.
    void setMetadata(Metadata metadata) { m_trace->setMetadata(std::move(metadata)); }
    TextId text(std::string_view text);
    SiteId add(const Site &site);
    ObjectId add(const Object &object);
    /// Of an equal kind, or a new one: the reason of its waits.
    Reason add(const WaitKind &kind);
    CauseId add(const Cause &cause);
    ChainId add(const ChainNode &node);
    AwaitedId add(const AwaitedTask &awaited);
    WaitId add(const Wait &wait);
    TaskId add(const TaskInfo &info);
    /// Returns the argument of a Printed record. \a text is one line.
    std::uint32_t addLine(std::string_view text);

    /// Appends the next record. Times do not decrease; a task's first record is its Created, and
    /// none of its transitions follows its end; nothing follows Ended. A record of a kind that is
    /// not known is kept for others and not looked into.
    void append(const Record &record);

private:
    enum class Life : std::uint8_t { Unborn, Lives, Over };

    bool holds(Field field, std::uint32_t value) const noexcept;
    bool isInOrder(const Record &record) const noexcept;
    [[noreturn]] void refuse(const Record &record) const;
    void requireText(const char *what, std::size_t index, TextId id) const;
    void requireSite(const char *what, std::size_t index, SiteId id) const;

    std::shared_ptr<Recorder> m_trace = std::make_shared<Recorder>();
    // The sizes of the tables: those of the trace are meant for other threads.
    std::uint32_t m_texts = 1; ///< the empty one
    std::uint32_t m_sites = 0;
    std::uint32_t m_chains = 0;
    std::uint32_t m_awaited = 0;
    std::uint32_t m_objects = 0;
    std::uint32_t m_causes = 0;
    std::uint32_t m_waits = 0;
    std::uint32_t m_lines = 0;
    std::uint64_t m_timeNs = 0; ///< of the last record
    bool m_ended = false;
    std::vector<Life> m_tasks;
};

} // namespace trace
