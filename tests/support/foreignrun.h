#pragma once

#include "engine/trace/tracebuilder.h"

#include <memory>

namespace support {

/// A run in words that are not ours, of a program that no engine of ours ran: a fetch in line for a
/// connection of a pool, which is of a kind that nobody has heard of, and the one that gives the
/// connection back, which waits for its turn to the end.
///
///     0 s  step 1: fetch begins and waits for the pool "db", in a coroutine that it awaits
///     1 s  a record of a kind that is not known
///     2 s  step 2: data on descriptor 8 has woken it; it is renamed, and waits for a nameless pool
///     3 s  step 3: the third partition of a Kafka has; it returns, and the run is stopped
class ForeignRun
{
public:
    ForeignRun();

    std::shared_ptr<const trace::Trace> trace() const noexcept { return m_builder.trace(); }
    trace::TaskId fetch() const noexcept { return m_fetch; }
    trace::TaskId closer() const noexcept { return m_closer; }

private:
    trace::SiteId site(const char *file, std::uint32_t line, const char *function = "<module>");

    trace::TraceBuilder m_builder;
    trace::TaskId m_fetch{};
    trace::TaskId m_closer{};
};

/// Appends what a record of \a kind says of \a subject, in \a argument.
template <class Subject, class Argument = std::uint32_t>
void append(trace::TraceBuilder &builder, trace::Time time, trace::Kind kind, Subject subject,
            Argument argument = {})
{
    builder.append(trace::Record::of(time, kind, static_cast<std::uint32_t>(subject),
                                     static_cast<std::uint32_t>(argument)));
}

} // namespace support
