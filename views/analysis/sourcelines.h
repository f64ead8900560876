#pragma once

#include "views/model/runmodel.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace views {

/// A line of a program's source.
struct SourceLine
{
    trace::TextId file = trace::TextId::Empty;
    std::uint32_t line = 0; ///< from 1

    auto operator<=>(const SourceLine &) const = default;
};

/// The line of \a site, or nothing for None and where no line is recorded.
std::optional<SourceLine> lineOf(const trace::Trace &trace, trace::SiteId site);

/// The lines of \a chain, the innermost coroutine's first. Empty where none is recorded.
std::vector<SourceLine> linesOf(const trace::Trace &trace, trace::ChainId chain);

/// Who is suspended in one line.
struct LineMark
{
    SourceLine at;
    /// Whose innermost coroutine stands there; who has stood there longest is first.
    std::vector<trace::TaskId> here;
    /// Whose await chain passes through: they await there what stands elsewhere.
    std::vector<trace::TaskId> through;
};

/// The marks of a program's source at one moment, made by sourceLinesAt().
struct SourceLines
{
    std::vector<LineMark> marks; ///< ascending

    /// Those in \a file.
    std::span<const LineMark> in(trace::TextId file) const;
    /// Of \a line; null where nobody is.
    const LineMark *at(const SourceLine &line) const;
};

/// In which lines the tasks of \a model are suspended after its first \a records records. A task
/// that is ready again stands where it was suspended until it runs; one that has not begun stands
/// nowhere.
SourceLines sourceLinesAt(const RunModel &model, std::size_t records);

/// Where \a task is suspended after \a records records, as sourceLinesAt() has it; None where it is
/// not or where that is not recorded.
trace::ChainId chainAt(const RunModel &model, trace::TaskId task, std::size_t records);

/// Where \a segment is: a wait where it waits, a step where it stopped, which is the nearest to
/// what ran.
trace::ChainId chainOf(const RunModel &model, const SegmentRef &segment);

/// The last step to begin within the first \a records records: a running segment. Nothing before
/// the first.
std::optional<SegmentRef> stepAt(const RunModel &model, std::size_t records);

} // namespace views
