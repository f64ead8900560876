#include "app/workspace/looppanel.h"

#include "app/workspace/windowactions.h"
#include "views/loop/loopview.h"
#include "views/model/rundocument.h"
#include "views/style/typography.h"
#include "views/words/numbertext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace app {

namespace {

constexpr int TransportHeight = 44;

} // namespace

LoopPanel::LoopPanel(views::ViewState *state, const WindowActions *actions, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_view(new views::LoopView(state, this))
    , m_place(new QLabel(this))
{
    setObjectName(QStringLiteral("loopPanel"));
    auto *transport = new QWidget(this);
    transport->setObjectName(QStringLiteral("loopTransport"));
    transport->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(transport);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    const auto moves = std::to_array<QAction *>(
        {actions->step, actions->stepTurn, actions->nextWake, actions->toTime, actions->stepBack});
    for (QAction *action : moves) {
        auto *button = new QToolButton(transport);
        button->setDefaultAction(action);
        button->setObjectName(QStringLiteral("loop_") + action->objectName());
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setProperty("framed", true);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    row->addStretch(1);
    m_place->setObjectName(QStringLiteral("loopPlace"));
    m_place->setProperty("tone", 2);
    m_place->setFont(views::uiFont(12));
    // Gives way first where there is little room.
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_place->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_place, 4);
    transport->setFixedHeight(std::max(TransportHeight, row->sizeHint().height()));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(transport);
    layout->addWidget(m_view, 1);
    connect(state, &views::ViewState::cursorChanged, this, &LoopPanel::showPlace);
}

void LoopPanel::setDocument(std::shared_ptr<views::RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    if (m_document)
        connect(m_document.get(), &views::RunDocument::changed, this, &LoopPanel::showPlace);
    m_view->setDocument(m_document);
    showPlace();
}

void LoopPanel::setTheme(const views::Theme &theme)
{
    m_view->setTheme(theme);
}

void LoopPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showPlace();
}

void LoopPanel::showPlace()
{
    if (!isVisible())
        return;
    if (!m_document) {
        m_place->clear();
        return;
    }
    const views::RunModel &model = m_document->model();
    const std::size_t records = std::min(m_state->cursor().records, model.records());
    const views::RunModel::TurnPlace place = model.placeInTurn(records);
    m_place->setText(place.turn == 0 ? tr("before the first turn")
                                     : tr("turn %1, step %2 of %3")
                                           .arg(views::numberText(qint64{place.turn}),
                                                views::numberText(qint64{place.step}),
                                                views::numberText(qint64{place.steps})));
}

} // namespace app
