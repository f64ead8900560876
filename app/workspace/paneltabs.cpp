#include "app/workspace/paneltabs.h"

#include "views/style/typography.h"
#include "views/words/numbertext.h"

#include <QPainter>

#include <algorithm>

namespace app {

namespace {

constexpr int Height = 36;
constexpr int Side = 12; // of a word
constexpr int BadgeHeight = 18;
constexpr int BadgeGap = 8;
constexpr int RuleOverhang = 4; // of the rule on each side of what is above it
constexpr int MostCounted = 999;

QFont chosenFont()
{
    return views::uiFont(13, QFont::Bold);
}

QFont badgeFont()
{
    return views::uiFont(11, QFont::Bold);
}

} // namespace

PanelTabs::PanelTabs(QWidget *parent)
    : QTabBar(parent)
{
    setFont(views::uiFont(13));
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
    setFocusPolicy(Qt::TabFocus);
}

void PanelTabs::setTheme(const views::Theme &theme)
{
    m_theme = theme;
    update();
}

void PanelTabs::setCount(int index, int count, bool fault)
{
    m_faults.resize(std::max(m_faults.size(), qsizetype{index} + 1));
    if (this->count(index) == count && m_faults[index] == fault)
        return;
    m_faults[index] = fault;
    setTabData(index, count);
    const QString word = tabText(index);
    setAccessibleTabName(index,
                         count == 0 ? word
                                    : tr("%1, %2", "a tab, and how many are in it")
                                          .arg(word, views::numberText(qint64{count})));
    // The only way to have the tabs laid out anew.
    setTabText(index, word);
}

QSize PanelTabs::tabSizeHint(int index) const
{
    const QFontMetrics metrics(chosenFont());
    const int badge = badgeWidth(index);
    return {metrics.horizontalAdvance(tabText(index)) + 2 * Side
                + (badge > 0 ? BadgeGap + badge : 0),
            std::max(Height, metrics.height() + 16)};
}

QSize PanelTabs::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void PanelTabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < QTabBar::count(); ++i) {
        if (!isTabVisible(i))
            continue;
        const bool chosen = i == currentIndex();
        const QRect tab = tabRect(i);
        QRect inside = tab.adjusted(Side, 0, -Side, 0);
        if (chosen)
            painter.fillRect(inside.left() - RuleOverhang, tab.bottom() - 1,
                             inside.width() + 2 * RuleOverhang, 2, m_theme.accent);
        painter.setFont(chosen ? chosenFont() : font());
        painter.setPen(chosen ? m_theme.text1 : m_theme.text2);
        painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, tabText(i));
        if (const int width = badgeWidth(i); width > 0) {
            const QRectF badge(inside.right() + 1 - width, tab.center().y() + 1 - BadgeHeight / 2.0,
                               width, BadgeHeight);
            const bool fault = m_faults[i];
            painter.setPen(Qt::NoPen);
            painter.setBrush(fault ? m_theme.failed : m_theme.line);
            painter.drawRoundedRect(badge, BadgeHeight / 2.0, BadgeHeight / 2.0);
            painter.setFont(badgeFont());
            painter.setPen(fault ? m_theme.onFailed : m_theme.text2);
            painter.drawText(badge, Qt::AlignCenter, countText(i));
        }
        if (chosen && hasFocus()) {
            painter.setPen(QPen(m_theme.accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(tab.adjusted(4, 5, -4, -5), 6, 6);
        }
    }
}

QString PanelTabs::countText(int index) const
{
    const int count = this->count(index);
    return count > MostCounted ? QStringLiteral("%1+").arg(MostCounted) : QString::number(count);
}

int PanelTabs::badgeWidth(int index) const
{
    if (count(index) == 0)
        return 0;
    return std::max(BadgeHeight,
                    QFontMetrics(badgeFont()).horizontalAdvance(countText(index)) + 10);
}

} // namespace app
