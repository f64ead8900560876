#include "views/words/endingtext.h"

#include "engine/trace/steps.h"
#include "views/words/waitwords.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::EndingText)
};

/// "ValueError" or "ValueError: what it says", without the full stop that ends our sentence.
QString failureText(const trace::Failure &failure)
{
    const QString name = QString::fromStdString(failure.name);
    QString text = QString::fromStdString(failure.text);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text.isEmpty() ? name : QStringLiteral("%1: %2").arg(name, text);
}

QString failedText(const trace::Failure &failure)
{
    if (failure.name.empty())
        return QString::fromStdString(failure.text);
    if (failure.name == trace::Ending::Cancelled)
        return Words::tr("The main task was cancelled.");
    const QString what = failure.ofRun ? Words::tr("The run failed with %1.")
                                       : Words::tr("The main task failed with %1.");
    return what.arg(failureText(failure));
}

QString outgrownText()
{
    // Years of 365.25 days, whole ones: said is what surely fits.
    constexpr auto LongestYears = trace::Record::MaxTimeNs / (31'557'600ULL * 1'000'000'000ULL);
    return Words::tr("The run was ended because what comes next is later than a run can reach, %n "
                     "years; choose shorter times.",
                     nullptr, static_cast<int>(LongestYears));
}

QString unnoticedText(const trace::Trace &trace, const trace::UnnoticedFailure &unnoticed)
{
    const QString failure = failureText(unnoticed.failure);
    if (unnoticed.task == trace::TaskId::None)
        return Words::tr("Exception in a callback: %1.").arg(failure);
    const QString task = QString::fromStdString(trace.taskName(unnoticed.task));
    switch (unnoticed.notice) {
    case trace::Notice::Outcome:
        break;
    case trace::Notice::Callback:
        return Words::tr("Exception in a step of %1: %2.").arg(task, failure);
    case trace::Notice::Shutdown:
        return Words::tr("Unhandled exception at the end of the run: %1 failed with %2.")
            .arg(task, failure);
    }
    return Words::tr("Task exception was never retrieved: %1 failed with %2.").arg(task, failure);
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
    const trace::WaitKind &kind = trace.waitKind(wait.reason);
    const WaitWords words = waitWords(kind.word);
    if (words.whoWaits.isEmpty())
        return Words::tr("%1 waits (%2)")
            .arg(who, QString::fromStdString(trace::waitText(trace, lost.wait)));
    QString what;
    if (kind.what == trace::WaitsOn::Task && wait.task() != trace::TaskId::None)
        what = personText(trace, wait.task());
    else if (kind.what == trace::WaitsOn::Object && wait.object() != trace::ObjectId::None)
        what = QString::fromStdString(trace.text(trace.object(wait.object()).name));
    else if (kind.amount == trace::Amount::Count)
        what = wait.amount == 1 ? Words::tr("1 task")
                                : Words::tr("%n tasks", nullptr, static_cast<int>(wait.amount));
    return words.whoWaits.arg(who, what.isEmpty() ? words.unnamed : what);
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
        return ending.outgrown ? outgrownText() : failedText(ending.failure);
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
        sentences.append(unnoticedText(trace, unnoticed));
    return sentences;
}

} // namespace views
