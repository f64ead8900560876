#include "app/transcript/transcriptnotes.h"

#include "views/words/namelist.h"
#include "views/words/numbertext.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(app::TranscriptNotes)
};

/// A sentence; of what concerns tasks without its end.
QString deed(Loss loss, const QString &about, int count)
{
    switch (loss) {
    case Loss::ForeignWait:
        return Words::tr("Scripts have no %1; a sleep stands for it, as long as that took")
            .arg(about);
    case Loss::OutsideWake:
        return Words::tr(
                   "No task completes what is awaited (%1); a sleep stands for it, as long as "
                   "that took")
            .arg(about);
    case Loss::ForeignFuture:
        return Words::tr("Scripts have no %1; a future stands for it, which is completed at the "
                         "same moment")
            .arg(about);
    case Loss::Jobs:
        return Words::tr("Scripts have two worker threads, and more are busy at once; sleeps stand "
                         "for the jobs, as long as these took");
    case Loss::Completions:
        return Words::tr("as_completed() is written as a wait for each that it gives");
    case Loss::Limit:
        return Words::tr("The limit of wait_for() is not reached and not recorded; an hour stands "
                         "for it");
    case Loss::Awaited:
        return Words::tr("Not all that is awaited (%1) is recorded; the rest is left out")
            .arg(about);
    case Loss::Exception:
        return Words::tr("Scripts have no %1; RuntimeError stands for it").arg(about);
    case Loss::Endless:
        return Words::tr(
            "What is done until somebody cancels it is repeated more often than in the "
            "run");
    case Loss::LinesOfRounds:
        return Words::tr("Lines that differ from round to round are left out of what is repeated");
    case Loss::Afterwards:
        return Words::tr("What is begun after main has ended is left out");
    case Loss::CancelledMain:
        return Words::tr("Nobody cancels it here, as somebody did from outside");
    case Loss::Items:
        return Words::tr("The items of queues are not recorded: null stands for each.");
    case Loss::Done:
        return Words::tr(
            "Where task_done() is called is not recorded: it is where the next item is "
            "asked for.");
    case Loss::Cleared:
        return Words::tr("Where %1 is cleared is not recorded: it is right after it has been set.")
            .arg(about);
    case Loss::Holds:
        return Words::tr("Who gets a place of %1 without waiting is not recorded: it has none but "
                         "those that are released to who waits.")
            .arg(about);
    case Loss::Outside:
        return Words::tr("What callbacks, other threads and the network do, a task of its own does "
                         "at the same times.");
    case Loss::Loops:
        return Words::tr("The tasks of %1 loops run in one.").arg(about);
    case Loss::Lines:
        return Words::tr("What no task prints is left out: %1.")
            .arg(views::lineCountText(static_cast<std::size_t>(count)));
    case Loss::Computing:
        return Words::tr("What steps compute in less than a millisecond, %1 in all, takes no time.")
            .arg(about);
    case Loss::Cut:
        return Words::tr("The recording breaks off before the program ends.");
    case Loss::Unread:
        return Words::tr("The recording was read only up to %1; what comes then is left out.")
            .arg(about);
    }
    return {};
}

} // namespace

void TranscriptNotes::add(Loss loss, trace::TaskId task, trace::WaitId wait, const QString &about)
{
    auto note = std::find_if(m_notes.begin(), m_notes.end(), [&](const Note &one) {
        return one.loss == loss && one.about == about;
    });
    if (note == m_notes.end())
        note = m_notes.insert(m_notes.end(), {loss, about});
    ++note->count;
    if (task != trace::TaskId::None)
        note->tasks.insert(task);
    if (wait != trace::WaitId::None)
        note->waits.insert(wait);
}

QStringList TranscriptNotes::sentences() const
{
    QStringList sentences;
    for (const Note &note : m_notes)
        sentences += sentence(note);
    return sentences;
}

/// "server.py:12"
QStringList TranscriptNotes::placesOf(const Note &note) const
{
    const trace::Trace &trace = m_model.trace();
    QStringList places;
    for (const trace::WaitId wait : note.waits) {
        const trace::SiteId id = trace.siteOf(trace.wait(wait));
        if (id == trace::SiteId::None)
            continue;
        const trace::Site &site = trace.site(id);
        const QString place
            = QStringLiteral("%1:%2")
                  .arg(QString::fromStdString(trace.text(site.file)).section(u'/', -1))
                  .arg(site.line);
        if (!places.contains(place))
            places += place;
    }
    return places;
}

QString TranscriptNotes::sentence(const Note &note) const
{
    const QString what = deed(note.loss, note.about, note.count);
    if (note.tasks.empty())
        return what;
    QStringList names;
    for (const trace::TaskId task : note.tasks)
        names += m_model.label(task);
    const QStringList places = placesOf(note);
    return places.isEmpty()
        ? Words::tr("%1: %2.").arg(what, views::nameList(names))
        : Words::tr("%1: %2, in %3.").arg(what, views::nameList(names), views::nameList(places));
}

} // namespace app
