#include "app/transcript/transcriptnames.h"

#include "app/transcript/scriptoperation.h"

#include <fmt/format.h>

namespace app {

TranscriptNames::TranscriptNames(const views::RunModel &model, const RunReading &reading,
                                 trace::TaskId main)
    : m_trace(model.trace())
    , m_reading(reading)
{
    m_used.insert("main");
    m_tasks.reserve(reading.tasks());
    for (std::size_t i = 0; i < reading.tasks(); ++i) {
        const trace::TaskId task{static_cast<std::uint32_t>(i)};
        m_tasks.push_back(
            jsonText(task == main ? std::string("main") : unused(model.label(task).toStdString())));
    }
}

const std::string &TranscriptNames::object(trace::ObjectId object)
{
    const RunReading::Thing &thing = m_reading.thing(object);
    if (thing.condition != trace::ObjectId::None)
        return this->object(thing.condition);
    const auto known = m_objects.find(object);
    if (known != m_objects.end())
        return known->second;
    const trace::Object &info = m_trace.object(object);
    const std::string kind(m_trace.text(info.kind));
    std::string number;
    if (kind == "queue" && info.capacity > 0)
        number = fmt::format(", {}", info.capacity);
    else if (kind == "semaphore")
        number = fmt::format(", {}", thing.hasHolds ? info.capacity : 0);
    const std::string name(m_trace.text(info.name));
    return m_objects[object] = declare(name.empty() ? kind : name, jsonText(kind) + number);
}

const std::string &TranscriptNames::group(std::size_t suspension)
{
    const auto known = m_groups.find(suspension);
    if (known != m_groups.end())
        return known->second;
    return m_groups[suspension] = declare("group", "\"task_group\"");
}

std::string TranscriptNames::future()
{
    return declare("future", "\"future\"");
}

std::string TranscriptNames::addTask(const std::string &name)
{
    return jsonText(unused(name));
}

std::string TranscriptNames::declare(const std::string &name, const std::string &kind)
{
    std::string json = jsonText(unused(name));
    m_declarations.push_back(fmt::format("{}: [{}]", json, kind));
    return json;
}

std::string TranscriptNames::unused(const std::string &name)
{
    const std::string begin = name.empty() ? "task" : name;
    std::string one = begin;
    for (int &number = m_numbers.try_emplace(begin, 2).first->second; !m_used.insert(one).second;
         ++number)
        one = fmt::format("{} {}", begin, number);
    return one;
}

} // namespace app
