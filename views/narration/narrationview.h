#pragma once

#include "views/model/viewstate.h"
#include "views/style/theme.h"

#include <QListView>

#include <memory>

namespace views {

class NarrationModel;
class RunDocument;

/// What happened in a run, a sentence a step. The step at the cursor is marked; a click on another
/// puts the cursor behind it, and selects its task.
class NarrationView : public QListView
{
    Q_OBJECT

public:
    /// \a state must outlive the view.
    explicit NarrationView(ViewState *state, QWidget *parent = nullptr);

    /// Shows \a document and what becomes known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);

    NarrationModel *narration() const noexcept { return m_model; }
    /// The row of the step at the cursor, or -1.
    int present() const noexcept { return m_present; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    class Delegate;

    void followCursor();
    void goTo(const QModelIndex &index);

    ViewState *m_state;
    NarrationModel *m_model;
    Theme m_theme = Theme::light();
    int m_present = -1;
};

} // namespace views
