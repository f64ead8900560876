#include "app/cli/standardstreams.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdexcept>
#include <unistd.h>

namespace app {

void guardStandardStreams()
{
    // The lowest free number is taken. Standard input may be read, and is at its end; the others
    // are for reading too, so that writing fails as it does on a closed one.
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(stream, F_GETFD) == -1 && errno == EBADF)
            static_cast<void>(open("/dev/null", O_RDONLY));
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // of a limit to the size of files
}

void writeToStandardOutput(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        throw std::runtime_error(
            errno == EPIPE
                ? std::string()
                : fmt::format("Cannot write to standard output: {}.", std::strerror(errno)));
}

void complain(std::string_view sentence)
{
    if (sentence.empty())
        return;
    // Where nobody listens there is nobody to tell that to.
    const std::string line = fmt::format("coroscope: {}\n", sentence);
    static_cast<void>(std::fwrite(line.data(), 1, line.size(), stderr));
}

} // namespace app
