#pragma once

#include "views/analysis/sourcelines.h"
#include "views/model/viewstate.h"
#include "views/style/glyph.h"
#include "views/style/theme.h"

#include <QWidget>

#include <memory>

class QLabel;
class QToolButton;

namespace views {

class RunDocument;

/// The inspector's sentence alone, for windows that have no room for more: why the selected task is
/// not running, where it stands, and a way to its next wake, or how the selected queue or lock is.
/// While nothing is selected it says how one comes to that.
class SentenceStrip : public QWidget
{
    Q_OBJECT

public:
    /// \a state must outlive the strip.
    explicit SentenceStrip(ViewState *state, QWidget *parent = nullptr);
    ~SentenceStrip() override;

    /// Shows \a document and what becomes known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);
    /// So high it is unless a sentence needs more: what comes and goes in it need not move what
    /// stands above.
    int usualHeight() const;
    /// Stands last in the strip.
    void addButton(QToolButton *button);

Q_SIGNALS:
    void nextWakeRequested();
    void placeRequested(const views::SourceLine &place);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void update();
    void showTask(trace::TaskId task);
    void showObject(trace::ObjectId object);
    void showNothing();
    void say(const QString &name, const QString &sentence, const QString &place);

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    Theme m_theme = Theme::light();
    Glyph m_glyph = Glyph::None;

    QLabel *m_sentence;
    QLabel *m_site;
    QToolButton *m_nextWake;
};

} // namespace views
