#pragma once

#include "engine/scenario/scenario.h"

class QSettings;

namespace app {

/// Writes the values of \a arguments to \a settings, under the name of their scenario.
void saveArguments(QSettings &settings, const scenario::Arguments &arguments);

/// What was last saved for \a scenario, which must outlive the result; defaults where nothing was
/// or where a value is no longer in its range. A script is in them, and not in a file.
scenario::Arguments loadArguments(const QSettings &settings, const scenario::Scenario &scenario);

} // namespace app
