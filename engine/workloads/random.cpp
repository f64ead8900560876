#include "engine/workloads/random.h"

#include <algorithm>
#include <array>
#include <bit>
#include <sstream>
#include <vector>

namespace engine {

namespace {

constexpr std::size_t StateWords = 624;
using State = std::array<std::uint32_t, StateWords>;

// init_genrand() of the Mersenne Twister's reference implementation.
State stateFromWord(std::uint32_t seed)
{
    State state{};
    state[0] = seed;
    for (std::uint32_t i = 1; i < StateWords; ++i)
        state[i] = 1812433253U * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
    return state;
}

// init_by_array() of the same.
State stateFromArray(const std::vector<std::uint32_t> &key)
{
    State state = stateFromWord(19650218U);
    std::size_t i = 1;
    std::size_t j = 0;
    const auto wrap = [&] {
        if (++i == StateWords) {
            state[0] = state[StateWords - 1];
            i = 1;
        }
    };
    for (std::size_t k = std::max(StateWords, key.size()); k > 0; --k) {
        state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1664525U)) + key[j]
            + static_cast<std::uint32_t>(j);
        wrap();
        j = (j + 1) % key.size();
    }
    for (std::size_t k = StateWords - 1; k > 0; --k) {
        state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1566083941U))
            - static_cast<std::uint32_t>(i);
        wrap();
    }
    state[0] = 0x8000'0000U;
    return state;
}

} // namespace

Random::Random(std::int64_t seed)
{
    const std::uint64_t magnitude
        = seed < 0 ? ~static_cast<std::uint64_t>(seed) + 1 : static_cast<std::uint64_t>(seed);
    std::vector<std::uint32_t> key{static_cast<std::uint32_t>(magnitude)};
    if (magnitude >> 32 != 0)
        key.push_back(static_cast<std::uint32_t>(magnitude >> 32));

    // The standard has no way to set the state but its text form: the words, then the position.
    std::stringstream text;
    for (const std::uint32_t stateWord : stateFromArray(key))
        text << stateWord << ' ';
    text << StateWords;
    text >> m_engine;
}

std::int64_t Random::randint(std::int64_t first, std::int64_t last)
{
    const std::uint64_t width
        = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1;
    if (width == 0) { // all of them: 2 ** 64 numbers
        std::uint64_t any = bits(64);
        while (word() >> 31 != 0) // the highest of 65 bits
            any = bits(64);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + any);
    }
    const auto needed = static_cast<int>(std::bit_width(width));
    std::uint64_t drawn = bits(needed);
    while (drawn >= width)
        drawn = bits(needed);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + drawn);
}

double Random::random()
{
    const std::uint32_t high = word() >> 5;
    const std::uint32_t low = word() >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
}

std::uint64_t Random::bits(int bits)
{
    if (bits <= 32)
        return word() >> (32 - bits);
    const std::uint64_t low = word();
    return low | static_cast<std::uint64_t>(word() >> (64 - bits)) << 32;
}

} // namespace engine
