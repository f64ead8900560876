#include "app/cli/record.h"

#include "app/cli/standardstreams.h"
#include "app/session/recordingname.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view ProcessId = "%p";
constexpr int ExitNotFound = 127;
constexpr int ExitNotRunnable = 126;
constexpr int ExitSignal = 128;

bool isRecording(const fs::path &file)
{
    constexpr std::string_view Magic = "\x89"
                                       "CRS";
    std::array<char, Magic.size()> first{};
    std::ifstream in(file, std::ios::binary);
    in.read(first.data(), first.size());
    return in.gcount() == 0 || std::string_view(first.data(), first.size()) == Magic;
}

/// Makes room for a recording: the first Python to come finds no file of that name.
void clearPlace(const fs::path &file)
{
    std::error_code error;
    const fs::path folder = file.parent_path();
    if (!fs::is_directory(folder, error))
        throw RecordError(fmt::format("Cannot write {}: the folder {} does not exist.",
                                      file.string(), folder.string()));
    if (access(folder.c_str(), W_OK) != 0)
        throw RecordError(fmt::format("Cannot write {}: you have no permission; choose another "
                                      "place with -o.",
                                      file.string()));
    if (fs::is_symlink(file, error))
        throw RecordError(fmt::format("{} is a link; name the file that it leads to, or another, "
                                      "with -o.",
                                      file.string()));
    if (!fs::exists(file, error))
        return;
    if (!fs::is_regular_file(file, error) || !isRecording(file))
        throw RecordError(fmt::format("{} is there and is no recording; choose another name with "
                                      "-o.",
                                      file.string()));
    fs::remove(file, error);
}

/// Of the environment, for what this process starts from now on.
void prependToPath(const char *variable, const fs::path &folder)
{
    const char *before = std::getenv(variable);
    const std::string path = before != nullptr && *before != '\0'
        ? fmt::format("{}:{}", folder.string(), before)
        : folder.string();
    setenv(variable, path.c_str(), 1);
}

pid_t child = 0;

/// What somebody sends to this process alone is for the command. What the terminal sends, the
/// command gets as well.
void passOn(int signal, siginfo_t *info, void *)
{
    if (info->si_code <= 0)
        kill(child, signal);
}

constexpr std::array PassedOn{SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2};

/// Signals wait while it lives.
class SignalsBlocked
{
public:
    SignalsBlocked()
    {
        sigset_t passedOn;
        sigemptyset(&passedOn);
        for (const int signal : PassedOn)
            sigaddset(&passedOn, signal);
        sigprocmask(SIG_BLOCK, &passedOn, &m_before);
    }
    ~SignalsBlocked() { sigprocmask(SIG_SETMASK, &m_before, nullptr); }
    SignalsBlocked(const SignalsBlocked &) = delete;
    SignalsBlocked &operator=(const SignalsBlocked &) = delete;

    const sigset_t &before() const noexcept { return m_before; }

private:
    sigset_t m_before{};
};

/// Sets child. Returns 0 or an errno.
int start(const std::vector<std::string> &command, const sigset_t &mask)
{
    std::vector<char *> words;
    for (const std::string &word : command)
        words.push_back(const_cast<char *>(word.c_str()));
    words.push_back(nullptr);
    sigset_t asEver; // guardStandardStreams() has changed it
    sigemptyset(&asEver);
    sigaddset(&asEver, SIGPIPE);
    sigaddset(&asEver, SIGXFSZ);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &asEver);
    posix_spawnattr_setsigmask(&attributes, &mask);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    const int error
        = posix_spawnp(&child, words.front(), nullptr, &attributes, words.data(), environ);
    posix_spawnattr_destroy(&attributes);
    return error;
}

void passSignalsOn()
{
    struct sigaction action = {};
    action.sa_sigaction = passOn;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_SIGINFO);
    for (const int signal : PassedOn) {
        struct sigaction before = {};
        sigaction(signal, nullptr, &before);
        if (before.sa_handler != SIG_IGN)
            sigaction(signal, &action, nullptr);
    }
}

/// Files that \a pattern can name and that were written after \a begin.
std::vector<fs::path> recordings(const fs::path &pattern, fs::file_time_type begin)
{
    const std::string name = pattern.filename().string();
    const auto at = name.find(ProcessId);
    const std::string stem = at == std::string::npos ? pattern.stem().string() : name.substr(0, at);
    std::vector<fs::path> found;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(pattern.parent_path(), error)) {
        if (entry.path().filename().string().starts_with(stem)
            && entry.path().extension() == pattern.extension() && entry.is_regular_file(error)
            && entry.last_write_time(error) >= begin && isRecording(entry.path()))
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// Shows a recording in a process of its own, which outlives this one and its terminal.
void openWindow(const fs::path &file)
{
    std::error_code error;
    const std::string program = fs::read_symlink("/proc/self/exe", error).string();
    const std::string name = file.string();
    const std::array<const char *, 4> words{program.c_str(), "open", name.c_str(), nullptr};
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    pid_t window = 0;
    if (posix_spawn(&window, program.c_str(), nullptr, &attributes,
                    const_cast<char *const *>(words.data()), environ)
        != 0)
        complain(fmt::format("Cannot open the window; coroscope open {} does it.", name));
    posix_spawnattr_destroy(&attributes);
}

/// Returns the command's exit code. \a began, which may be empty, is called once, as soon as there
/// is a recording.
int waitForTheEnd(const fs::path &pattern, fs::file_time_type begin,
                  std::function<void(const fs::path &)> began)
{
    constexpr std::chrono::milliseconds LookAgain{30};
    for (;;) {
        int status = 0;
        const pid_t ended = waitpid(child, &status, began ? WNOHANG : 0);
        if (began) {
            if (const auto files = recordings(pattern, begin); !files.empty())
                std::exchange(began, nullptr)(files.front());
        }
        if (ended == child)
            return WIFSIGNALED(status) ? ExitSignal + WTERMSIG(status) : WEXITSTATUS(status);
        if (began)
            std::this_thread::sleep_for(LookAgain);
    }
}

bool hasDisplay()
{
    const auto isSet = [](const char *name) {
        const char *value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
}

void tellWhatWasRecorded(const fs::path &pattern, fs::file_time_type begin)
{
    const auto files = recordings(pattern, begin);
    if (files.empty())
        complain("Nothing was recorded: the command has run no asyncio loop in a Python that the "
                 "recorder could reach.");
    for (const fs::path &file : files) {
        if (isatty(STDERR_FILENO) == 1)
            complain(fmt::format("Recorded {}.", file.string()));
    }
}

} // namespace

std::string recorderFolder()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path installed
        = program.parent_path().parent_path() / COROSCOPE_INSTALLED_RECORDERS "/python";
    for (const fs::path &folder : {installed, fs::path(COROSCOPE_RECORDERS "/python")}) {
        if (fs::exists(folder / "site/sitecustomize.py", error))
            return folder.string();
    }
    throw RecordError("Cannot record: the recorder is missing beside the program; install "
                      "Coroscope again.");
}

int record(const RecordCommand &record)
{
    const fs::path file
        = fs::absolute(record.file.empty() ? recordingName(record.command) : record.file);
    clearPlace(file);
    if (record.live.value_or(false) && !hasDisplay())
        throw RecordError("There is no display to show the recording on; leave out --live.");
    setenv("COROSCOPE_RECORD", file.c_str(), 1);
    if (record.sampleMs > 0)
        setenv("COROSCOPE_SAMPLE_MS", fmt::format("{}", record.sampleMs).c_str(), 1);
    prependToPath("PYTHONPATH", fs::path(recorderFolder()) / "site");
    const auto begin = fs::file_time_type::clock::now();
    {
        const SignalsBlocked blocked;
        if (const int error = start(record.command, blocked.before()); error != 0) {
            complain(
                fmt::format("Cannot run {}: {}.", record.command.front(), std::strerror(error)));
            return error == ENOENT ? ExitNotFound : ExitNotRunnable;
        }
        passSignalsOn();
    }
    const int code = waitForTheEnd(file, begin,
                                   record.live.value_or(hasDisplay())
                                       ? std::function<void(const fs::path &)>(openWindow)
                                       : nullptr);
    tellWhatWasRecorded(file, begin);
    return code;
}

} // namespace app
