#include "app/guides/pinguide.h"

#include "app/session/runkey.h"
#include "views/timeline/timelineview.h"

#include <QSettings>

#include <set>
#include <utility>

namespace app {

PinGuide::PinGuide(const RunSession *session, views::TimelineView *timeline, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_timeline(timeline)
{
    connect(session, &RunSession::shownChanged, this, &PinGuide::follow);
    connect(timeline, &views::TimelineView::pinnedChanged, this, &PinGuide::remember);
    follow();
}

void PinGuide::follow()
{
    const QString run = runKey(m_session->shown());
    if (std::exchange(m_run, run) == run)
        return;
    std::set<QString> pinned;
    for (const QString &label : QSettings().value(key()).toStringList())
        pinned.insert(label);
    m_timeline->setPinned(std::move(pinned));
}

void PinGuide::remember() const
{
    const std::set<QString> &pinned = m_timeline->layoutOptions().pinned;
    QSettings settings;
    if (pinned.empty())
        settings.remove(key());
    else
        settings.setValue(key(), QStringList(pinned.begin(), pinned.end()));
}

QString PinGuide::key() const
{
    return QStringLiteral("pinned/%1").arg(m_run);
}

} // namespace app
