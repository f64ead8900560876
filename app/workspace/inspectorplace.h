#pragma once

#include "views/style/theme.h"

#include <QObject>
#include <QRect>

#include <memory>

class QAction;
class QScrollArea;
class QSplitter;

namespace views {
class InspectorPanel;
class RunDocument;
class SentenceStrip;
class ViewState;
} // namespace views

namespace app {

/// Where the inspector stands: in a column at the right, or, in a small window, as a strip with its
/// sentence, from which it opens over the picture.
class InspectorPlace : public QObject
{
    Q_OBJECT

public:
    /// The inspector of \a state, which outlives it. \a toggle shows and hides the column, or what
    /// covers the picture; it is kept checked as that is shown.
    InspectorPlace(views::ViewState *state, QAction *toggle, QSplitter *columns, QWidget *window);

    views::InspectorPanel *panel() const noexcept { return m_panel; }
    /// To stand under the picture.
    views::SentenceStrip *strip() const noexcept { return m_strip; }

    void setDocument(const std::shared_ptr<views::RunDocument> &document);
    void setTheme(const views::Theme &theme);
    void setCompact(bool compact);
    /// Over this of the window it may stand when it is not a column.
    void setRoom(const QRect &room);
    /// What covers the picture goes; false: nothing does.
    bool uncover();

    /// Does a person want the column, when there is room for it?
    bool isWanted() const noexcept { return m_wanted; }
    void setWanted(bool wanted);

private:
    void toggle(bool shown);
    void show();

    QAction *m_toggle;
    QSplitter *m_columns;
    QWidget *m_window;
    QScrollArea *m_frame;
    views::InspectorPanel *m_panel;
    views::SentenceStrip *m_strip;
    QRect m_room;
    bool m_wanted = false;
    bool m_compact = false;
    bool m_covers = false;
};

} // namespace app
