#include "tests/support/goldenrun.h"

#include "tests/support/foreignrun.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>
#include <string>

namespace support {

namespace {

using trace::Kind;

/// What is before the next \a separator, which is taken off \a text with it.
std::string_view next(std::string_view &text, char separator)
{
    const std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    return part;
}

class Writer
{
public:
    void addStep(std::string_view row)
    {
        m_time = trace::Time{std::stoll(std::string(next(row, '\t')))};
        const std::string name(next(row, '\t'));
        const std::string_view event = next(row, '\t');
        if (event == "created")
            create(name, row);
        const trace::TaskId task = m_tasks.at(name);
        if (event == "resumed")
            write(Kind::Resumed, task, text(row));
        else if (event == "suspended")
            write(Kind::Suspended, task, waitOf(row));
        else if (event == "finished")
            write(Kind::Finished, task);
        else if (event == "failed")
            write(Kind::Failed, task, text(row));
        else if (event == "cancelled")
            write(Kind::Cancelled, task);
    }
    void addLine(std::string_view line)
    {
        write(Kind::Printed, trace::TaskId::None, m_builder.addLine(line));
    }
    std::shared_ptr<const trace::Trace> end(trace::Outcome outcome)
    {
        write(Kind::Ended, outcome);
        return m_builder.trace();
    }

private:
    trace::TextId text(std::string_view text)
    {
        return text.empty() ? trace::TextId::Empty : m_builder.text(text);
    }
    void create(const std::string &name, std::string_view coroutine)
    {
        trace::TaskInfo info;
        if (name.starts_with("Task-"))
            info.number = static_cast<std::uint32_t>(std::stoul(name.substr(5)));
        else
            info.name = text(name);
        info.coroutine = text(coroutine);
        m_tasks[name] = m_builder.add(info);
        write(Kind::Created, m_tasks[name], trace::Waker::None);
    }
    trace::WaitId waitOf(std::string_view rest)
    {
        const std::string_view word = next(rest, ' ');
        const auto kind
            = std::find_if(trace::BuiltInWaitKinds.begin(), trace::BuiltInWaitKinds.end(),
                           [word](const trace::WaitKind &each) { return each.word == word; });
        if (kind == trace::BuiltInWaitKinds.end())
            throw std::runtime_error("no kind of wait: " + std::string(word));
        trace::Wait wait;
        wait.reason = trace::Reason(kind - trace::BuiltInWaitKinds.begin());
        // What is too far off for a number of this size is not told.
        if (kind->amount == trace::Amount::Nanoseconds)
            std::from_chars(rest.data(), rest.data() + rest.size(), wait.amount);
        const auto task = m_tasks.find(std::string(rest));
        if (kind->what == trace::WaitsOn::Task && task != m_tasks.end())
            wait.what = static_cast<std::uint32_t>(task->second);
        return m_builder.add(wait);
    }
    template <class Subject, class Argument = std::uint32_t>
    void write(Kind kind, Subject subject, Argument argument = {})
    {
        append(m_builder, m_time, kind, subject, argument);
    }

    trace::TraceBuilder m_builder;
    trace::Time m_time{0};
    std::map<std::string, trace::TaskId> m_tasks;
};

} // namespace

std::shared_ptr<const trace::Trace> goldenRun(std::string_view steps, std::string_view lines,
                                              trace::Outcome outcome)
{
    Writer writer;
    while (!steps.empty())
        writer.addStep(next(steps, '\n'));
    while (!lines.empty())
        writer.addLine(next(lines, '\n'));
    return writer.end(outcome);
}

} // namespace support
