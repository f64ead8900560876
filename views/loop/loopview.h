#pragma once

#include "views/analysis/sourcelines.h"
#include "views/model/viewstate.h"
#include "views/style/glyph.h"
#include "views/style/theme.h"
#include "views/words/looptext.h"

#include <QAbstractScrollArea>
#include <QFont>

#include <memory>
#include <vector>

namespace views {

class RunDocument;

/// The event loop as the machine that it is, at the cursor: the step that ran last, the ready queue
/// in order, the timers in order, and who waits for what. A click on a task, or on what it waits
/// for, selects that; one on the line of the step asks for it.
class LoopView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// Shows the cursor and the selected task of \a state, which must outlive the view.
    explicit LoopView(ViewState *state, QWidget *parent = nullptr);
    ~LoopView() override;

    /// Shows \a document and what becomes known of it; null: nothing.
    void setDocument(std::shared_ptr<RunDocument> document);
    void setTheme(const Theme &theme);

    /// What is shown; made anew when the cursor moves.
    const LoopText &text() const noexcept { return m_text; }
    /// The task whose name stands at \a point of the viewport, or None.
    trace::TaskId taskAt(const QPoint &point) const;
    /// The object whose line of those who wait has its name at \a point, or None.
    trace::ObjectId objectAt(const QPoint &point) const;
    /// The line that is named at \a point, if one is.
    std::optional<SourceLine> placeAt(const QPoint &point) const;

Q_SIGNALS:
    /// A person wants to see the line \a place.
    void placeRequested(const views::SourceLine &place);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    class Arranger;
    enum class Tone : std::uint8_t { Text1, Text2, Link };
    struct Label
    {
        QRectF rect;
        QString text;
        QFont font;
        Tone tone = Tone::Text1;
        Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
        bool wrapped = false;
    };
    /// A task's name in a frame, with a note at its right.
    struct Chip
    {
        QRectF rect;
        trace::TaskId task = trace::TaskId::None;
        QString name;
        QString note;
        Glyph glyph = Glyph::None;
        bool round = false; ///< in a line of those who wait
    };
    struct Title
    {
        QRectF rect;
        trace::ObjectId object = trace::ObjectId::None;
    };
    struct Arrow
    {
        QPointF from;
        QPointF to;
    };

    void update();
    void arrange();
    void drawChip(QPainter &painter, const Chip &chip) const;
    void drawStep(QPainter &painter) const;
    QColor colour(Tone tone) const;

    ViewState *m_state;
    std::shared_ptr<RunDocument> m_document;
    Theme m_theme = Theme::light();
    LoopText m_text;
    std::vector<Label> m_labels;
    std::vector<Chip> m_chips;
    std::vector<Title> m_titles; ///< of lines for an object
    std::vector<Arrow> m_arrows;
    std::vector<QRectF> m_rules;
    QRectF m_card; ///< of the step that ran last; its head is the upper part
    QRectF m_cardHead;
    QRectF m_cardSite; ///< empty where no line is known
    double m_height = 0;
};

} // namespace views
