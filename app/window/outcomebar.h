#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace app {

/// Says that a run has failed or come to a deadlock, why, and what to do about it. Hidden while
/// there is nothing to say.
class OutcomeBar : public QWidget
{
    Q_OBJECT

public:
    /// The buttons of a deadlock show \a circle, while it is enabled, and \a select.
    OutcomeBar(QAction *circle, QAction *select, QWidget *parent = nullptr);

    /// Shows a run that failed: \a title, and \a reason, in plain text, which may be empty.
    void showFailure(const QString &title, const QString &reason);
    /// Of a run that ended well but for the exceptions that \a sentences tell of.
    void showUnnoticed(const QStringList &sentences);
    /// The same of one that came to a deadlock of \a tasks tasks.
    void showDeadlock(const QString &title, const QString &reason, std::size_t tasks);

Q_SIGNALS:
    void goToEndRequested();

private:
    void showText(const QString &icon, const QString &title, const QString &reason);

    QLabel *m_glyph;
    QLabel *m_reason;
    QLabel *m_remedy;
    QToolButton *m_circle;
    QToolButton *m_select;
    QString m_selectKey;
    QToolButton *m_goThere;
    QToolButton *m_close;
};

} // namespace app
