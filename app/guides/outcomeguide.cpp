#include "app/guides/outcomeguide.h"

#include "app/session/runsession.h"
#include "app/workspace/circlecard.h"
#include "app/workspace/outcomebar.h"
#include "app/workspace/windowactions.h"
#include "app/workspace/workspace.h"
#include "views/analysis/stoppedcircle.h"
#include "views/words/deadlocktext.h"
#include "views/words/endingtext.h"
#include "views/words/placetext.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace app {

namespace {

/// \a sentence with the first of \a others behind it: a banner has no room for all.
QString also(const QString &sentence, const QStringList &others)
{
    return others.isEmpty() ? sentence : sentence + QLatin1Char(' ') + others.front();
}

} // namespace

OutcomeGuide::OutcomeGuide(RunSession *session, views::ViewState *state, WindowActions *actions,
                           Workspace *work, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_state(state)
    , m_actions(actions)
    , m_work(work)
{
    connect(work->outcome(), &OutcomeBar::goToEndRequested, session, &RunSession::toEnd);
    connect(actions->circle, &QAction::toggled, this, &OutcomeGuide::showCircle);
    connect(actions->selectLost, &QAction::triggered, this, &OutcomeGuide::selectAll);
    forget();
}

void OutcomeGuide::update(bool mayTell)
{
    // A file may tell that the run has ended before it is read to where it tells how.
    const auto outcome = m_session->isGrowing() ? std::nullopt : m_session->outcome();
    const auto &document = m_session->shown().document;
    // Where a person has stopped the reading, nobody knows what comes; and what is simulated or
    // read may be here in full before it is known how it has ended.
    const bool breaksOff = !outcome && document && document->wholeModel()
        && !m_session->isReadInPart() && !m_session->isSimulating() && !m_session->isGrowing();
    if ((!outcome && !breaksOff) || !mayTell) {
        forget();
    } else if (m_told.lock() != document) {
        forget();
        m_told = document;
        if (breaksOff || outcome == trace::Outcome::Stopped)
            tellStopped();
        if (breaksOff || m_work->outcome()->isVisible())
            return;
        const QStringList unnoticed = views::unnoticedTexts(document->trace(), *document->ending());
        if (outcome == trace::Outcome::Deadlocked)
            tellDeadlock(unnoticed);
        else if (outcome == trace::Outcome::Failed)
            m_work->outcome()->showFailure(
                m_session->steps() > 0
                    ? tr("Failure at %1").arg(views::placeText(document->model(), m_session->end()))
                    : tr("Nothing has run"),
                also(views::endingText(*document->ending()), unnoticed), m_session->steps() > 0);
        else if (!unnoticed.isEmpty())
            m_work->outcome()->showUnnoticed(unnoticed);
    }
}

bool OutcomeGuide::close()
{
    if (m_actions->circle->isChecked())
        m_actions->circle->setChecked(false);
    else if (m_work->outcome()->isVisible())
        m_work->outcome()->hide();
    else
        return false;
    return true;
}

void OutcomeGuide::forget()
{
    m_told.reset();
    m_deadlock = {};
    m_work->outcome()->hide();
    m_actions->circle->setChecked(false);
    m_actions->circle->setEnabled(false);
    m_actions->selectLost->setEnabled(false);
}

void OutcomeGuide::tellDeadlock(const QStringList &unnoticed)
{
    const auto &document = m_session->shown().document;
    m_deadlock = views::deadlockOf(document->model(), document->ending()->lost);
    m_actions->circle->setEnabled(!m_deadlock.circles.empty());
    m_actions->selectLost->setEnabled(!m_deadlock.waiters.empty());
    m_work->outcome()->showDeadlock(
        views::deadlockTitle(document->model()),
        also(views::deadlockText(document->model(), m_deadlock), unnoticed),
        m_deadlock.waiters.size());
}

/// Who waited for whom in a circle was known up to the end.
void OutcomeGuide::tellStopped()
{
    const views::RunModel &model = m_session->shown().document->model();
    const auto circle = views::stoppedCircle(model);
    if (!circle)
        return;
    m_deadlock = circle->deadlock;
    m_actions->circle->setEnabled(true);
    m_actions->selectLost->setEnabled(true);
    m_work->outcome()->showDeadlock(views::stoppedCircleTitle(model, *circle),
                                    views::stoppedCircleText(model, *circle),
                                    m_deadlock.waiters.size());
}

void OutcomeGuide::showCircle(bool shown)
{
    const auto &document = m_session->shown().document;
    if (shown && document && !m_deadlock.circles.empty()) {
        m_work->circle()->setDeadlock(document->wholeModel(), m_deadlock);
        // So that the arrow of one is in the accent, and the keys have a place to begin from.
        const std::vector<trace::TaskId> inCircles = m_deadlock.circleTasks();
        if (std::none_of(inCircles.begin(), inCircles.end(),
                         [this](trace::TaskId task) { return m_state->selectedTask() == task; }))
            m_state->setSelectedTask(inCircles.front());
    }
    m_work->showCircle(shown);
}

void OutcomeGuide::selectAll()
{
    std::vector<trace::TaskId> tasks;
    for (const views::Deadlock::Waiter &waiter : m_deadlock.waiters)
        tasks.push_back(waiter.task);
    // One of a circle, if there is one, is what the others wait for.
    if (!m_deadlock.circles.empty())
        std::swap(tasks.front(), tasks[m_deadlock.circles.front().front()]);
    m_state->setSelectedTasks(std::move(tasks));
}

} // namespace app
