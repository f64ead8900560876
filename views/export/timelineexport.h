#pragma once

#include "engine/trace/trace.h"
#include "views/analysis/wakearrows.h"
#include "views/export/outputfile.h"
#include "views/model/position.h"
#include "views/model/runmodel.h"
#include "views/style/theme.h"

#include <QImage>
#include <QSize>
#include <QString>
#include <QStringList>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <set>

namespace views {

/// Somebody has given up an export; nothing has been written.
class ExportCancelled : public std::exception
{
public:
    const char *what() const noexcept override { return "The export was cancelled."; }
};

struct ExportOptions
{
    /// Of the picture, in pixels (SVG and PDF: 96 to an inch). Empty: 1200 wide, twice as many
    /// pixels in a PNG, and as high as the rows need.
    QSize size;
    Theme theme = Theme::light();
    QString title;
    QString parameters; ///< one line under the title
    /// Nothing: Clock, or Steps for a run that takes no time.
    std::optional<AxisKind> axis;
    std::optional<UnitRange> range; ///< of the axis; nothing: the whole run
    QString filter; ///< only tasks whose label or name contains it
    QStringList folded; ///< groups, by name, whose tasks are left out
    QStringList unfolded; ///< tasks, by label, with what they await under them
    bool legend = true;
    bool depths = true; ///< the tracks of the queues
    QStringList queues; ///< only those of these names, as objectName() has them; empty: all
    bool ready = true; ///< the track of the ready queue
    std::set<TrackId::Kind> load; ///< other tracks
    WakesShown wakes = WakesShown::None;
    std::optional<SegmentRef> selection; ///< drawn when there is one, as is the cursor
    std::optional<Position> cursor;
    std::shared_ptr<const trace::Trace> reference; ///< a run to compare the depths with, or null
    QString referenceLabel;
    /// What is known of the reference already, complete, or null.
    std::shared_ptr<const RunModel> referenceModel;
    /// What is known of the trace already, complete, or null: then the trace is read first.
    std::shared_ptr<const RunModel> model;
    /// Told now and then, in the export's thread, which share from 0 to 1 is done; whether to go
    /// on. May be empty.
    std::function<bool(double)> progress;
};

/// The axis that a picture of \a model has with \a options.
AxisKind axisOf(const RunModel &model, const ExportOptions &options);

/// The figure that exportTimeline() writes as a \a suffix, as an image with \a ratio pixels to each
/// of its own logical ones, which are devicePixelRatio() of the image; without a ratio, pixel for
/// pixel what is written. Throws as that does.
QImage timelineImage(std::shared_ptr<const trace::Trace> trace, const QString &suffix,
                     const ExportOptions &options, std::optional<double> ratio = {});

/// The formats that exportTimeline() writes, as suffixes: png, svg, pdf.
QStringList timelineExportFormats();

/// Writes a figure of \a trace, read as far as it has been published, to \a path: title, legend
/// of what occurs, a row for every task, depth tracks and the time axis, with the painters of the
/// screen. The suffix chooses the format; text stays text in SVG and PDF. Needs a QGuiApplication
/// but no display, and runs in any thread. Replaces \a path only when everything has been
/// written. Throws ExportError, and ExportCancelled when the progress said so.
void exportTimeline(std::shared_ptr<const trace::Trace> trace, const QString &path,
                    const ExportOptions &options);

} // namespace views
