#pragma once

#include "app/cli/commandline.h"
#include "engine/trace/ending.h"
#include "engine/trace/trace.h"

#include <QString>

#include <memory>

namespace app {

/// Runs a scenario without a window on the calling thread's Qt event loop: the program's lines go
/// to standard output as they come, everything else to standard error. Returns the exit code; see
/// `coroscope run --help`. Ctrl+C ends the run, and what was asked for is written all the same.
/// Needs a QCoreApplication, and a QGuiApplication when a picture is asked for.
int runHeadless(const RunHeadless &run);

/// What a run on the virtual clock leaves behind. Needs a QCoreApplication; throws std::exception.
std::shared_ptr<const trace::Trace> runQuietly(const scenario::Arguments &arguments);

/// Why a run has not ended as its program would; empty when it has.
QString endingSentence(const trace::Ending &ending,
                       const std::shared_ptr<const trace::Trace> &trace);

/// What `coroscope list` prints.
std::string listText();
std::string listJson();

} // namespace app
