#pragma once

#include <QString>

namespace app {

class RunSession;

/// What is going on in \a session, in one sentence; nothing of what comes when that is kept back.
QString activityText(const RunSession &session, bool keepsBack = false);

} // namespace app
