#pragma once

#include "engine/trace/io/tracefilereader.h"
#include "tests/support/rawtracefile.h"
#include "tests/support/tracetext.h"

#include <QStringList>

namespace support {

/// A trace file that has been read to its end.
struct OpenedTrace
{
    trace::TraceFileReader reader;

    explicit OpenedTrace(std::vector<std::byte> bytes)
        : reader(std::make_unique<MemoryBytes>(std::move(bytes)))
    {
        while (reader.advance(1'000) != trace::TraceFileReader::Status::Complete) {}
    }
    const trace::Trace &trace() const { return *reader.trace(); }
    QStringList records() const { return recordsText(trace()); }
    trace::TraceFileReport report() const { return reader.report(); }
};

/// Two tasks, each created and resumed: a chunk of table entries, and one of records.
inline RawTraceFile twoTasks()
{
    using trace::Kind;
    RawTraceFile file;
    file.table().task(0).task(1, 0);
    file.records()
        .record(1, Kind::Created, 0, trace::fileformat::None)
        .record(2, Kind::Resumed, 0)
        .record(3, Kind::Created, 1, 0)
        .record(4, Kind::Resumed, 1);
    return file.finish();
}

/// Their records, as recordsText() has them.
inline const QStringList TwoTasks{
    QStringLiteral("0 kind 0: 0 -1"),
    QStringLiteral("1 kind 2: 0 0"),
    QStringLiteral("2 kind 0: 1 0"),
    QStringLiteral("3 kind 2: 1 0"),
};

} // namespace support
