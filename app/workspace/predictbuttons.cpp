#include "app/workspace/predictbuttons.h"

#include "app/workspace/windowactions.h"
#include "views/style/icons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace app {

PredictButtons::PredictButtons(const WindowActions *actions, QWidget *parent)
    : QWidget(parent)
{
    auto *questions = new QToolButton(this);
    questions->setObjectName(QStringLiteral("questionsButton"));
    questions->setText(tr("Questions"));
    questions->setToolTip(tr("Choose what is asked"));
    questions->setMenu(actions->questionMenu);
    questions->setPopupMode(QToolButton::InstantPopup);
    questions->setIcon(views::icon(QStringLiteral("chevron-down")));
    questions->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    questions->setLayoutDirection(Qt::RightToLeft); // the chevron after the word
    actions->questionMenu->setLayoutDirection(layoutDirection()); // it would take the button's
    auto *predict = new QToolButton(this);
    predict->setObjectName(QStringLiteral("predictButton"));
    predict->setDefaultAction(actions->predict);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QToolButton *button : {questions, predict}) {
        button->setProperty("framed", true);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
}

} // namespace app
