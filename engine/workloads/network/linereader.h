#pragma once

#include "engine/core/sourcesite.h"
#include "engine/task/task.h"

#include <QByteArray>

#include <optional>

class QAbstractSocket;

namespace engine::qt {

/// Reads a socket line by line. The socket outlives it; one task at a time.
class LineReader
{
public:
    explicit LineReader(QAbstractSocket &socket) noexcept
        : m_socket(socket)
    {
    }

    /// The next line without its end; nullopt when the connection is over. What follows the last
    /// line end is dropped.
    Task<std::optional<QByteArray>> next(SourceSite site = SourceSite::here());

private:
    QAbstractSocket &m_socket;
    QByteArray m_received; ///< and not yet returned
};

} // namespace engine::qt
