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

std::vector<AwaitSpan> awaitSpans(const RunModel &model, trace::TaskId task)
{
    const trace::Trace &trace = model.trace();
    const TaskTrack &track = model.track(task);
    std::vector<AwaitSpan> spans;
    std::vector<std::size_t> open; ///< indices of those that the last wait was in, outermost first
    std::vector<trace::ChainId> callers;
    for (std::size_t i = 0; i < track.size(); ++i) {
        const trace::Record &record = trace.records()[track.record(i)];
        if (record.kind() != trace::Kind::Suspended) {
            // The wait goes on while the task is asked to cancel, or for ever.
            const State state = model.state({task, i});
            if (state == State::Cancelling || state == State::Lost) {
                for (const std::size_t span : open)
                    spans[span].end = i + 1;
            }
            continue;
        }
        const trace::ChainId place = trace.wait(record.wait()).chain;
        callers.clear();
        if (place != trace::ChainId::None) {
            for (auto at = trace.chain(place).parent; at != trace::ChainId::None;
                 at = trace.chain(at).parent)
                callers.push_back(at);
        }
        std::reverse(callers.begin(), callers.end());
        std::size_t shared = 0;
        while (shared < open.size() && shared < callers.size()
               && spans[open[shared]].awaitedAt == callers[shared])
            ++shared;
        open.resize(shared);
        for (std::size_t depth = shared; depth < callers.size(); ++depth) {
            open.push_back(spans.size());
            spans.push_back({callers[depth], depth + 1, i, i + 1});
        }
        for (const std::size_t span : open)
            spans[span].end = i + 1;
    }
    return spans;
}

} // namespace views
