#pragma once

#include "views/model/runmodel.h"
#include "views/rows/nestedcoroutines.h"
#include "views/rows/roworder.h"

#include <QString>

#include <optional>
#include <set>
#include <vector>

namespace views {

/// Where the rows stand, from top to bottom, in logical pixels from the top of the first. A
/// value: scrolling and widgets are no concern of it.
class TimelineLayout
{
public:
    struct Options
    {
        int rowHeight = 24;
        int headerHeight = 24; ///< 0: no headers, a gap instead
        int gap = 0; ///< before and after a group without a header
        std::set<QString> collapsed; ///< groups, by name; without headers they are left out
        RowOrder order = RowOrder::Creation; ///< within a group
        std::set<QString>
            pinned; ///< labels of tasks that stand above all, folded and filtered or not
        std::set<QString> unfolded; ///< labels of tasks that have what they await under them
        QString filter; ///< only tasks whose label or name contains it, or in quotes is it

        bool operator==(const Options &) const = default;
    };

    struct Row
    {
        enum class Kind : std::uint8_t { Header, Task, Coroutines };

        Kind kind = Kind::Task;
        int top = 0;
        int height = 0;
        std::size_t group = 0; ///< index in RunModel::groups()
        trace::TaskId task = trace::TaskId::None;
        bool nested = false; ///< under a header
        bool pinned = false;
        std::size_t level = 0; ///< of the coroutines, as AwaitSpans has them

        int bottom() const noexcept { return top + height; }
    };

    TimelineLayout() = default;
    /// \a nested has what the tasks that are to be unfolded await; null: none is.
    TimelineLayout(const RunModel &model, const Options &options,
                   const NestedCoroutines *nested = nullptr);

    const Options &options() const noexcept { return m_options; }
    const std::vector<Row> &rows() const noexcept { return m_rows; }
    int height() const noexcept { return m_rows.empty() ? 0 : m_rows.back().bottom(); }
    /// So high are the pinned rows that stay at the top of \a room while the others are scrolled:
    /// all of them, unless that would leave the others less than a third.
    int stayingHeight(int room) const noexcept;
    /// Is there a row of coroutines?
    bool hasCoroutines() const noexcept { return m_hasCoroutines; }
    /// Number of tasks that passed the filter, collapsed ones among them.
    std::size_t taskCount() const noexcept { return m_tasks; }

    /// The row that covers \a y, or nothing in a gap or beyond the last.
    std::optional<std::size_t> rowAt(double y) const;
    /// The first row that ends below \a y; rows().size() when none does.
    std::size_t firstBelow(double y) const;
    /// Is \a row the header of a group of \a model whose tasks are not shown?
    bool isFolded(const RunModel &model, const Row &row) const;
    /// The task's own row.
    std::optional<std::size_t> rowOf(trace::TaskId task) const;
    /// The same, or the header of the folded group that \a task is in.
    std::optional<std::size_t> rowFor(const RunModel &model, trace::TaskId task) const;

    /// A row of \a height that ends \a above the foot of each task's row, for what is the task's
    /// \a counterpart: none without one.
    TimelineLayout strips(int height, int above,
                          const std::vector<trace::TaskId> &counterparts) const;

    /// The tallest of RowHeights from \a tallest down with which all rows of \a model fit into
    /// \a height, or \a lowest when none does.
    static int fittingRowHeight(const RunModel &model, Options options, int height,
                                int tallest = 24, int lowest = 16,
                                const NestedCoroutines *nested = nullptr);

private:
    static constexpr std::size_t NoRow = static_cast<std::size_t>(-1);

    void addPinned(const RunModel &model, const NestedCoroutines *nested);
    /// Adds \a row and under it those of what its task awaits.
    void addTask(const Row &row, const NestedCoroutines *nested);

    Options m_options;
    std::vector<Row> m_rows;
    std::vector<std::size_t> m_ownRows; ///< by task; NoRow where it has none
    std::set<trace::TaskId> m_pinned;
    std::size_t m_tasks = 0;
    bool m_hasCoroutines = false;
};

} // namespace views
