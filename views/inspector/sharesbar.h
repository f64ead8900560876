#pragma once

#include "views/style/theme.h"
#include "views/words/sharetext.h"

#include <QWidget>

#include <vector>

namespace views {

/// One bar of a task's whole life, cut by how much of it went where, in the colours of the states.
class SharesBar : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    void setShares(std::vector<Share> shares);
    void setTheme(const Theme &theme);
    QSize sizeHint() const override { return {100, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<Share> m_shares;
    Theme m_theme = Theme::light();
};

} // namespace views
