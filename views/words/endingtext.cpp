#include "views/words/endingtext.h"

#include "engine/trace/steps.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::EndingText)
};

/// "ValueError" or "ValueError: what it says".
QString failureText(const trace::Failure &failure)
{
    const QString name = QString::fromStdString(failure.name);
    return failure.text.empty()
        ? name
        : QStringLiteral("%1: %2").arg(name, QString::fromStdString(failure.text));
}

QString failedText(const trace::Failure &failure)
{
    if (failure.name.empty())
        return QString::fromStdString(failure.text);
    if (failure.name == trace::Ending::Cancelled)
        return Words::tr("The main task was cancelled.");
    return Words::tr("The main task failed with %1.").arg(failureText(failure));
}

/// As people call it: its label, "main", or "Task-N".
QString personText(const trace::Trace &trace, trace::TaskId task)
{
    const trace::TaskInfo &info = trace.task(task);
    if (info.label != trace::TextId::Empty)
        return QString::fromStdString(trace.text(info.label));
    const bool isMain = info.creator == trace::TaskId::None && trace.text(info.coroutine) == "main";
    return isMain ? QStringLiteral("main") : QString::fromStdString(trace.taskName(task));
}

/// What waits, and for what: "Philosopher 0 waits for fork 1".
QString lostText(const trace::Trace &trace, const trace::LostTask &lost)
{
    const QString who = personText(trace, lost.task);
    if (lost.wait == trace::WaitId::None)
        return Words::tr("%1 waits").arg(who);
    const trace::Wait &wait = trace.wait(lost.wait);
    const auto object = [&](const QString &unnamed) {
        const QString name = wait.object() == trace::ObjectId::None
            ? QString()
            : QString::fromStdString(trace.text(trace.object(wait.object()).name));
        return name.isEmpty() ? unnamed : name;
    };
    switch (wait.reason) {
    case trace::Reason::QueueGet:
        return Words::tr("%1 waits for an item in %2").arg(who, object(Words::tr("a queue")));
    case trace::Reason::QueuePut:
        return Words::tr("%1 waits for room in %2").arg(who, object(Words::tr("a queue")));
    case trace::Reason::QueueJoin:
        return Words::tr("%1 waits until all items of %2 are done")
            .arg(who, object(Words::tr("a queue")));
    case trace::Reason::Lock:
        return Words::tr("%1 waits for %2").arg(who, object(Words::tr("a lock")));
    case trace::Reason::Semaphore:
        return Words::tr("%1 waits for %2").arg(who, object(Words::tr("a semaphore")));
    case trace::Reason::Event:
        return Words::tr("%1 waits for %2").arg(who, object(Words::tr("an event")));
    case trace::Reason::Condition:
        return Words::tr("%1 waits to be notified by %2")
            .arg(who, object(Words::tr("a condition")));
    case trace::Reason::Task:
        return wait.task() == trace::TaskId::None
            ? Words::tr("%1 waits for a task").arg(who)
            : Words::tr("%1 waits for %2").arg(who, personText(trace, wait.task()));
    case trace::Reason::Gather:
    case trace::Reason::Wait:
        return wait.amount == 1
            ? Words::tr("%1 waits for 1 task").arg(who)
            : Words::tr("%1 waits for %n tasks", nullptr, static_cast<int>(wait.amount)).arg(who);
    default:
        return Words::tr("%1 waits (%2)")
            .arg(who, QString::fromStdString(trace::waitText(trace, lost.wait)));
    }
}

QString deadlockText(const trace::Trace &trace, const trace::Ending &ending)
{
    constexpr std::size_t MostTold = 8;
    QStringList tasks;
    for (const trace::LostTask &lost : ending.lost) {
        if (static_cast<std::size_t>(tasks.size()) == MostTold)
            break;
        tasks.append(lostText(trace, lost));
    }
    if (const std::size_t untold = ending.lost.size() - static_cast<std::size_t>(tasks.size());
        untold > 0)
        tasks.append(untold == 1
                         ? Words::tr("and 1 more task waits")
                         : Words::tr("and %n more tasks wait", nullptr, static_cast<int>(untold)));
    const QString time = QString::number(static_cast<double>(ending.time.count()) / 1e9, 'f', 3);
    const QString why = Words::tr("nothing is ready and no timer runs");
    return tasks.isEmpty()
        ? Words::tr("Deadlock at %1 s: %2.").arg(time, why)
        : Words::tr("Deadlock at %1 s, as %2: %3.").arg(time, why, tasks.join(Words::tr(", ")));
}

} // namespace

QString endingText(const trace::Trace &trace, const trace::Ending &ending)
{
    switch (ending.outcome) {
    case trace::Outcome::Done:
        break;
    case trace::Outcome::Failed:
        return failedText(ending.failure);
    case trace::Outcome::Deadlocked:
        return deadlockText(trace, ending);
    case trace::Outcome::Stopped:
        return Words::tr("The run was stopped.");
    }
    return {};
}

QStringList unnoticedTexts(const trace::Trace &trace, const trace::Ending &ending)
{
    QStringList sentences;
    for (const trace::UnnoticedFailure &unnoticed : ending.unnoticed)
        sentences.append(Words::tr("%1 failed with %2, and nobody asked for its outcome.")
                             .arg(QString::fromStdString(trace.taskName(unnoticed.task)),
                                  failureText(unnoticed.failure)));
    return sentences;
}

} // namespace views
