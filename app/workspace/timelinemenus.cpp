#include "app/workspace/timelinemenus.h"

#include "app/workspace/windowactions.h"
#include "views/timeline/timelineplace.h"
#include "views/timeline/timelineview.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace app {

using What = views::TimelinePlace::What;

TimelineMenus::TimelineMenus(const WindowActions *actions, views::TimelineView *timeline,
                             QObject *parent)
    : QObject(parent)
    , m_actions(actions)
    , m_timeline(timeline)
{
    connect(timeline, &views::TimelineView::menuRequested, this, &TimelineMenus::open);
}

void TimelineMenus::open(const views::TimelinePlace &place, const QPoint &at)
{
    using enum views::TimelineCommand;
    auto *menu = new QMenu(m_timeline);
    menu->setObjectName(QStringLiteral("timelineMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](std::initializer_list<QAction *> actions) {
        menu->addSeparator(); // none where there is nothing before it
        menu->addActions(actions);
    };
    const auto command
        = [this](views::TimelineCommand its) { return m_actions->timelineAction(its); };
    switch (place.what) {
    case What::Segment:
        add({command(Waker), command(Woken), m_actions->nextWake});
        add({m_actions->inspector, m_actions->source, command(CopySentence)});
        add({command(FitSelection), command(MeasureSelection), command(CursorToSelection)});
        add({command(FilterToTask), command(Pin), command(UnfoldTask), command(FoldGroup)});
        add({m_actions->mark});
        break;
    case What::Task:
        add({m_actions->nextWake, m_actions->inspector, m_actions->source, command(CopySentence)});
        add({command(FilterToTask), command(Pin), command(UnfoldTask), command(FoldGroup)});
        break;
    case What::Group:
        add({command(FoldGroup), command(FoldAll), command(UnfoldAll)});
        break;
    case What::Track:
        add({m_actions->inspector});
        add({command(HideTrack), m_actions->trackMenu->menuAction()});
        add({command(TracksHigher), command(TracksLower), command(SizesAsTheyCome)});
        break;
    case What::Mark:
        add({m_actions->mark, m_actions->deleteMark});
        add({m_actions->nextMark, m_actions->previousMark});
        break;
    case What::Empty:
        add({m_actions->toTime, m_actions->mark, m_actions->nextMark, m_actions->previousMark});
        [[fallthrough]];
    case What::Overview:
        add({command(FitAll), command(FitSelection), command(Back), command(Forward)});
        add({m_actions->allRows, m_actions->tallRows, m_actions->trackMenu->menuAction(),
             command(Filter), command(FoldAll), command(UnfoldAll)});
        menu->addSeparator();
        menu->addActions(m_actions->axis->actions());
        add({m_actions->exportPicture, m_actions->copyPicture});
        break;
    }
    menu->popup(at);
}

} // namespace app
