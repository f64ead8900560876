#pragma once

#include "views/model/viewstate.h"
#include "views/style/theme.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QLabel;
class QToolButton;

namespace views {

class FilterField;
class OutputModel;
class OutputView;
class RunDocument;

/// What the program of a run prints, line by line, each in the colour of its task, with the time
/// of its instant. The cursor stands among the lines; a click on a line puts it behind that line.
class OutputPanel : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the panel.
    explicit OutputPanel(ViewState *state, QWidget *parent = nullptr);

    /// Shows \a document and the lines that become known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);

    /// Collapsed, the panel is one line high and shows the newest line before the cursor.
    bool isCollapsed() const noexcept { return m_collapsed; }
    void setCollapsed(bool collapsed);
    /// The height of the panel when it is collapsed.
    int collapsedHeight() const;

    bool isFollowingCursor() const;
    void setFollowingCursor(bool following);

    OutputModel *model() const noexcept { return m_model; }

public Q_SLOTS:
    /// Puts the selected lines on the clipboard, all shown ones when none is selected.
    void copy();

Q_SIGNALS:
    /// A person has asked for it; the owner decides by calling setCollapsed().
    void collapseRequested(bool collapsed);

private:
    void showCount();
    void showNewest();

    ViewState *m_state;
    OutputModel *m_model;
    const Theme *m_theme = &Theme::light();
    bool m_collapsed = false;

    QWidget *m_header;
    QLabel *m_heading;
    QLabel *m_count;
    QLabel *m_newest;
    QCheckBox *m_follow;
    QToolButton *m_copy;
    QToolButton *m_collapse;
    OutputView *m_view;
    FilterField *m_filter;
};

} // namespace views
