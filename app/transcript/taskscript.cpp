#include "app/transcript/taskscript.h"

#include <fmt/format.h>
#include <iterator>
#include <utility>

namespace app {

namespace {

/// Deeper than anybody nests blocks, and with what is in them less than scripts may.
constexpr std::size_t DeepestHold = 16;
constexpr const char *Group = "task_group";
constexpr const char *TimeoutError = "TimeoutError";
constexpr const char *CancelledError = "CancelledError";

} // namespace

TaskScript::TaskScript(trace::Time resolution)
    : m_resolution(resolution)
    , m_frames(1)
{
}

void TaskScript::add(ScriptOperation operation)
{
    settle();
    m_frames.back().operations.push_back(std::move(operation));
}

void TaskScript::addFirst(ScriptOperation operation)
{
    ScriptBlock &body = m_frames.front().operations;
    body.insert(body.begin(), std::move(operation));
    if (m_interruption && m_interruption->frame == 0)
        ++m_interruption->operation;
}

void TaskScript::addBeforeLast(ScriptOperation operation)
{
    ScriptBlock &operations = m_frames.back().operations;
    const auto place = operations.empty() ? operations.end() : operations.end() - 1;
    operations.insert(place, std::move(operation));
    if (m_interruption && m_interruption->frame + 1 == m_frames.size())
        ++m_interruption->operation;
}

ScriptOperation *TaskScript::last()
{
    ScriptBlock &operations = m_frames.back().operations;
    return operations.empty() ? nullptr : &operations.back();
}

void TaskScript::hold(const std::string &word, const std::string &name, trace::Time begin)
{
    settle();
    // Who holds so much at once does not hold it in blocks.
    if (m_frames.size() > DeepestHold)
        dissolveHolds();
    m_frames.push_back({word, name, {}, begin});
}

bool TaskScript::release(const std::string &name)
{
    for (std::size_t i = m_frames.size(); i-- > 1;) {
        if (m_frames[i].name != name)
            continue;
        for (std::size_t above = m_frames.size(); above-- > i + 1;) {
            if (m_frames[above].word != Group)
                dissolve(above);
        }
        if (i + 1 == m_frames.size()) {
            close();
            return true;
        }
        dissolve(i);
        return false;
    }
    return false;
}

void TaskScript::lose(const std::string &name)
{
    for (std::size_t i = m_frames.size(); i-- > 1;) {
        if (m_frames[i].name == name)
            return dissolve(i);
    }
}

void TaskScript::beginGroup(const std::string &name, trace::Time begin)
{
    settle();
    m_frames.push_back({Group, name, {}, begin});
}

void TaskScript::endGroup(const std::string &name)
{
    while (isInGroup(name)) {
        if (m_frames.back().name == name || m_frames.back().word == Group)
            close();
        else
            dissolve(m_frames.size() - 1);
    }
}

bool TaskScript::isInGroup(const std::string &name) const
{
    for (const Frame &frame : m_frames) {
        if (frame.word == Group && frame.name == name)
            return true;
    }
    return false;
}

void TaskScript::interrupt(const std::string &exception, std::optional<trace::Time> limit)
{
    const std::size_t count = m_frames.back().operations.size();
    if (count > 0)
        m_interruption = Interruption{exception, limit, m_frames.size() - 1, count - 1};
}

void TaskScript::finish()
{
    settle();
    m_endsInside = false;
    dissolveHolds();
}

void TaskScript::fail(const std::string &exception)
{
    m_endsInside = false;
    if (m_interruption && m_interruption->limit && exception == TimeoutError) {
        settle();
        ScriptOperation &tried = m_frames.back().operations.back();
        ScriptOperation timeout = std::move(tried.blocks.front().front());
        tried = std::move(timeout);
    } else if (!m_interruption || m_interruption->exception != exception) {
        raise(exception);
    }
    dissolveHolds();
}

std::optional<trace::Time> TaskScript::cancel()
{
    std::optional<trace::Time> limit;
    if (!m_interruption || m_interruption->exception != CancelledError) {
        m_endsInside = false;
        raise(CancelledError);
    } else {
        limit = m_interruption->limit;
    }
    dissolveHolds();
    return limit;
}

ScriptBlock TaskScript::take()
{
    while (m_frames.size() > 1)
        close();
    return std::move(m_frames.front().operations);
}

/// Something is done after an exception: it was caught around what has been let go since.
void TaskScript::settle()
{
    if (!m_interruption)
        return;
    const Interruption interruption = *std::exchange(m_interruption, std::nullopt);
    ScriptOperation &operation = m_frames[interruption.frame].operations[interruption.operation];
    const trace::Time begin = operation.begin;
    std::string exception = interruption.exception;
    if (interruption.limit) {
        operation = ScriptOperation{fmt::format("\"timeout\", {}",
                                                jsonMilliseconds((*interruption.limit - begin)
                                                                 / m_resolution * m_resolution)),
                                    {{std::move(operation)}},
                                    {},
                                    begin};
        exception = TimeoutError;
    }
    operation = ScriptOperation{"\"try\"",
                                {{std::move(operation)}, {}, {}},
                                fmt::format("false, [\"{}\"]", exception),
                                begin};
    m_catch.reset();
    if (interruption.frame == 0)
        m_catch = Catch{exception, interruption.operation};
}

/// The innermost block becomes an operation of the one around it.
void TaskScript::close()
{
    Frame frame = std::move(m_frames.back());
    m_frames.pop_back();
    ScriptBlock &around = m_frames.back().operations;
    if (m_interruption && m_interruption->frame == m_frames.size()) {
        --m_interruption->frame;
        m_interruption->operation = around.size();
    }
    around.push_back({fmt::format("\"{}\", {}", frame.word, frame.name),
                      {std::move(frame.operations)},
                      {},
                      frame.begin});
}

/// What a block has become acquire() and the rest, without an end.
void TaskScript::dissolve(std::size_t index)
{
    Frame frame = std::move(m_frames[index]);
    m_frames.erase(m_frames.begin() + static_cast<std::ptrdiff_t>(index));
    ScriptBlock &around = m_frames[index - 1].operations;
    around.push_back({fmt::format("\"acquire\", {}", frame.name), {}, {}, frame.begin});
    if (m_interruption && m_interruption->frame >= index) {
        if (m_interruption->frame == index)
            m_interruption->operation += around.size();
        --m_interruption->frame;
    }
    around.insert(around.end(), std::make_move_iterator(frame.operations.begin()),
                  std::make_move_iterator(frame.operations.end()));
}

/// A task that has ended, or takes more and more, has not released what it holds.
void TaskScript::dissolveHolds()
{
    for (std::size_t i = m_frames.size(); i-- > 1;) {
        if (m_frames[i].word != Group)
            dissolve(i);
    }
}

/// What is done since the same was caught is its handler, which raises it again.
void TaskScript::raise(const std::string &exception)
{
    settle();
    ScriptBlock &body = m_frames.front().operations;
    if (m_frames.size() > 1 || !m_catch || m_catch->exception != exception) {
        m_frames.back().operations.push_back(
            {fmt::format("\"raise\", \"{}\"", exception), {}, {}, {}});
        return;
    }
    const auto after = body.begin() + static_cast<std::ptrdiff_t>(m_catch->operation) + 1;
    ScriptOperation &caught = body[m_catch->operation];
    caught.blocks[1].assign(std::make_move_iterator(after), std::make_move_iterator(body.end()));
    caught.after = fmt::format("true, [\"{}\"]", exception);
    body.erase(after, body.end());
}

} // namespace app
