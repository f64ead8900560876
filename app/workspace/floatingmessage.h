#pragma once

#include <QFrame>
#include <QTimer>

class QHBoxLayout;
class QLabel;

namespace app {

class WorkProgress;

/// What the status bar would tell, on a card at the foot of a window that has no room for the bar:
/// it comes and goes over the rest, and nothing moves.
class FloatingMessage : public QFrame
{
    Q_OBJECT

public:
    explicit FloatingMessage(QWidget *window);

    /// Shows \a message for \a time ms, or until the next one when 0. Empty: none.
    void showMessage(const QString &message, int time);
    /// Takes \a progress in, and shows it while it shows itself.
    void take(WorkProgress *progress);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QLabel *m_text;
    QHBoxLayout *m_layout;
    QTimer m_until;
};

} // namespace app
