#pragma once

#include "views/model/runmodel.h"

#include <span>
#include <vector>

namespace views {

/// RunModel::columnRecords() of the last question: the tracks of one picture all ask the same.
class ColumnRecords
{
public:
    std::span<const std::uint32_t> of(const RunModel &model, const TimeAxis &axis,
                                      const ColumnRange &columns);

private:
    const RunModel *m_model = nullptr;
    std::size_t m_records = 0; ///< of the model
    TimeAxis m_axis;
    ColumnRange m_columns;
    std::vector<std::uint32_t> m_edges;
};

/// The samples of one depth along an axis, kept from frame to frame: when the axis moves by whole
/// pixels, or the run grows, only those of new pixels are looked up.
class DepthSamples
{
public:
    explicit DepthSamples(const TrackId &track = {})
        : m_track(track)
    {
    }

    const TrackId &track() const noexcept { return m_track; }

    /// What \a axis shows of \a model: as RunModel::samples(), with pixels that begin where an
    /// earlier axis of the same scale had them. Valid until the next call; always the same model.
    const std::vector<DepthSample> &along(const RunModel &model, const TimeAxis &axis,
                                          ColumnRecords &records);
    /// The run has changed from \a at on.
    void changedFrom(Units at);

private:
    void keepOnly(const ColumnRange &columns);

    TrackId m_track;
    TimeAxis m_grid; ///< whose columns the samples keep to
    ColumnRange m_known; ///< the columns of m_grid that have been looked up
    std::vector<DepthSample> m_samples; ///< the first is the depth at the left edge
    std::vector<DepthSample> m_fresh; ///< for its memory
};

} // namespace views
