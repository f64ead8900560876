#pragma once

#include "engine/trace/trace.h"
#include "views/export/outputfile.h"
#include "views/model/trackmodel.h"
#include "views/model/viewstate.h"
#include "views/style/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <exception>
#include <functional>
#include <memory>
#include <optional>

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
    std::optional<TimeRange> range; ///< nothing: the whole run
    QString filter; ///< only tasks whose label or name contains it
    std::shared_ptr<const trace::Trace> reference; ///< a run to compare the depths with, or null
    QString referenceLabel;
    /// What is known of the trace already, complete, or null: then the trace is read first.
    std::shared_ptr<const TrackModel> model;
    /// Told now and then, in the export's thread, which share from 0 to 1 is done; whether to go
    /// on. May be empty.
    std::function<bool(double)> progress;
};

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
