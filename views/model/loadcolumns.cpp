#include "views/model/loadcolumns.h"

#include <algorithm>

namespace views {

namespace {

/// The steps that a column of the Steps axis shows, from the \a begin of the first to \a end.
struct StepsShown
{
    std::uint32_t begin;
    std::uint32_t end;
};

StepsShown stepsIn(const RunModel &model, const UnitRange &column)
{
    const Units all = model.steps().steps();
    const auto clamped
        = [all](Units step) { return static_cast<std::uint32_t>(std::clamp<Units>(step, 0, all)); };
    const Units begin = std::max<Units>(0, column.begin) / UnitsPerStep;
    const Units end = (std::max<Units>(0, column.end) + UnitsPerStep - 1) / UnitsPerStep;
    return {clamped(begin), clamped(column.end > 0 ? std::max(begin + 1, end) : end)};
}

trace::Time busyUntil(const RunModel &model, trace::Time time, std::size_t records)
{
    return model.busy().until(time, records);
}

double shareOf(const RunModel &model, trace::Time busy, trace::Time of)
{
    const double all = static_cast<double>(of.count()) * static_cast<double>(model.busy().loops());
    return all > 0 ? static_cast<double>(busy.count()) / all : 0;
}

double busyOfSteps(const RunModel &model, const StepsShown &steps)
{
    if (steps.begin == steps.end)
        return 0;
    const auto beginOf = [&](std::uint32_t step) {
        return step < model.steps().steps() ? model.steps().record(step) : model.records();
    };
    const auto timeOf = [&](std::size_t record) {
        return record < model.records() ? model.trace().records()[record].time() : model.end();
    };
    const std::size_t first = beginOf(steps.begin);
    const std::size_t next = beginOf(steps.end);
    return shareOf(model,
                   busyUntil(model, timeOf(next), next) - busyUntil(model, timeOf(first), first),
                   timeOf(next) - timeOf(first));
}

/// Since when the first of those has waited that wait for their turn at a time, and begin late.
class EarliestWaiting
{
public:
    /// At the end of the steps before number \a step.
    EarliestWaiting(const RunModel &model, std::uint32_t step)
        : m_model(model)
        , m_step(model.steps().steps())
        , m_since(model.lag().earliestWaiting())
    {
        const std::uint32_t block = (step + LagTrack::BlockSize - 1) / LagTrack::BlockSize;
        if (block * LagTrack::BlockSize < m_step) {
            m_step = block * LagTrack::BlockSize;
            m_since = std::min(m_since, model.lag().earliestFrom(m_step));
        }
        goBackTo(step);
    }

    /// There may be waiting those of the steps from number \a step on, not above the last one.
    void goBackTo(std::uint32_t step)
    {
        while (m_step > step) {
            const std::uint32_t block = (m_step - 1) / LagTrack::BlockSize;
            const std::uint32_t first = std::max(step, block * LagTrack::BlockSize);
            // All of a block have begun late by less, or it is told by its sum.
            if (m_model.lag().earliestIn(block) < m_since)
                lookAt(first, block);
            m_step = first;
        }
    }

    trace::Time lagAt(trace::Time time) const
    {
        return m_since < time ? time - m_since : trace::Time{};
    }

private:
    void lookAt(std::uint32_t first, std::uint32_t block)
    {
        const std::uint32_t next = (block + 1) * LagTrack::BlockSize;
        if (first % LagTrack::BlockSize == 0 && m_step == std::min(next, m_model.steps().steps())) {
            m_since = m_model.lag().earliestIn(block);
            return;
        }
        m_model.steps().forEach(first, m_step, [this](std::uint32_t step, std::size_t record) {
            const trace::Time late = m_model.lag().late(step);
            if (late > trace::Time{})
                m_since = std::min(m_since, m_model.trace().records()[record].time() - late);
        });
    }

    const RunModel &m_model;
    std::uint32_t m_step; ///< those from here on are known
    trace::Time m_since;
};

} // namespace

std::vector<double> loadColumns(const RunModel &model, TrackId::Kind kind, const TimeAxis &axis,
                                const ColumnRange &columns, std::span<const std::uint32_t> records)
{
    std::vector<double> values(records.size() - 1);
    const auto edge
        = [&](std::size_t i) { return axis.toUnits(columns.begin + static_cast<int>(i)); };
    if (axis.kind() == AxisKind::Steps) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const StepsShown steps = stepsIn(model, {edge(i), edge(i + 1)});
            values[i] = kind == TrackId::Kind::Busy
                ? busyOfSteps(model, steps)
                : static_cast<double>(model.lag().latest(steps.begin, steps.end).count());
        }
        return values;
    }
    const auto at = [&](std::size_t i) {
        return trace::Time{std::clamp<Units>(edge(i), 0, model.end().count())};
    };
    if (kind == TrackId::Kind::Busy) {
        trace::Time before = busyUntil(model, at(0), records[0]);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const trace::Time busy = busyUntil(model, at(i + 1), records[i + 1]);
            // Where a column is shorter than a nanosecond, some have none.
            values[i] = i > 0 && edge(i) == edge(i + 1)
                ? values[i - 1]
                : shareOf(model, busy - before, at(i + 1) - at(i));
            before = busy;
        }
        return values;
    }
    EarliestWaiting waiting(model, model.steps().before(records.back()));
    for (std::size_t i = values.size(); i-- > 0;) {
        const std::uint32_t begin = model.steps().before(records[i]);
        const std::uint32_t end = model.steps().before(records[i + 1]);
        if (edge(i) < model.end().count() || begin < end)
            values[i] = static_cast<double>(
                std::max(waiting.lagAt(at(i + 1)), model.lag().latest(begin, end)).count());
        waiting.goBackTo(begin);
    }
    return values;
}

trace::Time lagAt(const RunModel &model, const Position &position)
{
    return EarliestWaiting(model, model.steps().before(position.records)).lagAt(position.time);
}

double busyShare(const RunModel &model)
{
    return shareOf(model, busyUntil(model, model.end(), model.records()), model.end());
}

bool isLoadEmpty(const RunModel &model, TrackId::Kind kind)
{
    if (kind == TrackId::Kind::Busy)
        return busyShare(model) <= 0;
    return model.lag().latest() <= trace::Time{}
    && lagAt(model, model.endPosition()) <= trace::Time{};
}

} // namespace views
