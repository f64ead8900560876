// From a file to the run that is in it: as the window opens it, the beginning first, and then all
// of it, read in one thread while another makes the model of it.

#include "engine/trace/io/tracefilereader.h"
#include "engine/trace/io/tracefilewriter.h"
#include "tests/bench/support/bigrun.h"
#include "tests/bench/support/residentbytes.h"
#include "views/model/runmodel.h"

#include <algorithm>
#include <atomic>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <thread>

namespace {

using Status = trace::TraceFileReader::Status;

// As many as a document reads at once.
constexpr std::size_t FirstRecords = 300'000;
constexpr int Tasks = 1'000;

std::uint64_t save(const trace::Trace &trace, const std::string &path)
{
    std::FILE *file = std::fopen(path.c_str(), "wb");
    if (file == nullptr)
        throw std::runtime_error("cannot write " + path);
    std::uint64_t size = 0;
    trace::writeTraceFile(trace, {}, [&](std::span<const std::byte> bytes) {
        size += std::fwrite(bytes.data(), 1, bytes.size(), file);
    });
    std::fclose(file);
    return size;
}

/// Files of runs, made once and removed in the end.
class Files
{
public:
    ~Files()
    {
        for (const auto &[records, path] : m_paths)
            std::filesystem::remove(path);
    }
    const std::string &of(std::int64_t records)
    {
        std::string &path = m_paths[records];
        if (!path.empty())
            return path;
        path = (std::filesystem::temp_directory_path()
                / ("bench_open-" + std::to_string(records) + ".coroscope"))
                   .string();
        // Elsewhere, so that what it takes is not there to be used again.
        benchsupport::inFreshProcess([&](const benchsupport::Growth &) {
            benchsupport::BigRun run(Tasks);
            run.runTo(static_cast<std::size_t>(records));
            return static_cast<double>(save(*run.trace(), path));
        });
        return path;
    }

private:
    std::map<std::int64_t, std::string> m_paths;
};

const std::string &fileOf(std::int64_t records)
{
    static Files files;
    return files.of(records);
}

struct Opened
{
    trace::TraceFileReader reader;
    views::RunModel model;

    explicit Opened(const std::string &path)
        : reader(trace::openBytes(path))
        , model(reader.trace())
    {
        reader.advance(FirstRecords);
        model.advance(FirstRecords);
    }
    void readOn()
    {
        std::atomic<bool> complete{false};
        std::thread other([&] {
            while (reader.advance(100'000) != Status::Complete) {}
            complete = true;
        });
        for (;;) {
            const bool last = complete;
            model.advance(100'000);
            if (last && model.records() == reader.trace()->records().size())
                break;
        }
        other.join();
    }
};

void openBeginning(benchmark::State &state)
{
    const std::string &path = fileOf(state.range(0));
    double most = 0;
    for (auto _ : state) {
        const auto begin = std::chrono::steady_clock::now();
        benchmark::DoNotOptimize(Opened(path).model.endPosition());
        const std::chrono::duration<double, std::milli> took
            = std::chrono::steady_clock::now() - begin;
        most = std::max(most, took.count());
    }
    state.counters["max_ms"] = most;
}

void openWhole(benchmark::State &state)
{
    const std::string &path = fileOf(state.range(0));
    for (auto _ : state) {
        Opened opened(path);
        opened.readOn();
        if (opened.model.records() < static_cast<std::size_t>(state.range(0)))
            state.SkipWithError("not all of it has been read");
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void memory(benchmark::State &state)
{
    const std::string &path = fileOf(state.range(0));
    double bytes = 0;
    for (auto _ : state) {
        bytes = benchsupport::inFreshProcess([&](const benchsupport::Growth &growth) {
            Opened opened(path);
            opened.readOn();
            return growth();
        });
    }
    state.counters["bytes"] = bytes;
    state.counters["fileBytes"] = static_cast<double>(std::filesystem::file_size(path));
}

void modelAlone(benchmark::State &state)
{
    trace::TraceFileReader reader(trace::openBytes(fileOf(state.range(0))));
    while (reader.advance(1'000'000) != Status::Complete) {}
    for (auto _ : state) {
        views::RunModel model(reader.trace());
        model.advance();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void readAlone(benchmark::State &state)
{
    for (auto _ : state) {
        trace::TraceFileReader reader(trace::openBytes(fileOf(state.range(0))));
        while (reader.advance(1'000'000) != Status::Complete) {}
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

// Ten thousand for a smoke round; a hundred million, 1.6 GB and as much memory again, on request.
[[maybe_unused]] const bool Hundred = [] {
    constexpr std::int64_t TenMillion = 10'000'000;
    const auto add = [](const char *name, void (*run)(benchmark::State &), std::int64_t records,
                        int iterations) {
        return benchmark::RegisterBenchmark(name, run)
            ->Arg(records)
            ->Iterations(iterations)
            ->Unit(benchmark::kMillisecond);
    };
    const bool hundred = std::getenv("COROSCOPE_BENCH_HUNDRED_MILLION") != nullptr;
    for (const std::int64_t records : {TenMillion / 1000, TenMillion, 10 * TenMillion}) {
        if (records > TenMillion && !hundred)
            break;
        add("open/memory", memory, records, 1); // before what else would leave some behind
        add("open/beginning", openBeginning, records, 10);
        add("open/read", readAlone, records, 2);
        add("open/model", modelAlone, records, 2);
        add("open/whole", openWhole, records, 2)->UseRealTime(); // of two threads
    }
    return hundred;
}();

} // namespace
