#pragma once

#include "views/style/theme.h"

#include <QStyledItemDelegate>

namespace views {

/// Paints the rows of the scenario gallery: headings with a count, scenarios with their name, and
/// under the current one its summary.
class ScenarioDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role : int {
        NameRole = Qt::UserRole, ///< QString: name on the command line
        SummaryRole, ///< QString: one sentence
        ChosenRole, ///< bool: the one whose summary is shown
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void setTheme(const Theme &theme) { m_theme = &theme; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGroup(QPainter *painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const;
    void paintScenario(QPainter *painter, const QStyleOptionViewItem &option,
                       const QModelIndex &index) const;

    const Theme *m_theme = &Theme::light();
};

} // namespace views
