#include "app/guides/legendguide.h"

#include "app/session/predictions.h"
#include "app/workspace/legendcard.h"
#include "app/workspace/workspace.h"
#include "views/model/rundocument.h"
#include "views/model/viewstate.h"

#include <QAction>

#include <chrono>

namespace app {

LegendGuide::LegendGuide(const Predictions *predictions, const views::ViewState *state,
                         const QAction *toggle, Workspace *work, QObject *parent)
    : QObject(parent)
    , m_predictions(predictions)
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
    const auto document = m_predictions->document();
    const bool isAnother = m_explained.lock() != document;
    // One that is being read in another thread has nothing to look at yet.
    const views::RunModel *model
        = document && !document->isReading() ? &document->model() : nullptr;
    const std::size_t records = model != nullptr ? model->records() : 0;
    if (!isAnother && m_axis == m_state->axis()
        && (m_records == records
            || (model != nullptr && !model->isComplete() && !m_since.hasExpired(Pause.count()))))
        return;
    m_explained = document;
    m_records = records;
    m_axis = m_state->axis();
    m_since.start();
    m_work->legend()->setModel(model, m_axis);
    m_work->showLegend(true);
}

} // namespace app
