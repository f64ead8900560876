#include "app/session/argumenttext.h"

#include "views/words/valuetext.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace app {

namespace {

QString phrase(const views::RunArgument &argument)
{
    if (argument.value.isEmpty())
        return QCoreApplication::translate("app::ArgumentText", "no %1", "a parameter's value")
            .arg(argument.title.toLower());
    return QCoreApplication::translate("app::ArgumentText", "%1 %2", "parameter and its value")
        .arg(argument.title.toLower(), argument.value);
}

QString listed(const QStringList &phrases)
{
    return phrases.join(
        QCoreApplication::translate("app::ArgumentText", ", ", "between parameters"));
}

} // namespace

views::RunInfo infoOf(const scenario::Arguments &arguments, views::RunInfo::Origin origin)
{
    views::RunInfo info;
    info.origin = origin;
    info.title = QString::fromStdString(arguments.scenario().title);
    for (const scenario::Parameter &parameter : arguments.scenario().parameters) {
        if (parameter.content == scenario::Parameter::Content::Program)
            continue; // too long to be said
        info.arguments.push_back({QString::fromStdString(parameter.title),
                                  views::valueText(parameter, arguments.value(parameter.name))});
    }
    info.fileName = fileBaseName(arguments);
    return info;
}

QString differenceText(const views::RunInfo &before, const views::RunInfo &now)
{
    QStringList phrases;
    for (const views::RunArgument &argument : before.arguments) {
        if (std::find(now.arguments.begin(), now.arguments.end(), argument) == now.arguments.end())
            phrases += phrase(argument);
    }
    return listed(phrases);
}

QString referenceText(const views::RunInfo &before, const views::RunInfo &now)
{
    const QString difference = differenceText(before, now);
    return difference.isEmpty()
        ? QCoreApplication::translate("app::ArgumentText", "reference")
        : QCoreApplication::translate("app::ArgumentText", "reference: %1").arg(difference);
}

QString summaryText(const views::RunInfo &run)
{
    QStringList phrases;
    for (const views::RunArgument &argument : run.arguments)
        phrases += phrase(argument);
    QString text = listed(phrases);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString fileBaseName(const scenario::Arguments &arguments)
{
    QString name = QString::fromStdString(arguments.scenario().name);
    for (const scenario::Parameter &parameter : arguments.scenario().parameters) {
        const std::string value = scenario::toText(arguments.value(parameter.name));
        const bool isUnsaid = !parameter.inPanel
            && (value.empty() || parameter.content == scenario::Parameter::Content::Program);
        if (!isUnsaid)
            name += QStringLiteral("-%1-%2").arg(QString::fromStdString(parameter.name),
                                                 QString::fromStdString(value));
    }
    // Texts may hold anything; a file name that people share may not.
    static const QRegularExpression unsafe(QStringLiteral("[^A-Za-z0-9._-]+"));
    return name.replace(unsafe, QStringLiteral("_")).left(120);
}

} // namespace app
