#pragma once

#include "views/analysis/sourcelines.h"
#include "views/model/viewstate.h"
#include "views/style/glyph.h"
#include "views/style/theme.h"
#include "views/words/looptext.h"

#include <QAbstractScrollArea>
#include <QFont>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

class QPauseAnimation;
class QVariantAnimation;

namespace views {

class RunDocument;

/// The event loop as the machine that it is, at the cursor: the step that ran last, the ready queue
/// in order, the timers in order, and who waits for what. A click on a task, or on what it waits
/// for, selects that; one on the line of the step asks for it. When the cursor goes on by a step or
/// a turn, tasks move to where they stand now: first what is to run, then what its step did. The
/// next step, or whatever else changes, ends that; what comes so soon after is shown without
/// motion. Nothing moves where the desktop or a person wants no motion.
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

    /// Whether a person wants to see tasks move.
    void setMoving(bool moving);
    /// From 0 to 1 while tasks move; else stopped.
    QVariantAnimation *motion() const noexcept { return m_motion; }

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
    /// How something comes to its place, within the time of motion().
    struct Way
    {
        QPointF from; ///< its top left
        double begin = 0;
        double end = 1;
        bool appears = false; ///< it is not there before it begins
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
        std::optional<Way> way{};
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
    bool wantsMotion() const;
    bool mayMove(const World &world) const;
    bool isMoving() const;
    /// Lets the tasks move to where they stand in \a world from where they stood as \a before.
    void move(const World &world, const std::unordered_map<trace::TaskId, Chip> &before);
    std::unordered_map<trace::TaskId, Chip> chipsByTask() const;
    /// Where \a rect, which has \a way to go, is at this moment of the motion; empty: nowhere yet.
    QRectF onItsWay(const QRectF &rect, const std::optional<Way> &way) const;
    void drawChip(QPainter &painter, const Chip &chip, const QRectF &place) const;
    void drawStep(QPainter &painter) const;
    void drawStepHead(QPainter &painter, const QRectF &place) const;
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
    World m_world; ///< that is shown
    std::optional<Way> m_cardWay; ///< of the head
    bool m_moving = true;
    QVariantAnimation *m_motion;
    QPauseAnimation *m_pause; ///< runs when another moment was shown a short time ago
};

} // namespace views
