#pragma once

#include <QWidget>

namespace app {

class WindowActions;

/// The buttons of the narration: what is asked of a run, and whether it is.
class PredictButtons : public QWidget
{
    Q_OBJECT

public:
    /// \a actions must outlive them.
    explicit PredictButtons(const WindowActions *actions, QWidget *parent = nullptr);
};

} // namespace app
