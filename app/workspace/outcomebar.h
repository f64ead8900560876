#pragma once

#include <QString>
#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace app {

/// Says that a run has failed or come to a deadlock, why, and what to do about it. Hidden while
/// there is nothing to say. In a small window it takes one line, and *More* shows all of it.
class OutcomeBar : public QWidget
{
    Q_OBJECT

public:
    /// The buttons of a deadlock show \a circle, while it is enabled, and \a select.
    OutcomeBar(QAction *circle, QAction *select, QWidget *parent = nullptr);

    /// Shows a run that failed: \a title, and \a reason, in plain text, which may be empty. One
    /// that took no steps has nothing to step back to.
    void showFailure(const QString &title, const QString &reason, bool hasSteps);
    /// Of a run that ended well but for the exceptions that \a sentences tell of.
    void showUnnoticed(const QStringList &sentences);
    /// The same of one that came to a deadlock of \a tasks tasks.
    void showDeadlock(const QString &title, const QString &reason, std::size_t tasks);
    /// Small: of one line, until somebody wants more.
    void setCompact(bool compact);

Q_SIGNALS:
    void goToEndRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showText(const QString &icon, const QString &title, const QString &reason);
    void arrangeText();

    QLabel *m_glyph;
    QLabel *m_reason;
    QLabel *m_remedy;
    QToolButton *m_more;
    QToolButton *m_circle;
    QToolButton *m_select;
    QString m_selectKey;
    QToolButton *m_goThere;
    QToolButton *m_close;
    QString m_title;
    QString m_text;
    bool m_compact = false;
    bool m_hasRemedy = false;
};

} // namespace app
