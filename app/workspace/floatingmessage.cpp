#include "app/workspace/floatingmessage.h"

#include "app/workspace/workprogress.h"
#include "views/style/typography.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace app {

namespace {

constexpr int Margin = 8;
constexpr int Left = 56; // right of a small window's rail

} // namespace

FloatingMessage::FloatingMessage(QWidget *window)
    : QFrame(window)
    , m_text(new QLabel(this))
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("floatingMessage"));
    setAttribute(Qt::WA_StyledBackground);
    m_text->setFont(views::uiFont(12));
    m_text->setTextFormat(Qt::PlainText);
    m_text->hide();
    m_layout->setContentsMargins(12, 6, 12, 6);
    m_layout->setSpacing(12);
    m_layout->addWidget(m_text);
    m_until.setSingleShot(true);
    connect(&m_until, &QTimer::timeout, this, [this] { showMessage({}, 0); });
    window->installEventFilter(this);
    hide();
}

void FloatingMessage::showMessage(const QString &message, int time)
{
    m_until.stop();
    if (time > 0)
        m_until.start(time);
    m_text->setText(message);
    m_text->setVisible(!message.isEmpty());
    place();
}

void FloatingMessage::take(WorkProgress *progress)
{
    progress->installEventFilter(this);
    m_layout->addWidget(progress);
    place();
}

bool FloatingMessage::eventFilter(QObject *watched, QEvent *event)
{
    const bool moves = event->type() == QEvent::ShowToParent
        || event->type() == QEvent::HideToParent
        || (watched == parent() && event->type() == QEvent::Resize);
    if (moves)
        place();
    return QFrame::eventFilter(watched, event);
}

void FloatingMessage::place()
{
    bool empty = true;
    for (int i = 0; i < m_layout->count(); ++i)
        empty = empty && m_layout->itemAt(i)->widget()->isHidden();
    setVisible(!empty);
    if (empty)
        return;
    m_layout->activate();
    const QSize room = parentWidget()->size() - QSize(Left + Margin, 2 * Margin);
    resize(m_layout->totalSizeHint().boundedTo(room));
    move(Left, parentWidget()->height() - height() - Margin);
    raise();
}

} // namespace app
