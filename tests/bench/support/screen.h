#pragma once

#include "views/model/rundocument.h"
#include "views/model/viewstate.h"
#include "views/timeline/timelineview.h"

#include <memory>

namespace benchsupport {

/// A shown timeline view of a run.
class Screen
{
public:
    /// \a rowHeight in pixels; as high as its thousand rows when 1, else 1920 x 1080.
    Screen(std::shared_ptr<const trace::Trace> trace, int rowHeight);

    /// Until everything has been read.
    void settle();
    /// As the program does it in every frame of a live run.
    void moveCursorToEnd() { m_state.setCursor(model().endPosition()); }

    views::ViewState &state() { return m_state; }
    views::TimelineView &view() { return m_view; }
    const std::shared_ptr<views::RunDocument> &document() { return m_document; }
    const views::RunModel &model() const { return m_document->model(); }
    trace::Time end() const { return model().end(); }

    /// Shows 1 / \a zoom of the run around its middle.
    void zoomTo(double zoom);
    void wheel(QPoint delta, Qt::KeyboardModifiers modifiers);
    /// Selects a segment in the middle, so that wake arrows are painted.
    void select();

private:
    views::ViewState m_state;
    std::shared_ptr<views::RunDocument> m_document;
    views::TimelineView m_view;
};

} // namespace benchsupport
