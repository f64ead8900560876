#include "tests/bench/support/residentbytes.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace benchsupport {

namespace {

double residentBytes()
{
    std::ifstream file("/proc/self/statm");
    double pages = 0;
    file >> pages >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

} // namespace

double inFreshProcess(const std::function<double(const Growth &)> &measure)
{
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        throw std::runtime_error("pipe() failed");
    const pid_t child = fork();
    if (child == 0) {
        const double before = residentBytes();
        const double value = measure([before] { return residentBytes() - before; });
        const bool written = write(ends[1], &value, sizeof value) == sizeof value;
        std::_Exit(written ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    close(ends[1]);
    double value = 0;
    const bool got = read(ends[0], &value, sizeof value) == sizeof value;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (!got || status != 0)
        throw std::runtime_error("the child process failed");
    return value;
}

} // namespace benchsupport
