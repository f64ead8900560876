#pragma once

#include "views/model/viewstate.h"
#include "views/style/theme.h"

#include <QWidget>

#include <memory>

class QBoxLayout;

namespace views {

class NarrationView;
class PredictionPanel;
class RunDocument;

/// What happened, and beside it, or above it where there is little room, what is asked of what
/// happens next.
class NarrationPanel : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the panel.
    explicit NarrationPanel(ViewState *state, QWidget *parent = nullptr);

    /// Shows \a document and what becomes known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);

    NarrationView *view() const noexcept { return m_view; }
    /// Hidden at first.
    PredictionPanel *prediction() const noexcept { return m_prediction; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    NarrationView *m_view;
    PredictionPanel *m_prediction;
    QBoxLayout *m_layout;
};

} // namespace views
