#include "views/inspector/waitcircle.h"

#include "views/style/typography.h"
#include "views/words/deadlocktext.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace views {

namespace {

constexpr double Disc = 40;
constexpr int RowHeight = 20; // of a list
constexpr double WidestDisc = 104;
constexpr double HeadLength = 10;
constexpr double HeadWidth = 8;
constexpr double BeforeDisc = 5; // an arrow ends so far from it
constexpr double BesideWords = 14;
constexpr QSize Whole(340, 236);

/// What stands in the middle.
QString meaning()
{
    return WaitCircle::tr("each arrow:\nwaits for what\nthe next has");
}

/// How many characters all of \a names begin with, up to and with a space: "Philosopher ".
qsizetype commonBeginning(const QStringList &names)
{
    qsizetype common = names.front().lastIndexOf(u' ') + 1;
    for (const QString &name : names) {
        if (name.lastIndexOf(u' ') + 1 != common || !name.startsWith(names.front().left(common)))
            return 0;
    }
    return common;
}

} // namespace

WaitCircle::WaitCircle(ViewState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
{
    setObjectName(QStringLiteral("waitCircle"));
    setFocusPolicy(Qt::StrongFocus);
    connect(state, &ViewState::selectedTaskChanged, this, qOverload<>(&QWidget::update));
}

void WaitCircle::setDeadlock(std::shared_ptr<const RunModel> model, const Deadlock &deadlock,
                             std::size_t number)
{
    const Deadlock::Circle circle
        = number < deadlock.circles.size() ? deadlock.circles[number] : Deadlock::Circle();
    m_model = std::move(model);
    m_places.clear();
    QStringList names;
    for (const std::size_t place : circle) {
        const Deadlock::Waiter &waiter = deadlock.waiters[place];
        names += m_model->label(waiter.task);
        m_places.push_back({waiter, names.back(), names.back(), awaitedText(*m_model, waiter)});
    }
    if (m_places.size() > 1) {
        const qsizetype common = commonBeginning(names);
        for (Place &place : m_places)
            place.sign = place.name.mid(common);
    }
    // A task that is waited for stands at the arrow's end already.
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (m_places[i].awaited == m_places[(i + 1) % m_places.size()].name)
            m_places[i].awaited.clear();
    }
    QStringList sentences;
    for (const Place &place : m_places)
        sentences += waiterText(*m_model, place.waiter);
    setAccessibleName(tr("Who waits for whom"));
    setAccessibleDescription(sentences.join(QStringLiteral("; ")));
    update();
}

void WaitCircle::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

QSize WaitCircle::sizeHint() const
{
    return Whole;
}

QPointF WaitCircle::centreOf(std::size_t place) const
{
    const QPointF middle = QRectF(rect()).center();
    const double radius = std::min(width() / 2.0 - 76, height() / 2.0 - 36);
    const double angle
        = 2 * std::numbers::pi * static_cast<double>(place) / static_cast<double>(m_places.size());
    return middle + QPointF(std::sin(angle), -std::cos(angle)) * radius;
}

QRectF WaitCircle::discOf(std::size_t place) const
{
    const QFontMetricsF text(uiFont(13, QFont::Bold));
    const double width
        = std::clamp(text.horizontalAdvance(m_places[place].sign) + 20, Disc, WidestDisc);
    const double height = width > Disc || m_places.size() > 8 ? 28 : Disc;
    QRectF disc(0, 0, std::max(width, height), height);
    disc.moveCenter(centreOf(place));
    return disc;
}

std::size_t WaitCircle::placeAt(const QPointF &point) const
{
    if (isList()) {
        const int row = static_cast<int>(point.y()) / RowHeight;
        return point.y() < 0 || row >= rowsInSight()
            ? m_places.size()
            : firstInSight() + static_cast<std::size_t>(row);
    }
    std::size_t place = 0;
    while (place < m_places.size() && !discOf(place).contains(point))
        ++place;
    return place;
}

void WaitCircle::drawArc(QPainter &painter, std::size_t from) const
{
    const std::size_t to = (from + 1) % m_places.size();
    const QPointF middle = QRectF(rect()).center();
    const QPointF begin = centreOf(from);
    const QPointF end = centreOf(to);
    const bool selected = m_state->selectedTask() == m_places[from].waiter.task;
    const QColor color = selected ? m_theme.accent : m_theme.controlEdge;
    // Bent away from the middle; one alone goes back to itself below its disc.
    const QPointF outward = m_places.size() == 1 ? QPointF(0, 90) : (begin + end) / 2 - middle;
    QPainterPath whole(begin);
    if (m_places.size() == 1) {
        whole.cubicTo(begin + QPointF(90, 90), begin + QPointF(-90, 90), end);
    } else if (m_places.size() == 2) {
        const double side = begin.y() < end.y() ? 1 : -1;
        // Half as far as that from the middle, so that the words there have room.
        const double words
            = QFontMetricsF(uiFont(12)).boundingRect(rect(), Qt::AlignCenter, meaning()).width();
        whole.quadTo(middle + QPointF((words + 2 * BesideWords) * side, 0), end);
    } else {
        whole.quadTo(middle + outward * 1.25, end);
    }
    const auto outside = [&](double t, std::size_t place) {
        return !discOf(place)
                    .adjusted(-BeforeDisc, -BeforeDisc, BeforeDisc, BeforeDisc)
                    .contains(whole.pointAtPercent(t));
    };
    double first = 0;
    while (first < 0.5 && !outside(first, from))
        first += 0.01;
    double last = 1;
    while (last > 0.5 && !outside(last, to))
        last -= 0.01;
    const double tail = std::max(first, last - HeadLength / std::max(1.0, whole.length()));
    QPainterPath line(whole.pointAtPercent(first));
    for (double t = first; t < tail; t += 0.02)
        line.lineTo(whole.pointAtPercent(t));
    line.lineTo(whole.pointAtPercent(tail));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, selected ? 2 : 1.5));
    painter.drawPath(line);

    const QPointF tip = whole.pointAtPercent(last);
    const QPointF back = whole.pointAtPercent(tail);
    const QPointF along
        = (tip - back) / std::max(0.1, std::hypot((tip - back).x(), (tip - back).y()));
    const QPointF across(-along.y(), along.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF({tip, tip - along * HeadLength + across * (HeadWidth / 2),
                                   tip - along * HeadLength - across * (HeadWidth / 2)}));

    const QString &awaited = m_places[from].awaited;
    if (awaited.isEmpty())
        return;
    const QFont font = uiFont(12);
    const QFontMetricsF text(font);
    const QPointF at = whole.pointAtPercent((first + last) / 2);
    const double length = std::max(1.0, std::hypot((at - middle).x(), (at - middle).y()));
    const QPointF away = m_places.size() == 1 ? QPointF(0, 1) : (at - middle) / length;
    const QString shown = text.elidedText(awaited, Qt::ElideMiddle, 96);
    const QSizeF size(text.horizontalAdvance(shown), text.height());
    // Its box touches the arc where it is nearest to it.
    QRectF box(QPointF(), size);
    box.moveCenter(
        at + QPointF(away.x() * (size.width() / 2 + 6), away.y() * (size.height() / 2 + 4)));
    box.moveLeft(std::clamp(box.left(), 2.0, std::max(2.0, width() - size.width() - 2)));
    painter.setFont(font);
    painter.setPen(m_theme.text1);
    painter.drawText(box.adjusted(-1, 0, 1, 0), Qt::AlignCenter | Qt::TextSingleLine, shown);
}

void WaitCircle::drawDisc(QPainter &painter, std::size_t place) const
{
    const QRectF disc = discOf(place);
    const bool selected = m_state->selectedTask() == m_places[place].waiter.task;
    QPen edge(m_theme.hatch, 1.5, Qt::CustomDashLine);
    edge.setDashPattern({4 / 1.5, 3 / 1.5});
    painter.setPen(selected ? QPen(m_theme.accent, 1.5) : edge);
    painter.setBrush(selected ? m_theme.accent : m_theme.canvas);
    painter.drawRoundedRect(disc, disc.height() / 2, disc.height() / 2);
    if (selected && hasFocus()) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        const QRectF ring = disc.adjusted(-3, -3, 3, 3);
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
    }
    const QFont font = uiFont(13, QFont::Bold);
    painter.setFont(font);
    painter.setPen(selected ? m_theme.onAccent : m_theme.text1);
    painter.drawText(
        disc, Qt::AlignCenter | Qt::TextSingleLine,
        QFontMetricsF(font).elidedText(m_places[place].sign, Qt::ElideMiddle, disc.width() - 12));
}

int WaitCircle::rowsInSight() const
{
    return std::min(height() / RowHeight, static_cast<int>(m_places.size()));
}

std::size_t WaitCircle::firstInSight() const
{
    const auto selected
        = std::find_if(m_places.begin(), m_places.end(), [this](const Place &place) {
              return m_state->selectedTask() == place.waiter.task;
          });
    const auto rows = static_cast<std::ptrdiff_t>(rowsInSight());
    const auto last = static_cast<std::ptrdiff_t>(m_places.size()) - rows;
    const std::ptrdiff_t at = selected == m_places.end() ? 0 : selected - m_places.begin();
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at - rows / 2, 0, last));
}

void WaitCircle::drawList(QPainter &painter) const
{
    const QFont font = uiFont(12);
    const QFontMetricsF text(font);
    painter.setFont(font);
    const std::size_t first = firstInSight();
    for (int row = 0; row < rowsInSight(); ++row) {
        const Place &place = m_places[first + static_cast<std::size_t>(row)];
        const QRectF line(0, row * RowHeight, width(), RowHeight);
        if (m_state->selectedTask() == place.waiter.task) {
            QColor tint = m_theme.accent;
            tint.setAlphaF(m_theme.dark ? 0.22F : 0.12F);
            painter.fillRect(line, tint);
            if (hasFocus())
                painter.fillRect(QRectF(line.topLeft(), QSizeF(3, RowHeight)), m_theme.accent);
        }
        painter.setPen(m_theme.text1);
        painter.drawText(
            line.adjusted(8, 0, -8, 0), Qt::AlignVCenter | Qt::TextSingleLine,
            text.elidedText(waiterText(*m_model, place.waiter), Qt::ElideMiddle, width() - 16));
    }
}

void WaitCircle::paintEvent(QPaintEvent *)
{
    if (m_places.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isList()) {
        drawList(painter);
        return;
    }
    painter.setFont(uiFont(12));
    painter.setPen(m_theme.text2);
    if (m_places.size() > 1)
        painter.drawText(rect(), Qt::AlignCenter, meaning());
    for (std::size_t i = 0; i < m_places.size(); ++i)
        drawArc(painter, i);
    for (std::size_t i = 0; i < m_places.size(); ++i)
        drawDisc(painter, i);
}

bool WaitCircle::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const std::size_t place = placeAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           place < m_places.size()
                               ? waiterText(*m_model, m_places[place].waiter).toHtmlEscaped()
                               : QString(),
                           this);
        return true;
    }
    return QWidget::event(event);
}

void WaitCircle::mousePressEvent(QMouseEvent *event)
{
    const std::size_t place = placeAt(event->position());
    if (event->button() == Qt::LeftButton && place < m_places.size())
        m_state->setSelectedTask(m_places[place].waiter.task);
}

void WaitCircle::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier) {
        switch (event->key()) {
        case Qt::Key_Right:
        case Qt::Key_Down:
            step(1);
            return;
        case Qt::Key_Left:
        case Qt::Key_Up:
            step(-1);
            return;
        default:
            break;
        }
    }
    QWidget::keyPressEvent(event);
}

void WaitCircle::step(std::ptrdiff_t by)
{
    if (m_places.empty())
        return;
    const auto count = static_cast<std::ptrdiff_t>(m_places.size());
    const auto selected
        = std::find_if(m_places.begin(), m_places.end(), [this](const Place &place) {
              return m_state->selectedTask() == place.waiter.task;
          });
    const std::ptrdiff_t at = selected == m_places.end()
        ? (by > 0 ? 0 : count - 1)
        : (selected - m_places.begin() + by + count) % count;
    m_state->setSelectedTask(m_places[static_cast<std::size_t>(at)].waiter.task);
}

} // namespace views
