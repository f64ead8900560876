#include "app/guides/axisguide.h"

#include "app/session/runsession.h"
#include "app/workspace/transportbar.h"
#include "app/workspace/windowactions.h"
#include "app/workspace/workspace.h"
#include "views/model/rundocument.h"
#include "views/model/viewstate.h"
#include "views/timeline/timelineview.h"
#include "views/words/placetext.h"

#include <QActionGroup>
#include <QSettings>

namespace app {

using views::AxisKind;

namespace {

constexpr QLatin1String Key("axis");
constexpr QLatin1String Steps("steps");

} // namespace

AxisGuide::AxisGuide(const RunSession *session, views::ViewState *state, WindowActions *actions,
                     Workspace *work, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_state(state)
    , m_work(work)
{
    connect(work->transport(), &TransportBar::axisChosen, this, &AxisGuide::choose);
    connect(actions->axis, &QActionGroup::triggered, this, [this](const QAction *action) {
        choose(static_cast<AxisKind>(action->data().toInt()));
    });
    connect(state, &views::ViewState::axisChanged, this, [actions, work](AxisKind axis) {
        work->transport()->setAxis(axis);
        WindowActions::check(actions->axis, static_cast<int>(axis));
    });
}

void AxisGuide::choose(AxisKind axis)
{
    m_axis = axis;
    m_insistsOnClock = axis == AxisKind::Clock;
    update();
}

void AxisGuide::update()
{
    if (m_session->isSimulating())
        return; // the picture of before still stands
    const auto &document = m_session->shown().document;
    const auto run = document ? document->completeModel() : nullptr;
    const bool ended = run != nullptr;
    const bool timeless = ended && views::takesNoTime(*run);
    if (ended && !timeless)
        m_insistsOnClock = false;
    const bool byItself = timeless && m_axis == AxisKind::Clock && !m_insistsOnClock;
    m_work->timeline()->setNote(byItself ? tr("takes no time: by steps") : QString());
    m_state->setAxis(byItself ? AxisKind::Steps : m_axis);
}

void AxisGuide::restore(const QSettings &settings)
{
    m_axis = settings.value(Key).toString() == Steps ? AxisKind::Steps : AxisKind::Clock;
    update();
}

void AxisGuide::save(QSettings &settings) const
{
    settings.setValue(Key, QString(m_axis == AxisKind::Steps ? Steps : QLatin1String("clock")));
}

} // namespace app
