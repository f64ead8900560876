#include "views/analysis/objectflow.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>
#include <unordered_map>

namespace views {

namespace {

double seconds(trace::Time time)
{
    return static_cast<double>(time.count()) / 1e9;
}

trace::Time timeOf(const RunModel &model, std::size_t record)
{
    return model.trace().records()[record].time();
}

} // namespace

trace::Time QueueFlow::quantile(double part) const noexcept
{
    const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(stays.size())));
    return stays[std::clamp<std::size_t>(rank, 1, stays.size()) - 1];
}

double QueueFlow::arrivals() const noexcept
{
    return length > trace::Time{0} ? static_cast<double>(put) / seconds(length) : 0;
}

double QueueFlow::meanStay() const noexcept
{
    const trace::Time all = std::accumulate(stays.begin(), stays.end(), leftFor);
    return put > 0 ? seconds(all) / static_cast<double>(put) : 0;
}

std::vector<std::size_t> QueueFlow::histogram(std::size_t count) const
{
    std::vector<std::size_t> parts(count);
    if (stays.empty() || count == 0)
        return parts;
    const double longest = std::max<double>(1, static_cast<double>(stays.back().count()));
    for (const trace::Time stay : stays) {
        const double part
            = static_cast<double>(stay.count()) / longest * static_cast<double>(count);
        ++parts[std::min(count - 1, static_cast<std::size_t>(part))];
    }
    return parts;
}

QueueFlow queueFlow(const RunModel &model, trace::ObjectId queue)
{
    QueueFlow flow;
    flow.length = model.end();
    const DepthTrack &depth = model.depth(queue);
    std::deque<trace::Time> inside;
    double content = 0; // items times seconds
    trace::Time since{0};
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < depth.size(); ++i) {
        const trace::Time now = timeOf(model, depth.record(i));
        content += before * seconds(now - since);
        since = now;
        for (; before < depth.depth(i); ++before) {
            inside.push_back(now);
            ++flow.put;
        }
        for (; before > depth.depth(i); --before) {
            flow.stays.push_back(now - inside.front());
            inside.pop_front();
        }
    }
    content += before * seconds(flow.length - since);
    flow.left = inside.size();
    for (const trace::Time came : inside)
        flow.leftFor += flow.length - came;
    flow.content = flow.length > trace::Time{0} ? content / seconds(flow.length) : 0;
    std::sort(flow.stays.begin(), flow.stays.end());
    return flow;
}

HoldFlow holdFlow(const RunModel &model, trace::ObjectId object)
{
    HoldFlow flow;
    // A task that holds several places of a semaphore gives back the last one first.
    std::unordered_map<trace::TaskId, std::vector<std::size_t>> open;
    const auto close = [&](trace::TaskId task, std::size_t begin, trace::Time end) {
        const trace::Time length = end - timeOf(model, begin);
        flow.held += length;
        if (flow.longestBy != trace::TaskId::None && length <= flow.longest)
            return;
        flow.longest = length;
        flow.longestBy = task;
        flow.longestFrom = begin;
    };
    const HolderTrack &track = model.holderTrack(object);
    for (std::size_t i = 0; i < track.size(); ++i) {
        auto &own = open[track.task(i)];
        if (track.isAcquired(i)) {
            own.push_back(track.record(i));
            ++flow.holds;
        } else if (!own.empty()) {
            close(track.task(i), own.back(), timeOf(model, track.record(i)));
            own.pop_back();
        }
    }
    // In the order of the records, so that of equal holds the first is the longest.
    std::vector<std::pair<std::size_t, trace::TaskId>> last;
    for (const auto &[task, begins] : open) {
        for (const std::size_t begin : begins)
            last.emplace_back(begin, task);
    }
    std::sort(last.begin(), last.end());
    for (const auto &[begin, task] : last)
        close(task, begin, model.end());
    return flow;
}

std::optional<std::size_t> heldSince(const RunModel &model, trace::ObjectId object,
                                     trace::TaskId task, std::size_t records)
{
    const HolderTrack &track = model.holderTrack(object);
    std::size_t given = 0; // back, of the places that it took later
    for (std::size_t i = track.before(records); i-- > 0;) {
        if (track.task(i) != task)
            continue;
        if (!track.isAcquired(i))
            ++given;
        else if (given-- == 0)
            return track.record(i);
    }
    return {};
}

} // namespace views
