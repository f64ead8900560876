#pragma once

#include "app/runsession.h"

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <optional>

namespace app {

/// Writes figures of runs in a thread of its own, one after the other.
class Exporter : public QObject
{
    Q_OBJECT

public:
    explicit Exporter(QObject *parent = nullptr);
    /// Waits for a figure that is being written.
    ~Exporter() override;

    /// Writes a figure of \a run to \a path, in the format of its suffix, compared with
    /// \a reference when there is one.
    void write(const QString &path, const RunSession::Recording &run,
               const std::optional<RunSession::Recording> &reference);
    /// Paints the same figure as an image.
    void paint(const RunSession::Recording &run,
               const std::optional<RunSession::Recording> &reference);

Q_SIGNALS:
    void started(const QString &path);
    void written(const QString &path);
    void painted(const QImage &figure);
    /// \a reason is one sentence that names the file.
    void failed(const QString &reason);

private:
    QThreadPool m_pool;
};

} // namespace app
