#pragma once

#include "app/session/tracefile.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace app {

/// Reads a trace file in a thread of its own, also while it is written. Lives in the GUI's thread.
class TraceFeed : public QObject
{
    Q_OBJECT

public:
    enum class State : std::uint8_t {
        Waiting, ///< the file has no beginning yet
        Reading, ///< there is a trace, which grows
        Complete, ///< all has been read, and nobody writes more; or it was stopped
        Failed, ///< it is not what it seemed to be
    };

    /// Opens \a path, standard input for "-", and reads the beginning at once, some ms; throws
    /// OpenError.
    explicit TraceFeed(const QString &path);
    /// Gives up what is being read.
    ~TraceFeed() override;

    /// Reads no more, once Reading: Complete, soon, with what is there.
    void stop() noexcept { m_stopped = true; }
    /// It was stopped before it came to the end.
    bool isStopped() const noexcept { return m_stopped; }

    const QString &path() const noexcept { return m_path; }
    State state() const noexcept { return m_state; }
    /// Once Reading.
    std::shared_ptr<const trace::Trace> trace() const;
    views::RunInfo info() const;
    /// How far a run that is still recorded has come; 0: not known.
    trace::Time now() const;
    /// The share of the file that has been read, from 0 to 1.
    double share() const;
    /// The file is still written, as far as is known.
    bool isWritten() const noexcept { return m_written.load(std::memory_order_relaxed); }
    /// What is known of the file by now; how the run ended, once Complete and not broken off.
    trace::TraceFileReport report() const;
    std::optional<trace::Ending> ending() const;
    /// Once Failed.
    const QString &error() const noexcept { return m_error; }

Q_SIGNALS:
    void stateChanged(app::TraceFeed::State state);

private:
    void begin();
    void read();
    void note(bool last);
    void setState(State state);

    QString m_path;
    State m_state = State::Waiting;
    QString m_error;
    std::unique_ptr<trace::ByteSource> m_bytes; ///< while Waiting
    std::unique_ptr<trace::TraceFileReader> m_reader;
    mutable std::mutex m_mutex; ///< of the rest
    trace::TraceFileReport m_report;
    std::optional<trace::Ending> m_ending;
    std::atomic<bool> m_written{false};
    std::atomic<bool> m_givenUp{false};
    std::atomic<bool> m_stopped{false};
    std::thread m_thread;
};

} // namespace app
