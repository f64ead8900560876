#pragma once

#include "engine/trace/trace.h"

#include <QStringList>

namespace support {

/// Everything that a trace holds, ids and all: a row for each record, and for each entry of each
/// table.
QStringList traceText(const trace::Trace &trace);
/// The rows of the records alone.
QStringList recordsText(const trace::Trace &trace);

} // namespace support
