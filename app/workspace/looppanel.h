#pragma once

#include "views/style/theme.h"

#include <QWidget>

#include <memory>

class QLabel;

namespace views {
class LoopView;
class RunDocument;
class ViewState;
} // namespace views

namespace app {

class WindowActions;

/// The event loop at the cursor, with what moves it by a callback, by a turn or to the next wake.
class LoopPanel : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the panel. Shows \a actions on its buttons.
    LoopPanel(views::ViewState *state, const WindowActions *actions, QWidget *parent = nullptr);

    void setDocument(std::shared_ptr<views::RunDocument> document);
    void setTheme(const views::Theme &theme);
    views::LoopView *view() const noexcept { return m_view; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showPlace();

    views::ViewState *m_state;
    std::shared_ptr<views::RunDocument> m_document;
    views::LoopView *m_view;
    QLabel *m_place;
};

} // namespace app
