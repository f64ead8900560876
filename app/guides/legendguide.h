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

class RunSession;
class Workspace;

/// Keeps the legend that of the shown run and its axis, while it is open.
class LegendGuide : public QObject
{
    Q_OBJECT

public:
    /// \a toggle opens and closes the legend. All of them must outlive the guide.
    LegendGuide(const RunSession *session, const views::ViewState *state, const QAction *toggle,
                Workspace *work, QObject *parent = nullptr);

    /// Follows the session; of a run that grows now and then.
    void update();

private:
    const RunSession *m_session;
    const views::ViewState *m_state;
    const QAction *m_toggle;
    Workspace *m_work;
    std::weak_ptr<views::RunDocument> m_explained;
    views::AxisKind m_explainedAxis = views::AxisKind::Clock;
    QElapsedTimer m_since;
};

} // namespace app
