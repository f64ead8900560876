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
/// Its tools stand above the lines until somebody takes them elsewhere.
class OutputPanel : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the panel.
    explicit OutputPanel(ViewState *state, QWidget *parent = nullptr);

    /// Shows \a document and the lines that become known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);

    /// Filter, following and copying.
    QWidget *tools() const noexcept { return m_tools; }
    /// The newest line before the cursor, hidden until somebody shows it instead of the panel.
    QWidget *newestLine() const;

    bool isFollowingCursor() const;
    void setFollowingCursor(bool following);

    OutputModel *model() const noexcept { return m_model; }

public Q_SLOTS:
    /// Puts the selected lines on the clipboard, all shown ones when none is selected.
    void copy();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showCount();
    void showNewest();

    ViewState *m_state;
    OutputModel *m_model;
    const Theme *m_theme = &Theme::light();

    QWidget *m_tools;
    QLabel *m_count;
    QLabel *m_newest;
    QCheckBox *m_follow;
    QToolButton *m_copy;
    OutputView *m_view;
    FilterField *m_filter;
};

} // namespace views
