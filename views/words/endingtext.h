#pragma once

#include "engine/trace/ending.h"
#include "engine/trace/trace.h"

#include <QString>
#include <QStringList>

namespace views {

/// One sentence on why a run failed, or that it was stopped; empty when it is done. Of a deadlock
/// deadlockText() has more to say.
QString endingText(const trace::Ending &ending);

/// A sentence for each exception that no part of the program has taken.
QStringList unnoticedTexts(const trace::Trace &trace, const trace::Ending &ending);

} // namespace views
