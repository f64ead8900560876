#include "views/inspector/richlabel.h"

#include "views/model/viewstate.h"
#include "views/words/linktext.h"

#include <QRegularExpression>

namespace views {

QLabel *richLabel(QWidget *parent, const QFont &font)
{
    auto *label = new QLabel(parent);
    label->setFont(font);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    return label;
}

QString linksIn(const QString &body, const Theme &theme)
{
    static const QRegularExpression beforeUnit(
        QStringLiteral("(?<=\\d) (?=(?:h|min|s|ms|µs|ns)\\b|%)"));
    QString unbroken = body;
    unbroken.replace(beforeUnit, QString(QChar::Nbsp));
    return QStringLiteral("<style>a { color: %1; text-decoration: none }</style>%2")
        .arg(theme.accent.name(), unbroken);
}

std::optional<SourceLine> followLink(ViewState *state, const QString &href)
{
    if (const trace::TaskId task = linkTarget(href); task != trace::TaskId::None)
        state->setSelectedTask(task);
    if (const trace::ObjectId object = linkedObject(href); object != trace::ObjectId::None)
        state->setSelectedObject(object);
    return linkedPlace(href);
}

} // namespace views
