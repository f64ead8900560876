#pragma once

#include "views/model/position.h"

#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace views {

class RunModel;

/// A place in a run that somebody has marked.
struct RunMark
{
    Position position; ///< where the cursor shows it
    trace::TaskId task = trace::TaskId::None; ///< whom it is about; may be None
    QString note; ///< may be empty
    std::optional<std::uint32_t> record = std::nullopt; ///< of the run that sets it; none: a person

    bool operator==(const RunMark &) const = default;
};

/// What a person has changed of the marks of a run.
struct MarkChanges
{
    std::vector<RunMark> added; ///< in ascending order of their positions
    /// Marks of the run, by record: the note that each has instead, or nothing: it is taken away.
    std::map<std::uint32_t, std::optional<QString>> recorded;

    bool isEmpty() const noexcept { return added.empty() && recorded.empty(); }
    /// Sets a mark at \a position with \a note, in place of one that is there.
    void add(const Position &position, const QString &note);
    /// Gives \a mark the note \a note, or takes it away without one.
    void change(const RunMark &mark, const std::optional<QString> &note);

    bool operator==(const MarkChanges &) const = default;
};

/// The marks of what \a model has read with \a changes, in ascending order of their positions.
std::vector<RunMark> marksOf(const RunModel &model, const MarkChanges &changes);

/// The first of \a marks, which ascend, that is at \a records or later; marks.size(): none.
std::size_t markFrom(const std::vector<RunMark> &marks, std::size_t records);
/// The first of \a marks that is at \a position; null: none.
const RunMark *markAt(const std::vector<RunMark> &marks, const Position &position);

} // namespace views
