#pragma once

#include <cstdint>
#include <random>

namespace engine {

/// Python's `random` module for a seed: the same draws in the same order. The generator is the
/// same Mersenne Twister as std::mt19937; the seeding and the way from words to numbers are those
/// of CPython's Modules/_randommodule.c and Lib/random.py.
class Random
{
public:
    /// random.seed(seed): init_by_array() with the 32-bit words of |seed|, low word first.
    explicit Random(std::int64_t seed);

    /// random.randint(first, last): uniform in [first, last], drawn by rejection.
    std::int64_t randint(std::int64_t first, std::int64_t last);
    /// random.random(): uniform in [0, 1), with 53 bits.
    double random();

private:
    /// random.getrandbits(bits): 1 to 64.
    std::uint64_t bits(int bits);
    std::uint32_t word() { return static_cast<std::uint32_t>(m_engine()); }

    std::mt19937 m_engine;
};

} // namespace engine
