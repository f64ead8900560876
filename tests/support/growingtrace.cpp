#include "tests/support/growingtrace.h"

#include <algorithm>
#include <string>

namespace support {

GrowingTrace::GrowingTrace(std::shared_ptr<const trace::Trace> whole)
    : m_whole(std::move(whole))
{
    // Ids are equal because what they stand for is added in the same order.
    for (int i = 1; i < 40; ++i)
        m_growing->intern("text " + std::to_string(i));
    for (std::size_t i = 0; i < m_whole->objects().size(); ++i)
        m_growing->addObject(m_whole->objects()[i]);
    for (std::size_t i = 0; i < m_whole->awaited().size(); ++i)
        m_growing->addAwaited(m_whole->awaited()[i]);
}

bool GrowingTrace::growTo(std::size_t records)
{
    const std::size_t begin = m_growing->records().size();
    const std::size_t end = std::min(records, m_whole->records().size());
    for (std::size_t i = begin; i < end; ++i) {
        const trace::Record &record = m_whole->records()[i];
        if (record.kind() == trace::Kind::Created)
            m_growing->addTask({});
        std::uint32_t argument = record.argument;
        if (record.kind() == trace::Kind::Suspended) {
            trace::Wait wait = m_whole->wait(record.wait());
            wait.chain = trace::ChainId::None;
            argument = static_cast<std::uint32_t>(m_growing->intern(wait));
        } else if (record.kind() == trace::Kind::Blocked) {
            argument = static_cast<std::uint32_t>(trace::ChainId::None);
        }
        m_growing->record(record.time(), record.kind(), record.subject, argument);
    }
    return end > begin;
}

} // namespace support
