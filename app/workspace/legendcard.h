#pragma once

#include "views/model/position.h"
#include "views/rows/legend.h"
#include "views/style/theme.h"

#include <QFrame>

#include <memory>
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

    /// Explains the signs of \a model on \a axis; null: none.
    void setModel(const std::shared_ptr<const views::RunModel> &model, views::AxisKind axis);
    /// Whether the picture is compared with another run's, and they part somewhere.
    void setComparison(bool compared, bool parts);
    /// Whether that shows.
    void setGhostShown(bool shown);
    /// Whether the picture has the queues of another run.
    void setReferenceShown(bool shown);
    /// What is selected in the picture, of the model; nothing: no segment.
    void setSelection(const std::optional<views::SegmentRef> &segment);
    void setTheme(const views::Theme &theme);
    /// Stands at the lower right of \a room, in the parent's pixels.
    void placeIn(const QRect &room);

Q_SIGNALS:
    /// It explains other signs, and wants to be placed anew.
    void signsChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    QLabel *m_heading;
    QLabel *m_key;
    QToolButton *m_close;
    QLabel *m_note;
    views::Theme m_theme = views::Theme::light();
    std::shared_ptr<const views::RunModel> m_model;
    std::optional<views::Legend> m_legend;
    std::optional<views::SegmentRef> m_selection;
    views::AxisKind m_axis = views::AxisKind::Clock;
    bool m_compared = false;
    bool m_parts = false;
    bool m_ghostShown = false;
    bool m_referenceShown = false;
};

} // namespace app
