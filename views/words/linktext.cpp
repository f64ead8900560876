#include "views/words/linktext.h"

#include "views/words/segmenttext.h"

namespace views {

namespace {

const QString TaskScheme = QStringLiteral("task:");
const QString ObjectScheme = QStringLiteral("object:");

QString link(const QString &scheme, std::uint32_t id, const QString &name)
{
    return QStringLiteral("<a href=\"%1%2\">%3</a>").arg(scheme).arg(id).arg(name.toHtmlEscaped());
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

trace::TaskId linkTarget(const QString &href)
{
    return target<trace::TaskId>(href, TaskScheme);
}

trace::ObjectId linkedObject(const QString &href)
{
    return target<trace::ObjectId>(href, ObjectScheme);
}

} // namespace views
