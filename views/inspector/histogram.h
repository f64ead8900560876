#pragma once

#include "views/style/theme.h"

#include <QWidget>

#include <vector>

namespace views {

/// How often there was each length, as bars side by side.
class Histogram : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    void setCounts(std::vector<std::size_t> counts);
    void setTheme(const Theme &theme);
    QSize sizeHint() const override { return {100, 56}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<std::size_t> m_counts;
    Theme m_theme = Theme::light();
};

} // namespace views
