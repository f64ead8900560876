#include "engine/trace/io/bytesource.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace trace {

namespace {

// Taken from a pipe at once, so that a fast writer does not keep its reader from showing anything.
constexpr std::uint64_t MostAtOnce = std::uint64_t{16} << 20;

[[noreturn]] void fail()
{
    throw std::system_error(errno, std::generic_category());
}

std::size_t readAt(int descriptor, std::uint64_t offset, std::span<std::byte> into)
{
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t got = pread(descriptor, into.data() + done, into.size() - done,
                                  static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

bool writeAll(int descriptor, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

int nameless()
{
    const char *folder = std::getenv("TMPDIR");
    std::string path = folder != nullptr && *folder != '\0' ? folder : "/tmp";
#ifdef O_TMPFILE
    const int made = open(path.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (made >= 0)
        return made;
#endif
    path += "/coroscope-XXXXXX";
    const int descriptor = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor < 0)
        fail();
    unlink(path.c_str());
    return descriptor;
}

} // namespace

FileBytes::FileBytes(const std::string &path)
    : m_descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
{
    if (m_descriptor < 0)
        fail();
    struct stat info = {};
    if (fstat(m_descriptor, &info) == 0 && S_ISREG(info.st_mode))
        return;
    const int reason = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
    close(m_descriptor);
    throw std::system_error(reason, std::generic_category());
}

FileBytes::~FileBytes()
{
    close(m_descriptor);
}

std::uint64_t FileBytes::size()
{
    struct stat info = {};
    return fstat(m_descriptor, &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

std::size_t FileBytes::read(std::uint64_t offset, std::span<std::byte> into)
{
    return readAt(m_descriptor, offset, into);
}

bool FileBytes::isBeingWritten()
{
    if (flock(m_descriptor, LOCK_SH | LOCK_NB) != 0)
        return errno == EWOULDBLOCK;
    flock(m_descriptor, LOCK_UN);
    return false;
}

PipeBytes::PipeBytes(int descriptor)
    : m_pipe(descriptor)
    , m_kept(nameless())
{
}

PipeBytes::~PipeBytes()
{
    close(m_kept);
}

std::uint64_t PipeBytes::size()
{
    std::array<std::byte, 65'536> buffer;
    for (const std::uint64_t before = m_size; m_open && m_size < before + MostAtOnce;) {
        pollfd waiting{m_pipe, POLLIN, 0};
        const int ready = poll(&waiting, 1, 0);
        if (ready == 0)
            break;
        const ssize_t got = ::read(m_pipe, buffer.data(), buffer.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            break;
        const auto bytes = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
        m_open = bytes > 0 && writeAll(m_kept, std::span(buffer).first(bytes));
        if (m_open)
            m_size += bytes;
    }
    return m_size;
}

std::size_t PipeBytes::read(std::uint64_t offset, std::span<std::byte> into)
{
    return readAt(m_kept, offset, into);
}

} // namespace trace
