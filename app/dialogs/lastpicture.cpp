#include "app/dialogs/lastpicture.h"

#include "views/export/timelineexport.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace app {

namespace {

using views::AxisKind;
using views::WakesShown;

constexpr std::array LoadKeys{"alive", "busy", "lag"}; // of LoadTracks

QString key(const char *name)
{
    return QLatin1String("export/") + QLatin1String(name);
}

/// Does the timeline show a queue, or would it if the run had one?
bool showsQueues(const InSight &inSight)
{
    const auto &hidden = inSight.tracks.hiddenQueues;
    return inSight.tracks.has(views::TrackId::Kind::Queue)
        && (inSight.queues.isEmpty()
            || std::any_of(inSight.queues.begin(), inSight.queues.end(),
                           [&hidden](const QString &queue) { return !hidden.contains(queue); }));
}

} // namespace

QSize lastOwnSize()
{
    const QSettings settings;
    const auto side = [&settings](const char *name, int first) {
        return std::clamp(settings.value(key(name), first).toInt(), SmallestSide, LargestSide);
    };
    return {side("width", 1600), side("height", 900)};
}

QString lastFormat()
{
    const QStringList formats = views::timelineExportFormats();
    const QString last = QSettings().value(key("format")).toString();
    return formats.contains(last) ? last : formats.front();
}

QString lastFolder()
{
    return QSettings()
        .value(QStringLiteral("exportFolder"),
               QStandardPaths::writableLocation(QStandardPaths::PicturesLocation))
        .toString();
}

PictureChoice lastChoice(const InSight &inSight)
{
    const QSettings settings;
    const auto flag
        = [&settings](const char *name) { return settings.value(key(name), true).toBool(); };
    PictureChoice choice;
    choice.theme = static_cast<PictureChoice::Theme>(
        std::clamp(settings.value(key("theme"), 0).toInt(), 0, 2));
    choice.title = flag("title");
    choice.legend = flag("legend");
    choice.depths = flag("depths") && showsQueues(inSight);
    choice.ready = flag("ready") && inSight.tracks.has(views::TrackId::Kind::Ready);
    for (std::size_t i = 0; i < LoadTracks.size(); ++i) {
        if (settings.value(key(LoadKeys[i]), inSight.tracks.has(LoadTracks[i])).toBool())
            choice.load.insert(LoadTracks[i]);
    }
    if (settings.value(key("own"), false).toBool())
        choice.size = lastOwnSize();
    const QStringList left = settings.value(key("withoutQueues")).toStringList();
    QStringList shown;
    for (const QString &queue : inSight.queues) {
        if (inSight.tracks.hiddenQueues.contains(queue))
            continue;
        shown << queue;
        if (!left.contains(queue))
            choice.queues << queue;
    }
    // None of the few that this run has: as if nobody had chosen.
    if (choice.queues.isEmpty())
        choice.queues = shown;
    if (choice.queues.size() == inSight.queues.size())
        choice.queues.clear();
    if (settings.value(key("reference"), false).toBool())
        choice.reference = inSight.reference;
    if (settings.value(key("hand"), false).toBool()) {
        choice.cursor = inSight.cursor;
        choice.selection = inSight.selection;
    }
    if (inSight.allWakes || settings.value(key("wakes"), 0).toInt() == 2)
        choice.wakes = WakesShown::All;
    if (inSight.namesAxis())
        choice.axis = inSight.axis;
    if (!inSight.whole)
        choice.range = inSight.range;
    choice.filter = inSight.filter;
    choice.folded = inSight.folded;
    choice.unfolded = inSight.unfolded;
    return choice;
}

void rememberChoice(const InSight &inSight, const PictureChoice &choice, const QSize &own,
                    const QString &path)
{
    QSettings settings;
    const QFileInfo file(path);
    settings.setValue(QStringLiteral("exportFolder"), file.absolutePath());
    settings.setValue(key("format"), file.suffix().toLower());
    settings.setValue(key("theme"), static_cast<int>(choice.theme));
    settings.setValue(key("title"), choice.title);
    settings.setValue(key("legend"), choice.legend);
    settings.setValue(key("own"), !choice.size.isEmpty());
    settings.setValue(key("width"), own.width());
    settings.setValue(key("height"), own.height());
    // What a run has not, or the timeline does not show, nobody has chosen for it.
    if (!inSight.queues.isEmpty() && showsQueues(inSight))
        settings.setValue(key("depths"), choice.depths);
    if (inSight.reference)
        settings.setValue(key("reference"), choice.reference.has_value());
    settings.setValue(key("hand"), choice.cursor.has_value());
    if (inSight.queues.size() > 1 && choice.depths) {
        QStringList left = settings.value(key("withoutQueues")).toStringList();
        for (const QString &queue : inSight.queues) {
            if (inSight.tracks.hiddenQueues.contains(queue))
                continue;
            left.removeAll(queue);
            if (!choice.queues.isEmpty() && !choice.queues.contains(queue))
                left << queue;
        }
        settings.setValue(key("withoutQueues"), left);
    }
    if (inSight.tracks.has(views::TrackId::Kind::Ready))
        settings.setValue(key("ready"), choice.ready);
    // Only what is otherwise than in sight has been chosen.
    for (std::size_t i = 0; i < LoadTracks.size(); ++i) {
        const bool chosen = choice.load.contains(LoadTracks[i]);
        if (chosen == inSight.tracks.has(LoadTracks[i]))
            settings.remove(key(LoadKeys[i]));
        else
            settings.setValue(key(LoadKeys[i]), chosen);
    }
    settings.setValue(key("wakes"), choice.wakes == WakesShown::All ? 2 : 0);
}

} // namespace app
