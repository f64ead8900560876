#pragma once

#include "engine/trace/trace.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>

namespace views {

class RunModel;

/// Reads a trace that is too long for the GUI's thread in another one. Lives in the GUI's thread
/// and never waits for the other: what is no longer wanted is given up within milliseconds.
class ModelReader : public QObject
{
    Q_OBJECT

public:
    explicit ModelReader(QObject *parent = nullptr);
    /// Gives up what is being read.
    ~ModelReader() override;

    /// Reads on in \a model, which is not null and nobody else's, what its trace, which may still
    /// grow, has published by now, in place of whatever is being read; then emits finished().
    void start(std::shared_ptr<RunModel> model);
    /// Gives up what is being read: finished() does not come for it.
    void cancel();

    bool isReading() const noexcept { return m_trace != nullptr; }
    /// What is being read, or null.
    const trace::Trace *trace() const noexcept { return m_trace.get(); }
    /// The share from 0 to 1 of that which has been read, while something is.
    double share() const;

Q_SIGNALS:
    /// share() is another.
    void progressed();
    /// \a model, as start() was given it, is complete up to where the trace was then, and the
    /// receiver's.
    void finished(const std::shared_ptr<views::RunModel> &model);

private:
    void deliver();

    QFutureWatcher<std::shared_ptr<RunModel>> m_watcher;
    std::shared_ptr<const trace::Trace> m_trace; ///< while it is being read
};

} // namespace views
