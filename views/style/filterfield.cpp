#include "views/style/filterfield.h"

#include <QKeyEvent>

namespace views {

FilterField::FilterField(QWidget *shown, QWidget *parent)
    : QLineEdit(parent)
    , m_shown(shown)
{
}

void FilterField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        clear();
        [[fallthrough]];
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_shown->setFocus(Qt::OtherFocusReason);
        event->accept();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace views
