#include "views/words/waitwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace views {

namespace {

constexpr const char *Context = "views::WaitWords";

struct Row
{
    std::string_view word; ///< trace::WaitKind::word
    const char *label;
    const char *sentence;
    const char *verb;
    const char *deed = nullptr;
    const char *whoWaits = nullptr;
    const char *unnamed = nullptr;
};

constexpr const char *WaitsFor = QT_TRANSLATE_NOOP("views::WaitWords", "%1 waits for %2");

// A task's label is the name of the task, and its word would say no more.
constexpr std::array Rows{
    Row{"sleep", QT_TRANSLATE_NOOP("views::WaitWords", "sleep"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Sleeping for %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "sleeps for %1")},
    Row{"yield", QT_TRANSLATE_NOOP("views::WaitWords", "yield"),
        QT_TRANSLATE_NOOP("views::WaitWords", "In the ready queue"),
        QT_TRANSLATE_NOOP("views::WaitWords", "lets the others run")},
    Row{"queue.get", QT_TRANSLATE_NOOP("views::WaitWords", "get"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for an item in %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for an item in %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "putting an item"),
        QT_TRANSLATE_NOOP("views::WaitWords", "%1 waits for an item in %2"),
        QT_TRANSLATE_NOOP("views::WaitWords", "a queue")},
    Row{"queue.put", QT_TRANSLATE_NOOP("views::WaitWords", "put"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for room in %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for room in %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "taking an item"),
        QT_TRANSLATE_NOOP("views::WaitWords", "%1 waits for room in %2"),
        QT_TRANSLATE_NOOP("views::WaitWords", "a queue")},
    Row{"queue.join", QT_TRANSLATE_NOOP("views::WaitWords", "join"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting until all items of %1 are done"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits until all items of %1 are done"),
        QT_TRANSLATE_NOOP("views::WaitWords", "finishing the last item"),
        QT_TRANSLATE_NOOP("views::WaitWords", "%1 waits until all items of %2 are done"),
        QT_TRANSLATE_NOOP("views::WaitWords", "a queue")},
    Row{"lock", QT_TRANSLATE_NOOP("views::WaitWords", "lock"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting to acquire %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits to acquire %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "releasing it"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "a lock")},
    Row{"semaphore", QT_TRANSLATE_NOOP("views::WaitWords", "semaphore"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting to acquire %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits to acquire %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "releasing it"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "a semaphore")},
    Row{"event", QT_TRANSLATE_NOOP("views::WaitWords", "event"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for %1 to be set"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for %1 to be set"),
        QT_TRANSLATE_NOOP("views::WaitWords", "setting it"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "an event")},
    Row{"condition", QT_TRANSLATE_NOOP("views::WaitWords", "condition"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting to be notified by %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits to be notified by %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "notifying it"),
        QT_TRANSLATE_NOOP("views::WaitWords", "%1 waits to be notified by %2"),
        QT_TRANSLATE_NOOP("views::WaitWords", "a condition")},
    Row{"task", "", QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for %1 to end"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for %1 to end"),
        QT_TRANSLATE_NOOP("views::WaitWords", "ending"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "a task")},
    Row{"gather", QT_TRANSLATE_NOOP("views::WaitWords", "gather"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "ending"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "tasks")},
    Row{"wait_for", QT_TRANSLATE_NOOP("views::WaitWords", "wait for"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting, with a time limit"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits, with a time limit"),
        QT_TRANSLATE_NOOP("views::WaitWords", "ending"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "a future, with a time limit")},
    Row{"cancel_and_wait", QT_TRANSLATE_NOOP("views::WaitWords", "cancel"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for what it has cancelled"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for what it has cancelled"),
        QT_TRANSLATE_NOOP("views::WaitWords", "ending"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "what it has cancelled")},
    Row{"shield", QT_TRANSLATE_NOOP("views::WaitWords", "shield"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting behind a shield"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits behind a shield"),
        QT_TRANSLATE_NOOP("views::WaitWords", "ending"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "a future behind a shield")},
    Row{"wait", QT_TRANSLATE_NOOP("views::WaitWords", "wait"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for %1"),
        QT_TRANSLATE_NOOP("views::WaitWords", "ending"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "tasks")},
    Row{"taskgroup", QT_TRANSLATE_NOOP("views::WaitWords", "group"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for the tasks of a group"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for the tasks of a group"),
        QT_TRANSLATE_NOOP("views::WaitWords", "ending"), WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "the tasks of a group")},
    Row{"executor", QT_TRANSLATE_NOOP("views::WaitWords", "job"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for a job on another thread"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for a job on another thread"), nullptr,
        WaitsFor, QT_TRANSLATE_NOOP("views::WaitWords", "a job on another thread")},
    Row{"future", QT_TRANSLATE_NOOP("views::WaitWords", "future"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for a future"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for a future"), nullptr, WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "a future")},
    Row{"network", QT_TRANSLATE_NOOP("views::WaitWords", "network"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for the network"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for the network"), nullptr, WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "the network")},
    Row{"socket", QT_TRANSLATE_NOOP("views::WaitWords", "socket"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for a socket"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for a socket"), nullptr, WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "a socket")},
    Row{"process", QT_TRANSLATE_NOOP("views::WaitWords", "process"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for a process"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for a process"), nullptr, WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "a process")},
    Row{"signal", QT_TRANSLATE_NOOP("views::WaitWords", "signal"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for a signal"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for a signal"), nullptr, WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "a signal")},
    Row{"generator", QT_TRANSLATE_NOOP("views::WaitWords", "next"),
        QT_TRANSLATE_NOOP("views::WaitWords", "Waiting for the next value"),
        QT_TRANSLATE_NOOP("views::WaitWords", "waits for the next value"), nullptr, WaitsFor,
        QT_TRANSLATE_NOOP("views::WaitWords", "the next value")},
};

/// Nameless objects and the causes of wake-ups.
struct Noun
{
    std::string_view word;
    const char *text;
};

constexpr std::array Objects{
    Noun{"queue", QT_TRANSLATE_NOOP("views::WaitWords", "the queue")},
    Noun{"lock", QT_TRANSLATE_NOOP("views::WaitWords", "the lock")},
    Noun{"semaphore", QT_TRANSLATE_NOOP("views::WaitWords", "the semaphore")},
    Noun{"event", QT_TRANSLATE_NOOP("views::WaitWords", "the event")},
    Noun{"condition", QT_TRANSLATE_NOOP("views::WaitWords", "the condition")},
    Noun{"process", QT_TRANSLATE_NOOP("views::WaitWords", "the process")},
};

constexpr std::array Causes{
    Noun{"descriptor", QT_TRANSLATE_NOOP("views::WaitWords", "descriptor %1")},
    Noun{"signal", QT_TRANSLATE_NOOP("views::WaitWords", "signal %1")},
    Noun{"thread", QT_TRANSLATE_NOOP("views::WaitWords", "thread %1")},
    Noun{"callback", QT_TRANSLATE_NOOP("views::WaitWords", "the callback %1")},
    Noun{"task", QT_TRANSLATE_NOOP("views::WaitWords", "%1, on another loop")},
};

template <class Table>
auto rowOf(const Table &table, std::string_view word)
{
    const auto row = std::find_if(table.begin(), table.end(),
                                  [word](const auto &candidate) { return candidate.word == word; });
    return row != table.end() ? &*row : nullptr;
}

QString translated(const char *text)
{
    return text != nullptr && *text != '\0' ? QCoreApplication::translate(Context, text)
                                            : QString();
}

QString own(std::string_view word)
{
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

} // namespace

WaitWords waitWords(std::string_view word)
{
    if (const Row *row = rowOf(Rows, word))
        return {translated(row->label), translated(row->sentence), translated(row->verb),
                translated(row->deed),  translated(row->whoWaits), translated(row->unnamed)};
    return {own(word), {}, {}, {}, {}, {}};
}

QString objectWord(std::string_view kind)
{
    if (const Noun *noun = rowOf(Objects, kind))
        return translated(noun->text);
    return QCoreApplication::translate(Context, "the %1", "an object of a kind that is not known")
        .arg(own(kind));
}

QString causeText(std::string_view kind, const QString &name, qint64 number)
{
    const QString what = name.isEmpty() ? QString::number(number) : name;
    if (const Noun *noun = rowOf(Causes, kind))
        return translated(noun->text).arg(what);
    return QStringLiteral("%1 %2").arg(own(kind), what);
}

} // namespace views
