#pragma once

#include "views/depth/depthsamples.h"
#include "views/model/runmodel.h"

#include <vector>

namespace views {

/// What a track of the loops' load shows in every pixel, kept from frame to frame: when the axis
/// moves by whole pixels, or the run grows, only new pixels are looked up.
class LoadSamples
{
public:
    /// \a kind is Busy or Lag.
    explicit LoadSamples(TrackId::Kind kind = TrackId::Kind::Busy)
        : m_kind(kind)
    {
    }

    /// What loadColumns() has for the columns of \a axis, from its left edge on. Valid until the
    /// next call; always the same model.
    const std::vector<double> &along(const RunModel &model, const TimeAxis &axis,
                                     ColumnRecords &records);
    /// The run has changed from \a at on.
    void changedFrom(Units at);

private:
    TrackId::Kind m_kind;
    TimeAxis m_grid; ///< whose columns the values keep to
    ColumnRange m_known; ///< the columns of m_grid that have been looked up
    std::vector<double> m_values; ///< of those
    Units m_open = 0; ///< what is after it was still waiting for its turn when it was looked up
};

} // namespace views
