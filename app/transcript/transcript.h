#pragma once

#include "app/transcript/transcriptprogress.h"

#include <QString>
#include <QStringList>

#include <stdexcept>

namespace views {
class RunModel;
}

namespace app {

/// A run, written down as the script of a program that would do the same.
struct Transcript
{
    QString script; ///< with the notes at its head
    QStringList notes; ///< what it cannot say, a sentence for each
};

/// A run that no script can be made of: what() is one sentence (UTF-8).
class TranscriptError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Writes down what has been recorded of a run: what each task waits for, puts, takes, holds,
/// creates, cancels and prints, and the time that its steps take. Where the records do not say what
/// a program does, as with the items of a queue, it says what comes out the same. \a isWhole: all
/// that was recorded has been read. Throws TranscriptError, and TranscriptGivenUp when \a goOn says
/// no.
Transcript transcriptOf(const views::RunModel &model, bool isWhole = true,
                        TranscriptProgress::GoOn goOn = {});

} // namespace app
