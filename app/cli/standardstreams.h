#pragma once

#include <string_view>

namespace app {

/// Makes the process fit to run without a terminal, which may be closed before it begins or go
/// away meanwhile: no file that it opens takes the number of a closed standard stream, and what
/// cannot be written is an error instead of a signal. To be called before anything else.
void guardStandardStreams();

/// Writes \a text to standard output at once. Throws std::runtime_error with a sentence when that
/// cannot be done; an empty one when who reads it has gone, as `head` does when it has enough.
void writeToStandardOutput(std::string_view text);

/// Tells a person a \a sentence on standard error, if that is there. An empty one is none.
void complain(std::string_view sentence);

} // namespace app
