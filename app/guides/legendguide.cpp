#include "app/guides/legendguide.h"

#include "app/session/runsession.h"
#include "app/workspace/legendcard.h"
#include "app/workspace/workspace.h"
#include "views/model/rundocument.h"
#include "views/model/viewstate.h"

#include <QAction>

#include <chrono>

namespace app {

LegendGuide::LegendGuide(const RunSession *session, const views::ViewState *state,
                         const QAction *toggle, Workspace *work, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_state(state)
    , m_toggle(toggle)
    , m_work(work)
{
    connect(toggle, &QAction::toggled, this, &LegendGuide::update);
    connect(state, &views::ViewState::axisChanged, this, &LegendGuide::update);
}

void LegendGuide::update()
{
    constexpr std::chrono::milliseconds Pause{500}; // of a run that grows
    m_work->showLegend(m_toggle->isChecked());
    if (!m_toggle->isChecked())
        return;
    const auto &document = m_session->shown().document;
    const bool growing = m_session->isGrowing();
    const views::AxisKind axis = m_state->axis();
    if ((document && !growing && m_explained.lock() == document && m_explainedAxis == axis)
        || (growing && m_since.isValid() && !m_since.hasExpired(Pause.count())))
        return;
    const auto model = document ? document->completeModel() : nullptr;
    if (!model)
        return;
    if (!growing)
        m_explained = document;
    m_explainedAxis = axis;
    m_since.start();
    m_work->legend()->setModel(model, axis);
    m_work->showLegend(true);
}

} // namespace app
