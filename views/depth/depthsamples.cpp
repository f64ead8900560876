#include "views/depth/depthsamples.h"

#include <algorithm>
#include <cmath>

namespace views {

std::span<const std::uint32_t> ColumnRecords::of(const RunModel &model, const TimeAxis &axis,
                                                 const ColumnRange &columns)
{
    if (m_model != &model || m_records != model.records() || m_axis != axis
        || m_columns != columns) {
        m_edges = model.columnRecords(axis, columns);
        m_model = &model;
        m_records = model.records();
        m_axis = axis;
        m_columns = columns;
    }
    return m_edges;
}

const std::vector<DepthSample> &DepthSamples::along(const RunModel &model, const TimeAxis &axis,
                                                    ColumnRecords &records)
{
    const std::optional<int> left = columnOn(m_grid, axis);
    if (!left) {
        m_grid = axis;
        m_known = {};
    }
    // What stands at the very end of the range is still in sight.
    const int width = static_cast<int>(std::ceil(axis.width())) + 1;
    const ColumnRange wanted{left.value_or(0), left.value_or(0) + width};
    const ColumnRange kept{std::max(wanted.begin, m_known.begin),
                           std::min(wanted.end, m_known.end)};
    const auto look = [&](int begin, int end) -> const std::vector<DepthSample> & {
        m_fresh.clear();
        const ColumnRange columns{begin, end};
        model.samples(m_track, m_grid, columns, records.of(model, m_grid, columns), m_fresh);
        return m_fresh;
    };
    if (kept.isEmpty()) {
        m_samples = look(wanted.begin, wanted.end);
    } else {
        keepOnly(kept);
        if (kept.end < wanted.end) {
            const auto &fresh = look(kept.end, wanted.end);
            m_samples.insert(m_samples.end(), fresh.begin() + 1, fresh.end());
        }
        if (wanted.begin < kept.begin) {
            const auto &fresh = look(wanted.begin, kept.begin);
            m_samples.front() = fresh.front();
            m_samples.insert(m_samples.begin() + 1, fresh.begin() + 1, fresh.end());
        }
    }
    m_known = wanted;
    return m_samples;
}

// The first sample tells how deep it was before the columns.
void DepthSamples::keepOnly(const ColumnRange &columns)
{
    const auto from = [this](int column) {
        return std::lower_bound(m_samples.begin() + 1, m_samples.end(), m_grid.toUnits(column),
                                [](const DepthSample &sample, Units at) { return sample.at < at; });
    };
    m_samples.erase(from(columns.end), m_samples.end());
    const auto first = from(columns.begin);
    const std::uint32_t before = std::prev(first)->settled;
    m_samples.erase(m_samples.begin() + 1, first);
    m_samples.front() = {m_grid.toUnits(columns.begin), before, before};
}

void DepthSamples::changedFrom(Units at)
{
    const double x = std::clamp<double>(m_grid.toX(at), -FarthestColumn, FarthestColumn);
    m_known.end = std::min(m_known.end, static_cast<int>(std::floor(x)));
}

} // namespace views
