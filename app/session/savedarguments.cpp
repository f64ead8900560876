#include "app/session/savedarguments.h"

#include "app/session/scripttext.h"

#include <QSettings>

namespace app {

namespace {

QString keyOf(const scenario::Scenario &scenario, const scenario::Parameter &parameter)
{
    return QStringLiteral("scenarios/%1/%2")
        .arg(QString::fromStdString(scenario.name), QString::fromStdString(parameter.name));
}

/// \a arguments whose script is in them and can be run: the first example if theirs is neither.
scenario::Arguments withGoodScript(const scenario::Arguments &arguments)
{
    try {
        const QString text = scriptOf(arguments);
        if (!problemOfScript(text))
            return withScript(arguments, text);
    } catch (const scenario::ArgumentError &) {
        // A file that has gone, for one.
    }
    return scenario::Arguments(arguments.scenario());
}

} // namespace

void saveArguments(QSettings &settings, const scenario::Arguments &arguments)
{
    for (const scenario::Parameter &parameter : arguments.scenario().parameters)
        settings.setValue(
            keyOf(arguments.scenario(), parameter),
            QString::fromStdString(scenario::toText(arguments.value(parameter.name))));
}

scenario::Arguments loadArguments(const QSettings &settings, const scenario::Scenario &scenario)
{
    scenario::Arguments arguments(scenario);
    for (const scenario::Parameter &parameter : scenario.parameters) {
        const QVariant saved = settings.value(keyOf(scenario, parameter));
        if (!saved.isValid())
            continue;
        try {
            arguments.set(parameter.name, saved.toString().toStdString());
        } catch (const scenario::ArgumentError &) {
            // Ranges change from version to version; the default stands.
            continue;
        }
    }
    return isOfScripts(scenario) ? withGoodScript(arguments) : arguments;
}

} // namespace app
