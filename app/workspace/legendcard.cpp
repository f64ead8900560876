#include "app/workspace/legendcard.h"

#include "app/workspace/windowactions.h"
#include "views/model/runmodel.h"
#include "views/style/icons.h"
#include "views/style/typography.h"

#include <QAction>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr int WidestCard = 676;
constexpr int Columns = 3;
constexpr int Padding = 16;
constexpr int HeadHeight = 36;
constexpr int FootHeight = 28;
constexpr int Margin = 12; // to the edges of the room

} // namespace

LegendCard::LegendCard(QAction *toggle, QWidget *parent)
    : QFrame(parent)
    , m_heading(new QLabel(tr("What the picture shows"), this))
    , m_key(new QLabel(WindowActions::keyText(toggle), this))
    , m_close(new QToolButton(this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("legendCard"));
    setAccessibleName(m_heading->text());
    m_heading->setFont(views::uiFont(13, QFont::Bold));
    m_key->setObjectName(QStringLiteral("keyCap"));
    m_key->setFont(views::uiFont(11));
    m_close->setIcon(views::icon(QStringLiteral("close")));
    m_close->setObjectName(QStringLiteral("closeLegend"));
    m_close->setToolTip(tr("Close the legend"));
    m_close->setAccessibleName(m_close->toolTip());
    m_close->setFocusPolicy(Qt::TabFocus);
    m_note->setFont(views::uiFont(12));
    m_note->setProperty("tone", 2);
    m_note->setText(
        tr("Only the signs of this picture. Esc closes, %1 brings it back.").arg(m_key->text()));
    connect(m_close, &QToolButton::clicked, toggle, &QAction::trigger);
    hide();
}

void LegendCard::setModel(const views::RunModel *model, views::AxisKind axis)
{
    m_legend.reset();
    if (model != nullptr)
        m_legend.emplace(*model, views::UnitRange{0, model->end(axis)}, axis);
    describe();
}

void LegendCard::setBeside(const views::Legend::Beside &beside)
{
    m_beside = beside;
    describe();
}

void LegendCard::describe()
{
    if (m_legend)
        m_legend->setBeside(m_beside);
    const QString before = accessibleDescription();
    setAccessibleDescription(m_legend ? m_legend->meanings().join(QStringLiteral(", "))
                                      : QString());
    update();
    if (accessibleDescription() != before)
        Q_EMIT signsChanged();
}

void LegendCard::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    update();
}

int LegendCard::heightIn(int width) const
{
    const int wide = std::min(WidestCard, width - 2 * Margin);
    const QRectF body(0, 0, wide - 2 * Padding, 0);
    const double signs = m_legend
        ? m_legend->drawColumns(nullptr, body, Columns, m_theme, views::Fonts(font()))
        : 0;
    return HeadHeight + static_cast<int>(std::ceil(signs)) + FootHeight;
}

bool LegendCard::fitsIn(const QSize &room) const
{
    return heightIn(room.width()) + 2 * Margin <= room.height();
}

void LegendCard::placeIn(const QRect &room)
{
    const int wide = std::min(WidestCard, room.width() - 2 * Margin);
    const int high = heightIn(room.width());
    setGeometry(room.right() - Margin - wide, room.bottom() - Margin - high, wide, high);

    m_heading->adjustSize();
    m_heading->move(Padding, (HeadHeight - m_heading->height()) / 2);
    m_close->setFixedSize(24, 24);
    m_close->move(wide - 8 - m_close->width(), (HeadHeight - m_close->height()) / 2);
    m_key->adjustSize();
    m_key->move(m_close->x() - 8 - m_key->width(), (HeadHeight - m_key->height()) / 2);
    m_note->adjustSize();
    m_note->move(Padding, high - FootHeight + (FootHeight - m_note->height()) / 2 - 2);
}

void LegendCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.panelEdge);
    painter.setBrush(m_theme.canvas);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (m_legend)
        m_legend->drawColumns(&painter, QRectF(Padding, HeadHeight, width() - 2 * Padding, 0),
                              Columns, m_theme, views::Fonts(font()));
}

} // namespace app
