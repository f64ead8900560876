#include "app/workspace/trackmenu.h"

#include "app/workspace/windowactions.h"
#include "views/model/rundocument.h"
#include "views/timeline/timelinekeys.h"
#include "views/timeline/timelineview.h"
#include "views/words/segmenttext.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QSettings>

namespace app {

namespace {

using Kind = views::TrackId::Kind;

constexpr qsizetype MostQueues = 40; // in a menu that can be read
constexpr const char *TracksKey = "window/tracks";

} // namespace

TrackMenu::TrackMenu(const WindowActions *actions, views::TimelineView *timeline, QObject *parent)
    : QObject(parent)
    , m_actions(actions)
    , m_timeline(timeline)
{
    connect(actions->tracks, &QActionGroup::triggered, this,
            [this](const QAction *action) { choose(action->data().toInt(), action->isChecked()); });
    connect(timeline, &views::TimelineView::tracksChanged, this, &TrackMenu::listQueues);
    connect(timeline, &views::TimelineView::pointedTrackChanged, this, &TrackMenu::follow);
    listQueues();
}

void TrackMenu::setDocument(const std::shared_ptr<views::RunDocument> &document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = document;
    fill({});
    if (document)
        connect(document.get(), &views::RunDocument::changed, this,
                [this](const views::RunDocument::Change &change) {
                    if (change.queues != m_document->model().queues().size())
                        listQueues();
                });
    listQueues();
}

void TrackMenu::choose(int kind, bool shown)
{
    views::TrackChoice choice = m_timeline->tracks();
    choice.set(static_cast<Kind>(kind), shown);
    if (shown && static_cast<Kind>(kind) == Kind::Queue)
        choice.hiddenQueues.clear();
    m_timeline->setTracks(std::move(choice));
}

void TrackMenu::chooseQueue(const QString &name, bool shown)
{
    views::TrackChoice choice = m_timeline->tracks();
    if (shown) {
        // Whoever wants to see one wants to see the queues.
        choice.hiddenQueues.erase(name);
        choice.set(Kind::Queue, true);
    } else {
        choice.hiddenQueues.insert(name);
    }
    m_timeline->setTracks(std::move(choice));
}

void TrackMenu::listQueues()
{
    const auto &hidden = m_timeline->tracks().hiddenQueues;
    QStringList queues;
    for (const QString &name :
         m_document ? views::queueNames(m_document->model()) : QStringList()) {
        // What is hidden could not come back from elsewhere; then it keeps its place.
        if (queues.size() < MostQueues || hidden.contains(name) || m_queues.contains(name))
            queues += name;
    }
    m_actions->queueMenu->setEnabled(!queues.isEmpty());
    if (queues != m_queues)
        fill(queues);
    follow();
}

void TrackMenu::fill(const QStringList &queues)
{
    m_queues = queues;
    m_actions->queueMenu->clear();
    for (const QString &name : queues) {
        // A name may have signs of its own that a menu would take for a key.
        QAction *action = m_actions->queueMenu->addAction(
            QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setData(name);
        connect(action, &QAction::triggered, this,
                [this, name](bool shown) { chooseQueue(name, shown); });
    }
}

void TrackMenu::follow()
{
    const views::TrackChoice &choice = m_timeline->tracks();
    for (QAction *action : m_actions->tracks->actions())
        action->setChecked(choice.has(static_cast<Kind>(action->data().toInt())));
    for (QAction *action : m_actions->queueMenu->actions())
        action->setChecked(choice.has(Kind::Queue)
                           && !choice.hiddenQueues.contains(action->data().toString()));
    m_actions->timelineAction(views::TimelineCommand::HideTrack)
        ->setEnabled(m_timeline->canHideTrack());
}

void TrackMenu::restore(const QSettings &settings)
{
    if (!settings.contains(QLatin1String(TracksKey)))
        return;
    const QStringList shown = settings.value(QLatin1String(TracksKey)).toStringList();
    views::TrackChoice choice = m_timeline->tracks();
    for (const QAction *action : m_actions->tracks->actions())
        choice.set(static_cast<Kind>(action->data().toInt()), shown.contains(action->objectName()));
    m_timeline->setTracks(std::move(choice));
}

void TrackMenu::save(QSettings &settings) const
{
    QStringList shown;
    for (const QAction *action : m_actions->tracks->actions()) {
        if (action->isChecked())
            shown += action->objectName();
    }
    settings.setValue(QLatin1String(TracksKey), shown);
}

} // namespace app
