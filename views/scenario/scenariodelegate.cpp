#include "views/scenario/scenariodelegate.h"

#include "views/style/typography.h"

#include <QPainter>
#include <QPainterPath>
#include <QTreeView>

#include <algorithm>

namespace views {

namespace {

constexpr int RowHeight = 28;
constexpr int TextLeft = 26;
constexpr int TextRight = 12;
constexpr int CardMargin = 8;
constexpr int CardPadding = 6;

int textHeight(const QFont &font, const QString &text, int width)
{
    return QFontMetrics(font)
        .boundingRect(0, 0, std::max(width, 40), 1000, Qt::TextWordWrap, text)
        .height();
}

/// How many rows \a view, which may be null, shows or would show of \a group.
int shownIn(const QTreeView *view, const QModelIndex &group)
{
    int shown = 0;
    for (int row = 0; row < group.model()->rowCount(group); ++row)
        shown += view != nullptr && view->isRowHidden(row, group) ? 0 : 1;
    return shown;
}

} // namespace

void ScenarioDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.parent().isValid())
        paintScenario(painter, option, index);
    else
        paintGroup(painter, option, index);
    painter->restore();
}

QSize ScenarioDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString title = index.data().toString();
    const auto *view = qobject_cast<const QTreeView *>(option.widget);
    const int width = view->viewport()->width() - TextLeft - TextRight;
    if (!index.data(ChosenRole).toBool())
        return {160, std::max(RowHeight, textHeight(uiFont(13), title, width - 4) + 8)};
    return {160,
            textHeight(uiFont(13, QFont::Bold), title, width)
                + textHeight(uiFont(12), index.data(SummaryRole).toString(), width)
                + 2 * CardPadding + 8};
}

void ScenarioDelegate::paintGroup(QPainter *painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QTreeView *>(option.widget);
    const bool open = view == nullptr || view->isExpanded(index);
    const QRect row = option.rect;

    QPainterPath chevron;
    const QPointF at(row.left() + 14, row.center().y() + 0.5);
    if (open) {
        chevron.moveTo(at + QPointF(-3.5, -1.8));
        chevron.lineTo(at + QPointF(0, 1.8));
        chevron.lineTo(at + QPointF(3.5, -1.8));
    } else {
        chevron.moveTo(at + QPointF(-1.8, -3.5));
        chevron.lineTo(at + QPointF(1.8, 0));
        chevron.lineTo(at + QPointF(-1.8, 3.5));
    }
    painter->setPen(QPen(m_theme->text2, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPath(chevron);

    const QRect text = row.adjusted(TextLeft, 0, -TextRight, 0);
    painter->setPen(m_theme->text2);
    painter->setFont(uiFont(13, QFont::DemiBold));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    painter->setPen(m_theme->text3);
    painter->setFont(uiFont(12));
    painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter,
                      QString::number(shownIn(view, index)));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(m_theme->accent, 2));
        painter->drawRoundedRect(QRectF(row).adjusted(CardMargin, 2, -CardMargin, -2), 6, 6);
    }
}

void ScenarioDelegate::paintScenario(QPainter *painter, const QStyleOptionViewItem &option,
                                     const QModelIndex &index) const
{
    const QString title = index.data().toString();
    const bool chosen = index.data(ChosenRole).toBool();
    const QRectF card = QRectF(option.rect).adjusted(CardMargin, 1, -CardMargin, -1);

    QColor tint = m_theme->accent;
    tint.setAlphaF(chosen ? (m_theme->dark ? 0.21F : 0.12F) : 0.06F);
    if (chosen || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(tint);
        painter->drawRoundedRect(card, 6, 6);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(m_theme->accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(card.adjusted(1, 1, -1, -1), 6, 6);
    }

    const QRect text = option.rect.adjusted(TextLeft, 0, -TextRight - 4, 0);
    if (!chosen) {
        const QFont nameFont = fixedFont(11.5);
        const QString name = index.data(NameRole).toString();
        painter->setFont(uiFont(13));
        painter->setPen(m_theme->text1);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, title);
        // The title is never cut: beside a long one the name has no place.
        const int room = text.width() - painter->fontMetrics().horizontalAdvance(title) - 8;
        if (QFontMetrics(nameFont).horizontalAdvance(name) <= room) {
            painter->setFont(nameFont);
            painter->setPen(m_theme->text3);
            painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, name);
        }
        return;
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme->accent);
    painter->drawRoundedRect(QRectF(card.left(), card.top() + 4, 3, card.height() - 8), 1.5, 1.5);
    const QRect inner = text.adjusted(0, 4 + CardPadding, 4, 0);
    painter->setFont(uiFont(13, QFont::Bold));
    painter->setPen(m_theme->text1);
    painter->drawText(inner, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, title);
    const int titleHeight = textHeight(painter->font(), title, inner.width());
    painter->setFont(uiFont(12));
    painter->setPen(m_theme->text2);
    painter->drawText(inner.adjusted(0, titleHeight, 0, 0),
                      Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                      index.data(SummaryRole).toString());
}

} // namespace views
