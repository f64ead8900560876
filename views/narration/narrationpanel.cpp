#include "views/narration/narrationpanel.h"

#include "views/model/rundocument.h"
#include "views/narration/narrationview.h"
#include "views/narration/predictionpanel.h"

#include <QBoxLayout>

namespace views {

namespace {

constexpr int WideEnough = 640; // for both beside each other

} // namespace

NarrationPanel::NarrationPanel(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_view(new NarrationView(state, this))
    , m_prediction(new PredictionPanel(this))
    , m_layout(new QBoxLayout(QBoxLayout::RightToLeft, this))
{
    setObjectName(QStringLiteral("narrationPanel"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addWidget(m_prediction, 2);
    m_layout->addWidget(m_view, 3);
    m_prediction->hide();
}

void NarrationPanel::setDocument(std::shared_ptr<RunDocument> document)
{
    m_view->setDocument(std::move(document));
}

void NarrationPanel::setTheme(const Theme &theme)
{
    m_view->setTheme(theme);
    m_prediction->setTheme(theme);
}

void NarrationPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_layout->setDirection(width() < WideEnough ? QBoxLayout::TopToBottom
                                                : QBoxLayout::RightToLeft);
}

} // namespace views
