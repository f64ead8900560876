#pragma once

#include "views/analysis/awaitspans.h"

#include <QString>

#include <vector>

namespace views {

/// The function of a coroutine: "fetch".
QString coroutineName(const RunModel &model, const AwaitSpan &span);
/// Those of \a level, each once, in the order in which they first wait: "connect, fetch".
QString coroutineNames(const RunModel &model, const std::vector<AwaitSpan> &level);

} // namespace views
