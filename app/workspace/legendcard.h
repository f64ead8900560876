#pragma once

#include "views/rows/legend.h"
#include "views/style/theme.h"

#include <QFrame>

#include <optional>

class QLabel;
class QToolButton;

namespace views {
class RunModel;
}

namespace app {

/// What the signs of the shown picture mean, on a card over the output. The window opens and
/// closes it.
class LegendCard : public QFrame
{
    Q_OBJECT

public:
    /// \a toggle opens and closes the card; its key is shown.
    explicit LegendCard(QAction *toggle, QWidget *parent = nullptr);

    /// Explains the signs of \a model on \a axis, which is done with when it returns; null: none.
    void setModel(const views::RunModel *model, views::AxisKind axis);
    /// What the picture shows beside it.
    void setBeside(const views::Legend::Beside &beside);
    void setTheme(const views::Theme &theme);
    bool fitsIn(const QSize &room) const;
    /// Stands at the lower right of \a room, in the parent's pixels.
    void placeIn(const QRect &room);

Q_SIGNALS:
    /// It explains other signs, and wants to be placed anew.
    void signsChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int heightIn(int width) const;
    void describe();

    QLabel *m_heading;
    QLabel *m_key;
    QToolButton *m_close;
    QLabel *m_note;
    views::Theme m_theme = views::Theme::light();
    std::optional<views::Legend> m_legend;
    views::Legend::Beside m_beside;
};

} // namespace app
