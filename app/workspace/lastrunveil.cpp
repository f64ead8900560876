#include "app/workspace/lastrunveil.h"

#include "views/style/typography.h"

#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace app {

namespace {

constexpr float Dim = 0.6F;

} // namespace

LastRunVeil::LastRunVeil(QWidget *parent)
    : QWidget(parent)
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("lastRunVeil"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_note->setObjectName(QStringLiteral("lastRunNote"));
    m_note->setFont(views::uiFont(13, QFont::Bold));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setWordWrap(true);
    hide();
}

void LastRunVeil::setText(const QString &text)
{
    m_note->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    placeNote();
    raise();
}

void LastRunVeil::setTheme(const views::Theme &theme)
{
    m_canvas = theme.canvas;
    update();
}

void LastRunVeil::paintEvent(QPaintEvent *)
{
    QColor dim = m_canvas;
    dim.setAlphaF(Dim);
    QPainter(this).fillRect(rect(), dim);
}

void LastRunVeil::resizeEvent(QResizeEvent *)
{
    placeNote();
}

void LastRunVeil::placeNote()
{
    const int wanted = m_note->fontMetrics().horizontalAdvance(m_note->text()) + 48;
    const int wide = std::min(wanted, width() - 32);
    m_note->resize(wide, m_note->heightForWidth(wide));
    m_note->move((width() - wide) / 2, std::max(0, height() / 4 - m_note->height() / 2));
}

} // namespace app
