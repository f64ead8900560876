#pragma once

#include "app/session/picturechoice.h"
#include "views/depth/trackchoice.h"

#include <QSize>
#include <QStringList>

#include <array>
#include <optional>

namespace app {

/// What the window shows of the run, which an export shows too unless asked otherwise.
struct InSight
{
    views::AxisKind axis = views::AxisKind::Clock;
    views::UnitRange range; ///< of the axis
    bool whole = true; ///< nobody has chosen the range
    bool takesNoTime = false; ///< the run
    QString filter;
    QStringList folded; ///< groups, by name
    QStringList unfolded; ///< tasks, by label
    std::optional<PictureChoice::Selection> selection;
    trace::Time cursor{0};
    bool allWakes = false; ///< are arrows
    QStringList queues; ///< the names of all
    views::TrackChoice tracks;
    std::optional<scenario::Arguments> reference; ///< of the run to compare with, if there is one

    /// Is the axis to be named in a choice? The clock on which all of a run is seen is its default,
    /// which a run that takes no time overrules.
    bool namesAxis() const { return axis == views::AxisKind::Steps || !whole || takesNoTime; }
    bool isFiltered() const
    {
        return !filter.isEmpty() || !folded.isEmpty() || !unfolded.isEmpty();
    }
};

/// The tracks of a picture that are neither a queue's nor the ready queue's.
inline constexpr std::array LoadTracks{views::TrackId::Kind::Alive, views::TrackId::Kind::Busy,
                                       views::TrackId::Kind::Lag};

inline constexpr int SmallestSide = 200; ///< of a picture, in pixels
inline constexpr int LargestSide = 16'384;

/// What was last chosen for the look of a picture, of what is \a inSight.
PictureChoice lastChoice(const InSight &inSight);
/// The size that was last set, whether or not the picture had it.
QSize lastOwnSize();
/// One of views::timelineExportFormats().
QString lastFormat();
QString lastFolder();

/// Keeps \a choice, made of what was \a inSight, in the user's settings, with the \a own size that
/// was set and the \a path that was written to.
void rememberChoice(const InSight &inSight, const PictureChoice &choice, const QSize &own,
                    const QString &path);

} // namespace app
