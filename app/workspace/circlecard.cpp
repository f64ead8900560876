#include "app/workspace/circlecard.h"

#include "app/workspace/windowactions.h"
#include "views/inspector/waitcircle.h"
#include "views/model/viewstate.h"
#include "views/style/icons.h"
#include "views/style/typography.h"
#include "views/words/numbertext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace app {

namespace {

constexpr int Margin = 12; // to the edges of the room

} // namespace

CircleCard::CircleCard(views::ViewState *state, QAction *toggle, QWidget *parent)
    : QFrame(parent)
    , m_state(state)
    , m_heading(new QLabel(tr("The circle"), this))
    , m_count(new QLabel(this))
    , m_next(new QToolButton(this))
    , m_key(new QLabel(WindowActions::keyText(toggle), this))
    , m_close(new QToolButton(this))
    , m_circle(new views::WaitCircle(state, this))
{
    setObjectName(QStringLiteral("circleCard"));
    setAccessibleName(m_heading->text());
    m_heading->setFont(views::uiFont(13, QFont::Bold));
    m_count->setFont(views::uiFont(12));
    m_count->setProperty("tone", 2);
    m_next->setObjectName(QStringLiteral("nextCircle"));
    m_next->setText(tr("Next circle"));
    m_next->setToolTip(tr("Show the next circle"));
    m_next->setProperty("framed", true);
    m_next->setFocusPolicy(Qt::TabFocus);
    connect(m_next, &QToolButton::clicked, this, &CircleCard::selectNext);
    connect(state, &views::ViewState::selectedTaskChanged, this, &CircleCard::showCircleOfSelected);
    m_key->setObjectName(QStringLiteral("keyCap"));
    m_key->setFont(views::uiFont(11));
    m_close->setIcon(views::icon(QStringLiteral("close")));
    m_close->setToolTip(tr("Close the circle"));
    m_close->setAccessibleName(m_close->toolTip());
    m_close->setFocusPolicy(Qt::TabFocus);
    connect(m_close, &QToolButton::clicked, toggle, &QAction::trigger);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_heading);
    head->addWidget(m_count);
    head->addStretch(1);
    head->addWidget(m_next);
    head->addWidget(m_key);
    head->addWidget(m_close);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 8, 8, 8);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(m_circle, 1);
    hide();
}

void CircleCard::setDeadlock(std::shared_ptr<const views::RunModel> model, views::Deadlock deadlock)
{
    m_model = std::move(model);
    m_deadlock = std::move(deadlock);
    const bool several = m_deadlock.circles.size() > 1;
    m_heading->setText(several ? tr("The circles") : tr("The circle"));
    m_next->setVisible(several);
    showCircle(0);
    showCircleOfSelected();
}

void CircleCard::selectNext()
{
    const views::Deadlock::Circle &next
        = m_deadlock.circles[(m_shown + 1) % m_deadlock.circles.size()];
    m_state->setSelectedTask(m_deadlock.waiters[next.front()].task);
}

void CircleCard::showCircleOfSelected()
{
    const auto isSelected = [this](std::size_t number) {
        return m_state->selectedTask() == m_deadlock.waiters[number].task;
    };
    const auto found = std::find_if(
        m_deadlock.circles.begin(), m_deadlock.circles.end(),
        [&](const auto &circle) { return std::any_of(circle.begin(), circle.end(), isSelected); });
    if (found != m_deadlock.circles.end())
        showCircle(static_cast<std::size_t>(found - m_deadlock.circles.begin()));
}

void CircleCard::showCircle(std::size_t number)
{
    m_shown = number;
    const std::size_t all = m_deadlock.circles.size();
    const QString tasks = views::taskCountText(m_deadlock.circles[number].size());
    m_count->setText(all == 1 ? tasks
                              : tr("%1 of %2, %3", "a circle")
                                    .arg(views::numberText(static_cast<qint64>(number) + 1),
                                         views::numberText(static_cast<qint64>(all)), tasks));
    m_circle->setDeadlock(m_model, m_deadlock, number);
}

void CircleCard::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    m_circle->setTheme(theme);
    update();
}

bool CircleCard::fitsIn(const QSize &room) const
{
    const QSize needed = sizeHint() + QSize(2 * Margin, 2 * Margin);
    return needed.width() <= room.width() && needed.height() <= room.height();
}

void CircleCard::placeIn(const QRect &room)
{
    const QSize size = sizeHint().boundedTo(room.size() - QSize(2 * Margin, 2 * Margin));
    setGeometry(room.right() - Margin - size.width(), room.bottom() - Margin - size.height(),
                size.width(), size.height());
}

void CircleCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.panelEdge);
    painter.setBrush(m_theme.canvas);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace app
