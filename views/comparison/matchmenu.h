#pragma once

#include "views/analysis/comparison.h"

#include <QMenu>

#include <memory>
#include <vector>

namespace views {

/// With which task of the other run one is to be compared: offers those that are like it, any
/// other, and none. What it opens needs it when it has been closed.
class MatchMenu : public QMenu
{
    Q_OBJECT

public:
    /// What is to be matched: the task of \a task that is not None, of the run in hand if both are
    /// there.
    MatchMenu(const Both<std::shared_ptr<const RunModel>> &runs,
              std::shared_ptr<const Comparison> comparison, const Both<trace::TaskId> &task,
              bool isByHand, QWidget *parent);

Q_SIGNALS:
    /// A person has chosen; None: there is no counterpart.
    void chosen(const views::TaskMatch &match);
    /// A person wants it matched by its name.
    void automaticWanted();

private:
    /// The tasks of the other run, those of its own coroutine without a counterpart first.
    std::vector<trace::TaskId> candidates() const;
    bool isTaken(trace::TaskId candidate) const;
    QString textOf(trace::TaskId candidate) const;
    void choose(trace::TaskId candidate);
    void ask();

    bool isOwn() const noexcept { return m_task.now != trace::TaskId::None; }
    const RunModel &run() const { return isOwn() ? *m_runs.now : *m_runs.reference; }
    const RunModel &otherRun() const { return isOwn() ? *m_runs.reference : *m_runs.now; }

    Both<std::shared_ptr<const RunModel>> m_runs;
    std::shared_ptr<const Comparison> m_comparison;
    Both<trace::TaskId> m_task;
};

} // namespace views
