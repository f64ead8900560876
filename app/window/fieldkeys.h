#pragma once

#include <QObject>

class QWidget;

namespace app {

/// Shares the keys between the fields of a window and its actions while a field has the focus:
/// what types a sign is the field's, Ctrl with a letter that edits nothing is the window's.
class FieldKeys : public QObject
{
    Q_OBJECT

public:
    explicit FieldKeys(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_window;
};

} // namespace app
