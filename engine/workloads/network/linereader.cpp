#include "engine/workloads/network/linereader.h"

#include "engine/qt/awaitsocket.h"
#include "engine/sync/at.h"

namespace engine::qt {

Task<std::optional<QByteArray>> LineReader::next(SourceSite site)
{
    for (;;) {
        const auto end = m_received.indexOf('\n');
        if (end >= 0) {
            QByteArray line = m_received.first(end);
            m_received.remove(0, end + 1);
            co_return line;
        }
        const bool more = co_await at(site, qtReadable(m_socket));
        if (!more)
            co_return std::nullopt;
        m_received += m_socket.readAll();
    }
}

} // namespace engine::qt
