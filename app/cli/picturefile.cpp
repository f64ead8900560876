#include "app/cli/picturefile.h"

#include "app/cli/standardstreams.h"
#include "views/model/groupname.h"
#include "views/rows/timelinelayout.h"
#include "views/words/durationtext.h"
#include "views/words/segmenttext.h"

#include <QFileInfo>

#include <fmt/format.h>

namespace app {

namespace {

std::string namesText(const QStringList &names)
{
    constexpr qsizetype Most = 12;
    if (names.isEmpty())
        return "the run has none";
    return "there are " + names.mid(0, Most).join(QStringLiteral(", ")).toStdString()
        + (names.size() > Most ? fmt::format(" and {} more", names.size() - Most) : "");
}

/// What \a choice asks for that \a model, shown on \a axis, does not have; else empty. Only the run
/// can tell, so that the command line could not be refused for it.
std::string missingIn(const PictureChoice &choice, const views::RunModel &model,
                      views::AxisKind axis)
{
    const QStringList queues = views::queueNames(model);
    for (const QString &queue : choice.queues) {
        if (!queues.contains(queue))
            return fmt::format("there is no queue {}; {}", queue.toStdString(), namesText(queues));
    }
    QStringList groups;
    for (const views::TaskGroup &group : model.groups())
        groups += views::groupName(model, group);
    for (const QString &folded : choice.folded) {
        if (!groups.contains(folded))
            return fmt::format("there is no group {}; {}", folded.toStdString(), namesText(groups));
    }
    QStringList tasks;
    for (std::uint32_t i = 0; i < model.taskCount() && !choice.unfolded.isEmpty(); ++i)
        tasks += model.label(trace::TaskId{i});
    for (const QString &unfolded : choice.unfolded) {
        if (!tasks.contains(unfolded))
            return fmt::format("there is no task {}; {}", unfolded.toStdString(), namesText(tasks));
    }
    views::TimelineLayout::Options rows;
    rows.filter = choice.filter;
    if (!choice.filter.isEmpty() && views::TimelineLayout(model, rows).rows().empty())
        return fmt::format("no task has \"{}\" in its name", choice.filter.toStdString());
    const std::string end = axis == views::AxisKind::Steps
        ? fmt::format("the run has {} steps", model.steps().steps())
        : fmt::format("the run ends at {}", views::instantText(model.end()).toStdString());
    if (choice.range && choice.range->begin > model.end(axis))
        return end + ", before the range begins";
    if (choice.selection && choice.selection->at > model.end())
        return fmt::format("the run ends at {}, before what is selected",
                           views::instantText(model.end()).toStdString());
    if (choice.cursor && *choice.cursor > model.end())
        return fmt::format("the run ends at {}, before the cursor",
                           views::instantText(model.end()).toStdString());
    return {};
}

} // namespace

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

std::shared_ptr<const views::RunModel> modelOf(std::shared_ptr<const trace::Trace> trace,
                                               const std::function<bool()> &goOn)
{
    constexpr std::size_t RecordsInSlice = 200'000;
    auto model = std::make_shared<views::RunModel>(std::move(trace));
    while (goOn() && model->advance(RecordsInSlice)) {}
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
    if (const std::string missing = missingIn(choice, *model, axisOf(*model, options));
        !missing.empty())
        throw std::runtime_error(fmt::format("Cannot draw {}: {}.", file, missing));
    addReference(options);
    views::exportTimeline(trace, QString::fromStdString(file), options);
    if (!choice.axis && axisOf(*model, options) == views::AxisKind::Steps)
        complain("The run takes no time, so the picture shows it by steps; --axis clock has it on "
                 "the clock.");
}

} // namespace app
