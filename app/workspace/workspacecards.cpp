#include "app/workspace/bottompanel.h"
#include "app/workspace/circlecard.h"
#include "app/workspace/hintcard.h"
#include "app/workspace/inspectorplace.h"
#include "app/workspace/lastrunveil.h"
#include "app/workspace/legendcard.h"
#include "app/workspace/outcomebar.h"
#include "app/workspace/transportbar.h"
#include "app/workspace/workspace.h"
#include "views/inspector/sentencestrip.h"
#include "views/output/outputpanel.h"
#include "views/timeline/emptyplace.h"
#include "views/timeline/timelineview.h"

#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace app {

namespace {

constexpr int HintMargin = 8;

} // namespace

void Workspace::showLegend(bool shown)
{
    m_legend->setVisible(shown);
    placeCards();
}

void Workspace::showCircle(bool shown)
{
    m_circle->setVisible(shown);
    placeCards();
}

void Workspace::showLastRun(const QString &text)
{
    m_veil->setText(text);
    placeCards();
}

void Workspace::placeHintInBar(HintCard *card, bool shown)
{
    m_transport->setAside(shown ? card : nullptr);
}

void Workspace::placeHintUnderParameters(HintCard *card, bool shown)
{
    const int last = m_leftLayout->count() - 1;
    if (shown && m_leftLayout->indexOf(card) != last)
        m_leftLayout->addWidget(card, 0, Qt::AlignHCenter);
    card->pointFrom(Qt::TopEdge, card->width() / 2);
    m_leftLayout->setContentsMargins(0, 0, 0, shown ? 12 : 0);
    card->setVisible(shown);
}

bool Workspace::placeHintInRows(HintCard *card, bool shown)
{
    if (shown && card->parentWidget() != m_timeline)
        card->setParent(m_timeline);
    card->pointFrom(Qt::LeftEdge);
    const auto place = shown ? m_timeline->emptyPlace(card->size()) : std::nullopt;
    if (place && place->beside) {
        card->pointFrom(Qt::LeftEdge, *place->beside - place->room.top());
        card->move(place->room.topLeft());
    } else if (place) {
        card->pointFrom(std::nullopt);
        card->move(place->room.right() - card->width(), place->room.top());
    }
    card->setVisible(place.has_value());
    return place.has_value() || !shown;
}

void Workspace::placeHintAtFoot(HintCard *card, bool shown)
{
    if (shown && card->parentWidget() != this)
        card->setParent(this);
    card->setVisible(shown);
    if (shown)
        m_hintAtFoot = card;
    else if (m_hintAtFoot == card)
        m_hintAtFoot = nullptr;
    placeCards();
}

QRect Workspace::pictureRect() const
{
    return {m_rows->mapTo(this, QPoint()), m_rows->size()};
}

void Workspace::placeCards()
{
    const QRect picture = pictureRect();
    const QRect outcome(m_outcome->mapTo(this, QPoint()), m_outcome->size());
    m_veil->setGeometry(m_outcome->isHidden() ? picture : picture.united(outcome));
    QRect timeline(m_timeline->mapTo(this, QPoint()), m_timeline->size());
    if (const QWidget *strip = m_inspector->strip(); !strip->isHidden())
        timeline.setBottom(std::min(timeline.bottom(), strip->mapTo(this, QPoint()).y() - 1));
    m_inspector->setRoom(timeline);
    if (m_hintAtFoot != nullptr && m_hintAtFoot->parentWidget() == this) {
        m_hintAtFoot->adjustSize();
        m_hintAtFoot->move(
            timeline.bottomRight()
            - QPoint(m_hintAtFoot->width() + HintMargin, m_hintAtFoot->height() + HintMargin));
        m_hintAtFoot->raise();
    }
    std::optional<QRect> circle;
    if (const auto free
        = m_circle->isHidden() ? std::nullopt : m_timeline->emptyPlace(m_circle->sizeHint())) {
        circle.emplace(QPoint(), m_circle->sizeHint());
        circle->moveTopRight(free->room.topRight());
        circle->translate(m_timeline->mapTo(this, QPoint()));
    }
    // Over the lines of the output, which begin at the left, where there is room for it: never over
    // what is said of the selection, nor over the answers of the other panels.
    const QRect panels(m_bottom->mapTo(this, QPoint()), m_bottom->size());
    const bool isOutput = !m_bottom->isCollapsed() && m_bottom->page() == m_output;
    const bool overOutput = isOutput && m_legend->fitsIn(panels.size());
    QRect room = overOutput ? panels : timeline;
    if (!m_legend->isHidden()) {
        const QRect free = m_timeline->underRows().translated(m_timeline->mapTo(this, QPoint()));
        const bool under = !overOutput && m_legend->fitsIn(free.size());
        m_legend->placeIn(under ? free : room);
        if (under && circle && circle->intersects(m_legend->geometry()))
            m_legend->placeIn(room);
        m_legend->raise();
    }
    if (m_circle->isHidden())
        return;
    if (circle) {
        m_circle->setGeometry(*circle);
    } else {
        // Not over a line or two of output, into which it would have to be pressed; beside the
        // legend, or over it where there is no room for both.
        if (!m_circle->fitsIn(room.size()))
            room = timeline;
        if (!m_legend->isHidden() && m_legend->geometry().intersects(room)
            && m_legend->x() - picture.left() > m_circle->sizeHint().width() + 24)
            room.setRight(m_legend->x());
        m_circle->placeIn(room);
    }
    m_circle->raise();
}

void Workspace::placeFollowButton()
{
    m_follow->adjustSize();
    m_follow->move(m_timeline->width() - m_follow->width() - 24,
                   m_timeline->height() - m_follow->height() - 16);
    m_follow->raise();
}

} // namespace app
