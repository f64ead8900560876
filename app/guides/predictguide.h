#pragma once

#include <QObject>

namespace views {
class PredictionPanel;
}

namespace app {

class Predictions;
class WindowActions;
class Workspace;

/// What the window does while a person foretells a run: asks on the panel beside the narration what
/// a person wants to be asked, takes the answer from there or from a row of the timeline, and tells
/// whether it was right.
class PredictGuide : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    PredictGuide(Predictions *predictions, const WindowActions *actions, Workspace *work,
                 QObject *parent = nullptr);

private:
    void setOn(bool on);
    void show();
    void chooseQuestions();
    void showQuestions();

    Predictions *m_predictions;
    const WindowActions *m_actions;
    Workspace *m_work;
    views::PredictionPanel *m_panel;
};

} // namespace app
