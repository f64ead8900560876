#pragma once

#include "engine/trace/io/tracefilewriter.h"

#include <array>
#include <string_view>

namespace trace {

/// How an export says that a run has ended, by Outcome.
inline constexpr std::array<std::string_view, 4> OutcomeWords{"done", "failed", "deadlocked",
                                                              "stopped"};

/// The name of the metadata that tells Chrome Trace Event JSON of ours from that of others.
inline constexpr std::string_view ChromeMark = "coroscope";
/// What it says, by Metadata::Clock.
inline constexpr std::array<std::string_view, 2> ClockWords{"virtual clock", "real clock"};
/// Who but a task has done something, as that JSON says it.
inline constexpr std::string_view TimerWord = "timer";
inline constexpr std::string_view OutsideWord = "outside";
/// Between a kind of queue and its capacity, in the categories of a counter.
inline constexpr std::string_view CapacityWord = ",capacity ";

/// Writes \a trace as Chrome Trace Event JSON, for Perfetto, chrome://tracing and others: a thread
/// for each task, with slices of what it does and waits for; counters of the queues' depths, with
/// the kind of queue and its capacity as categories; flows from who wakes to who is woken; instants
/// for printed lines, marks, requests to cancel and the end of the run. Times are microseconds.
///
/// For readChromeTrace() the file begins with a metadata event "coroscope", and "args" say what
/// threads, slices, instants and counters mean, as far as it applies:
///
/// - "task", "coroutine": of a thread, beside what it is called
/// - "record", "until": the indices of the records that begin and end it; without "until" it goes
///   on when the recording ends. Beside "args" in a counter, where viewers draw all of these.
/// - "ends": how the slice ends: "timer" or "outside" for a wait, and for a task "finished",
///   "cancelled" or the name of its exception
/// - "by": who creates or wakes a ready task, or asks to cancel it: the thread number of a task,
///   "timer" or "outside"
/// - "turn": the number of the loop's turn in which it runs
/// - "throws": the name of the exception with which it goes on
/// - "kind", "amount", "of": of a wait, its word, its amount, and the thread number of the task
///   that it is for
///
/// Flows are for viewers only.
void writeChromeTrace(const Trace &trace, const ByteSink &sink);

/// Writes the records of \a trace as CSV (RFC 4180), one a row, with a header: time in ns, what
/// happened, task, by whom or on what, and a detail.
void writeCsv(const Trace &trace, const ByteSink &sink);

} // namespace trace
