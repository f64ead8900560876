#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace app {

/// `coroscope record … -- COMMAND…`: run any command with the recorder in its Pythons.
struct RecordCommand
{
    std::string file; ///< %p in it is the process id; empty: named after the command
    std::optional<bool>
        live; ///< whether a window shows it meanwhile; none: where there is a display
    double sampleMs = 0; ///< steps of that length and longer have their stack sampled; 0: none
    std::vector<std::string> command; ///< not empty
};

/// A recording cannot begin; what() is one sentence.
class RecordError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The recorder of Python programs: of the installed program, else of the one just built. Throws
/// RecordError.
std::string recorderFolder();

/// Runs the command to its end, beside a window if it is to be live, with this process's standard
/// streams, in its terminal. Signals that are sent to this process reach the command. Returns its
/// exit code, 128 + N when signal N ended it, 126 or 127 when it cannot be run; what is amiss is
/// told on standard error.
int record(const RecordCommand &record);

} // namespace app
