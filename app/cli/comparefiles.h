#pragma once

#include "app/cli/commandline.h"

namespace app {

/// `coroscope compare FILE REFERENCE`: prints how the runs differ. Returns 0 when they are equal, 1
/// when they are not, as diff does, and 2 when one of them cannot be read.
int compareFiles(const CompareFiles &command);

} // namespace app
