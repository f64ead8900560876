#pragma once

#include "views/analysis/wakearrows.h"
#include "views/rows/timelinelayout.h"
#include "views/style/segmentstyle.h"
#include "views/style/typography.h"

#include <QRectF>
#include <QStringList>

#include <map>
#include <set>
#include <vector>

class QPainter;

namespace views {

/// The meaning of every mark that occurs in a run, and of no other.
class Legend
{
public:
    /// Looks through the tasks of \a model, or only those in \a rows, for what occurs in \a range
    /// of \a axis.
    Legend(const RunModel &model, const UnitRange &range, AxisKind axis = AxisKind::Clock,
           const TimelineLayout *rows = nullptr);

    /// Draws the entries one after the other, in as many lines as it takes, from the top left of
    /// \a area, no further right than its right side; returns the height taken. Without a painter
    /// it only measures.
    double draw(QPainter *painter, const QRectF &area, const Theme &theme,
                const Fonts &fonts) const;

    /// Draws them in as many columns as have room, at most \a most, with the pins of the tracks,
    /// which draw() leaves to the small print of its picture.
    double drawColumns(QPainter *painter, const QRectF &area, int most, const Theme &theme,
                       const Fonts &fonts) const;

    /// What a picture shows beside its run: what belongs to the hand, and to another run.
    struct Beside
    {
        bool cursor = false;
        bool selection = false; ///< the frame of the selected segment
        bool wakes = false; ///< arrows
        bool cancels = false; ///< arrows of cancellations
        bool bundles = false; ///< arrows that stand for several
        bool reference = false; ///< the curve of another run's depth
        bool ghost = false; ///< another run in the rows, as strips
        bool parting = false; ///< where the two runs part
        bool faults = false; ///< findings of what has gone wrong
        bool findings = false; ///< findings of what is worth knowing
        bool mixes = false; ///< what the tasks of folded groups do
        bool nested = false; ///< what unfolded tasks await within themselves
        // The tracks that stand under the rows.
        bool queues = true;
        bool ready = true;
        bool busy = false;
        bool lag = false;

        /// With what \a arrows are, too.
        void addArrows(const std::vector<WakeArrow> &arrows);
        /// That these are the tracks.
        void setTracks(const std::set<TrackId::Kind> &tracks);

        bool operator==(const Beside &) const = default;
    };
    void setBeside(const Beside &beside) { m_beside = beside; }

    bool occurs(SegmentStyle style) const { return m_styles.contains(style); }
    bool occurs(State end) const { return m_ends.contains(end); }
    /// Does a task outlive a cancellation?
    bool hasCancels() const { return m_cancels; }
    /// Does a blocked loop delay another task, for long enough to be seen?
    bool hasDelays() const { return m_delays; }
    /// Are steps of one task too close for a tick each?
    bool isDense() const { return m_dense; }
    /// What all signs of drawColumns() mean, in the order in which they are drawn.
    QStringList meanings() const;

private:
    struct Sign;
    struct Brushes;

    QString namesOf(SegmentStyle style) const;
    std::vector<Sign> signs() const;
    std::vector<Sign> pinSigns() const;
    std::vector<Sign> loadSigns() const;
    std::vector<Sign> besideSigns() const;
    std::vector<Sign> signsOfColumns() const;
    void findDelays(const RunModel &model, const UnitRange &range, const std::vector<bool> &shown,
                    const std::vector<SegmentRef> &culprits);

    std::set<SegmentStyle> m_styles;
    std::map<SegmentStyle, QString> m_names; ///< of what is waited for: "a lock or a semaphore"
    std::set<State> m_ends;
    bool m_steps = false;
    bool m_pairs = false;
    bool m_cancels = false;
    bool m_delays = false;
    bool m_dense = false;
    bool m_hasQueues = false;
    bool m_hasBusy = false;
    bool m_hasLag = false;
    Beside m_beside;
};

} // namespace views
