#pragma once

#include "engine/trace/record.h"

#include <QDialog>

class QLabel;
class QLineEdit;

namespace app {

/// Asks for a moment of the run.
class GoToTime : public QDialog
{
    Q_OBJECT

public:
    /// Offers \a now in a run that reaches to \a end.
    GoToTime(trace::Time now, trace::Time end, QWidget *parent);

    void accept() override;

Q_SIGNALS:
    void chosen(trace::Time time);

private:
    trace::Time m_end;
    QLineEdit *m_field;
    QLabel *m_error;
};

} // namespace app
