#include "app/cli/picturefile.h"

#include "app/cli/standardstreams.h"

#include <QFileInfo>

#include <fmt/format.h>

namespace app {

void checkWritable(const std::string &file)
{
    const QFileInfo info(QString::fromStdString(file));
    const QFileInfo folder(info.absolutePath());
    const bool isDevice = info.exists() && !info.isFile() && !info.isDir();
    if (!folder.isDir())
        throw std::runtime_error(fmt::format("Cannot write {}: the folder {} does not exist.", file,
                                             folder.filePath().toStdString()));
    if (info.isDir())
        throw std::runtime_error(
            fmt::format("Cannot write {}: it is a folder; name a file in it.", file));
    if ((!isDevice && !folder.isWritable()) || (info.exists() && !info.isWritable()))
        throw std::runtime_error(
            fmt::format("Cannot write {}: you have no permission; choose another place.", file));
}

std::shared_ptr<const views::TrackModel> modelOf(std::shared_ptr<const trace::Trace> trace)
{
    auto model = std::make_shared<views::TrackModel>(std::move(trace));
    model->advance();
    return model;
}

void writePicture(const std::shared_ptr<const trace::Trace> &trace, const views::RunInfo &info,
                  const PictureChoice &choice, const std::string &file,
                  const std::function<void(views::ExportOptions &)> &addReference)
{
    const auto model = modelOf(trace);
    views::ExportOptions options = exportOptions(choice, info, *model);
    options.model = model;
    if (choice.selection && !options.selection)
        throw std::runtime_error(fmt::format("Cannot draw {}: there is no task {} then.", file,
                                             choice.selection->task.toStdString()));
    addReference(options);
    views::exportTimeline(trace, QString::fromStdString(file), options);
    if (!choice.axis && axisOf(*model, options) == views::AxisKind::Steps)
        complain("The run takes no time, so the picture shows it by steps; --axis clock has it on "
                 "the clock.");
}

} // namespace app
