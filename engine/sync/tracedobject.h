#pragma once

#include "engine/core/sourcesite.h"
#include "engine/trace/trace.h"

#include <cstddef>
#include <string>

namespace engine {

/// Something that tasks wait on and a timeline names: registered with the current loop's trace
/// when it is first used there.
class TracedObject
{
public:
    TracedObject(const TracedObject &) = delete;
    TracedObject &operator=(const TracedObject &) = delete;

    /// A wait on this object.
    trace::Wait wait(trace::Reason reason);

protected:
    /// \a kind, a static string, and \a capacity: see trace::Object. \a site is where it was
    /// created.
    TracedObject(const char *kind, std::string name, std::size_t capacity, const SourceSite &site);
    ~TracedObject() = default;

    trace::ObjectId objectId()
    {
        if (m_id == trace::ObjectId::None) [[unlikely]]
            addToTrace();
        return m_id;
    }

    /// Records that \a task holds the object from now on, or does not any more.
    void recordHold(trace::Kind kind, trace::TaskId task);

private:
    void addToTrace();

    std::string m_name;
    std::uint32_t m_capacity;
    trace::ObjectId m_id = trace::ObjectId::None;
    const char *m_kind;
    SourceSite m_site;
};

} // namespace engine
