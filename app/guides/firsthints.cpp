#include "app/guides/firsthints.h"

#include "app/workspace/hintcard.h"
#include "app/workspace/windowactions.h"
#include "app/workspace/workspace.h"
#include "views/timeline/timelineview.h"

#include <QGuiApplication>
#include <QSettings>

namespace app {

namespace {

constexpr auto Run = static_cast<std::size_t>(FirstHints::Hint::Run);
constexpr auto Change = static_cast<std::size_t>(FirstHints::Hint::Change);
constexpr auto Point = static_cast<std::size_t>(FirstHints::Hint::Point);

} // namespace

FirstHints::FirstHints(Workspace *workspace, const WindowActions *actions)
    : QObject(workspace)
    , m_work(workspace)
    , m_cards{new HintCard(1,
                           tr("%1 runs, %2 goes one step on")
                               .arg(WindowActions::keyText(actions->toggle),
                                    WindowActions::keyText(actions->step)),
                           QString(), workspace),
              new HintCard(2, tr("Change something"),
                           tr("Drag a slider: on the virtual clock the run follows."), workspace),
              new HintCard(3, tr("Point at a bar"),
                           tr("It says what the task waits for and who wakes it."), workspace)}
{
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_cards[i]->hide();
        connect(m_cards[i], &HintCard::closed, this, [this, i] { done(static_cast<Hint>(i)); });
    }
    connect(workspace->timeline(), &views::TimelineView::underRowsChanged, this,
            &FirstHints::arrange);
}

void FirstHints::done(Hint hint)
{
    bool &isDone = m_done[static_cast<std::size_t>(hint)];
    if (isDone)
        return;
    isDone = true;
    // Where a hint goes things move, which must not be under the hand that drags one of them.
    m_isHeld = QGuiApplication::mouseButtons() != Qt::NoButton;
    if (m_isHeld)
        qApp->installEventFilter(this);
    else
        arrange();
}

bool FirstHints::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        qApp->removeEventFilter(this);
        m_isHeld = false;
        QMetaObject::invokeMethod(this, &FirstHints::arrange, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

bool FirstHints::dismiss()
{
    bool any = false;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_done[i] = m_done[i] || m_cards[i]->isVisible();
        any = any || m_cards[i]->isVisible();
    }
    arrange();
    return any;
}

bool FirstHints::isOpen(std::size_t hint) const
{
    return !m_done[hint] && (hint != Change || m_work->hasParameters());
}

void FirstHints::arrange()
{
    if (m_isHeld)
        return;
    const bool compact = m_work->isCompact();
    std::size_t next = 0;
    while (next < m_cards.size() && !isOpen(next))
        ++next;
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const bool wanted = isOpen(i) && (!compact || i == next);
        m_cards[i]->setOneLine(compact || i == Run);
        if (!wanted || compact)
            m_work->placeHintAtFoot(m_cards[i], wanted);
    }
    if (compact)
        return;
    m_work->placeHintInBar(m_cards[Run], isOpen(Run));
    m_work->placeHintUnderParameters(m_cards[Change], isOpen(Change));
    if (!m_work->placeHintInRows(m_cards[Point], isOpen(Point))) {
        m_cards[Point]->setOneLine(true);
        m_work->placeHintAtFoot(m_cards[Point], true);
    }
}

void FirstHints::restore(const QSettings &settings)
{
    const uint done = settings.value(QStringLiteral("hintsDone"), 0U).toUInt();
    for (std::size_t i = 0; i < m_done.size(); ++i)
        m_done[i] = (done >> i & 1U) != 0;
    arrange();
}

void FirstHints::save(QSettings &settings) const
{
    uint done = 0;
    for (std::size_t i = 0; i < m_done.size(); ++i)
        done |= (m_done[i] ? 1U : 0U) << i;
    settings.setValue(QStringLiteral("hintsDone"), done);
}

} // namespace app
