#pragma once

#include "views/model/timeaxis.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>

class QAction;

namespace views {
class RunDocument;
class ViewState;
} // namespace views

namespace app {

class Predictions;
class Workspace;

/// Keeps the legend that of the run in the picture and its axis, while it is open.
class LegendGuide : public QObject
{
    Q_OBJECT

public:
    /// \a predictions have what the picture shows, \a toggle opens and closes the legend. All of
    /// them must outlive the guide.
    LegendGuide(const Predictions *predictions, const views::ViewState *state,
                const QAction *toggle, Workspace *work, QObject *parent = nullptr);

    /// Follows the picture; a run that grows now and then.
    void update();

private:
    const Predictions *m_predictions;
    const views::ViewState *m_state;
    const QAction *m_toggle;
    Workspace *m_work;
    std::weak_ptr<views::RunDocument> m_explained;
    std::size_t m_records = 0; ///< of it
    views::AxisKind m_axis = views::AxisKind::Clock;
    QElapsedTimer m_since;
};

} // namespace app
