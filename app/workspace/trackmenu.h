#pragma once

#include <QObject>
#include <QStringList>

#include <memory>

class QSettings;

namespace views {
class RunDocument;
class TimelineView;
} // namespace views

namespace app {

class WindowActions;

/// Which tracks stand under the rows: the actions that choose them and the timeline that shows them
/// say the same. Remembers the kinds of tracks; which queues are hidden holds, by name, for as long
/// as the window is open.
class TrackMenu : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    TrackMenu(const WindowActions *actions, views::TimelineView *timeline,
              QObject *parent = nullptr);

    /// The queues of \a document can be shown and hidden one by one.
    void setDocument(const std::shared_ptr<views::RunDocument> &document);

    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

private:
    void choose(int kind, bool shown);
    void chooseQueue(const QString &name, bool shown);
    void listQueues();
    void fill(const QStringList &queues);
    void follow();

    const WindowActions *m_actions;
    views::TimelineView *m_timeline;
    std::shared_ptr<views::RunDocument> m_document;
    QStringList m_queues; ///< in the menu
};

} // namespace app
