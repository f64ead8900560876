#include "app/guides/predictguide.h"

#include "app/session/predictions.h"
#include "app/workspace/bottompanel.h"
#include "app/workspace/windowactions.h"
#include "app/workspace/workspace.h"
#include "views/narration/narrationpanel.h"
#include "views/narration/predictionpanel.h"
#include "views/timeline/timelineview.h"
#include "views/words/decisiontext.h"

#include <QAction>
#include <QActionGroup>

#include <algorithm>

namespace app {

using Stage = Predictions::Stage;

PredictGuide::PredictGuide(Predictions *predictions, const WindowActions *actions, Workspace *work,
                           QObject *parent)
    : QObject(parent)
    , m_predictions(predictions)
    , m_actions(actions)
    , m_work(work)
    , m_panel(work->narration()->prediction())
{
    connect(actions->predict, &QAction::toggled, this, &PredictGuide::setOn);
    connect(actions->step, &QAction::triggered, predictions, &Predictions::step);
    connect(actions->stepTurn, &QAction::triggered, predictions, &Predictions::stepTurn);
    connect(actions->toggle, &QAction::triggered, predictions, &Predictions::toggle);
    connect(actions->resetScore, &QAction::triggered, predictions, &Predictions::resetScore);
    connect(actions->questions, &QActionGroup::triggered, this, &PredictGuide::chooseQuestions);
    showQuestions();
    connect(predictions, &Predictions::changed, this, &PredictGuide::show);
    connect(m_panel, &views::PredictionPanel::chosen, predictions,
            [predictions](int choice) { predictions->answer(static_cast<std::size_t>(choice)); });
    connect(m_panel, &views::PredictionPanel::skipped, predictions, &Predictions::skip);
    connect(m_panel, &views::PredictionPanel::goneOn, predictions, &Predictions::step);
    connect(m_panel, &views::PredictionPanel::resetRequested, predictions,
            &Predictions::resetScore);
    connect(work->timeline(), &views::TimelineView::taskChosen, predictions,
            [predictions](trace::TaskId task) {
                if (predictions->stage() != Stage::Asked)
                    return;
                if (const auto choice = predictions->decision().choiceOf(task))
                    predictions->answer(*choice);
            });
}

void PredictGuide::chooseQuestions()
{
    views::DecisionKinds kinds;
    for (const QAction *action : m_actions->questions->actions())
        kinds.set(static_cast<views::Decision::Kind>(action->data().toInt()), action->isChecked());
    m_predictions->setKinds(kinds);
    showQuestions();
}

void PredictGuide::showQuestions()
{
    const auto &kinds = m_predictions->kinds();
    const QList<QAction *> all = m_actions->questions->actions();
    for (QAction *action : all)
        action->setChecked(kinds.has(static_cast<views::Decision::Kind>(action->data().toInt())));
    // Something is to be asked: the last one stays.
    const auto isAsked = [](const QAction *action) { return action->isChecked(); };
    const bool several = std::count_if(all.begin(), all.end(), isAsked) > 1;
    for (QAction *action : all)
        action->setEnabled(several || !action->isChecked());
}

void PredictGuide::setOn(bool on)
{
    m_panel->setVisible(on);
    if (on) {
        m_work->bottom()->setPage(m_work->narration());
        m_work->showBottom(true);
    }
    m_predictions->setOn(on);
    if (!on)
        m_work->timeline()->setFocus();
}

void PredictGuide::show()
{
    using Page = views::PredictionPage;
    const Stage stage = m_predictions->stage();
    const auto key = [](const QAction *action) { return WindowActions::keyText(action); };
    Page page;
    std::vector<trace::TaskId> rows;
    switch (stage) {
    case Stage::Off:
        break;
    case Stage::Unfit:
        page.title = tr("Nothing to foretell yet");
        page.detail = tr("The run must be over: let it end, or choose the virtual clock.");
        break;
    case Stage::Idle:
        page.title = m_predictions->isOver() ? tr("The run is over") : tr("Foretell the run");
        page.detail = m_predictions->isOver()
            ? tr("%1 goes back to its beginning.").arg(key(m_actions->restart))
            : tr("Step (%1) or run (%2): before a decision it stops and asks.")
                  .arg(key(m_actions->step), key(m_actions->toggle));
        break;
    case Stage::Asked: {
        m_work->bottom()->setPage(m_work->narration());
        m_work->showBottom(true);
        const views::Decision &decision = m_predictions->decision();
        page.stage = Page::Stage::Asked;
        page.title = views::questionText(decision);
        page.detail = views::questionDetail(m_predictions->model(), decision);
        for (std::size_t i = 0; i < decision.choices.size(); ++i) {
            page.choices += views::choiceText(m_predictions->model(), decision, i);
            rows.push_back(decision.choices[i].task);
        }
        break;
    }
    case Stage::Answered: {
        const views::RunModel &model = m_predictions->model();
        const views::Decision &decision = m_predictions->decision();
        const auto given = m_predictions->given();
        page.stage = Page::Stage::Answered;
        page.isSkipped = !given;
        page.isRight = given == decision.answer;
        page.title = given ? views::verdictText(model, decision, *given)
                           : views::answerText(model, decision);
        page.reasons = views::reasonTexts(model, decision, given);
        page.story = views::storyTexts(model, decision);
        break;
    }
    }
    if (stage != Stage::Off) {
        const Predictions::Score score = m_predictions->score();
        page.score = views::scoreText(score.right, score.asked);
    }
    m_panel->setPage(page);
    m_work->timeline()->setChoices(std::move(rows));
    m_panel->takeFocus();
}

} // namespace app
