#include "views/words/deadlocktext.h"

#include "engine/trace/steps.h"
#include "views/model/onelinetext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"
#include "views/words/waitwords.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::DeadlockText)
};

/// The name of \a task, cut in the middle where it is too long for a sentence.
QString shortLabel(const RunModel &model, trace::TaskId task)
{
    constexpr qsizetype Longest = 48;
    constexpr qsizetype End = 16;
    const QString label = model.label(task);
    return label.size() <= Longest ? label
                                   : label.left(Longest - End - 1) + u'…' + label.right(End);
}

/// \a who, a name or "who", and what it waits for: "Philosopher 0 waits for fork 1".
QString waitText(const RunModel &model, const Deadlock::Waiter &waiter, const QString &who)
{
    if (waiter.wait == trace::WaitId::None)
        return Words::tr("%1 waits").arg(who);
    const trace::WaitKind &kind = model.trace().waitKind(model.trace().wait(waiter.wait).reason);
    const QString pattern = waitWords(kind.word).whoWaits;
    if (pattern.isEmpty())
        return Words::tr("%1 waits (%2)")
            .arg(who, QString::fromStdString(trace::waitText(model.trace(), waiter.wait)));
    return pattern.arg(who, awaitedText(model, waiter));
}

/// ", which Philosopher 1 holds"; empty when nobody does, or it is a task that is waited for.
QString holdersText(const RunModel &model, const Deadlock::Waiter &waiter)
{
    if (waiter.others.empty())
        return {};
    const trace::WaitsOn what = model.trace().waitKind(waiter.wait).what;
    if (what == trace::WaitsOn::Task || what == trace::WaitsOn::Tasks)
        return {};
    const trace::TaskId first = waiter.others.front();
    const QString name = shortLabel(model, first);
    if (waiter.others.size() == 2)
        return Words::tr(", which %1 and %2 hold")
            .arg(name, shortLabel(model, waiter.others.back()));
    if (waiter.others.size() > 2)
        return Words::tr(", which %1 and %n others hold", nullptr,
                         static_cast<int>(waiter.others.size()) - 1)
            .arg(name);
    if (first == waiter.task)
        return Words::tr(", which it holds itself");
    return waiter.isAbandoned ? Words::tr(", which %1 held when it ended").arg(name)
                              : Words::tr(", which %1 holds").arg(name);
}

/// How many \a wait waits for of whom no more is known: futures.
std::size_t unnamedOf(const RunModel &model, const trace::Wait &wait)
{
    const std::size_t named = model.trace().tasksOf(wait).size();
    return std::cmp_less(named, wait.amount) ? static_cast<std::size_t>(wait.amount) - named : 0;
}

/// "Fetch 1", "Fetch 1 and Fetch 2", "Fetch 1 and 4 others".
QString othersText(const RunModel &model, const Deadlock::Waiter &waiter)
{
    const auto name = [&](trace::TaskId task) {
        return task == waiter.task ? Words::tr("itself") : shortLabel(model, task);
    };
    QString first = name(waiter.others.front());
    const std::size_t unnamed = unnamedOf(model, model.trace().wait(waiter.wait));
    const auto others = static_cast<int>(waiter.others.size() - 1 + unnamed);
    if (others == 0)
        return first;
    if (others == 1)
        return unnamed == 1
            ? Words::tr("%1 and a future").arg(first)
            : Words::tr("%1 and %2", "two tasks").arg(first, name(waiter.others.back()));
    return Words::tr("%1 and %n others", nullptr, others).arg(first);
}

QString circleText(const RunModel &model, const Deadlock &deadlock, const Deadlock::Circle &circle)
{
    const Deadlock::Waiter &first = deadlock.waiters[circle.front()];
    const QString begin = waiterText(model, first);
    if (circle.size() == 1)
        return Words::tr("%1.").arg(begin);
    const Deadlock::Waiter &second = deadlock.waiters[circle[1]];
    if (circle.size() == 2)
        return Words::tr("%1, and %2.").arg(begin, waiterText(model, second));
    const QString who = Words::tr("who", "the task that was named last");
    return Words::tr("%1, %2, and so on in a circle of %n tasks back to %3.", nullptr,
                     static_cast<int>(circle.size()))
        .arg(begin, waitText(model, second, who), shortLabel(model, first.task));
}

/// A sentence on each circle of \a deadlock; of very many, on the first and how many there are.
QStringList circleTexts(const RunModel &model, const Deadlock &deadlock)
{
    constexpr std::size_t MostTold = 4;
    const std::size_t told = std::min(deadlock.circles.size(), MostTold);
    QStringList sentences;
    for (std::size_t i = 0; i < told; ++i)
        sentences += circleText(model, deadlock, deadlock.circles[i]);
    if (const auto left = static_cast<int>(deadlock.circles.size() - told); left > 0)
        sentences += left == 1 ? Words::tr("There is one more circle.")
                               : Words::tr("There are %n more circles.", nullptr, left);
    return sentences;
}

} // namespace

QString deadlockTitle(const RunModel &model)
{
    return Words::tr("Deadlock at %1").arg(placeText(model, model.endPosition()));
}

QString stoppedCircleTitle(const RunModel &model, const StoppedCircle &circle)
{
    if (const auto count = static_cast<int>(circle.deadlock.circles.size()); count > 1)
        return model.outcome() ? Words::tr("Stopped in %n circles of waits", nullptr, count)
                               : Words::tr("Breaks off in %n circles of waits", nullptr, count);
    return model.outcome() ? Words::tr("Stopped in a circle of waits")
                           : Words::tr("Breaks off in a circle of waits");
}

QString awaitedText(const RunModel &model, const Deadlock::Waiter &waiter)
{
    if (waiter.wait == trace::WaitId::None)
        return {};
    const trace::Wait &wait = model.trace().wait(waiter.wait);
    const trace::WaitKind &kind = model.trace().waitKind(wait.reason);
    QString what;
    if (kind.what == trace::WaitsOn::Task && wait.task() != trace::TaskId::None)
        what = shortLabel(model, wait.task());
    else if (kind.what == trace::WaitsOn::Object && wait.object() != trace::ObjectId::None)
        what = oneLine(
            QString::fromStdString(model.trace().text(model.trace().object(wait.object()).name)));
    else if (kind.what == trace::WaitsOn::Tasks && !waiter.others.empty())
        what = othersText(model, waiter);
    else if (kind.amount == trace::Amount::Count && wait.amount > 0)
        what = awaitedCountText(model, wait);
    return what.isEmpty() ? waitWords(kind.word).unnamed : what;
}

QString waiterText(const RunModel &model, const Deadlock::Waiter &waiter)
{
    return waitText(model, waiter, shortLabel(model, waiter.task)) + holdersText(model, waiter);
}

QString deadlockText(const RunModel &model, const Deadlock &deadlock)
{
    const std::size_t mostTold = deadlock.circles.empty() ? 4 : 2;
    QStringList sentences = circleTexts(model, deadlock);
    std::vector<std::size_t> inCircles = deadlock.inCircles();
    std::sort(inCircles.begin(), inCircles.end());
    std::size_t left = deadlock.waiters.size() - inCircles.size();
    QStringList beside;
    for (std::size_t i = 0; i < deadlock.waiters.size(); ++i) {
        if (static_cast<std::size_t>(beside.size()) == mostTold)
            break;
        if (std::binary_search(inCircles.begin(), inCircles.end(), i))
            continue;
        beside += Words::tr("%1.").arg(waiterText(model, deadlock.waiters[i]));
        --left;
    }
    sentences += beside;
    if (left > 0)
        sentences += left == 1 ? Words::tr("One more task waits.")
                               : Words::tr("%n more tasks wait.", nullptr, static_cast<int>(left));
    sentences += Words::tr("Nothing is ready and no timer runs.");
    return sentences.join(QLatin1Char(' '));
}

QString stoppedCircleText(const RunModel &model, const StoppedCircle &circle)
{
    const QString since = placeText(model, circle.since);
    return circleTexts(model, circle.deadlock).join(QLatin1Char(' ')) + QLatin1Char(' ')
        + (model.outcome() ? Words::tr("So it was from %1 until the run was stopped.").arg(since)
                           : Words::tr("So it is from %1 on.").arg(since));
}

} // namespace views
