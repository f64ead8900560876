#pragma once

#include "views/style/theme.h"

#include <QStyledItemDelegate>

namespace views {

/// Paints the steps of a task: those that are still to come quieter, and a rule under the present
/// one.
class StepsDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTheme(const Theme &theme) { m_theme = theme; }
    /// The row at the cursor; -1: all are to come.
    void setPresent(int row) { m_present = row; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    Theme m_theme = Theme::light();
    int m_present = -1;
};

} // namespace views
