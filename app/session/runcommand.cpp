#include "app/session/runcommand.h"

#include <QRegularExpression>

namespace app {

namespace {

QString quoted(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./,:=@%+-]+$"));
    if (plain.match(word).hasMatch())
        return word;
    return u'\'' + QString(word).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

} // namespace

QStringList runCommand(const scenario::Arguments &arguments)
{
    QStringList words{QStringLiteral("coroscope"), QStringLiteral("run"),
                      QString::fromStdString(arguments.scenario().name)};
    for (const scenario::Parameter &p : arguments.scenario().parameters) {
        const scenario::Value &value = arguments.value(p.name);
        if (value != p.initial)
            words << QString::fromStdString("--" + p.name)
                  << QString::fromStdString(scenario::toText(value));
    }
    return words;
}

QString shellText(QStringList words)
{
    for (QString &word : words)
        word = quoted(word);
    return words.join(u' ');
}

} // namespace app
