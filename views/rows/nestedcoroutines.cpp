#include "views/rows/nestedcoroutines.h"

#include <algorithm>

namespace views {

void NestedCoroutines::unfold(const RunModel &model, const std::set<QString> &labels)
{
    std::map<trace::TaskId, AwaitSpans> tasks;
    for (std::uint32_t i = 0; !labels.empty() && i < model.taskCount(); ++i) {
        const trace::TaskId task{i};
        if (!labels.contains(model.label(task)))
            continue;
        const auto known = m_tasks.find(task);
        if (known != m_tasks.end())
            tasks.insert(m_tasks.extract(known));
        else
            tasks.emplace(task, AwaitSpans(task)).first->second.advance(model);
    }
    m_tasks = std::move(tasks);
}

bool NestedCoroutines::advance(const RunModel &model)
{
    bool more = false;
    for (auto &[task, spans] : m_tasks) {
        const std::size_t levels = spans.levels().size();
        spans.advance(model);
        more = more || spans.levels().size() > levels;
    }
    return more;
}

const AwaitSpans *NestedCoroutines::of(trace::TaskId task) const
{
    const auto found = m_tasks.find(task);
    return found == m_tasks.end() ? nullptr : &found->second;
}

bool hasNested(const RunModel &model, trace::TaskId task)
{
    constexpr std::size_t Most = 16; // segments looked at for every row of a frame
    const std::size_t end = std::min(Most, model.track(task).size());
    for (std::size_t i = 0; i < end; ++i) {
        const trace::Record &record = model.trace().records()[model.track(task).record(i)];
        if (record.kind() != trace::Kind::Suspended)
            continue;
        const trace::ChainId chain = model.trace().wait(record.wait()).chain;
        if (chain != trace::ChainId::None
            && model.trace().chain(chain).parent != trace::ChainId::None)
            return true;
    }
    return false;
}

} // namespace views
