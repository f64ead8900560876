#include "views/words/endingtext.h"

#include "views/model/onelinetext.h"

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
        return failure.text.empty() ? Words::tr("The run failed.")
                                    : QString::fromStdString(failure.text);
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

/// As people call it, with the name that the program knows it by: "Producer 0 (Task-2)", "Task-3".
QString nameOf(const trace::Trace &trace, trace::TaskId task)
{
    const QString name = oneLine(QString::fromStdString(trace.taskName(task)));
    const trace::TextId labelId = trace.task(task).label;
    if (labelId == trace::TextId::Empty)
        return name;
    const QString label = oneLine(QString::fromStdString(trace.text(labelId)));
    return label == name ? name : Words::tr("%1 (%2)").arg(label, name);
}

QString unnoticedText(const trace::Trace &trace, const trace::UnnoticedFailure &unnoticed)
{
    const QString failure = failureText(unnoticed.failure);
    if (unnoticed.task == trace::TaskId::None && unnoticed.notice == trace::Notice::Outcome) {
        const std::string_view word = trace.waitKind(unnoticed.future).word;
        return Words::tr("Future exception was never retrieved: %1 failed with %2.")
            .arg(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())), failure);
    }
    if (unnoticed.task == trace::TaskId::None)
        return Words::tr("Exception in a callback: %1.").arg(failure);
    const QString task = nameOf(trace, unnoticed.task);
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

} // namespace

QString endingText(const trace::Ending &ending)
{
    switch (ending.outcome) {
    case trace::Outcome::Done:
    case trace::Outcome::Deadlocked:
        break;
    case trace::Outcome::Failed:
        return ending.outgrown ? outgrownText() : failedText(ending.failure);
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
