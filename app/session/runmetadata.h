#pragma once

#include "engine/qt/runsettings.h"
#include "engine/scenario/scenario.h"
#include "engine/trace/metadata.h"

namespace app {

/// What the trace of a run with \a arguments is to say of it: the scenario's title, the command
/// that runs it again, and where the program's source is, when it was started beside that.
trace::Metadata metadataOf(const scenario::Arguments &arguments,
                           const engine::qt::RunSettings &settings);

/// \a settings with that.
engine::qt::RunSettings withMetadata(engine::qt::RunSettings settings,
                                     const scenario::Arguments &arguments);

} // namespace app
