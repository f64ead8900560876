#pragma once

#include <QString>

#include <string_view>

namespace views {

/// What people call one kind of wait, as patterns with a %1 for what is waited for.
struct WaitWords
{
    QString label; ///< on a segment, before the name of the object: "get"
    QString sentence; ///< "Waiting for an item in %1"; empty: nothing is known but its word
    QString verb; ///< what one does who begins it: "waits for an item in %1"; empty as above
    QString deed; ///< what a task did that ended it: "putting an item"; may be empty
    QString whoWaits; ///< "%1 waits for an item in %2", for one that waits for ever; may be empty
    QString unnamed; ///< what has no name in that: "a queue"
};

/// Those for the kind of wait that programs call \a word; for one that has none here, that word
/// is its label.
WaitWords waitWords(std::string_view word);

/// "the lock": what an object of the kind that programs call \a kind is when it has no name.
QString objectWord(std::string_view kind);

/// "thread ThreadPool-0", "descriptor 8": a cause of a kind that programs call \a kind, with its
/// \a name, which may be empty, and \a number.
QString causeText(std::string_view kind, const QString &name, qint64 number);

} // namespace views
