#pragma once

#include "app/cli/record.h"
#include "app/session/picturechoice.h"
#include "engine/qt/runsettings.h"
#include "engine/scenario/scenario.h"

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace app {

/// `coroscope`: open the window.
struct ShowWindow
{
};

/// `coroscope --help`, `coroscope run queue --help`, `coroscope --version`: print and leave.
struct PrintText
{
    std::string text;
};

/// `coroscope list`.
struct ListScenarios
{
    bool json = false;
};

/// `coroscope run SCENARIO …`.
struct RunHeadless
{
    scenario::Arguments arguments;
    engine::qt::RunSettings settings;
    std::string stepsFile; ///< empty: none
    std::string exportFile; ///< empty: none; .png, .svg or .pdf
    std::string saveFile; ///< empty: none; a trace file
    PictureChoice picture;
    bool quiet = false; ///< do not print the program's lines
};

/// `coroscope open FILE…`: each in a window.
struct OpenFiles
{
    std::vector<std::string> files;
};

/// `coroscope info FILE`.
struct ShowInfo
{
    std::string file;
};

/// `coroscope steps FILE`.
struct PrintSteps
{
    std::string file;
};

/// `coroscope script FILE`: the run as a script.
struct PrintScript
{
    std::string file;
};

/// `coroscope export FILE PICTURE`.
struct ExportFile
{
    std::string file;
    std::string picture; ///< .png, .svg or .pdf
    PictureChoice choice;
};

/// `coroscope convert FILE OUT`.
struct ConvertFile
{
    std::string file;
    std::string out; ///< .json or .csv
};

/// `coroscope parity SCENARIO …`: compare a run with CPython's.
struct CheckParity
{
    scenario::Arguments arguments;
    std::string saveFile; ///< for what CPython did; empty: none
};

/// `coroscope compare FILE REFERENCE`.
struct CompareFiles
{
    std::string file;
    std::string reference;
};

using Command = std::variant<ShowWindow, PrintText, ListScenarios, RunHeadless, RecordCommand,
                             OpenFiles, ShowInfo, PrintSteps, PrintScript, ExportFile, ConvertFile,
                             CheckParity, CompareFiles>;

/// A command line that cannot be carried out. what() is one sentence that names the option, what
/// it takes, and the nearest name when one is misspelt.
class CommandLineError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Reads the arguments after the program's name. Throws CommandLineError.
Command parseCommandLine(std::span<const std::string_view> arguments);

} // namespace app
