#pragma once

#include "tests/support/foreignrun.h"
#include "views/model/runmodel.h"

#include <initializer_list>
#include <vector>

namespace support {

/// A run that is written down record by record, by a clock that one sets.
struct WrittenRun
{
    trace::TraceBuilder builder;
    trace::Time now{0};

    /// Adds a task, which is called \a name and stands in the ready queue.
    trace::TaskId task(const char *name, trace::TaskId creator = trace::TaskId::None)
    {
        trace::TaskInfo info;
        info.name = builder.text(name);
        info.creator = creator;
        const trace::TaskId id = builder.add(info);
        say(trace::Kind::Created, id, creator);
        return id;
    }
    trace::ObjectId object(const char *kind, const char *name)
    {
        return builder.add(trace::Object{builder.text(kind), builder.text(name)});
    }
    /// A wait for an object, a task, so many tasks or so long.
    trace::WaitId wait(trace::Reason reason) { return waitFor(reason, 0xFFFF'FFFF, 0); }
    trace::WaitId wait(trace::Reason reason, trace::ObjectId object)
    {
        return waitFor(reason, static_cast<std::uint32_t>(object), 0);
    }
    trace::WaitId wait(trace::Reason reason, trace::TaskId task)
    {
        return waitFor(reason, static_cast<std::uint32_t>(task), 0);
    }
    trace::WaitId wait(trace::Reason reason, std::int64_t amount)
    {
        return waitFor(reason, 0xFFFF'FFFF, amount);
    }
    template <class Subject, class Argument = std::uint32_t>
    WrittenRun &say(trace::Kind kind, Subject subject, Argument argument = {})
    {
        append(builder, now, kind, subject, argument);
        return *this;
    }
    /// One step of \a task, which ends with \a wait.
    WrittenRun &step(trace::TaskId task, trace::WaitId wait)
    {
        return say(trace::Kind::Resumed, task).say(trace::Kind::Suspended, task, wait);
    }
    WrittenRun &print(trace::TaskId task, const char *line)
    {
        return say(trace::Kind::Printed, task, builder.addLine(line));
    }
    views::RunModel model() const
    {
        views::RunModel model(builder.trace());
        model.advance();
        return model;
    }

private:
    trace::WaitId waitFor(trace::Reason reason, std::uint32_t what, std::int64_t amount)
    {
        trace::Wait wait;
        wait.reason = reason;
        wait.what = what;
        wait.amount = amount;
        return builder.add(wait);
    }
};

/// A and B, and C and D, await each other.
struct TwoCircles : WrittenRun
{
    std::vector<trace::TaskId> tasks;

    TwoCircles()
    {
        for (const char *name : {"A", "B", "C", "D"})
            tasks.push_back(task(name));
        for (std::size_t i = 0; i < tasks.size(); ++i)
            step(tasks[i], wait(trace::Reason::Task, tasks[i ^ 1U]));
    }
};

} // namespace support
