#pragma once

#include <QString>

namespace app {

class RunSession;

/// What is going on in \a session, in one sentence.
QString activityText(const RunSession &session);

} // namespace app
