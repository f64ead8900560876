#pragma once

#include "views/model/runmodel.h"

#include <span>
#include <vector>

namespace views {

/// What is the same in two runs.
struct Counterparts
{
    /// Of the other run for each of the one, or None.
    std::vector<trace::TaskId> tasks;
    std::vector<trace::ObjectId> objects;

    trace::TaskId of(trace::TaskId task) const
    {
        const auto index = static_cast<std::size_t>(task);
        return index < tasks.size() ? tasks[index] : trace::TaskId::None;
    }
    trace::ObjectId of(trace::ObjectId object) const
    {
        const auto index = static_cast<std::size_t>(object);
        return index < objects.size() ? objects[index] : trace::ObjectId::None;
    }
};

/// What a person says is the same, or has no counterpart where \a other is None.
struct TaskMatch
{
    trace::TaskId one = trace::TaskId::None;
    trace::TaskId other = trace::TaskId::None;

    bool operator==(const TaskMatch &) const = default;
};

/// Finds the tasks and objects of \a other for those of \a one, each at most once.
///
/// Tasks are the same that run a coroutine of one name and have the same name: what the program
/// named them, or else what people call them, or else none, as "Task-7" says only how many there
/// were before. Of several the first created is the one that was created first in the other run,
/// and so on. Where one of the runs tells no names of the tasks of a coroutine, or not what people
/// call them, that does not count for those: the same program in another language tells less of
/// itself. Of those that are left, tasks of one name are the same, though their coroutines are not.
///
/// Objects are the same that have one kind and name, in the order in which they became known. Of a
/// dotted name the last part counts ("self.door" here, "door" there), and one that only says the
/// kind is none. Of those that are left, one without a name is the same as one of its kind, in the
/// order in which tasks first waited for them, acquired them or put something in.
///
/// What \a byHand says, for a task of \a one and of \a other at most once each, holds, and the
/// others are found among the rest.
Counterparts counterpartsOf(const RunModel &one, const RunModel &other,
                            std::span<const TaskMatch> byHand = {});

/// Is it one of the two tasks with which asyncio.run() ends? They are none of the program's.
bool isOfAsyncio(const RunModel &model, trace::TaskId task);

} // namespace views
