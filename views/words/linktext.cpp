#include "views/words/linktext.h"

#include "views/words/segmenttext.h"

namespace views {

namespace {

const QString TaskScheme = QStringLiteral("task:");
const QString ObjectScheme = QStringLiteral("object:");
const QString PlaceScheme = QStringLiteral("place:"); // and the file's text, the line

QString link(const QString &href, const QString &name)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(href, name.toHtmlEscaped());
}

QString link(const QString &scheme, std::uint32_t id, const QString &name)
{
    return link(scheme + QString::number(id), name);
}

template <class Id>
Id target(const QString &href, const QString &scheme)
{
    bool isNumber = false;
    const std::uint32_t number = href.mid(scheme.size()).toUInt(&isNumber);
    return href.startsWith(scheme) && isNumber ? Id{number} : Id::None;
}

} // namespace

QString linkTo(const RunModel &model, trace::TaskId task)
{
    return link(TaskScheme, static_cast<std::uint32_t>(task), model.label(task));
}

QString linkTo(const RunModel &model, trace::ObjectId object)
{
    const QString name = objectName(model, object);
    if (object == trace::ObjectId::None)
        return name;
    return link(ObjectScheme, static_cast<std::uint32_t>(object), name);
}

QString linkToPlace(const RunModel &model, trace::SiteId site)
{
    const QString name = siteText(model, site);
    const auto line = lineOf(model.trace(), site);
    if (!line)
        return name.toHtmlEscaped();
    return link(
        PlaceScheme
            + QStringLiteral("%1:%2").arg(static_cast<std::uint32_t>(line->file)).arg(line->line),
        name);
}

trace::TaskId linkTarget(const QString &href)
{
    return target<trace::TaskId>(href, TaskScheme);
}

trace::ObjectId linkedObject(const QString &href)
{
    return target<trace::ObjectId>(href, ObjectScheme);
}

std::optional<SourceLine> linkedPlace(const QString &href)
{
    if (!href.startsWith(PlaceScheme))
        return {};
    const QStringList parts = href.mid(PlaceScheme.size()).split(QLatin1Char(':'));
    bool isFile = false;
    bool isLine = false;
    const SourceLine place{trace::TextId{parts.value(0).toUInt(&isFile)},
                           parts.value(1).toUInt(&isLine)};
    return parts.size() == 2 && isFile && isLine && place.line > 0 ? std::optional(place)
                                                                   : std::nullopt;
}

} // namespace views
