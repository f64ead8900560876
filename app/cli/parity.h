#pragma once

#include "app/cli/commandline.h"

namespace app {

/// `coroscope parity SCENARIO …`: has CPython run the same program on the virtual clock, records
/// that, and says whether its steps equal ours, or where they part. Returns 0 when they are equal,
/// 1 when they are not, and 2 when CPython's run cannot be had, which is told on standard error.
/// Needs a QCoreApplication.
int compareWithPython(const CheckParity &command);

} // namespace app
