#include "views/inspector/richlabel.h"

#include "views/model/viewstate.h"
#include "views/words/linktext.h"

#include <QRegularExpression>

namespace views {

namespace {

void holdRichText(QLabel *label, const QFont &font)
{
    label->setFont(font);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
}

} // namespace

QLabel *richLabel(QWidget *parent, const QFont &font)
{
    auto *label = new QLabel(parent);
    holdRichText(label, font);
    return label;
}

ColumnLabel::ColumnLabel(QWidget *parent, const QFont &font)
    : QLabel(parent)
{
    holdRichText(this, font);
}

QString linksIn(const QString &body, const Theme &theme)
{
    static const QRegularExpression beforeUnit(
        QStringLiteral("(?<=\\d) (?=(?:h|min|s|ms|µs|ns)\\b|%)"));
    QString unbroken = body;
    unbroken.replace(beforeUnit, QString(QChar::Nbsp));
    // A long name of a function would make its panel wider than it is: there a line may break.
    static const QRegularExpression longName(QStringLiteral("[\\w.]{28,}(?![^<]*>)"));
    static const QRegularExpression joint(QStringLiteral("(?<=[._])(?=\\w)"));
    for (auto match = longName.match(unbroken); match.hasMatch();) {
        QString name = match.captured();
        const qsizetype at = match.capturedStart();
        name.replace(joint, QString(QChar(0x200B)));
        unbroken.replace(at, match.capturedLength(), name);
        match = longName.match(unbroken, at + name.size());
    }
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
