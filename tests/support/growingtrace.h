#pragma once

#include "engine/trace/recorder.h"

#include <cstddef>
#include <memory>

namespace support {

/// A trace that is recorded once more, a part at a time, as a live run's grows: with the same
/// records, tasks and waits as the one it follows, though without its names and places.
class GrowingTrace
{
public:
    explicit GrowingTrace(std::shared_ptr<const trace::Trace> whole);

    /// Records up to \a records records, or all there are. False when that adds none.
    bool growTo(std::size_t records);

    std::shared_ptr<const trace::Trace> trace() const { return m_growing; }

private:
    std::shared_ptr<const trace::Trace> m_whole;
    std::shared_ptr<trace::Recorder> m_growing = std::make_shared<trace::Recorder>();
};

} // namespace support
