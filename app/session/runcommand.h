#pragma once

#include "engine/scenario/scenario.h"

#include <QString>
#include <QStringList>

namespace app {

/// The words of the command that runs a program with \a arguments, of which it names those that are
/// not the default: "coroscope", "run", "queue", "--producers", "3".
QStringList runCommand(const scenario::Arguments &arguments);

/// \a words as they are typed into a shell.
QString shellText(QStringList words);

} // namespace app
