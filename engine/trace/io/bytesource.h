#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace trace {

/// Where the bytes of a trace file come from. They may become more, or fewer, at any time.
class ByteSource
{
public:
    ByteSource() = default;
    ByteSource(const ByteSource &) = delete;
    ByteSource &operator=(const ByteSource &) = delete;
    virtual ~ByteSource() = default;

    /// Number of bytes by now.
    virtual std::uint64_t size() = 0;
    /// Fills \a into with what is at \a offset; returns how many bytes were there.
    virtual std::size_t read(std::uint64_t offset, std::span<std::byte> into) = 0;
    /// Whether somebody may still write: what is there may grow.
    virtual bool isBeingWritten() = 0;
    /// Whether who writes has this machine's clock. Any thread.
    virtual bool isOfThisMachine() const { return false; }
};

/// A file, which is read and never mapped: one that is cut short meanwhile does no harm.
class FileBytes final : public ByteSource
{
public:
    /// Throws std::system_error.
    explicit FileBytes(const std::string &path);
    ~FileBytes() override;

    std::uint64_t size() override;
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override;
    /// As FORMAT.md has it: whoever writes holds a lock.
    bool isBeingWritten() override;
    bool isOfThisMachine() const override { return true; }

private:
    int m_descriptor;
};

/// What comes out of a pipe, kept in a file without a name. Takes what is there whenever it is
/// asked for the size, and does not wait for more.
class PipeBytes final : public ByteSource
{
public:
    /// Reads \a descriptor, which is not closed. Throws std::system_error.
    explicit PipeBytes(int descriptor);
    ~PipeBytes() override;

    std::uint64_t size() override;
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override;
    bool isBeingWritten() override { return m_open; }

private:
    int m_pipe;
    int m_kept;
    bool m_open = true; ///< the pipe has not come to its end
    std::uint64_t m_size = 0;
};

} // namespace trace
