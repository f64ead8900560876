#include "app/cli/commandline.h"

#include "app/cli/scripthelp.h"
#include "engine/scenario/realnumber.h"
#include "engine/workloads/registry.h"
#include "engine/workloads/script/scriptexamples.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <iterator>
#include <vector>

namespace app {

namespace {

using engine::qt::ClockKind;

constexpr std::string_view Usage = R"(Coroscope makes coroutine scheduling visible.

Usage:
  coroscope                        open the window
  coroscope list [--json]          the scenarios and their parameters
  coroscope run SCENARIO [OPTION]...
                                   run one without a window and print its lines
  coroscope open FILE...           open recorded runs, each in a window; -: standard
                                   input, also while it still comes
  coroscope info FILE              what a recorded run is, and whether its file is whole
  coroscope steps FILE             its task steps, as --steps writes them
  coroscope script FILE            a script that does what it did, to be changed: for
                                   run script; what it cannot say stands at its head
  coroscope export FILE PICTURE [OPTION]...
                                   its picture, with the options of run --export
  coroscope convert FILE OUT       for other programs: .json, Chrome's trace events, which
                                   Perfetto and others read, or .csv; and from these
                                   events, as VizTracer writes them, to .coroscope
  coroscope compare FILE REFERENCE
                                   how two recorded runs differ, and the first step
                                   where they part; exit code 0: equal, 1: different,
                                   2: one cannot be read
  coroscope run SCENARIO --help    its parameters, with their ranges
  coroscope record [OPTION]... -- COMMAND...
                                   run a command and record what the asyncio tasks
                                   of its Pythons do
  coroscope parity SCENARIO [--PARAMETER VALUE]...
                                   compare a run with that of the same program by CPython
  coroscope --help | --version
)";

constexpr std::string_view RunUsage = R"(
Options of every scenario:
  --clock virtual|real    virtual: waiting takes no time (default); real: the wall clock
  --speed X               seconds of the run per second of the wall, with --clock real (1)
  --steps FILE            write a tab-separated row for each task step:
                          time in ns, task, event, detail
  --export FILE           write the timeline as a picture: .png, .svg or .pdf
  --save FILE             save the run, for coroscope open
  --quiet                 do not print the program's lines
FILE may be -: standard output with --steps and --save, standard input for a script.

What the picture shows:
  --size WxH              its size in pixels (what the run needs)
  --theme light|dark|print
                          its colours (light)
  --axis clock|steps      clock, or steps for a run that takes no time
  --range FROM..TO        in seconds, or in steps with --axis steps (the whole run)
  --filter TEXT           only tasks whose name contains it
  --fold GROUP,...        without the tasks of these groups
  --unfold TASK,...       with the coroutines that these tasks await under them
  --without PART,...      without some of title, legend, depth, ready
  --with TRACK,...        with some of alive (tasks), busy (the loop), lag (how late)
  --queues NAME,...       with the depths of these queues alone
  --arrows none|selection|all
                          who woke whom
  --select TASK[@SECONDS] with a task's wait or step selected
  --cursor SECONDS        with the cursor there
  --reference NAME=VALUE;...
                          with the depths of a run with these other parameters

Exit codes: 0 done; 1 the program failed or deadlocked, or a file could not be
written; 2 the command line is wrong; 130 stopped with Ctrl+C, SIGTERM or SIGHUP.
)";

constexpr double LargestSpeed = 1e6;
constexpr double LongestStepMs = 1e9;

std::string parametersText(const scenario::Scenario &scenario)
{
    std::string text = fmt::format("{}: {}\n\nParameters:\n", scenario.title, scenario.summary);
    for (const scenario::Parameter &p : scenario.parameters) {
        text += fmt::format("  --{:<21} {}\n{:26}{}; default {}{}\n", p.name, p.help, "",
                            scenario::rangeText(p), scenario::toText(p.initial),
                            p.zeroMeans.empty() ? std::string()
                                                : fmt::format("; 0: {}", p.zeroMeans));
    }
    return text;
}

[[noreturn]] void unknown(std::string_view what, std::string_view name,
                          const std::vector<std::string> &known, std::string_view where)
{
    const std::string near = scenario::suggestion(name, known);
    throw CommandLineError(fmt::format("There is no {} \"{}\"; {}", what, name,
                                       near.empty() ? fmt::format("{}.", where)
                                                    : fmt::format("did you mean {}?", near)));
}

/// Takes the arguments one after the other.
class Reader
{
public:
    explicit Reader(std::span<const std::string_view> arguments)
        : m_rest(arguments)
    {
    }

    bool atEnd() const { return m_rest.empty(); }
    /// Is help asked for among what is left?
    bool asksForHelp() const
    {
        return std::any_of(m_rest.begin(), m_rest.end(),
                           [](std::string_view word) { return word == "--help" || word == "-h"; });
    }
    std::string_view next()
    {
        const std::string_view first = m_rest.front();
        m_rest = m_rest.subspan(1);
        return first;
    }
    /// The value of \a option, which is what follows it.
    std::string_view valueOf(std::string_view option)
    {
        if (atEnd())
            throw CommandLineError(fmt::format("{} needs a value after it.", option));
        return next();
    }

private:
    std::span<const std::string_view> m_rest;
};

/// A number above 0 and up to \a largest.
double parsePositive(std::string_view option, std::string_view text, double largest)
{
    const auto number = scenario::readReal(text);
    if (!number || !(*number > 0) || *number > largest)
        throw CommandLineError(fmt::format(
            "{} takes a number above 0 and up to {:.0f}, not \"{}\".", option, largest, text));
    return *number;
}

bool parseChoice(std::string_view option, std::string_view text, std::string_view no,
                 std::string_view yes)
{
    if (text != no && text != yes)
        throw CommandLineError(
            fmt::format("{} takes {} or {}, not \"{}\".", option, no, yes, text));
    return text == yes;
}

/// The suffix of \a file, in small letters, with its dot; empty: none, or nothing before it.
std::string suffixOf(std::string_view file)
{
    const auto dot = file.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || file[dot - 1] == '/')
        return {};
    std::string suffix(file.substr(dot));
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return suffix;
}

std::string parsePicture(std::string_view option, std::string_view file)
{
    const std::string suffix = suffixOf(file);
    if (suffix == ".png" || suffix == ".svg" || suffix == ".pdf")
        return std::string(file);
    throw CommandLineError(fmt::format(
        "{} takes a file name that ends in .png, .svg or .pdf, not \"{}\".", option, file));
}

/// A file that is written; "-" is standard output.
std::string parseFile(std::string_view option, std::string_view file)
{
    if (file.empty())
        throw CommandLineError(fmt::format("{} takes the name of a file, not \"\".", option));
    return std::string(file == "-" ? "/dev/stdout" : file);
}

using OptionReader = std::function<void(RunHeadless &, Reader &, std::string_view option)>;

struct RunOption
{
    std::string_view name;
    OptionReader read;
};

const std::vector<RunOption> &runOptions()
{
    static const std::vector<RunOption> options = {
        {"--clock",
         [](RunHeadless &run, Reader &reader, std::string_view option) {
             run.settings.clock = parseChoice(option, reader.valueOf(option), "virtual", "real")
                 ? ClockKind::Real
                 : ClockKind::Virtual;
         }},
        {"--speed",
         [](RunHeadless &run, Reader &reader, std::string_view option) {
             run.settings.speed = parsePositive(option, reader.valueOf(option), LargestSpeed);
         }},
        {"--steps",
         [](RunHeadless &run, Reader &reader, std::string_view option) {
             run.stepsFile = parseFile(option, reader.valueOf(option));
         }},
        {"--save",
         [](RunHeadless &run, Reader &reader, std::string_view option) {
             run.saveFile = parseFile(option, reader.valueOf(option));
         }},
        {"--export",
         [](RunHeadless &run, Reader &reader, std::string_view option) {
             run.exportFile = parsePicture(option, reader.valueOf(option));
         }},
        {"--quiet", [](RunHeadless &run, Reader &, std::string_view) { run.quiet = true; }},
    };
    return options;
}

/// Options of the picture with their values, in the order given.
using PictureWords = std::vector<std::pair<std::string, std::string>>;

void readRunOption(RunHeadless &run, PictureWords &picture, std::string_view option, Reader &reader)
{
    for (const RunOption &known : runOptions()) {
        if (known.name == option)
            return known.read(run, reader, option);
    }
    const auto &pictureNames = pictureOptionNames();
    if (std::find(pictureNames.begin(), pictureNames.end(), option) != pictureNames.end()) {
        // The reference differs from values that may follow.
        picture.emplace_back(option, reader.valueOf(option));
        return;
    }
    const scenario::Scenario &scenario = run.arguments.scenario();
    const scenario::Parameter *parameter
        = option.starts_with("--") ? scenario.find(option.substr(2)) : nullptr;
    if (parameter != nullptr) {
        std::string_view value = reader.valueOf(option);
        if (parameter->content == scenario::Parameter::Content::File && value == "-")
            value = "/dev/stdin";
        try {
            run.arguments.set(parameter->name, value);
        } catch (const scenario::ArgumentError &error) {
            throw CommandLineError(error.what());
        }
        return;
    }
    if (!option.starts_with("-"))
        throw CommandLineError(
            fmt::format("\"{}\" stands where an option is expected; see coroscope run {} --help.",
                        option, scenario.name));
    std::vector<std::string> known{"--help"};
    for (const RunOption &o : runOptions())
        known.emplace_back(o.name);
    known.insert(known.end(), pictureNames.begin(), pictureNames.end());
    for (const scenario::Parameter &p : scenario.parameters)
        known.push_back("--" + p.name);
    unknown("option", option, known, fmt::format("see coroscope run {} --help", scenario.name));
}

void readPicture(PictureChoice &choice, const scenario::Arguments *arguments,
                 const PictureWords &words)
{
    for (const auto &[option, value] : words) {
        try {
            readPictureOption(choice, arguments, option, value);
        } catch (const ChoiceError &error) {
            throw CommandLineError(fmt::format("{} takes {}.", option, error.what()));
        }
    }
    try {
        finishChoice(choice);
    } catch (const ChoiceError &error) {
        throw CommandLineError(error.what());
    }
}

/// Of \a command, which takes what run takes.
Command parseRun(Reader &reader, std::string_view command = "run")
{
    if (reader.atEnd())
        throw CommandLineError(
            fmt::format("{} needs the name of a scenario; see coroscope list.", command));
    const std::string_view name = reader.next();
    if (name == "--help" || name == "-h")
        return PrintText{std::string(Usage) + std::string(RunUsage)};
    const scenario::Scenario *scenario = engine::findScenario(name);
    if (scenario == nullptr) {
        std::vector<std::string> names;
        for (const scenario::Scenario &s : engine::scenarios())
            names.push_back(s.name);
        unknown("scenario", name, names, "see coroscope list");
    }
    const bool isScript = scenario->name == "script";
    RunHeadless run{scenario::Arguments(*scenario), {}, {}, {}, {}, {}};
    PictureWords picture;
    while (!reader.atEnd()) {
        const std::string_view option = reader.next();
        if (option == "--help" || option == "-h")
            return PrintText{parametersText(*scenario) + (isScript ? scriptHelp() : "")
                             + std::string(RunUsage)};
        if (option == "--example" && isScript)
            return PrintText{scriptExample(reader.valueOf(option))};
        if (option == "--schema" && isScript)
            return PrintText{std::string(engine::scriptSchema())};
        // --option=value is two arguments.
        if (const auto equals = option.find('=');
            option.starts_with("--") && equals != std::string_view::npos) {
            const std::string_view value = option.substr(equals + 1);
            Reader one(std::span(&value, 1));
            readRunOption(run, picture, option.substr(0, equals), one);
            if (!one.atEnd())
                throw CommandLineError(fmt::format("{} takes no value.", option.substr(0, equals)));
        } else {
            readRunOption(run, picture, option, reader);
        }
    }
    readPicture(run.picture, &run.arguments, picture);
    const auto requireTwo
        = [](const char *options, const std::string &one, const std::string &other) {
              if (!one.empty() && one == other)
                  throw CommandLineError(
                      fmt::format("{} take a file each, not both \"{}\".", options, one));
          };
    requireTwo("--steps and --export", run.stepsFile, run.exportFile);
    requireTwo("--steps and --save", run.stepsFile, run.saveFile);
    requireTwo("--export and --save", run.exportFile, run.saveFile);
    return run;
}

constexpr std::string_view ParityUsage
    = R"(Usage: coroscope parity SCENARIO [--PARAMETER VALUE]... [--save FILE]

Has CPython 3.11.2 (/usr/bin/python3 of Debian 12) run the scenario's program in Python on
the virtual clock, records it, and says whether its tasks take the same steps at the same
times as here, or what the first step is that is not the same. --save keeps what CPython did.

Exit codes: 0 equal; 1 not equal; 2 CPython does not run it, or the command line is wrong.
)";

/// As run, of which it takes the parameters and --save.
Command parseParity(Reader &reader)
{
    Command run = parseRun(reader, "parity");
    auto *const headless = std::get_if<RunHeadless>(&run);
    if (headless == nullptr)
        return PrintText{std::string(ParityUsage)};
    RunHeadless plain{headless->arguments, {}, {}, {}, {}, {}};
    if (headless->settings.clock != plain.settings.clock
        || headless->settings.speed != plain.settings.speed || headless->quiet
        || !headless->stepsFile.empty() || !headless->exportFile.empty()
        || !pictureOptions(headless->picture).isEmpty() || headless->picture.reference)
        throw CommandLineError(
            "parity takes the scenario's parameters and, of the options of run, --save.");
    return CheckParity{headless->arguments, headless->saveFile};
}

constexpr std::string_view RecordUsage = R"(Usage: coroscope record [OPTION]... [--] COMMAND...

Runs COMMAND, and records what the asyncio tasks of every Python in it do.

  -o, --output FILE    where to; %p in it is the process id. Else a file named after
                       the program, in the current folder. Other Pythons that COMMAND
                       starts get files of their own, with their ids in the names.
  --live, --no-live    show it meanwhile in a window, or do not (where there is a
                       display)
  --sample MS          note where a step is that has held its loop for MS milliseconds;
                       a thread in the program looks at its stack

The exit code is that of COMMAND; 128 + N when signal N has ended it; 126 or 127
when it cannot be run; 2 when the command line is wrong.
)";

Command parseRecord(Reader &reader)
{
    RecordCommand record;
    while (!reader.atEnd() && record.command.empty()) {
        const std::string_view word = reader.next();
        if (word == "--help" || word == "-h")
            return PrintText{std::string(RecordUsage)};
        if (word == "-o" || word == "--output") {
            record.file = reader.valueOf(word);
            if (record.file.empty())
                throw CommandLineError(fmt::format("{} takes the name of a file, not \"\".", word));
        } else if (word == "--live" || word == "--no-live") {
            record.live = word == "--live";
        } else if (word == "--sample") {
            record.sampleMs = parsePositive(word, reader.valueOf(word), LongestStepMs);
        } else if (word == "--") {
            break;
        } else if (word.starts_with("-")) {
            unknown("option of record", word,
                    {"-o", "--output", "--live", "--no-live", "--sample", "--help"},
                    "see coroscope record --help");
        } else {
            record.command.emplace_back(word);
        }
    }
    while (!reader.atEnd())
        record.command.emplace_back(reader.next());
    if (record.command.empty())
        throw CommandLineError("record needs a command, as in coroscope record -- python3 "
                               "program.py.");
    return record;
}

Command parseList(Reader &reader)
{
    ListScenarios list;
    while (!reader.atEnd()) {
        const std::string_view option = reader.next();
        if (option != "--json")
            unknown("option of list", option, {"--json"}, "it takes --json only");
        list.json = true;
    }
    return list;
}

/// The next argument of \a command: a file.
std::string nextFile(Reader &reader, std::string_view command, std::string_view what)
{
    if (reader.atEnd())
        throw CommandLineError(fmt::format("{} needs {}; see coroscope --help.", command, what));
    const std::string_view file = reader.next();
    if (file.empty())
        throw CommandLineError(fmt::format("{} takes {}, not \"\".", command, what));
    if (file.starts_with("-") && file != "-")
        unknown("option", file, {"--help"},
                fmt::format("{} takes {}; ./{} is a file of that name", command, what, file));
    return std::string(file);
}

void requireEnd(const Reader &reader, std::string_view command)
{
    if (!reader.atEnd())
        throw CommandLineError(fmt::format("{} takes one file at a time.", command));
}

Command parseOpen(Reader &reader)
{
    OpenFiles open;
    do {
        open.files.push_back(nextFile(reader, "open", "the name of a recorded run"));
    } while (!reader.atEnd());
    if (std::count(open.files.begin(), open.files.end(), "-") > 1)
        throw CommandLineError("open takes standard input, -, once.");
    return open;
}

template <class OfFile>
Command parseOfFile(Reader &reader, std::string_view command)
{
    OfFile one{nextFile(reader, command, "the name of a recorded run")};
    requireEnd(reader, command);
    return one;
}

Command parseExport(Reader &reader)
{
    ExportFile one;
    one.file = nextFile(reader, "export", "the name of a recorded run");
    one.picture = parsePicture("export", nextFile(reader, "export", "the name of a picture, too"));
    PictureWords words;
    while (!reader.atEnd()) {
        std::string_view option = reader.next();
        const auto equals = option.find('=');
        std::string_view value;
        if (option.starts_with("--") && equals != std::string_view::npos) {
            value = option.substr(equals + 1);
            option = option.substr(0, equals);
        }
        const auto &known = pictureOptionNames();
        if (std::find(known.begin(), known.end(), option) == known.end())
            unknown("option", option, known, "see coroscope run --help");
        words.emplace_back(option,
                           equals != std::string_view::npos ? value : reader.valueOf(option));
    }
    readPicture(one.choice, nullptr, words);
    return one;
}

Command parseConvert(Reader &reader)
{
    ConvertFile one;
    one.file = nextFile(reader, "convert", "the name of a recorded run");
    one.out = nextFile(reader, "convert", "the name of the new file, too");
    requireEnd(reader, "convert");
    const std::string suffix = suffixOf(one.out);
    if (suffix != ".json" && suffix != ".csv" && suffix != ".coroscope")
        throw CommandLineError(fmt::format("convert takes the name of a new file that ends in "
                                           ".json, .csv or .coroscope, not \"{}\".",
                                           one.out));
    return one;
}

Command parseCompare(Reader &reader)
{
    CompareFiles two;
    two.file = nextFile(reader, "compare", "the name of a recorded run");
    two.reference = nextFile(reader, "compare", "the name of the run to compare with, too");
    if (!reader.atEnd())
        throw CommandLineError("compare takes two files.");
    if (two.file == "-" && two.reference == "-")
        throw CommandLineError("compare takes standard input, -, once.");
    return two;
}

} // namespace

Command parseCommandLine(std::span<const std::string_view> arguments)
{
    Reader reader(arguments);
    if (reader.atEnd())
        return ShowWindow{};
    const std::string_view command = reader.next();
    if (command == "run")
        return parseRun(reader);
    if (command == "record")
        return parseRecord(reader);
    if (command == "parity")
        return parseParity(reader);
    // The others are told of in the help for all.
    if (command == "--help" || command == "-h" || command == "help" || reader.asksForHelp())
        return PrintText{std::string(Usage) + std::string(RunUsage)};
    if (command == "list")
        return parseList(reader);
    if (command == "open")
        return parseOpen(reader);
    if (command == "info")
        return parseOfFile<ShowInfo>(reader, command);
    if (command == "steps")
        return parseOfFile<PrintSteps>(reader, command);
    if (command == "script")
        return parseOfFile<PrintScript>(reader, command);
    if (command == "export")
        return parseExport(reader);
    if (command == "convert")
        return parseConvert(reader);
    if (command == "compare")
        return parseCompare(reader);
    if (command == "--version")
        return PrintText{"coroscope " COROSCOPE_VERSION "\n"};
    unknown(command.starts_with("-") ? "option" : "command", command,
            {"run", "list", "record", "parity", "open", "info", "steps", "script", "export",
             "convert", "compare", "help", "--help", "--version"},
            "see coroscope --help");
}

} // namespace app
