// Reads any bytes as Chrome's trace events, and saves what comes of them: that must come back.

#include "engine/trace/io/chromeevents.h"
#include "engine/trace/io/chromeimport.h"
#include "engine/trace/io/tracefilereader.h"
#include "engine/trace/io/tracefilewriter.h"
#include "tests/fuzz/fuzzed.h"
#include "tests/support/rawtracefile.h"

using support::MemoryBytes;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto input = std::as_bytes(std::span(data, size));
    MemoryBytes bytes(std::vector<std::byte>(input.begin(), input.end()));
    trace::ChromeImport import;
    try {
        import = trace::readChromeTrace(bytes, [](double) { return true;
    }).value();
}
catch (const trace::ChromeEventsError &)
{
    return 0;
}
fuzzed::check(*import.trace);
fuzzed::checkSaved(*import.trace);
return 0;
}
