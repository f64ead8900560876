#include "engine/trace/steps.h"

#include <fmt/format.h>
#include <iterator>

namespace trace {

namespace {

std::string_view word(Reason reason)
{
    switch (reason) {
    case Reason::Sleep:
        return "sleep";
    case Reason::Yield:
        return "yield";
    case Reason::QueueGet:
        return "queue.get";
    case Reason::QueuePut:
        return "queue.put";
    case Reason::QueueJoin:
        return "queue.join";
    case Reason::Lock:
        return "lock";
    case Reason::Semaphore:
        return "semaphore";
    case Reason::Event:
        return "event";
    case Reason::Condition:
        return "condition";
    case Reason::Task:
        return "task";
    case Reason::Gather:
        return "gather";
    case Reason::WaitFor:
        return "wait_for";
    case Reason::CancelAndWait:
        return "cancel_and_wait";
    case Reason::Shield:
        return "shield";
    case Reason::Wait:
        return "wait";
    case Reason::TaskGroup:
        return "taskgroup";
    case Reason::Executor:
        return "executor";
    case Reason::Future:
        return "future";
    case Reason::Network:
        return "network";
    case Reason::Socket:
        return "socket";
    case Reason::Process:
        return "process";
    case Reason::Signal:
        return "signal";
    case Reason::Generator:
        return "generator";
    }
    return "?";
}

/// The row's event and detail, or an empty event for a record that is not a task step.
struct Step
{
    std::string_view event;
    std::string detail;
};

Step stepOf(const Trace &trace, const Record &record)
{
    switch (record.kind()) {
    case Kind::Created:
        return {"created", trace.text(trace.task(record.task()).coroutine)};
    case Kind::Resumed:
        return {"resumed", trace.text(record.exception())};
    case Kind::Suspended:
        return {"suspended", waitText(trace, record.wait())};
    case Kind::Finished:
        return {"finished", {}};
    case Kind::Failed:
        return {"failed", trace.text(record.exception())};
    case Kind::Cancelled:
        return {"cancelled", {}};
    default:
        return {};
    }
}

/// Appends \a text with what would end its field or its row written as in C.
void appendField(std::string &row, std::string_view text)
{
    if (text.find_first_of("\t\n\r") == std::string_view::npos) {
        row += text;
        return;
    }
    for (const char c : text) {
        switch (c) {
        case '\t':
            row += "\\t";
            break;
        case '\n':
            row += "\\n";
            break;
        case '\r':
            row += "\\r";
            break;
        default:
            row += c;
        }
    }
}

} // namespace

std::string waitText(const Trace &trace, WaitId wait)
{
    const Wait &w = trace.wait(wait);
    if (w.reason == Reason::Sleep)
        return fmt::format("sleep {}", w.amount);
    if (w.reason == Reason::Task)
        return fmt::format("task {}", trace.taskName(w.task()));
    return std::string(word(w.reason));
}

std::vector<WaitId> lastWaits(const Trace &trace)
{
    std::vector<WaitId> waits(trace.tasks().size(), WaitId::None);
    const auto &records = trace.records();
    for (std::size_t begin = 0; begin < records.size();) {
        const auto run = records.run(begin);
        for (const Record &record : run) {
            if (record.kind() == Kind::Suspended)
                waits[record.subject] = record.wait();
        }
        begin += run.size();
    }
    return waits;
}

std::string stepsText(const Trace &trace)
{
    std::string rows;
    const auto &records = trace.records();
    for (std::size_t i = 0, end = records.size(); i < end; ++i) {
        const Record &record = records[i];
        const Step step = stepOf(trace, record);
        if (step.event.empty())
            continue;
        fmt::format_to(std::back_inserter(rows), "{}\t", record.time().count());
        appendField(rows, trace.taskName(record.task()));
        rows.append(1, '\t').append(step.event).append(1, '\t');
        appendField(rows, step.detail);
        rows += '\n';
    }
    return rows;
}

} // namespace trace
