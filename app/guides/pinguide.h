#pragma once

#include <QObject>
#include <QString>

namespace views {
class TimelineView;
}

namespace app {

class RunSession;

/// Remembers, by their names, the tasks whose rows a person has pinned, for each scenario and each
/// opened file: where they are there the next time, they are pinned again.
class PinGuide : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the guide.
    PinGuide(const RunSession *session, views::TimelineView *timeline, QObject *parent = nullptr);

private:
    void follow();
    void remember() const;
    QString key() const;

    const RunSession *m_session;
    views::TimelineView *m_timeline;
    QString m_run; ///< whose pins are shown
};

} // namespace app
