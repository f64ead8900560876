#include "views/words/narrationtext.h"

#include "views/words/durationtext.h"
#include "views/words/namelist.h"
#include "views/words/numbertext.h"
#include "views/words/segmenttext.h"
#include "views/words/waitwords.h"

#include <QCoreApplication>

#include <map>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::NarrationText)
};

QString text(const RunModel &model, trace::TextId id)
{
    return QString::fromStdString(model.trace().text(id));
}

/// "sleeps for 2.0 s", "waits for an item in q"; for a kind that has no words here "waits for
/// frob".
QString beginningOf(const RunModel &model, const trace::Wait &wait)
{
    const trace::WaitKind &kind = model.trace().waitKind(wait.reason);
    QString what;
    if (kind.amount == trace::Amount::Nanoseconds)
        what = durationText(trace::Time{wait.amount});
    else if (kind.amount == trace::Amount::Count && wait.amount > 0)
        what = awaitedCountText(model, wait);
    else if (kind.what == trace::WaitsOn::Object && wait.object() != trace::ObjectId::None)
        what = objectName(model, wait.object());
    else if (kind.what == trace::WaitsOn::Task && wait.task() != trace::TaskId::None)
        what = model.label(wait.task());
    const WaitWords words = waitWords(kind.word);
    if (words.verb.isEmpty())
        return what.isEmpty() ? Words::tr("waits for %1").arg(words.label)
                              : Words::tr("waits for %1 %2").arg(words.label, what);
    if (!words.verb.contains(QStringLiteral("%1")))
        return words.verb;
    if (what.isEmpty())
        what = words.unnamed.isEmpty() ? Words::tr("something") : words.unnamed;
    return words.verb.arg(what);
}

/// Collects what a step does, in the order in which it first does each.
class Deeds
{
public:
    Deeds(const RunModel &model, trace::TaskId task)
        : m_model(model)
        , m_task(task)
    {
    }

    void read(std::size_t begin, std::size_t end)
    {
        for (std::size_t i = begin; i < end; ++i)
            read(i, m_model.trace().records()[i]);
    }

    QStringList clauses() const
    {
        QStringList clauses;
        if (!m_created.isEmpty())
            clauses += Words::tr("creates %1").arg(nameList(m_created));
        for (const auto &[object, change] : m_items) {
            const QString queue = objectName(m_model, object);
            if (change.put == 1)
                clauses += Words::tr("puts an item into %1").arg(queue);
            else if (change.put > 1)
                clauses += Words::tr("puts %n items into %1", nullptr, change.put).arg(queue);
            if (change.taken == 1)
                clauses += Words::tr("takes an item from %1").arg(queue);
            else if (change.taken > 1)
                clauses += Words::tr("takes %n items from %1", nullptr, change.taken).arg(queue);
        }
        if (!m_acquired.isEmpty())
            clauses += Words::tr("acquires %1").arg(nameList(m_acquired));
        if (!m_released.isEmpty())
            clauses += Words::tr("releases %1").arg(nameList(m_released));
        if (!m_woken.isEmpty())
            clauses += Words::tr("wakes %1").arg(nameList(m_woken));
        if (!m_cancelled.isEmpty())
            clauses += Words::tr("cancels %1").arg(nameList(m_cancelled));
        if (m_printed == 1)
            clauses += Words::tr("prints a line");
        else if (m_printed > 1)
            clauses += Words::tr("prints %n lines", nullptr, m_printed);
        return clauses;
    }

private:
    struct Items
    {
        int put = 0;
        int taken = 0;
    };

    void read(std::size_t index, const trace::Record &record)
    {
        switch (record.kind()) {
        case trace::Kind::Created:
            if (record.byTask() == m_task)
                m_created += m_model.label(record.task());
            break;
        case trace::Kind::Ready:
            if (record.byTask() == m_task)
                m_woken += m_model.label(record.task());
            break;
        case trace::Kind::CancelRequested:
            if (record.byTask() == m_task)
                m_cancelled += m_model.label(record.task());
            break;
        case trace::Kind::Printed:
            m_printed += record.task() == m_task ? 1 : 0;
            break;
        case trace::Kind::Depth: {
            const auto before = m_model.depthAfter(record.object(), index);
            Items &items = m_items[record.object()];
            if (record.argument > before)
                items.put += static_cast<int>(record.argument - before);
            else
                items.taken += static_cast<int>(before - record.argument);
            break;
        }
        case trace::Kind::Acquired:
            if (record.byTask() == m_task)
                m_acquired += objectName(m_model, record.object());
            break;
        case trace::Kind::Released:
            if (record.byTask() == m_task)
                m_released += objectName(m_model, record.object());
            break;
        default:
            break;
        }
    }

    const RunModel &m_model;
    trace::TaskId m_task;
    QStringList m_created;
    QStringList m_woken;
    QStringList m_cancelled;
    QStringList m_acquired;
    QStringList m_released;
    std::map<trace::ObjectId, Items> m_items;
    int m_printed = 0;
};

/// "a", "a and b", "a, b and c".
QString joined(const QStringList &clauses)
{
    if (clauses.size() < 2)
        return clauses.join(QString());
    return Words::tr("%1 and %2", "the last of several things that a task does")
        .arg(clauses.first(clauses.size() - 1).join(Words::tr(", ", "between clauses")),
             clauses.last());
}

QString endOf(const RunModel &model, const SegmentRef &after)
{
    const TaskTrack &track = model.track(after.task);
    const trace::Record &record = model.trace().records()[track.record(after.index)];
    switch (record.kind()) {
    case trace::Kind::Finished:
        return Words::tr("ends");
    case trace::Kind::Cancelled:
        return Words::tr("ends, cancelled");
    case trace::Kind::Failed: {
        const QString exception = text(model, record.exception());
        return exception.isEmpty() ? Words::tr("fails") : Words::tr("fails with %1").arg(exception);
    }
    case trace::Kind::Suspended:
        return beginningOf(model, model.trace().wait(record.wait()));
    default:
        return Words::tr("stops running");
    }
}

} // namespace

QString narrationText(const RunModel &model, std::uint32_t step)
{
    const std::size_t begin = model.steps().record(step);
    const trace::Record &resumed = model.trace().records()[begin];
    const trace::TaskId task = resumed.task();
    const TaskTrack &track = model.track(task);
    const SegmentRef running{task, track.segmentAfter(begin + 1)};
    const SegmentRef after{task, running.index + 1};
    const bool over = after.index < track.size();
    const std::size_t end = over ? track.record(after.index) : model.records();

    QStringList clauses;
    if (resumed.exception() != trace::TextId::Empty)
        clauses += Words::tr("is thrown %1").arg(text(model, resumed.exception()));
    else if (model.stepCount(task, 0, running.index) == 0)
        clauses += Words::tr("begins");
    Deeds deeds(model, task);
    deeds.read(begin + 1, end);
    clauses += deeds.clauses();
    if (track.state(running.index) == State::Blocking) {
        const trace::Time until = over ? track.start(after.index) : model.end();
        const QString length = durationText(until - track.start(running.index));
        const QString place = blockedAt(model, running) != trace::ChainId::None
            ? siteText(model, running)
            : QString();
        clauses += place.isEmpty()
            ? Words::tr("holds the loop for %1").arg(length)
            : Words::tr("holds the loop for %1, seen at %2").arg(length, place);
    }
    const QString who = model.label(task);
    if (!over)
        return clauses.isEmpty() ? Words::tr("%1 runs.").arg(who)
                                 : Words::tr("%1 %2, and runs on.").arg(who, joined(clauses));
    const QString last = endOf(model, after);
    return clauses.isEmpty() ? Words::tr("%1 %2.").arg(who, last)
                             : Words::tr("%1 %2; then it %3.").arg(who, joined(clauses), last);
}

} // namespace views
