#pragma once

#include "engine/scenario/scenario.h"
#include "views/export/timelineexport.h"
#include "views/model/rundocument.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// What a person wants to see in an exported picture, in the terms of both the command line and
/// the dialog. The default is the whole run with everything but the hand.
struct PictureChoice
{
    enum class Theme : std::uint8_t { Light, Dark, Print };
    /// A task, and the moment at which it is selected; nothing: its beginning.
    struct Selection
    {
        QString task;
        std::optional<trace::Time> at;
        bool operator==(const Selection &) const = default;
    };

    QSize size; ///< in pixels; empty: what the run needs
    Theme theme = Theme::Light;
    std::optional<views::AxisKind> axis; ///< nothing: Steps for a run that takes no time
    std::optional<views::UnitRange> range; ///< of the axis, of Clock when that is nothing
    QString filter;
    QStringList folded; ///< groups
    QStringList unfolded; ///< tasks
    bool title = true;
    bool legend = true;
    bool depths = true;
    QStringList queues; ///< by name, whose depths are shown; empty: all
    bool ready = true;
    std::set<views::TrackId::Kind> load; ///< other tracks: Alive, Busy, Lag
    views::WakesShown wakes = views::WakesShown::None;
    std::optional<Selection> selection;
    std::optional<trace::Time> cursor;
    std::optional<scenario::Arguments> reference; ///< of the same scenario

    bool operator==(const PictureChoice &) const = default;
};

/// A value that an option does not take: what() is what it takes instead, without a full stop.
class ChoiceError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The names of the options of a picture, "--size" and so on.
const std::vector<std::string> &pictureOptionNames();
/// Takes \a value for \a option, one of those. Without \a arguments, which are the run's, there is
/// no reference. A range is in seconds, and taken for steps by finishChoice(). Throws ChoiceError.
void readPictureOption(PictureChoice &choice, const scenario::Arguments *arguments,
                       std::string_view option, std::string_view value);
/// All options have been read: what depends on several is settled. Throws ChoiceError with a whole
/// sentence.
void finishChoice(PictureChoice &choice);

/// The options that say \a choice, only those that differ from the default.
QStringList pictureOptions(const PictureChoice &choice);
/// The command that writes the same picture to \a file, to be typed into a shell; of another run
/// of the same program where that is on the real clock.
QString commandLine(const PictureChoice &choice, const scenario::Arguments &arguments,
                    trace::Metadata::Clock clock, const QString &file);

/// The options of an export of \a run with \a choice. A selection is looked up in \a model and left
/// out where its task is not. The reference's run and label are not among them.
views::ExportOptions exportOptions(const PictureChoice &choice, const views::RunInfo &run,
                                   const views::RunModel &model);

} // namespace app
