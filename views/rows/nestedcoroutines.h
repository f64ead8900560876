#pragma once

#include "views/analysis/awaitspans.h"

#include <QString>

#include <cstddef>
#include <map>
#include <set>

namespace views {

/// What the tasks that are unfolded in a picture await within themselves.
class NestedCoroutines
{
public:
    NestedCoroutines() = default;
    NestedCoroutines(const RunModel &model, const std::set<QString> &labels)
    {
        unfold(model, labels);
    }

    /// From now on of the tasks of \a model, always the same one, that are called one of \a labels.
    void unfold(const RunModel &model, const std::set<QString> &labels);
    /// Goes on with what \a model has learnt; true: a task has more levels than before.
    bool advance(const RunModel &model);
    /// Null: \a task is not unfolded.
    const AwaitSpans *of(trace::TaskId task) const;
    bool isEmpty() const noexcept { return m_tasks.empty(); }

private:
    std::map<trace::TaskId, AwaitSpans> m_tasks;
};

/// Whether \a task is seen at once to await a coroutine of its own.
bool hasNested(const RunModel &model, trace::TaskId task);

} // namespace views
