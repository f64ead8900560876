#include "app/session/activitytext.h"

#include "app/session/runsession.h"
#include "views/words/durationtext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"

#include <QCoreApplication>

namespace app {

using views::instantText;
using views::numberText;

namespace {

struct Activity
{
    Q_DECLARE_TR_FUNCTIONS(app::Activity)
};

/// How far the simulation has come, which may not have been read as far.
QString simulationText(const trace::Trace &trace, std::optional<double> share)
{
    const std::size_t records = trace.records().size();
    const trace::Time latest = records > 0 ? trace.records()[records - 1].time() : trace::Time{0};
    if (share)
        return Activity::tr("Simulating, %1 % done: %2 and %3 transitions so far.")
            .arg(numberText(qint64{static_cast<int>(*share * 100)}), instantText(latest),
                 numberText(static_cast<qint64>(records)));
    return Activity::tr("Simulating: %1 and %2 transitions so far.")
        .arg(instantText(latest), numberText(static_cast<qint64>(records)));
}

QString endText(const RunSession &session)
{
    const views::RunModel &model = session.shown().document->model();
    const QString place = views::placeText(model, session.end());
    const QString done = views::stepCountText(session.steps());
    if (session.isReadInPart())
        return Activity::tr("The recording was read up to %1, %2 of it.").arg(place, done);
    // Of a run that takes no time the place is its last step.
    const QString end = views::takesNoTime(model)
        ? place
        : Activity::tr("%1, after %2", "a time; after how many steps").arg(place, done);
    const auto outcome = session.outcome();
    if (!outcome)
        return Activity::tr("The recording ends at %1; how the run ended is not in it.").arg(end);
    if (outcome == trace::Outcome::Failed)
        return Activity::tr("The run failed at %1.").arg(end);
    if (outcome == trace::Outcome::Deadlocked)
        return Activity::tr("The run came to a deadlock at %1.").arg(end);
    if (outcome == trace::Outcome::Stopped)
        return Activity::tr("The run was stopped at %1.").arg(end);
    return Activity::tr("The run ended at %1.").arg(end);
}

} // namespace

QString activityText(const RunSession &session, bool keepsBack)
{
    const RunSession::Recording &shown = session.shown();
    const QString cursor = instantText(session.cursor().time);
    const QString end = instantText(session.end().time);
    const QString step = numberText(qint64{session.stepsDone()});
    const QString speed = numberText(session.speed());
    if (session.isLive() && session.isMoving())
        return Activity::tr("Running in real time at %1×, %2 so far.")
            .arg(speed, instantText(session.head()));
    if (session.isLive())
        return Activity::tr("Paused in the middle of the run, at %1 after step %2.")
            .arg(cursor, step);
    if (session.isSimulating() && session.isGrowing())
        return simulationText(shown.document->trace(), session.simulatedShare());
    if (session.isFed() && shown.feed->isWritten())
        return Activity::tr("Following the recording: %1 so far.").arg(end);
    if (session.isFed())
        return Activity::tr("Reading the file: %1 % so far.")
            .arg(static_cast<int>(shown.feed->share() * 100));
    if (!shown.document)
        return session.clock() == engine::qt::ClockKind::Real ? Activity::tr("Nothing has run yet.")
                                                              : Activity::tr("Simulating …");
    if (shown.document->isReading())
        return Activity::tr("Reading the run: %1 % so far.")
            .arg(static_cast<int>(shown.document->share() * 100));
    if (session.runsLive() && session.isShownOld())
        return Activity::tr("The changed parameters take effect with the next run.");
    const bool bySteps = views::takesNoTime(shown.document->model());
    const QString steps = numberText(qint64{session.steps()});
    if (session.isMoving())
        return bySteps ? Activity::tr("Playing at %1×: step %2 of %3.").arg(speed, step, steps)
                       : Activity::tr("Playing at %1×: %2 of %3.").arg(speed, cursor, end);
    if (keepsBack)
        return Activity::tr("Paused after step %1. What comes is kept back.").arg(step);
    if (!session.isAtEnd() && bySteps)
        return Activity::tr("Paused after step %1 of %2.").arg(step, steps);
    if (!session.isAtEnd())
        return (session.isReadInPart()
                    ? Activity::tr("Paused at %1, after step %2 of %3. It was read up to %4.")
                    : Activity::tr("Paused at %1, after step %2 of %3. The run ends at %4."))
            .arg(cursor, step, steps, end);
    return endText(session);
}

} // namespace app
