#pragma once

#include "engine/trace/record.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace app {

/// Says that a run has failed or come to a deadlock, why, and what to do about it. Hidden while
/// there is nothing to say.
class OutcomeBar : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomeBar(QWidget *parent = nullptr);

    /// Shows a run that went wrong at \a time for the reason \a message, in plain text.
    void showOutcome(trace::Outcome outcome, trace::Time time, const QString &message);

Q_SIGNALS:
    void goToEndRequested();

private:
    QLabel *m_glyph;
    QLabel *m_reason;
    QLabel *m_remedy;
    QToolButton *m_goThere;
    QToolButton *m_close;
};

} // namespace app
