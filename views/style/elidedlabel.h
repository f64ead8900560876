#pragma once

#include <QLabel>

namespace views {

/// One line of plain text, which ends in "…" where it does not fit; pointing at it then tells it
/// whole. It asks for no width of its own.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    /// What of the text is shown.
    QString shownText() const;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace views
