#pragma once

#include "engine/trace/trace.h"

#include <QStringMatcher>

#include <string>
#include <utility>
#include <vector>

namespace views {

/// Looks for a text in a run, whatever the case of its letters: in what a task is called or becomes
/// called, in what it waits for and where, in the names of exceptions, in what is printed and in
/// marks. Each of those stands in one record. May be used in any thread.
class RunSearch
{
public:
    /// \a trace must outlive it; \a text is not empty.
    RunSearch(const trace::Trace &trace, const QString &text);

    /// Looks through the next \a most records at most; false when all that are published have been
    /// looked through.
    bool advance(std::size_t most);
    /// The records found so far, in their order.
    const std::vector<std::size_t> &hits() const noexcept { return m_hits; }
    /// The same for good: nothing is found any more.
    std::vector<std::size_t> takeHits() &&noexcept { return std::move(m_hits); }

private:
    enum class Known : std::uint8_t { Nothing, Other, Match };

    bool matches(const trace::Record &record);
    bool matchesText(trace::TextId text);
    bool matchesTask(trace::TaskId task);
    bool matchesWait(trace::WaitId wait);
    /// What \a look says of \a id, asked once.
    template <class Id, class Look>
    static bool remembered(std::vector<Known> &known, Id id, Look look);
    bool contains(const std::string &text) const;

    const trace::Trace &m_trace;
    QStringMatcher m_matcher;
    std::vector<Known> m_texts;
    std::vector<Known> m_waits;
    std::vector<std::size_t> m_hits;
    std::size_t m_next = 0;
};

} // namespace views
