#include "engine/trace/steps.h"

#include "engine/trace/delay.h"

#include <fmt/format.h>
#include <iterator>
#include <string_view>
#include <unordered_map>

namespace trace {

namespace {

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
    const WaitKind &kind = trace.waitKind(w.reason);
    if (kind.amount == Amount::Nanoseconds)
        return w.amount < FarNs ? fmt::format("{} {}", kind.word, w.amount)
                                : fmt::format("{} {:.0f}", kind.word, delayNs(Time{w.amount}));
    if (kind.what == WaitsOn::Task && w.task() != TaskId::None)
        return fmt::format("{} {}", kind.word, trace.taskName(w.task()));
    return std::string(kind.word);
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
    std::unordered_map<TaskId, TextId> lateNames;
    const auto &records = trace.records();
    for (std::size_t i = 0, end = records.size(); i < end; ++i) {
        const Record &record = records[i];
        if (record.kind() == Kind::Renamed)
            lateNames[record.task()] = TextId{record.argument};
        const Step step = stepOf(trace, record);
        if (step.event.empty())
            continue;
        const auto late = lateNames.find(record.task());
        fmt::format_to(std::back_inserter(rows), "{}\t", record.time().count());
        appendField(rows,
                    late != lateNames.end() ? trace.text(late->second)
                                            : trace.taskName(record.task()));
        rows.append(1, '\t').append(step.event).append(1, '\t');
        appendField(rows, step.detail);
        rows += '\n';
    }
    return rows;
}

} // namespace trace
