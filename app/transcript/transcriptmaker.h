#pragma once

#include "app/transcript/transcript.h"
#include "views/model/rundocument.h"

#include <QFutureWatcher>
#include <QObject>

#include <variant>

namespace app {

/// Turns runs into scripts in another thread. Lives in the GUI's thread and never waits for the
/// other: what is no longer wanted is given up within milliseconds.
class TranscriptMaker : public QObject
{
    Q_OBJECT

public:
    explicit TranscriptMaker(QObject *parent = nullptr);
    /// Gives up what is being made.
    ~TranscriptMaker() override;

    /// Writes down what \a document knows of its run by now, in place of whatever is being written.
    /// \a isWhole as of transcriptOf(). Then comes finished() or failed().
    void start(const views::RunDocument &document, bool isWhole);
    /// Gives up what is being made: neither comes for it.
    void cancel();

Q_SIGNALS:
    /// The share of it, from 0 to 1, that is done.
    void progressed(double share);
    void finished(const app::Transcript &transcript);
    /// \a sentence says why no script can be made of the run.
    void failed(const QString &sentence);

private:
    using Made = std::variant<Transcript, QString>;

    void deliver();

    QFutureWatcher<Made> m_watcher;
};

} // namespace app
