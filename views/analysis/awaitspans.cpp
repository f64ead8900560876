#include "views/analysis/awaitspans.h"

#include <algorithm>

namespace views {

std::vector<trace::SiteId> sitesOf(const trace::Trace &trace, trace::ChainId chain)
{
    std::vector<trace::SiteId> sites;
    for (; chain != trace::ChainId::None; chain = trace.chain(chain).parent)
        sites.push_back(trace.chain(chain).site);
    return sites;
}

void AwaitSpans::remember()
{
    m_openBefore = m_open;
    m_before.clear();
    for (const std::vector<AwaitSpan> &level : m_levels)
        m_before.push_back({level.size(), level.empty() ? 0 : level.back().end,
                            !level.empty() && level.back().again});
}

void AwaitSpans::restore()
{
    m_open = m_openBefore;
    m_levels.resize(m_before.size());
    for (std::size_t i = 0; i < m_before.size(); ++i) {
        m_levels[i].resize(m_before[i].spans);
        if (m_levels[i].empty())
            continue;
        m_levels[i].back().end = m_before[i].end;
        m_levels[i].back().again = m_before[i].again;
    }
}

void AwaitSpans::take(const RunModel &model, std::size_t segment)
{
    const trace::Trace &trace = model.trace();
    const trace::Record &record = trace.records()[model.track(m_task).record(segment)];
    if (record.kind() != trace::Kind::Suspended) {
        // The wait goes on while the task is asked to cancel, or for ever.
        const State state = model.state({m_task, segment});
        for (std::size_t i = 0; i < m_open && (state == State::Cancelling || state == State::Lost);
             ++i)
            m_levels[i].back().end = segment + 1;
        return;
    }
    const trace::ChainId place = trace.wait(record.wait()).chain;
    m_callers.clear();
    if (place != trace::ChainId::None) {
        for (auto at = trace.chain(place).parent; at != trace::ChainId::None;
             at = trace.chain(at).parent)
            m_callers.push_back(at);
    }
    std::reverse(m_callers.begin(), m_callers.end());
    std::size_t shared = 0;
    while (shared < m_open && shared < m_callers.size()
           && m_levels[shared].back().awaitedAt == m_callers[shared])
        m_levels[shared++].back().end = segment + 1;
    const auto within = [&](std::size_t level) {
        return level + 1 < m_callers.size() ? m_callers[level + 1] : place;
    };
    // Of those further out the same await goes on.
    if (shared > 0) {
        AwaitSpan &innermost = m_levels[shared - 1].back();
        innermost.again = innermost.again || innermost.place == within(shared - 1);
    }
    m_open = m_callers.size();
    m_levels.resize(std::max(m_levels.size(), m_open));
    for (std::size_t i = shared; i < m_open; ++i)
        m_levels[i].push_back({m_callers[i], within(i), segment, segment + 1});
}

void AwaitSpans::advance(const RunModel &model)
{
    const std::size_t known = model.track(m_task).size();
    if (m_taken > 0) {
        restore();
        --m_taken;
    }
    for (; m_taken < known; ++m_taken) {
        if (m_taken + 1 == known)
            remember();
        take(model, m_taken);
    }
}

} // namespace views
