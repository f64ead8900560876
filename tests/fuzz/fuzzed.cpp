#include "tests/fuzz/fuzzed.h"

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

namespace fuzzed {

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

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

void checkSaved(const trace::Trace &trace)
{
    std::vector<std::byte> saved;
    trace::writeTraceFile(trace, {}, [&saved](std::span<const std::byte> more) {
        saved.insert(saved.end(), more.begin(), more.end());
    });
    const auto again = traceOf(saved, 1);
    require(again != nullptr && again->records().size() == trace.records().size(),
            "What was saved does not come back.");
    require(trace::stepsText(*again) == trace::stepsText(trace), "It comes back as another.");
}

} // namespace fuzzed
