#include "views/loop/loopview.h"

#include "views/analysis/loopmoves.h"
#include "views/model/rundocument.h"
#include "views/style/typography.h"

#include <QEasingCurve>
#include <QEvent>
#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPauseAnimation>
#include <QScrollBar>
#include <QStyle>
#include <QVariantAnimation>

#include <algorithm>
#include <cmath>

namespace views {

namespace {

constexpr double Margin = 16;
constexpr double ColumnGap = 48;
constexpr double WidestColumn = 300;
constexpr double ThreeColumns = 900; // so wide it has to be
constexpr double Gap = 6; // between chips
constexpr double SectionGap = 16;
constexpr double NumberWidth = 20; // before the chips of the ready queue
constexpr double TitleWidth = 220; // of a line of those who wait
constexpr double LeastName = 40; // of a chip with a note
constexpr int MotionTime = 240; // ms
constexpr double StepBegins = 0.5; // of it: until then what leads to the step moves
constexpr std::size_t MostEntries = 12; // in a column, before the rest is counted

double lineHeight(const QFont &font)
{
    return std::ceil(QFontMetricsF(font).height());
}

} // namespace

/// Puts everything in its place, from the top down.
class LoopView::Arranger
{
public:
    Arranger(LoopView &view, double width)
        : m_view(view)
        , m_width(width)
        , m_body(uiFont(13))
        , m_bold(uiFont(13, QFont::Bold))
        , m_second(uiFont(12))
        , m_chipHeight(lineHeight(m_body) + 14)
    {
    }

    double arrange()
    {
        const bool three = m_width >= ThreeColumns;
        const int columns = three ? 3 : 2;
        const double column
            = std::min(WidestColumn, (m_width - 2 * Margin - (columns - 1) * ColumnGap) / columns);
        const double stride = column + ColumnGap;
        // First what one asks first: in a low panel the rest is scrolled.
        const double top = m_view.m_text.next.isEmpty()
            ? Margin
            : wrapped(Margin, Margin, m_width - 2 * Margin, m_view.m_text.next, uiFont(14))
                + SectionGap;
        double left = readyQueue(Margin, top, column);
        const double middle = step(Margin + stride, top, column);
        if (three)
            left = std::max(left, timers(Margin + 2 * stride, top, column));
        else
            left = timers(Margin, left + SectionGap, column);
        return lines(std::max(left, middle) + SectionGap) + Margin;
    }

private:
    void label(double x, double y, double width, const QString &text, const QFont &font,
               Tone tone = Tone::Text1, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter)
    {
        m_view.m_labels.push_back(
            {QRectF(x, y, width, lineHeight(font)), text, font, tone, alignment, false});
    }
    double wrapped(double x, double y, double width, const QString &text, const QFont &font,
                   Tone tone = Tone::Text1)
    {
        const double height = std::ceil(
            QFontMetricsF(font)
                .boundingRect(QRectF(0, 0, width, 1e4), Qt::TextWordWrap | Qt::AlignLeft, text)
                .height());
        m_view.m_labels.push_back(
            {QRectF(x, y, width, height), text, font, tone, Qt::AlignLeft | Qt::AlignTop, true});
        return y + height;
    }
    void rule(double y) { m_view.m_rules.emplace_back(Margin, y, m_width - 2 * Margin, 1); }

    /// A heading with \a aside in grey after it; returns where what follows begins.
    double heading(double x, double y, double width, const QString &text, const QString &aside)
    {
        label(x, y, width, text, m_bold);
        const double taken = QFontMetricsF(m_bold).horizontalAdvance(text) + 8;
        if (taken < width)
            label(x + taken, y, width - taken, aside, m_second, Tone::Text2);
        return y + lineHeight(m_bold) + Gap;
    }

    double readyQueue(double x, double y, double width)
    {
        y = heading(x, y, width, tr("Ready queue"), tr("front first"));
        const LoopText &text = m_view.m_text;
        m_number = 0;
        if (text.thisTurn.empty() && text.nextTurn.empty()) {
            label(x, y, width, tr("Nobody is ready."), m_second, Tone::Text2);
            return y + lineHeight(m_second);
        }
        y = turn(x, y, width, tr("This turn"), text.thisTurn);
        return turn(x, y, width, tr("Next turn"), text.nextTurn);
    }
    double turn(double x, double y, double width, const QString &title,
                const std::vector<LoopText::Entry> &entries)
    {
        if (entries.empty())
            return y;
        label(x, y, width, title, m_second, Tone::Text2);
        y += lineHeight(m_second) + Gap;
        for (std::size_t i = 0; i < std::min(entries.size(), MostEntries); ++i) {
            label(x, y + (m_chipHeight - lineHeight(m_second)) / 2, NumberWidth,
                  QString::number(++m_number), m_second, Tone::Text2);
            y = chip(x + NumberWidth, y, width - NumberWidth, entries[i], Glyph::HalfDisc);
        }
        m_number += entries.size() - std::min(entries.size(), MostEntries);
        return more(x + NumberWidth, y, width - NumberWidth, entries.size());
    }
    double more(double x, double y, double width, std::size_t count)
    {
        if (count <= MostEntries)
            return y;
        label(x, y, width, tr("and %n more", nullptr, static_cast<int>(count - MostEntries)),
              m_second, Tone::Text2);
        return y + lineHeight(m_second) + Gap;
    }
    double chip(double x, double y, double width, const LoopText::Entry &entry, Glyph glyph)
    {
        m_view.m_chips.push_back(
            {QRectF(x, y, width, m_chipHeight), entry.task, entry.name, entry.note, glyph, false});
        return y + m_chipHeight + Gap;
    }

    double step(double x, double y, double width)
    {
        const auto &step = m_view.m_text.step;
        y = heading(x, y, width, step && step->goesOn ? tr("Running now") : tr("Ran last"),
                    step ? step->number : QString());
        if (!step) {
            label(x, y, width, tr("Nothing has run yet."), m_second, Tone::Text2);
            return y + lineHeight(m_second);
        }
        constexpr double Padding = 12;
        const double top = y;
        m_view.m_cardHead = QRectF(x + Padding, y + Padding, width - 2 * Padding, m_chipHeight);
        y = m_view.m_cardHead.bottom() + Gap;
        if (!step->site.isEmpty()) {
            const QFont font = fixedFont(12);
            label(x + Padding, y, width - 2 * Padding, step->site, font, Tone::Link);
            const double room
                = std::min(width - 2 * Padding, QFontMetricsF(font).horizontalAdvance(step->site));
            m_view.m_cardSite = QRectF(x + Padding, y, room, lineHeight(font));
            y += lineHeight(font) + Gap;
        }
        for (const QString &deed : step->deeds)
            y = wrapped(x + Padding, y, width - 2 * Padding, deed, m_body) + 2;
        m_view.m_card = QRectF(x, top, width, y + Padding - top);
        return m_view.m_card.bottom();
    }

    double timers(double x, double y, double width)
    {
        y = heading(x, y, width, tr("Timers"), tr("next first"));
        const double timeWidth = 72;
        std::size_t shown = 0;
        std::size_t all = 0;
        for (const LoopText::Moment &moment : m_view.m_text.timers) {
            all += moment.entries.size();
            if (shown >= MostEntries)
                continue;
            label(x, y + (m_chipHeight - lineHeight(m_bold)) / 2, timeWidth,
                  moment.time.isEmpty() ? tr("unknown") : moment.time, m_bold);
            for (const LoopText::Entry &entry : moment.entries) {
                if (shown++ < MostEntries)
                    y = chip(x + timeWidth, y, width - timeWidth, entry, Glyph::Clock);
            }
            y += Gap;
        }
        if (all == 0) {
            label(x, y, width, tr("No timer is set."), m_second, Tone::Text2);
            return y + lineHeight(m_second);
        }
        return more(x + timeWidth, y, width - timeWidth, all);
    }

    double lines(double y)
    {
        if (m_view.m_text.lines.empty())
            return y;
        rule(y);
        y = heading(Margin, y + Gap, m_width - 2 * Margin, tr("Waiting for something else"),
                    QString());
        for (const LoopText::Line &line : m_view.m_text.lines)
            y = oneLine(y, line);
        return y + Gap;
    }
    double oneLine(double y, const LoopText::Line &line)
    {
        const double textHeight = lineHeight(m_body) + lineHeight(m_second);
        label(Margin, y, TitleWidth, line.title, m_body);
        label(Margin, y + lineHeight(m_body), TitleWidth, line.second, m_second, Tone::Text2);
        const trace::Wait &wait = m_view.m_document->trace().wait(line.wait);
        if (m_view.m_document->trace().waitKind(wait.reason).what == trace::WaitsOn::Object
            && wait.object() != trace::ObjectId::None)
            m_view.m_titles.push_back({QRectF(Margin, y, TitleWidth, textHeight), wait.object()});
        const double height = lineHeight(m_body) + 10;
        const double chevron = 16;
        double x = Margin + TitleWidth + Margin;
        double top = y + 2;
        for (std::size_t i = 0; i < std::min(line.entries.size(), MostEntries); ++i) {
            const LoopText::Entry &entry = line.entries[i];
            const QFontMetricsF metrics(m_bold);
            double width = metrics.horizontalAdvance(entry.name) + 24;
            if (!entry.note.isEmpty())
                width += QFontMetricsF(m_second).horizontalAdvance(entry.note) + 8;
            if (x + width > m_width - Margin && x > Margin + TitleWidth + Margin) {
                x = Margin + TitleWidth + Margin;
                top += height + Gap;
            }
            m_view.m_chips.push_back({QRectF(x, top, width, height), entry.task, entry.name,
                                      entry.note, Glyph::None, true});
            x += width + Gap;
            if (line.ordered && i + 1 < line.entries.size()) {
                m_view.m_arrows.push_back(
                    {{x - 1, top + height / 2}, {x + chevron - Gap, top + height / 2}});
                x += chevron;
            }
        }
        if (line.entries.size() > MostEntries) {
            const QString rest
                = tr("and %n more", nullptr, static_cast<int>(line.entries.size() - MostEntries));
            const double width = std::ceil(QFontMetricsF(m_second).horizontalAdvance(rest));
            if (x + width > m_width - Margin) {
                x = Margin + TitleWidth + Margin;
                top += height + Gap;
            }
            label(x, top + (height - lineHeight(m_second)) / 2, width + 1, rest, m_second,
                  Tone::Text2);
        }
        return std::max(y + textHeight, top + height) + Gap;
    }

    LoopView &m_view;
    double m_width;
    QFont m_body;
    QFont m_bold;
    QFont m_second;
    double m_chipHeight;
    std::size_t m_number = 0;
};

LoopView::LoopView(ViewState *state, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_state(state)
    , m_motion(new QVariantAnimation(this))
    , m_pause(new QPauseAnimation(MotionTime, this))
{
    m_motion->setStartValue(0.0);
    m_motion->setEndValue(1.0);
    m_motion->setDuration(MotionTime);
    connect(m_motion, &QVariantAnimation::valueChanged, viewport(), qOverload<>(&QWidget::update));
    connect(m_motion, &QVariantAnimation::stateChanged, viewport(), qOverload<>(&QWidget::update));
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("The event loop at the cursor"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    connect(state, &ViewState::cursorChanged, this, &LoopView::update);
    connect(state, &ViewState::selectedTaskChanged, viewport(), qOverload<>(&QWidget::update));
}

LoopView::~LoopView() = default;

void LoopView::setDocument(std::shared_ptr<RunDocument> document)
{
    if (m_document)
        disconnect(m_document.get(), nullptr, this, nullptr);
    m_document = std::move(document);
    m_world = {};
    if (m_document)
        connect(m_document.get(), &RunDocument::changed, this, &LoopView::update);
    update();
}

void LoopView::setTheme(const Theme &theme)
{
    m_theme = theme;
    viewport()->update();
}

trace::TaskId LoopView::taskAt(const QPoint &point) const
{
    const QPointF at = QPointF(point) + QPointF(0, verticalScrollBar()->value());
    for (const Chip &chip : m_chips) {
        if (chip.rect.contains(at))
            return chip.task;
    }
    if (m_text.step && m_cardHead.contains(at))
        return m_text.step->task;
    return trace::TaskId::None;
}

trace::ObjectId LoopView::objectAt(const QPoint &point) const
{
    const QPointF at = QPointF(point) + QPointF(0, verticalScrollBar()->value());
    for (const Title &title : m_titles) {
        if (title.rect.contains(at))
            return title.object;
    }
    return trace::ObjectId::None;
}

std::optional<SourceLine> LoopView::placeAt(const QPoint &point) const
{
    const QPointF at = QPointF(point) + QPointF(0, verticalScrollBar()->value());
    if (!m_text.step || !m_cardSite.contains(at))
        return {};
    return lineOf(m_document->trace(), m_text.step->at);
}

void LoopView::update()
{
    if (!isVisible())
        return;
    m_text = {};
    World world;
    if (m_document) {
        const RunModel &model = m_document->model();
        const Position cursor = m_state->cursor();
        world = worldAt(model, std::min(cursor.records, model.records()));
        m_text = loopText(model, world, cursor.time);
    }
    setAccessibleDescription(m_text.read().join(QLatin1Char('\n')));
    const bool moves = mayMove(world);
    if (world.records != m_world.records) {
        m_pause->stop();
        if (m_world.records > 0 && wantsMotion())
            m_pause->start();
    }
    // The same moment, only later: what moves goes on.
    const bool goesOn = world.records == m_world.records && isMoving();
    const std::unordered_map<trace::TaskId, Chip> before = chipsByTask();
    const auto cardWay = m_cardWay;
    if (!goesOn)
        m_motion->stop();
    arrange();
    if (goesOn) {
        m_cardWay = cardWay;
        for (Chip &chip : m_chips) {
            if (const auto same = before.find(chip.task); same != before.end())
                chip.way = same->second.way;
        }
    } else if (moves) {
        move(world, before);
    }
    m_world = std::move(world);
}

bool LoopView::isMoving() const
{
    return m_motion->state() != QAbstractAnimation::Stopped;
}

bool LoopView::wantsMotion() const
{
    // A style without animations, as of a desktop that wants none, has a duration of 0.
    return m_moving && style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
}

bool LoopView::mayMove(const World &world) const
{
    // Of steps that come faster than that each would show the beginning of its motion.
    const bool isSoon = m_pause->state() != QAbstractAnimation::Stopped;
    if (isSoon || !wantsMotion() || !m_document || m_world.records == 0
        || world.records <= m_world.records)
        return false;
    const RunModel &model = m_document->model();
    const auto before = model.placeInTurn(m_world.records);
    const auto after = model.placeInTurn(world.records);
    return before.turn + 1 >= after.turn
        && model.steps().before(world.records) > model.steps().before(m_world.records);
}

std::unordered_map<trace::TaskId, LoopView::Chip> LoopView::chipsByTask() const
{
    std::unordered_map<trace::TaskId, Chip> chips;
    for (const Chip &chip : m_chips)
        chips.emplace(chip.task, chip);
    return chips;
}

void LoopView::move(const World &world, const std::unordered_map<trace::TaskId, Chip> &before)
{
    std::unordered_map<trace::TaskId, LoopMove> moves;
    trace::TaskId runs = trace::TaskId::None;
    for (const LoopMove &each : loopMoves(m_document->model(), m_world, world)) {
        if (each.to == LoopMove::Place::Running)
            runs = each.task;
        else
            moves.insert_or_assign(each.task, each);
    }
    for (Chip &chip : m_chips) {
        const auto found = moves.find(chip.task);
        const auto stood = before.find(chip.task);
        if (found == moves.end()) {
            // It only makes room, or closes a gap.
            if (stood != before.end() && stood->second.rect != chip.rect)
                chip.way = Way{stood->second.rect.topLeft(), 0, 1, false};
        } else if (found->second.from == LoopMove::Place::Running
                   || found->second.from == LoopMove::Place::Nowhere) {
            chip.way = Way{m_cardHead.topLeft(), StepBegins, 1, true};
        } else if (stood != before.end()) {
            chip.way = found->second.byStep
                ? Way{stood->second.rect.topLeft(), StepBegins, 1, false}
                : Way{stood->second.rect.topLeft(), 0, StepBegins, false};
        }
    }
    if (const auto stood = before.find(runs); stood != before.end())
        m_cardWay = Way{stood->second.rect.topLeft(), 0, StepBegins, false};
    m_motion->start();
}

QRectF LoopView::onItsWay(const QRectF &rect, const std::optional<Way> &way) const
{
    if (!way || !isMoving())
        return rect;
    const double now = m_motion->currentValue().toDouble();
    if (way->appears && now < way->begin)
        return {};
    const double part = std::clamp((now - way->begin) / (way->end - way->begin), 0.0, 1.0);
    const double eased = QEasingCurve(QEasingCurve::InOutCubic).valueForProgress(part);
    return QRectF(way->from + (rect.topLeft() - way->from) * eased, rect.size());
}

void LoopView::setMoving(bool moving)
{
    m_moving = moving;
    if (!moving) {
        m_motion->stop();
        m_pause->stop();
    }
}

void LoopView::arrange()
{
    m_labels.clear();
    m_chips.clear();
    m_titles.clear();
    m_arrows.clear();
    m_rules.clear();
    m_card = {};
    m_cardHead = {};
    m_cardWay.reset();
    m_cardSite = {};
    m_height = m_document ? Arranger(*this, viewport()->width()).arrange() : 0;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(20);
    verticalScrollBar()->setRange(
        0, std::max(0, static_cast<int>(std::ceil(m_height)) - viewport()->height()));
    viewport()->update();
}

QColor LoopView::colour(Tone tone) const
{
    return tone == Tone::Text1 ? m_theme.text1
        : tone == Tone::Text2  ? m_theme.text2
                               : m_theme.accent;
}

void LoopView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.panel);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -verticalScrollBar()->value());
    for (const QRectF &rule : m_rules)
        painter.fillRect(rule, m_theme.line);
    if (!m_card.isEmpty())
        drawStep(painter);
    for (const Label &label : m_labels) {
        painter.setFont(label.font);
        painter.setPen(colour(label.tone));
        const QString text = label.wrapped
            ? label.text
            : QFontMetricsF(label.font).elidedText(label.text, Qt::ElideMiddle, label.rect.width());
        painter.drawText(label.rect,
                         static_cast<int>(label.alignment)
                             | (label.wrapped ? Qt::TextWordWrap : Qt::TextSingleLine),
                         text);
    }
    painter.setPen(QPen(m_theme.controlEdge, 1.5));
    for (const Arrow &arrow : m_arrows) {
        const QPointF tip((arrow.from.x() + arrow.to.x()) / 2 + 2, arrow.from.y());
        painter.drawLine(tip - QPointF(4, 4), tip);
        painter.drawLine(tip - QPointF(4, -4), tip);
    }
    // What moves is over what stands.
    const QRectF head = onItsWay(m_cardHead, m_cardWay);
    for (const bool moves : {false, true}) {
        if (!m_card.isEmpty() && (head != m_cardHead) == moves)
            drawStepHead(painter, head);
        for (const Chip &chip : m_chips) {
            const QRectF place = onItsWay(chip.rect, chip.way);
            if ((place != chip.rect) == moves && !place.isEmpty())
                drawChip(painter, chip, place);
        }
    }
}

void LoopView::drawChip(QPainter &painter, const Chip &chip, const QRectF &place) const
{
    const bool selected = m_state->selectedTask() == chip.task;
    const double radius = chip.round ? place.height() / 2 : 6;
    painter.setPen(selected ? QPen(m_theme.accent, 2) : QPen(m_theme.controlEdge, 1));
    painter.setBrush(m_theme.canvas);
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    double left = place.left() + 12;
    if (chip.glyph != Glyph::None) {
        const QColor color = chip.glyph == Glyph::HalfDisc ? m_theme.ready : m_theme.hatch;
        drawGlyph(painter, chip.glyph, QPointF(left + 5, place.center().y()), 13, color, 1.25,
                  m_theme.canvas);
        left += 20;
    }
    const QFont second = uiFont(12);
    const double noteWidth = std::ceil(QFontMetricsF(second).horizontalAdvance(chip.note));
    const QRectF inside(left, place.top(), place.right() - 12 - left, place.height());
    const QFont font = uiFont(13, selected ? QFont::Bold : QFont::Normal);
    // The name is worth more than the note.
    const bool noted = !chip.note.isEmpty() && inside.width() > noteWidth + 8 + LeastName;
    const double room = inside.width() - (noted ? noteWidth + 8 : 0);
    painter.setFont(font);
    painter.setPen(m_theme.text1);
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetricsF(font).elidedText(chip.name, Qt::ElideMiddle, room));
    if (!noted)
        return;
    painter.setFont(second);
    painter.setPen(m_theme.text2);
    painter.drawText(inside, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, chip.note);
}

void LoopView::drawStep(QPainter &painter) const
{
    painter.setPen(QPen(m_theme.controlEdge, 1));
    painter.setBrush(m_theme.canvas);
    painter.drawRoundedRect(m_card.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void LoopView::drawStepHead(QPainter &painter, const QRectF &place) const
{
    painter.setPen(m_state->selectedTask() == m_text.step->task ? QPen(m_theme.accent, 2)
                                                                : QPen(Qt::NoPen));
    painter.setBrush(m_theme.running);
    painter.drawRoundedRect(place, 4, 4);
    drawGlyph(painter, Glyph::Play, QPointF(place.left() + 16, place.center().y()), 13,
              m_theme.onRunning);
    const QFont bold = uiFont(13, QFont::Bold);
    painter.setFont(bold);
    painter.setPen(m_theme.onRunning);
    const QRectF name = place.adjusted(30, 0, -10, 0);
    painter.drawText(
        name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetricsF(bold).elidedText(m_text.step->name, Qt::ElideMiddle, name.width()));
}

void LoopView::resizeEvent(QResizeEvent *)
{
    arrange();
}

void LoopView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    update();
}

void LoopView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange)
        update();
}

void LoopView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint point = event->position().toPoint();
    if (const trace::TaskId task = taskAt(point); task != trace::TaskId::None)
        m_state->setSelectedTask(task);
    else if (const trace::ObjectId object = objectAt(point); object != trace::ObjectId::None)
        m_state->setSelectedObject(object);
    else if (const auto place = placeAt(point))
        Q_EMIT placeRequested(*place);
}

void LoopView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const bool leads = taskAt(point) != trace::TaskId::None
        || objectAt(point) != trace::ObjectId::None || placeAt(point);
    viewport()->setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

} // namespace views
