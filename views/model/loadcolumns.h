#pragma once

#include "views/model/runmodel.h"

#include <span>
#include <vector>

namespace views {

/// What the track \a kind, Busy or Lag, shows in every one of \a columns of \a axis, whose records
/// are what RunModel::columnRecords() gives for them; 0 where the run is not.
///
/// Busy: the share from 0 to 1 of the column's time in which steps run, on the mean of the run's
/// loops; on the Steps axis of the time from the beginning of its first step to that of the next
/// one after the column, 0 when that is none.
///
/// Lag: in nanoseconds, for how long the one that waits longest for its turn has been ready, or its
/// timer due, at the worst moment of the column; see lateness() for what is late. On the Steps axis
/// how late the latest of its steps began.
std::vector<double> loadColumns(const RunModel &model, TrackId::Kind kind, const TimeAxis &axis,
                                const ColumnRange &columns, std::span<const std::uint32_t> records);

/// For how long what waits longest for its turn at \a position has been ready or due.
trace::Time lagAt(const RunModel &model, const Position &position);

/// The share from 0 to 1 of the run's time in which steps run, on the mean of its loops.
double busyShare(const RunModel &model);

/// Does the whole run leave the track \a kind, Busy or Lag, empty?
bool isLoadEmpty(const RunModel &model, TrackId::Kind kind);

} // namespace views
