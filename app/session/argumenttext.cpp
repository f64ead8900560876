#include "app/session/argumenttext.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace app {

namespace {

QString valueText(const scenario::Parameter &parameter, const scenario::Value &value)
{
    if (!parameter.zeroMeans.empty() && value == scenario::Value(std::int64_t{0}))
        return QString::fromStdString(parameter.zeroMeans);
    return QString::fromStdString(scenario::toText(value));
}

QString phrase(const scenario::Parameter &parameter, const scenario::Value &value)
{
    return QCoreApplication::translate("app::ArgumentText", "%1 %2", "parameter and its value")
        .arg(QString::fromStdString(parameter.title).toLower(), valueText(parameter, value));
}

QString listed(const QStringList &phrases)
{
    return phrases.join(
        QCoreApplication::translate("app::ArgumentText", ", ", "between parameters"));
}

} // namespace

QString differenceText(const scenario::Arguments &before, const scenario::Arguments &now)
{
    QStringList phrases;
    for (const scenario::Parameter &parameter : before.scenario().parameters) {
        const scenario::Value &value = before.value(parameter.name);
        if (value != now.value(parameter.name))
            phrases += phrase(parameter, value);
    }
    return listed(phrases);
}

QString referenceText(const scenario::Arguments &before, const scenario::Arguments &now)
{
    return QCoreApplication::translate("app::ArgumentText", "before: %1")
        .arg(differenceText(before, now));
}

QString summaryText(const scenario::Arguments &arguments)
{
    QStringList phrases;
    for (const scenario::Parameter &parameter : arguments.scenario().parameters)
        phrases += phrase(parameter, arguments.value(parameter.name));
    QString text = listed(phrases);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString fileBaseName(const scenario::Arguments &arguments)
{
    QString name = QString::fromStdString(arguments.scenario().name);
    for (const scenario::Parameter &parameter : arguments.scenario().parameters)
        name += QStringLiteral("-%1-%2").arg(
            QString::fromStdString(parameter.name),
            QString::fromStdString(scenario::toText(arguments.value(parameter.name))));
    // Texts may hold anything; a file name that people share may not.
    static const QRegularExpression unsafe(QStringLiteral("[^A-Za-z0-9._-]+"));
    return name.replace(unsafe, QStringLiteral("_")).left(120);
}

} // namespace app
