#include "views/rows/roworder.h"

#include <QString>

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace views {

namespace {

/// Sorts \a tasks by what \a keyOf says of each, asked once.
template <class KeyOf, class Less>
void sortBy(std::vector<trace::TaskId> &tasks, KeyOf keyOf, Less less)
{
    std::vector<std::pair<decltype(keyOf(trace::TaskId{})), trace::TaskId>> keys;
    keys.reserve(tasks.size());
    for (const trace::TaskId task : tasks)
        keys.emplace_back(keyOf(task), task);
    std::stable_sort(keys.begin(), keys.end(),
                     [&](const auto &a, const auto &b) { return less(a.first, b.first); });
    std::transform(keys.begin(), keys.end(), tasks.begin(),
                   [](const auto &key) { return key.second; });
}

/// The record with which \a task began to run first.
std::uint32_t firstRun(const RunModel &model, trace::TaskId task)
{
    const TaskTrack &track = model.track(task);
    for (std::size_t i = 0; i < track.size(); ++i) {
        if (isRunning(track.state(i)))
            return track.record(i);
    }
    return std::numeric_limits<std::uint32_t>::max();
}

std::int64_t timeWaiting(const RunModel &model, trace::TaskId task)
{
    const Mix mix = model.mix(task, {0, model.end(AxisKind::Clock)}, AxisKind::Clock);
    std::int64_t time = 0;
    for (const State state : {State::Sleeping, State::Waiting, State::Cancelling, State::Lost})
        time += mix[static_cast<std::size_t>(state)];
    return time;
}

/// \a name so that a comparison of signs counts numbers as numbers, in every locale.
QString naturalKey(const QString &name)
{
    constexpr qsizetype Digits = 20;
    QString key;
    QString number;
    const auto flush = [&] {
        if (!number.isEmpty())
            key += number.rightJustified(Digits, u'0');
        number.clear();
    };
    for (const QChar sign : name) {
        if (sign >= u'0' && sign <= u'9') {
            number += sign;
            continue;
        }
        flush();
        key += sign.toCaseFolded();
    }
    flush();
    return key;
}

} // namespace

void sortTasks(const RunModel &model, RowOrder order, std::vector<trace::TaskId> &tasks)
{
    switch (order) {
    case RowOrder::Creation:
        break;
    case RowOrder::FirstRun:
        sortBy(
            tasks, [&](trace::TaskId task) { return firstRun(model, task); }, std::less());
        break;
    case RowOrder::TimeWaiting:
        sortBy(
            tasks, [&](trace::TaskId task) { return timeWaiting(model, task); }, std::greater());
        break;
    case RowOrder::Name:
        sortBy(
            tasks, [&](trace::TaskId task) { return naturalKey(model.label(task)); }, std::less());
        break;
    }
}

} // namespace views
