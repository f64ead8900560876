#pragma once

#include <QInputDialog>

namespace app {

/// Asks for a step of a run in which no time passes; intValueSelected() tells it.
class GoToStep : public QInputDialog
{
    Q_OBJECT

public:
    /// Offers \a now in a run of \a steps steps.
    GoToStep(int now, int steps, QWidget *parent);
};

} // namespace app
