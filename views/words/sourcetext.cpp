#include "views/words/sourcetext.h"

#include "views/words/inspectiontext.h"
#include "views/words/namelist.h"

#include <QCoreApplication>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::SourceText)
};

QString namesOf(const RunModel &model, const std::vector<trace::TaskId> &tasks)
{
    constexpr std::size_t Most = 5; // more than a list names; only their number counts
    QStringList names;
    for (std::size_t i = 0; i < tasks.size(); ++i)
        names += i < Most ? model.label(tasks[i]) : QString();
    return nameList(names);
}

} // namespace

QString lineMarkText(const RunModel &model, const LineMark &mark)
{
    QStringList sentences;
    if (!mark.here.empty()) {
        const auto count = static_cast<int>(mark.here.size());
        sentences += count == 1
            ? Words::tr("%1 is suspended in this line.").arg(namesOf(model, mark.here))
            : Words::tr("%n tasks are suspended in this line: %1.", nullptr, count)
                  .arg(namesOf(model, mark.here));
    }
    if (!mark.through.empty()) {
        const auto count = static_cast<int>(mark.through.size());
        sentences += count == 1
            ? Words::tr("%1 awaits here a coroutine that is suspended elsewhere.")
                  .arg(namesOf(model, mark.through))
            : Words::tr("%n tasks await here a coroutine that is suspended elsewhere: %1.", nullptr,
                        count)
                  .arg(namesOf(model, mark.through));
    }
    return sentences.join(QLatin1Char('\n'));
}

QString standingText(const RunModel &model, const World &world, trace::TaskId task)
{
    const QString name = model.label(task);
    const std::size_t segment = model.track(task).segmentAfter(world.records);
    if (segment == TaskTrack::None)
        return name;
    const SegmentRef at{task, segment};
    if (model.state(at) == State::Ready)
        return Words::tr("%1, ready to go on").arg(name);
    const trace::Wait *wait = model.wait(at);
    const QString place = wait == nullptr ? QString() : placeInLineText(model, world, *wait, task);
    return place.isEmpty() ? name
                           : Words::tr("%1, %2", "a task, its place in line").arg(name, place);
}

QString noLineText(const RunModel &model, trace::TaskId task, std::size_t records)
{
    const QString name = model.label(task);
    const TaskTrack &track = model.track(task);
    const std::size_t segment = track.segmentAfter(records);
    if (segment == TaskTrack::None)
        return Words::tr("%1 has not been created yet.").arg(name);
    const State state = track.state(segment);
    if (isRunning(state))
        return {};
    if (isEnd(state))
        return Words::tr("%1 has ended.").arg(name);
    if (!linesOf(model.trace(), chainAt(model, task, records)).empty())
        return {};
    if (state == State::Ready && track.state(0) == State::Ready && segment == 0)
        return Words::tr("%1 has not begun yet.").arg(name);
    return Words::tr("Where %1 waits is not recorded.").arg(name);
}

} // namespace views
