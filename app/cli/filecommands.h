#pragma once

#include "app/cli/commandline.h"

namespace app {

// Each prints what it is asked for, tells on standard error what is wrong, and returns the exit
// code.

/// `coroscope info FILE`.
int showInfo(const ShowInfo &command);
/// `coroscope steps FILE`.
int printSteps(const PrintSteps &command);
/// `coroscope script FILE`.
int printScript(const PrintScript &command);
/// `coroscope export FILE PICTURE`. Needs a QGuiApplication.
int exportFile(const ExportFile &command);
/// `coroscope convert FILE OUT`.
int convertFile(const ConvertFile &command);

} // namespace app
