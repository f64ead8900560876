#pragma once

#include "app/cli/commandline.h"

namespace app {

/// Runs a scenario without a window on the calling thread's Qt event loop: the program's lines go
/// to standard output as they come, everything else to standard error. Returns the exit code; see
/// `coroscope run --help`. Ctrl+C ends the run, and what was asked for is written all the same.
/// Needs a QCoreApplication, and a QGuiApplication when a picture is asked for.
int runHeadless(const RunHeadless &run);

/// What `coroscope list` prints.
std::string listText();
std::string listJson();

} // namespace app
