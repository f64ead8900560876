#pragma once

#include "engine/trace/io/tracefilewriter.h"

#include <cstddef>
#include <span>
#include <string>

namespace trace {

/// Text on its way to a sink, which gets it in large pieces.
class ExportBuffer
{
public:
    explicit ExportBuffer(const ByteSink &sink)
        : m_sink(sink)
    {
    }

    std::string &text() noexcept { return m_text; }
    /// After every row.
    void flushIfLarge()
    {
        constexpr std::size_t Large = 1 << 16;
        if (m_text.size() >= Large)
            flush();
    }
    void flush()
    {
        m_sink(std::as_bytes(std::span(m_text)));
        m_text.clear();
    }

private:
    const ByteSink &m_sink;
    std::string m_text;
};

} // namespace trace
