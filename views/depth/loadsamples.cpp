#include "views/depth/loadsamples.h"

#include "views/model/loadcolumns.h"

#include <algorithm>
#include <cmath>

namespace views {

const std::vector<double> &LoadSamples::along(const RunModel &model, const TimeAxis &axis,
                                              ColumnRecords &records)
{
    const std::optional<int> left = columnOn(m_grid, axis);
    if (!left) {
        m_grid = axis;
        m_known = {};
    }
    const int width = static_cast<int>(std::ceil(axis.width()));
    const ColumnRange wanted{left.value_or(0), left.value_or(0) + width};
    const ColumnRange kept{std::max(wanted.begin, m_known.begin),
                           std::min(wanted.end, m_known.end)};
    const auto look = [&](int begin, int end) {
        const ColumnRange columns{begin, end};
        return loadColumns(model, m_kind, m_grid, columns, records.of(model, m_grid, columns));
    };
    if (kept.isEmpty()) {
        m_values = look(wanted.begin, wanted.end);
    } else {
        const auto at = [this](int column) { return m_values.begin() + (column - m_known.begin); };
        m_values.erase(at(kept.end), m_values.end());
        m_values.erase(m_values.begin(), at(kept.begin));
        if (kept.end < wanted.end) {
            const std::vector<double> fresh = look(kept.end, wanted.end);
            m_values.insert(m_values.end(), fresh.begin(), fresh.end());
        }
        if (wanted.begin < kept.begin) {
            const std::vector<double> fresh = look(wanted.begin, kept.begin);
            m_values.insert(m_values.begin(), fresh.begin(), fresh.end());
        }
    }
    m_known = wanted;
    if (m_kind == TrackId::Kind::Lag)
        m_open = model.lag().earliestWaiting().count();
    return m_values;
}

// Whoever waited for its turn may have been given up since, as if its timer had never been due.
void LoadSamples::changedFrom(Units at)
{
    Units from = at;
    if (m_grid.kind() == AxisKind::Steps)
        from -= UnitsPerStep; // the step that was not over
    else if (m_kind == TrackId::Kind::Lag)
        from = std::min(at, m_open);
    const double x = std::clamp<double>(m_grid.toX(from), -FarthestColumn, FarthestColumn);
    m_known.end = std::min(m_known.end, static_cast<int>(std::floor(x)));
    m_values.resize(static_cast<std::size_t>(std::max(0, m_known.end - m_known.begin)));
}

} // namespace views
