#pragma once

#include "engine/task/task.h"

namespace support {

/// A program in which the tasks "one" and "two" each hold one of the locks "a" and "b" and wait for
/// the other's, for ever; the main task waits for "one".
engine::Task<> embrace();

} // namespace support
