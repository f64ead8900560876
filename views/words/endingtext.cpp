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

QString deadlockText(const trace::Trace &trace, const trace::Ending &ending)
{
    QStringList tasks;
    for (const trace::LostTask &lost : ending.lost) {
        const QString name = QString::fromStdString(trace.taskName(lost.task));
        tasks.append(lost.wait == trace::WaitId::None
                         ? name
                         : Words::tr("%1 (%2)").arg(
                             name, QString::fromStdString(trace::waitText(trace, lost.wait))));
    }
    const QString what = tasks.size() == 1
        ? Words::tr("Deadlock at %1 s: nothing is ready and no timer runs, and 1 task waits for "
                    "ever: %2.")
        : Words::tr("Deadlock at %1 s: nothing is ready and no timer runs, and %n tasks wait for "
                    "ever: %2.",
                    nullptr, static_cast<int>(tasks.size()));
    return what.arg(QString::number(static_cast<double>(ending.time.count()) / 1e9, 'f', 3),
                    tasks.join(Words::tr(", ")));
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
