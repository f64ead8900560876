#pragma once

#include "app/session/runsession.h"

#include <QString>

namespace app {

/// Under which name the settings keep what belongs to \a run whenever it is shown: that of its
/// scenario or, where it was opened, of its file; empty while there is none.
QString runKey(const RunSession::Recording &run);

} // namespace app
