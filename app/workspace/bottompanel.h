#pragma once

#include "views/style/theme.h"

#include <QList>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QStackedWidget;
class QToolButton;

namespace app {

class PanelTabs;

/// What stands under the timeline: pages that share one place, with tabs to choose one and the
/// tools of that one in the row of the tabs. Collapsed, only the row is left.
class BottomPanel : public QWidget
{
    Q_OBJECT

public:
    explicit BottomPanel(QWidget *parent = nullptr);

    /// Adds \a page with a tab \a title. \a action, which is checkable and stays checked while the
    /// page is in sight, shows the page or collapses the panel; its object name tells the page in
    /// settings. \a tools, if there are any, leave the place where they are.
    void addPage(QWidget *page, const QString &title, QAction *action, QWidget *tools = nullptr);
    /// Whether \a page can be chosen. When the one in front no longer can, the one before it comes
    /// back.
    void setPageShown(const QWidget *page, bool shown);
    /// What stands behind the tabs when the panel is collapsed.
    void setSummary(QWidget *summary);
    void setTheme(const views::Theme &theme);
    /// How many there are of what \a page lists; \a fault: something is wrong.
    void setCount(const QWidget *page, int count, bool fault);

    QWidget *page() const;
    /// Brings \a page to the front, which says nothing on whether the panel is collapsed.
    void setPage(QWidget *page);
    /// The name of the page in front, and the one of that name, if there is one.
    QString pageName() const;
    void setPageName(const QString &name);

    bool isCollapsed() const noexcept { return m_collapsed; }
    void setCollapsed(bool collapsed);
    /// The height of the panel when it is collapsed.
    int collapsedHeight() const;

Q_SIGNALS:
    /// Another page is in front.
    void pageChanged();
    /// A person has asked for it; the owner decides by calling setCollapsed().
    void collapseRequested(bool collapsed);

private:
    struct Page
    {
        QWidget *widget;
        QAction *action;
        QWidget *tools;
    };

    void arrange();
    int indexOf(const QWidget *page) const;

    PanelTabs *m_tabs;
    QWidget *m_header;
    QHBoxLayout *m_row;
    QToolButton *m_collapse;
    QStackedWidget *m_stack;
    QWidget *m_summary = nullptr;
    QList<Page> m_pages;
    bool m_collapsed = false;
    int m_current = 0;
    int m_before = 0; ///< the page that was in front before it
};

} // namespace app
