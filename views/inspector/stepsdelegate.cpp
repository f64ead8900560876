#include "views/inspector/stepsdelegate.h"

#include <QPainter>

namespace views {

void StepsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    const QColor color = index.row() > m_present ? m_theme.text3 : m_theme.text1;
    item.palette.setColor(QPalette::Text, color);
    QStyledItemDelegate::paint(painter, item, index);
    if (index.row() == m_present)
        painter->fillRect(
            QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2),
            m_theme.accent);
}

} // namespace views
