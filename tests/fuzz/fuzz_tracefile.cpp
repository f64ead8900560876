// Reads any bytes as a trace file, at once and as if they were still written, and saves what comes
// of them: that must come back.

#include "engine/trace/io/fileformat.h"
#include "tests/fuzz/fuzzed.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace {

// Of the header, which is mostly empty, only so much stands in an input: the rest of it is chunks.
constexpr std::size_t HeaderInInput = 256;

std::vector<std::byte> fileOf(std::span<const std::byte> input)
{
    const auto header = input.first(std::min(input.size(), HeaderInInput));
    std::vector<std::byte> bytes(header.begin(), header.end());
    const auto chunks = input.subspan(header.size());
    if (!chunks.empty()) {
        bytes.resize(trace::fileformat::HeaderBytes);
        bytes.insert(bytes.end(), chunks.begin(), chunks.end());
    }
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::vector<std::byte> bytes = fileOf(std::as_bytes(std::span(data, size)));
    const auto trace = fuzzed::traceOf(bytes, 1);
    if (trace == nullptr)
        return 0;
    fuzzed::check(*trace);
    if (const auto grown = fuzzed::traceOf(bytes, 3); grown != nullptr)
        fuzzed::check(*grown);
    fuzzed::checkSaved(*trace);
    return 0;
}
