#pragma once

#include <QLineEdit>

namespace views {

/// A field that narrows down what another widget shows. Enter keeps the text and leaves the field,
/// Esc clears and leaves it.
class FilterField : public QLineEdit
{
    Q_OBJECT

public:
    /// \a shown, which must live as long, has the focus after the field.
    explicit FilterField(QWidget *shown, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *m_shown;
};

} // namespace views
