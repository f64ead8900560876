#include "app/workspace/bottompanel.h"

#include "app/workspace/paneltabs.h"
#include "views/style/icons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace app {

namespace {

constexpr int LeastHeight = 60; // of a page

} // namespace

BottomPanel::BottomPanel(QWidget *parent)
    : QWidget(parent)
    , m_tabs(new PanelTabs(this))
    , m_header(new QWidget(this))
    , m_row(new QHBoxLayout(m_header))
    , m_collapse(new QToolButton(m_header))
    , m_stack(new QStackedWidget(this))
{
    m_tabs->setObjectName(QStringLiteral("bottomTabs"));
    m_tabs->setAccessibleName(tr("Panels under the timeline"));
    m_header->setObjectName(QStringLiteral("panelHeader"));
    m_header->setAttribute(Qt::WA_StyledBackground);
    m_collapse->setObjectName(QStringLiteral("collapsePanel"));
    m_collapse->setAutoRaise(true);
    m_collapse->setFocusPolicy(Qt::TabFocus);
    m_row->setContentsMargins(0, 0, 8, 0);
    m_row->setSpacing(12);
    m_row->addWidget(m_tabs);
    m_row->addStretch(); // where no summary takes the room
    m_row->addWidget(m_collapse);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_before = std::exchange(m_current, index);
        arrange();
        Q_EMIT pageChanged();
    });
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0 && m_collapsed)
            Q_EMIT collapseRequested(false);
    });
    connect(m_collapse, &QToolButton::clicked, this,
            [this] { Q_EMIT collapseRequested(!m_collapsed); });
    arrange();
}

void BottomPanel::addPage(QWidget *page, const QString &title, QAction *action, QWidget *tools)
{
    const int index = static_cast<int>(m_pages.size());
    m_pages.append({page, action, tools});
    m_stack->addWidget(page);
    if (tools != nullptr)
        m_row->insertWidget(m_row->indexOf(m_collapse), tools);
    m_tabs->addTab(title);
    m_tabs->setTabToolTip(index, action->toolTip());
    // While it is hidden, a tab bar does not tell that it needs more room.
    m_tabs->updateGeometry();
    connect(action, &QAction::triggered, this, [this, index](bool shown) {
        if (shown)
            m_tabs->setCurrentIndex(index);
        Q_EMIT collapseRequested(!shown);
        arrange();
    });
    arrange();
}

void BottomPanel::setPageShown(const QWidget *page, bool shown)
{
    const int index = indexOf(page);
    if (index < 0 || m_tabs->isTabVisible(index) == shown)
        return;
    if (!shown && index == m_tabs->currentIndex())
        m_tabs->setCurrentIndex(m_tabs->isTabVisible(m_before) ? m_before : 0);
    m_tabs->setTabVisible(index, shown);
    m_tabs->updateGeometry();
}

void BottomPanel::setSummary(QWidget *summary)
{
    m_summary = summary;
    m_row->insertWidget(1, summary, 1);
    arrange();
}

void BottomPanel::setTheme(const views::Theme &theme)
{
    m_tabs->setTheme(theme);
}

void BottomPanel::setCount(const QWidget *page, int count, bool fault)
{
    if (const int index = indexOf(page); index >= 0)
        m_tabs->setCount(index, count, fault);
}

QWidget *BottomPanel::page() const
{
    return m_stack->currentWidget();
}

void BottomPanel::setPage(QWidget *page)
{
    if (const int index = indexOf(page); index >= 0)
        m_tabs->setCurrentIndex(index);
}

QString BottomPanel::pageName() const
{
    const int index = m_tabs->currentIndex();
    return index < 0 ? QString() : m_pages[index].action->objectName();
}

void BottomPanel::setPageName(const QString &name)
{
    for (int i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i].action->objectName() == name && m_tabs->isTabVisible(i))
            m_tabs->setCurrentIndex(i);
    }
}

void BottomPanel::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    arrange();
}

int BottomPanel::collapsedHeight() const
{
    return m_header->sizeHint().height();
}

int BottomPanel::indexOf(const QWidget *page) const
{
    const auto found = std::find_if(m_pages.begin(), m_pages.end(),
                                    [page](const Page &one) { return one.widget == page; });
    return found == m_pages.end() ? -1 : static_cast<int>(found - m_pages.begin());
}

void BottomPanel::arrange()
{
    const int index = m_tabs->currentIndex();
    for (int i = 0; i < m_pages.size(); ++i) {
        const bool shown = i == index && !m_collapsed;
        m_pages[i].action->setChecked(shown);
        if (m_pages[i].tools != nullptr)
            m_pages[i].tools->setVisible(shown);
    }
    if (index >= 0 && index < m_pages.size())
        m_stack->setCurrentWidget(m_pages[index].widget);
    m_stack->setVisible(!m_collapsed);
    if (m_summary != nullptr)
        m_summary->setVisible(m_collapsed);
    m_collapse->setIcon(
        views::icon(m_collapsed ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down")));
    m_collapse->setToolTip(m_collapsed ? tr("Show the panel") : tr("Collapse to one line"));
    m_collapse->setAccessibleName(m_collapse->toolTip());
    setMaximumHeight(m_collapsed ? collapsedHeight() : QWIDGETSIZE_MAX);
    setMinimumHeight(m_collapsed ? collapsedHeight() : collapsedHeight() + LeastHeight);
}

} // namespace app
