#pragma once

#include "app/transcript/runreading.h"
#include "views/model/runmodel.h"

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace app {

/// What the tasks and objects of a run are called in a script, all of them differently, as JSON;
/// and which objects there are in it.
class TranscriptNames
{
public:
    /// Both must outlive it.
    TranscriptNames(const views::RunModel &model, const RunReading &reading, trace::TaskId main);

    const std::string &task(trace::TaskId task) const
    {
        return m_tasks[static_cast<std::size_t>(task)];
    }
    /// Of a lock its condition's, where it has one.
    const std::string &object(trace::ObjectId object);
    /// Of a group of tasks, by what waits for it.
    const std::string &group(std::size_t suspension);
    /// A new future.
    std::string future();
    /// For a task that none in the run is.
    std::string addTask(const std::string &name);

    /// "name": ["kind", number], of each object, in the order in which they came up.
    const std::vector<std::string> &declarations() const noexcept { return m_declarations; }

private:
    std::string unused(const std::string &name);
    std::string declare(const std::string &name, const std::string &kind);

    const trace::Trace &m_trace;
    const RunReading &m_reading;
    std::set<std::string> m_used;
    std::unordered_map<std::string, int> m_numbers; ///< of the next of a name, as far as is known
    std::vector<std::string> m_tasks;
    std::unordered_map<trace::ObjectId, std::string> m_objects;
    std::unordered_map<std::size_t, std::string> m_groups;
    std::vector<std::string> m_declarations;
};

} // namespace app
