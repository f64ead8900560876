// Reads any bytes as a trace file, at once and as if they were still written, and saves what comes
// of them: that must come back.

#include "engine/trace/io/tracefilereader.h"
#include "engine/trace/io/tracefilewriter.h"
#include "engine/trace/schema.h"
#include "engine/trace/steps.h"
#include "tests/support/rawtracefile.h"

#include <cstdio>
#include <cstdlib>

using support::MemoryBytes;
using trace::Record;
using trace::TraceFileError;
using trace::TraceFileReader;
using Status = TraceFileReader::Status;

namespace {

// Of the header, which is mostly empty, only so much stands in an input: the rest of it is chunks.
constexpr std::size_t HeaderInInput = 256;

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

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

/// Follows a file that shows itself in \a parts parts; null: it cannot be opened.
std::shared_ptr<const trace::Trace> traceOf(const std::vector<std::byte> &bytes, std::size_t parts)
{
    const auto shared = std::make_shared<MemoryBytes::Shared>();
    shared->bytes = bytes;
    try {
        TraceFileReader reader(std::make_unique<MemoryBytes>(shared));
        const std::size_t begin = std::min(bytes.size(), trace::fileformat::HeaderBytes);
        for (std::size_t part = 1; part < parts; ++part) {
            shared->written = true;
            const std::size_t end = begin + (bytes.size() - begin) * part / parts;
            shared->bytes.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end));
            reader.advance(1'000'000);
        }
        shared->bytes = bytes;
        shared->written = false;
        while (reader.advance(1'000) != Status::Complete) {}
        static_cast<void>(reader.report());
        static_cast<void>(reader.ending());
        return reader.trace();
    } catch (const TraceFileError &) {
        return nullptr;
    }
}

void check(const trace::Trace &trace)
{
    std::uint64_t time = 0;
    for (std::size_t i = 0; i < trace.records().size(); ++i) {
        const Record &record = trace.records()[i];
        require(record.timeNs >= time, "A record is earlier than the one before it.");
        time = record.timeNs;
        require(schemaOf(record.kind()) != nullptr, "A record is of an unknown kind.");
    }
    static_cast<void>(trace::stepsText(trace));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::vector<std::byte> bytes = fileOf(std::as_bytes(std::span(data, size)));
    const auto trace = traceOf(bytes, 1);
    if (trace == nullptr)
        return 0;
    check(*trace);
    if (const auto grown = traceOf(bytes, 3); grown != nullptr)
        check(*grown);

    std::vector<std::byte> saved;
    trace::writeTraceFile(*trace, {}, [&saved](std::span<const std::byte> more) {
        saved.insert(saved.end(), more.begin(), more.end());
    });
    const auto again = traceOf(saved, 1);
    require(again != nullptr && again->records().size() == trace->records().size(),
            "What was saved does not come back.");
    require(trace::stepsText(*again) == trace::stepsText(*trace), "It comes back as another.");
    return 0;
}
