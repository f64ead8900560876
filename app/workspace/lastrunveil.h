#pragma once

#include "views/style/theme.h"

#include <QWidget>

class QLabel;

namespace app {

/// Dims what is under it and says that it is of another run than the one chosen. Lets the mouse
/// through, so that one can still look at it closely.
class LastRunVeil : public QWidget
{
    Q_OBJECT

public:
    explicit LastRunVeil(QWidget *parent = nullptr);

    /// What stands under the veil; empty: no veil.
    void setText(const QString &text);
    void setTheme(const views::Theme &theme);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void placeNote();

    QLabel *m_note;
    QColor m_canvas = views::Theme::light().canvas;
};

} // namespace app
