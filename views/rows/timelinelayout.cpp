#include "views/rows/timelinelayout.h"

#include "views/model/groupname.h"
#include "views/rows/rowmetrics.h"

#include <algorithm>

namespace views {

namespace {

bool passes(const RunModel &model, trace::TaskId task, const QString &filter)
{
    if (filter.isEmpty())
        return true;
    const QString label = model.label(task);
    const QString name = model.name(task);
    if (filter.size() > 2 && filter.startsWith(u'"') && filter.endsWith(u'"')) {
        const QStringView whole = QStringView(filter).sliced(1, filter.size() - 2);
        return whole.compare(label, Qt::CaseInsensitive) == 0
            || whole.compare(name, Qt::CaseInsensitive) == 0;
    }
    return label.contains(filter, Qt::CaseInsensitive)
        || name.contains(filter, Qt::CaseInsensitive);
}

} // namespace

TimelineLayout::TimelineLayout(const RunModel &model, const Options &options,
                               const NestedCoroutines *nested)
    : m_options(options)
{
    addPinned(model, nested);
    int y = height();
    bool gapDue = !m_rows.empty();
    for (std::size_t g = 0; g < model.groups().size(); ++g) {
        const TaskGroup &group = model.groups()[g];
        const bool collapsed = options.collapsed.contains(groupName(model, group));
        if (collapsed && options.headerHeight == 0)
            continue; // nothing would stand for it
        std::vector<trace::TaskId> tasks;
        for (const trace::TaskId task : group.tasks) {
            if (!m_pinned.contains(task) && passes(model, task, options.filter))
                tasks.push_back(task);
        }
        if (tasks.empty())
            continue;
        sortTasks(model, options.order, tasks);
        m_tasks += tasks.size();
        const bool isGroup = group.tasks.size() > 1;
        const bool header = isGroup && options.headerHeight > 0;
        if (!header && !m_rows.empty() && (isGroup || gapDue))
            y += options.gap;
        gapDue = isGroup;
        if (header) {
            m_rows.push_back(
                {Row::Kind::Header, y, options.headerHeight, g, trace::TaskId::None, false});
            y += options.headerHeight;
        }
        if (header && collapsed)
            continue;
        for (const trace::TaskId task : tasks) {
            addTask({Row::Kind::Task, y, options.rowHeight, g, task, header}, nested);
            y = height();
        }
    }
}

void TimelineLayout::addTask(const Row &row, const NestedCoroutines *nested)
{
    const auto task = static_cast<std::size_t>(row.task);
    if (task >= m_ownRows.size())
        m_ownRows.resize(task + 1, NoRow);
    m_ownRows[task] = m_rows.size();
    m_rows.push_back(row);
    const AwaitSpans *spans = nested != nullptr ? nested->of(row.task) : nullptr;
    for (std::size_t level = 0; spans != nullptr && level < spans->levels().size(); ++level) {
        Row &under = m_rows.emplace_back(row);
        under.kind = Row::Kind::Coroutines;
        under.top = row.bottom() + static_cast<int>(level) * row.height;
        under.level = level;
        m_hasCoroutines = true;
    }
}

void TimelineLayout::addPinned(const RunModel &model, const NestedCoroutines *nested)
{
    if (m_options.pinned.empty())
        return;
    for (std::size_t g = 0; g < model.groups().size(); ++g) {
        for (const trace::TaskId task : model.groups()[g].tasks) {
            if (!m_options.pinned.contains(model.label(task)))
                continue;
            m_pinned.insert(task);
            addTask({Row::Kind::Task, height(), m_options.rowHeight, g, task, false, true}, nested);
            ++m_tasks;
        }
    }
}

int TimelineLayout::stayingHeight(int room) const noexcept
{
    int height = 0;
    for (const Row &row : m_rows) {
        if (!row.pinned || row.bottom() > room * 2 / 3)
            break;
        height = row.bottom();
    }
    return height;
}

std::size_t TimelineLayout::firstBelow(double y) const
{
    const auto found = std::partition_point(m_rows.begin(), m_rows.end(),
                                            [y](const Row &row) { return row.bottom() <= y; });
    return static_cast<std::size_t>(found - m_rows.begin());
}

std::optional<std::size_t> TimelineLayout::rowAt(double y) const
{
    const std::size_t row = firstBelow(y);
    if (row == m_rows.size() || m_rows[row].top > y)
        return {};
    return row;
}

bool TimelineLayout::isFolded(const RunModel &model, const Row &row) const
{
    return row.kind == Row::Kind::Header
        && m_options.collapsed.contains(groupName(model, model.groups()[row.group]));
}

std::optional<std::size_t> TimelineLayout::rowOf(trace::TaskId task) const
{
    const auto index = static_cast<std::size_t>(task);
    if (index >= m_ownRows.size() || m_ownRows[index] == NoRow)
        return {};
    return m_ownRows[index];
}

std::optional<std::size_t> TimelineLayout::rowFor(const RunModel &model, trace::TaskId task) const
{
    if (const auto own = rowOf(task))
        return own;
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) {
        const auto &tasks = model.groups()[row.group].tasks;
        return isFolded(model, row) && std::binary_search(tasks.begin(), tasks.end(), task);
    });
    if (found == m_rows.end())
        return {};
    return static_cast<std::size_t>(found - m_rows.begin());
}

TimelineLayout TimelineLayout::strips(int height, int above,
                                      const std::vector<trace::TaskId> &counterparts) const
{
    TimelineLayout strips;
    strips.m_options.rowHeight = height;
    for (const Row &row : m_rows) {
        if (row.kind != Row::Kind::Task)
            continue;
        const auto task = static_cast<std::size_t>(row.task);
        if (task < counterparts.size() && counterparts[task] != trace::TaskId::None)
            strips.addTask({Row::Kind::Task, row.bottom() - above - height, height, row.group,
                            counterparts[task], false},
                           nullptr);
    }
    strips.m_tasks = strips.m_rows.size();
    return strips;
}

int TimelineLayout::fittingRowHeight(const RunModel &model, Options options, int height,
                                     int tallest, int lowest, const NestedCoroutines *nested)
{
    for (const int rowHeight : RowHeights) {
        if (rowHeight > tallest)
            continue;
        options.rowHeight = rowHeight;
        if (options.headerHeight > 0)
            options.headerHeight = headerHeightFor(rowHeight);
        if (rowHeight <= lowest || TimelineLayout(model, options, nested).height() <= height)
            return rowHeight;
    }
    return lowest;
}

} // namespace views
