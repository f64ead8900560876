#include "tests/bench/support/allocations.h"

#include <cstdlib>
#include <new>

namespace {

constinit std::uint64_t count = 0;

} // namespace

void *operator new(std::size_t size)
{
    ++count;
    if (void *block = std::malloc(size))
        return block;
    throw std::bad_alloc();
}

void operator delete(void *block) noexcept
{
    std::free(block);
}

void operator delete(void *block, std::size_t) noexcept
{
    std::free(block);
}

namespace benchsupport {

std::uint64_t allocations() noexcept
{
    return count;
}

} // namespace benchsupport
