#pragma once

#include "engine/scenario/scenario.h"

#include <QList>
#include <QString>

#include <optional>

namespace app {

/// What is wrong with the text of a script, and where: line and column from 0, in characters.
struct ScriptProblem
{
    QString sentence;
    int line = 0;
    int column = 0;

    bool operator==(const ScriptProblem &) const = default;
};

/// None when \a text can be run.
std::optional<ScriptProblem> problemOfScript(const QString &text);

/// It runs a script that people write.
bool isOfScripts(const scenario::Scenario &scenario);

/// The text of the script that \a arguments run. Throws scenario::ArgumentError when it is in a
/// file that cannot be read.
QString scriptOf(const scenario::Arguments &arguments);

/// \a arguments with the script \a text, which problemOfScript() has nothing against, in place of
/// theirs: one and the same for one and the same text.
scenario::Arguments withScript(scenario::Arguments arguments, const QString &text);

/// The text of the file at \a path. Throws scenario::ArgumentError, one sentence, when it cannot be
/// read or is no text.
QString readScriptFile(const QString &path);

struct ScriptSample
{
    QString name;
    QString text;
};

/// To begin with, the first one first.
QList<ScriptSample> scriptSamples();

/// How a script is written, in lines of up to 80 characters.
QString scriptFormat();

} // namespace app
