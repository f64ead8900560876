#pragma once

#include "engine/trace/ending.h"
#include "engine/trace/trace.h"

#include <QString>
#include <QStringList>

namespace views {

/// One sentence on why a run failed, what waits for ever, or that it was stopped; empty when it is
/// done.
QString endingText(const trace::Trace &trace, const trace::Ending &ending);

/// A sentence for each exception that no part of the program has taken.
QStringList unnoticedTexts(const trace::Trace &trace, const trace::Ending &ending);

} // namespace views
