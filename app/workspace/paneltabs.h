#pragma once

#include "views/style/theme.h"

#include <QTabBar>

namespace app {

/// Tabs as words with a rule under the chosen one, and behind a word, where there is something to
/// count, how many.
class PanelTabs : public QTabBar
{
    Q_OBJECT

public:
    explicit PanelTabs(QWidget *parent = nullptr);

    void setTheme(const views::Theme &theme);
    /// Shows \a count behind the word of tab \a index, as a fault or quietly; 0: nothing.
    void setCount(int index, int count, bool fault);
    int count(int index) const { return tabData(index).toInt(); }

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString countText(int index) const;
    int badgeWidth(int index) const;

    views::Theme m_theme = views::Theme::light();
    QList<bool> m_faults;
};

} // namespace app
