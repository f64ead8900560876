#include "app/workspace/hintcard.h"

#include "views/style/icons.h"
#include "views/style/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

#include <algorithm>

namespace app {

namespace {

constexpr int CardWidth = 232;
constexpr int PointerLength = 7; // half as long as it is wide
constexpr double Radius = 8;

} // namespace

HintCard::HintCard(int number, const QString &title, const QString &text, QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(title, this))
    , m_more(new QLabel(text, this))
    , m_line(new QLabel(this))
{
    setObjectName(QStringLiteral("hintCard"));
    setAccessibleName(QStringLiteral("%1 %2").arg(title, text).trimmed());
    auto *disc = new QLabel(QString::number(number), this);
    disc->setObjectName(QStringLiteral("hintNumber"));
    disc->setFont(views::uiFont(11, QFont::Bold));
    disc->setAlignment(Qt::AlignCenter);
    disc->setFixedSize(18, 18);
    m_title->setFont(views::uiFont(13, QFont::Bold));
    m_more->setFont(views::uiFont(12));
    m_more->setWordWrap(true);
    m_more->setProperty("tone", 2);
    // A label of its own: with another style a label gets the font back that it had first.
    m_line->setFont(views::uiFont(12));
    m_line->setText(text.isEmpty() ? title
                                   : tr("%1: %2", "a hint and more about it").arg(title, text));
    auto *close = new QToolButton(this);
    close->setIcon(views::icon(QStringLiteral("close")));
    close->setIconSize({12, 12});
    close->setFixedSize(20, 20);
    close->setToolTip(tr("Hide this hint"));
    close->setAccessibleName(close->toolTip());
    close->setFocusPolicy(Qt::TabFocus);
    connect(close, &QToolButton::clicked, this, &HintCard::closed);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_more);
    words->addWidget(m_line);
    auto *layout = new QHBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(disc, 0, text.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop);
    layout->addLayout(words, 1);
    layout->addWidget(close, 0, text.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop);
    setOneLine(text.isEmpty());
}

void HintCard::setOneLine(bool oneLine)
{
    m_oneLine = oneLine;
    if (oneLine)
        m_edge.reset();
    for (QLabel *label : {m_title, m_more})
        label->setVisible(!oneLine);
    m_line->setVisible(oneLine);
    measure();
}

void HintCard::pointFrom(std::optional<Qt::Edge> edge, int at)
{
    if (m_edge == edge && m_at == at)
        return;
    m_edge = edge;
    m_at = at;
    measure();
    update();
}

void HintCard::measure()
{
    QMargins margins = m_oneLine ? QMargins(6, 3, 4, 3) : QMargins(10, 10, 8, 10);
    if (m_edge == Qt::TopEdge)
        margins.setTop(margins.top() + PointerLength);
    if (m_edge == Qt::LeftEdge)
        margins.setLeft(margins.left() + PointerLength);
    layout()->setContentsMargins(margins);
    // Labels know their font for sure only once they have their style.
    for (QWidget *label : findChildren<QLabel *>())
        label->ensurePolished();
    // Also the layout within, which would answer from before its labels were shown or hidden.
    layout()->invalidate();
    layout()->activate();
    const int width = m_edge == Qt::LeftEdge ? CardWidth + PointerLength : CardWidth;
    setFixedSize(m_oneLine ? layout()->sizeHint()
                           : QSize(width, layout()->totalHeightForWidth(width)));
}

void HintCard::paintEvent(QPaintEvent *)
{
    QRectF card = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    QPainterPath path;
    QPolygonF pointer;
    if (m_edge == Qt::TopEdge) {
        card.setTop(card.top() + PointerLength);
        const double x = std::clamp<double>(m_at, card.left() + 16,
                                            std::max(card.left() + 16, card.right() - 16));
        pointer
            = {QPointF(x - PointerLength, card.top() + 1), QPointF(x, card.top() - PointerLength),
               QPointF(x + PointerLength, card.top() + 1)};
    } else if (m_edge == Qt::LeftEdge) {
        card.setLeft(card.left() + PointerLength);
        const double y = std::clamp<double>(m_at, card.top() + 16,
                                            std::max(card.top() + 16, card.bottom() - 16));
        pointer
            = {QPointF(card.left() + 1, y - PointerLength), QPointF(card.left() - PointerLength, y),
               QPointF(card.left() + 1, y + PointerLength)};
    }
    path.addRoundedRect(card, Radius, Radius);
    QPainterPath point;
    point.addPolygon(pointer);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawPath(path.united(point));
}

} // namespace app
