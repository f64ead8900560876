#pragma once

#include "engine/trace/ending.h"
#include "engine/trace/trace.h"
#include "views/model/modelreader.h"
#include "views/model/runmarks.h"
#include "views/model/runmodel.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace views {

/// Something that a run was made with, in words: "Queue size", "unbounded".
struct RunArgument
{
    QString title;
    QString value;

    bool operator==(const RunArgument &) const = default;
};

/// What a run is called and where it has come from.
struct RunInfo
{
    enum class Origin : std::uint8_t {
        Simulated, ///< on the virtual clock, at once
        Live, ///< while a person watched
        Opened, ///< made elsewhere: nothing here can run it again
    };

    Origin origin = Origin::Opened;
    QString title;
    std::vector<RunArgument> arguments; ///< empty where none are known
    QString fileName; ///< that tells the run, without suffix
    QString sourceRoot; ///< the folder of the trace's files; empty: not known
};

/// A run in hand: its trace, what is known of it, and where it has come from. Reads the log for
/// all who show it, once a frame, and in another thread where it is long. Lives in the GUI's
/// thread.
class RunDocument : public QObject
{
    Q_OBJECT

public:
    /// What has become known.
    struct Change
    {
        Position from; ///< what was known of the run from there on has changed
        std::size_t tasks = 0; ///< known before
        std::size_t queues = 0; ///< known before
        std::chrono::nanoseconds took{0}; ///< of the frame's time
    };

    /// Reads the beginning of \a trace, which is not null and may still grow, and goes on with
    /// the rest in another thread when that would take longer than a frame.
    explicit RunDocument(std::shared_ptr<const trace::Trace> trace, RunInfo info = {});
    /// Shows the first \a records records of \a whole, which is complete, as if no more had
    /// happened: a part, which keeps the rest back until revealTo().
    RunDocument(std::shared_ptr<const RunDocument> whole, std::size_t records);
    ~RunDocument() override;

    /// Of a part: shows its first \a records records, unless it shows more already.
    void revealTo(std::size_t records);
    /// Is there something that a part keeps back?
    bool keepsBack() const noexcept
    {
        return m_whole && m_model->records() < m_whole->model().records();
    }
    /// Where the run ends on \a axis, with what is kept back, as far as that is known.
    Units reach(AxisKind axis) const noexcept
    {
        return m_whole ? m_whole->reach(axis) : m_model->end(axis);
    }

    const RunInfo &info() const noexcept { return m_info; }
    const trace::Trace &trace() const noexcept { return m_model->trace(); }
    const std::shared_ptr<const trace::Trace> &sharedTrace() const noexcept
    {
        return m_model->sharedTrace();
    }
    /// What has been read so far: the same object for the life of the document.
    const RunModel &model() const noexcept { return *m_model; }
    /// The same to share with another thread: null while there is, or may come, more to read.
    std::shared_ptr<const RunModel> completeModel() const;
    /// The same also of a recording that breaks off: that it does is what setOver() was told.
    std::shared_ptr<const RunModel> wholeModel() const;

    /// Reads what the trace has published since. Called once a frame while the run may grow. A run
    /// in progress has come as far as \a now, though nothing may have happened since its last
    /// record: what waits grows to there.
    void refresh(trace::Time now = {});
    /// Is there so much to read that it takes more than a frame?
    bool isReading() const;
    /// The share from 0 to 1 that has been read of what is being read in another thread; else 1.
    double share() const { return m_reader.isReading() ? m_reader.share() : 1; }

    /// Is the run not known to have ended, and may more of it come?
    bool goesOn() const { return !m_model->outcome() && !m_over; }
    /// Whether and how the run has ended.
    std::optional<trace::Outcome> outcome() const;
    /// The same in full: what setEnding() was told, or as far as the trace tells it.
    std::optional<trace::Ending> ending() const;
    /// Those of the run as far as it is shown, with what a person has changed of them.
    const std::vector<RunMark> &marks() const noexcept { return m_marks; }
    const MarkChanges &markChanges() const noexcept
    {
        return m_whole ? m_whole->markChanges() : m_markChanges;
    }
    /// Not of a part, which has those of the whole.
    void setMarkChanges(MarkChanges changes);

    /// Who ran it tells how it ended.
    void setEnding(trace::Ending ending) { m_ending = std::move(ending); }
    /// Who reads it tells that nothing more will come.
    void setOver();

Q_SIGNALS:
    void changed(const views::RunDocument::Change &change);
    /// marks() are others for another reason than that more is known.
    void marksChanged();
    /// share() is another.
    void progressed();

private:
    void take(std::shared_ptr<RunModel> read);
    void readOn();
    trace::Ending recordedEnding() const;
    void findMarks();
    void findNewMarks();

    void read(std::size_t most, trace::Time now);

    RunInfo m_info;
    std::shared_ptr<const RunDocument> m_whole; ///< of a part; else null
    std::shared_ptr<RunModel> m_model;
    /// What was shown before the reader's last delivery: it reads on in this one when the trace
    /// outpaces the frames, so that no record is read more than twice. Else null.
    std::shared_ptr<RunModel> m_spare;
    ModelReader m_reader;
    std::optional<trace::Ending> m_ending;
    bool m_over = false;
    MarkChanges m_markChanges; ///< not of a part
    std::vector<RunMark> m_marks;
    std::size_t m_marksRead = 0; ///< of those that the run sets
};

} // namespace views
