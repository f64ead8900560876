#include "views/timeline/hovercard.h"

#include "views/style/typography.h"
#include "views/words/coroutinetext.h"
#include "views/words/durationtext.h"
#include "views/words/numbertext.h"
#include "views/words/placetext.h"
#include "views/words/segmenttext.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <map>

namespace views {

namespace {

constexpr int Width = 336;
constexpr int Padding = 12;
constexpr int Shadow = 14;
constexpr int FromRow = 6; // between the row and the card
constexpr double DetailsLeft = 84;
constexpr double GlyphRoom = 22;
constexpr std::size_t MostWaits = 10'000; // that are counted while a pointer moves

struct Line
{
    std::size_t place = 0;
    std::size_t length = 0;
};

/// How many tasks stand in line for the object of \a wait after \a records records, and how many
/// of them before record \a own. Getters and putters of one queue stand in lines of their own.
Line lineFor(const RunModel &model, const trace::Wait &wait, std::size_t own, std::size_t records)
{
    Line line;
    for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
        const TaskTrack &track = model.track(trace::TaskId{t});
        const std::size_t segment = track.segmentAfter(records);
        if (segment == TaskTrack::None || track.state(segment) != State::Waiting)
            continue;
        const trace::Wait *other = model.wait({trace::TaskId{t}, segment});
        if (!other || other->reason != wait.reason || other->what != wait.what)
            continue;
        ++line.length;
        if (track.record(segment) < own)
            ++line.place;
    }
    return line;
}

} // namespace

QString SegmentSummary::line() const
{
    QStringList parts{state};
    if (!length.isEmpty())
        parts.front() += QStringLiteral(", ") + length;
    parts.push_back(when);
    for (const auto &[name, text] : details)
        parts.push_back(QStringLiteral("%1 %2").arg(name, text));
    return parts.join(QStringLiteral(" · "));
}

SegmentSummary summaryOf(const RunModel &model, const SegmentRef &segment, const Position &cursor,
                         const Theme &theme)
{
    SegmentSummary summary;
    const State state = model.state(segment);
    const trace::Wait *wait = model.wait(segment);
    summary.glyph = glyphOf(model, segment);
    summary.glyphColor = colorOf(state, theme);
    summary.state = stateText(model, segment);
    const std::size_t own = model.track(segment.task).record(segment.index);
    const trace::Time begin{model.start(segment, AxisKind::Clock)};
    if (isEnd(state)) {
        summary.when = placeText(model, own);
        return summary;
    }
    const trace::Time end{model.end(segment, AxisKind::Clock)};
    if (!takesNoTime(model))
        summary.length = exactDurationText(end - begin);
    const auto resolution = std::min(trace::Time(std::chrono::milliseconds(1)),
                                     std::max(trace::Time{1}, (end - begin) / 10));
    const QString steps = stepsText(model, segment);
    summary.when = takesNoTime(model) ? steps
        : begin == end
        ? HoverCard::tr("at %1 · %2").arg(instantText(begin), steps)
        : HoverCard::tr("%1 to %2 · %3")
              .arg(instantText(begin, resolution), instantText(end, resolution), steps);

    if (const QString site = siteText(model, segment); !site.isEmpty()) {
        const trace::Site &place
            = wait ? model.trace().site(model.trace().siteOf(*wait)) : trace::Site();
        const QString function = QString::fromStdString(model.trace().text(place.function));
        const bool isEnd = isRunning(state) && blockedAt(model, segment) == trace::ChainId::None;
        summary.details.emplace_back(
            isEnd ? HoverCard::tr("Until") : HoverCard::tr("At"),
            function.isEmpty() ? site : HoverCard::tr("%1 in %2").arg(site, function));
    }
    const auto cancels = model.outlivedCancels(segment.task);
    if (segment.index > 0
        && std::binary_search(cancels.begin(), cancels.end(),
                              static_cast<std::uint32_t>(segment.index - 1)))
        summary.details.emplace_back(
            HoverCard::tr("Cancelled"),
            HoverCard::tr("at %1, and goes on").arg(placeText(model, own)));
    if (wait && model.trace().waitKind(wait->reason).inLine && state == State::Waiting) {
        const Line first = lineFor(model, *wait, own, own + 1);
        QString text
            = HoverCard::tr("%1 of %2 when it began").arg(first.place + 1).arg(first.length);
        const auto last = segment.index + 1 < model.track(segment.task).size()
            ? model.track(segment.task).record(segment.index + 1)
            : model.records();
        if (cursor.records > own && cursor.records <= last) {
            const Line now = lineFor(model, *wait, own, cursor.records);
            text += HoverCard::tr(", %1 of %2 at the cursor").arg(now.place + 1).arg(now.length);
        }
        summary.details.emplace_back(HoverCard::tr("In line"), text);
    }
    if (const QString waker = wakerText(model, segment); !waker.isEmpty())
        summary.details.emplace_back(HoverCard::tr("Woken by"), waker);
    return summary;
}

SegmentSummary summaryOf(const RunModel &model, trace::TaskId task, const AwaitSpan &span)
{
    SegmentSummary summary;
    summary.state = coroutineName(model, span);
    const SegmentRef first{task, span.begin};
    const SegmentRef last{task, span.end - 1};
    const trace::Time begin{model.start(first, AxisKind::Clock)};
    const trace::Time end{model.end(last, AxisKind::Clock)};
    if (!takesNoTime(model))
        summary.length = exactDurationText(end - begin);
    const bool goesOn = span.end == model.track(task).size() && !model.outcome();
    const auto record = [&](const SegmentRef &segment) {
        return static_cast<std::size_t>(model.track(task).record(segment.index));
    };
    const QString from = placeText(model, record(first));
    summary.when = goesOn ? HoverCard::tr("since %1").arg(from)
                          : HoverCard::tr("%1 to %2")
                                .arg(from,
                                     last.index + 1 < model.track(task).size()
                                         ? placeText(model, record({task, last.index + 1}))
                                         : placeText(model, model.endPosition()));
    const trace::SiteId caller = model.trace().chain(span.awaitedAt).site;
    if (const QString site = siteText(model, caller); !site.isEmpty()) {
        const QString function
            = QString::fromStdString(model.trace().text(model.trace().site(caller).function));
        summary.details.emplace_back(
            HoverCard::tr("Awaited at"),
            function.isEmpty() ? site : HoverCard::tr("%1 in %2").arg(site, function));
    }
    summary.details.emplace_back(HoverCard::tr("Shown"),
                                 HoverCard::tr("from its first wait to the end of its last"));
    if (span.again)
        summary.details.emplace_back(HoverCard::tr("Calls"),
                                     HoverCard::tr("one or more: from one line they look alike"));
    std::size_t waits = 0;
    for (std::size_t i = span.begin; i < span.end && waits <= MostWaits; ++i)
        waits += model.trace().records()[model.track(task).record(i)].kind()
            == trace::Kind::Suspended;
    summary.details.emplace_back(
        HoverCard::tr("Waits"),
        waits > MostWaits ? HoverCard::tr("over %n", nullptr, static_cast<int>(MostWaits))
                          : numberText(static_cast<qint64>(waits)));
    return summary;
}

SegmentSummary summaryOf(const RunModel &model, const TaskGroup &group, const QString &name,
                         const Position &at)
{
    constexpr std::size_t MostKinds = 6;
    std::map<QString, std::size_t> counts;
    for (const trace::TaskId task : group.tasks) {
        const std::size_t segment = model.track(task).segmentAfter(at.records);
        const State state = segment == TaskTrack::None ? State::Done : model.state({task, segment});
        if (!isEnd(state)) // however long each sleeps
            ++counts[state == State::Sleeping ? HoverCard::tr("Sleeping")
                                              : stateText(model, {task, segment})];
    }
    std::vector<std::pair<std::size_t, QString>> order;
    std::size_t alive = 0;
    for (const auto &[text, count] : counts) {
        order.emplace_back(count, text);
        alive += count;
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    SegmentSummary summary;
    summary.state = name;
    summary.length = HoverCard::tr("%1 of %2").arg(alive).arg(group.tasks.size());
    summary.when = HoverCard::tr("at %1").arg(placeText(model, at));
    for (std::size_t i = 0; i < std::min(MostKinds, order.size()); ++i)
        summary.details.emplace_back(numberText(static_cast<qint64>(order[i].first)),
                                     order[i].second);
    return summary;
}

HoverCard::HoverCard(QWidget *parent)
    : QWidget(parent)
    , m_theme(Theme::light())
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void HoverCard::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

QSize HoverCard::wantedSize() const
{
    const Fonts fonts(font());
    const QFontMetricsF bold(fonts.textBold);
    const QFontMetricsF second(fonts.second);
    double height = 2 * Padding + bold.height() + 2 + second.height();
    if (!m_summary.details.empty())
        height += 13 + static_cast<double>(m_summary.details.size()) * (second.height() + 2);
    double width = Width - 2 * Padding;
    width = std::max(width,
                     GlyphRoom + bold.horizontalAdvance(m_summary.state) + 16
                         + bold.horizontalAdvance(m_summary.length));
    width = std::max(width, second.horizontalAdvance(m_summary.when));
    for (const auto &detail : m_summary.details)
        width = std::max(width, DetailsLeft - Padding + second.horizontalAdvance(detail.second));
    return {static_cast<int>(std::ceil(std::min(width, 520.0))) + 2 * Padding,
            static_cast<int>(std::ceil(height))};
}

void HoverCard::present(const SegmentSummary &summary, const QRect &row, int x, const QRect &bounds)
{
    m_summary = summary;
    const QSize size = wantedSize();
    const bool below = row.bottom() + FromRow + size.height() <= bounds.bottom();
    int top = below ? row.bottom() + FromRow : row.top() - FromRow - size.height();
    top = std::max(top, bounds.top());
    const int left = std::clamp(x - 24, bounds.left() + 4,
                                std::max(bounds.left() + 4, bounds.right() - size.width() - 4));
    setGeometry(QRect(QPoint(left, top), size).adjusted(-Shadow, -Shadow, Shadow, Shadow));
    raise();
    show();
    update();
}

void HoverCard::paintEvent(QPaintEvent *)
{
    const Fonts fonts(font());
    const QFontMetricsF bold(fonts.textBold);
    const QFontMetricsF second(fonts.second);
    const QRectF card = QRectF(rect()).adjusted(Shadow, Shadow, -Shadow, -Shadow);

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    // Rings of falling strength add up to a soft shadow.
    constexpr int Rings = Shadow - 4;
    for (int i = Rings; i > 0; --i) {
        const double strength = (m_theme.dark ? 0.55 : 0.16) * 2 / Rings * (1 - i / (Rings + 1.0));
        painter.setBrush(QColor::fromRgbF(0, 0, 0, static_cast<float>(strength)));
        painter.drawRoundedRect(card.adjusted(-i, -i + 4, i, i + 4), 8 + i, 8 + i);
    }
    painter.setPen(QPen(m_theme.panelEdge, 1));
    painter.setBrush(m_theme.dark ? m_theme.panel : m_theme.canvas);
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);

    const double left = card.left() + Padding;
    const double right = card.right() - Padding;
    double y = card.top() + Padding;
    drawGlyph(painter, m_summary.glyph, {left + 7, y + bold.height() / 2}, 14, m_summary.glyphColor,
              1.35, m_theme.canvas);
    const double words = m_summary.glyph == Glyph::None ? left : left + GlyphRoom;
    painter.setPen(m_theme.text1);
    painter.setFont(fonts.textBold);
    const double lengthWidth = bold.horizontalAdvance(m_summary.length);
    painter.drawText(QPointF(right - lengthWidth, y + bold.ascent()), m_summary.length);
    painter.drawText(
        QPointF(words, y + bold.ascent()),
        bold.elidedText(m_summary.state, Qt::ElideMiddle, right - words - lengthWidth - 12));
    y += bold.height() + 2;
    painter.setFont(fonts.second);
    painter.setPen(m_theme.text2);
    painter.drawText(QPointF(words, y + second.ascent()), m_summary.when);
    if (m_summary.details.empty())
        return;
    y += second.height() + 6;
    painter.fillRect(QRectF(left, std::floor(y), right - left, 1), m_theme.line);
    y += 7;
    for (const auto &[name, text] : m_summary.details) {
        painter.setPen(m_theme.text2);
        painter.drawText(QPointF(left, y + second.ascent()), name);
        painter.setPen(m_theme.text1);
        painter.drawText(
            QPointF(card.left() + DetailsLeft, y + second.ascent()),
            second.elidedText(text, Qt::ElideRight, right - card.left() - DetailsLeft));
        y += second.height() + 2;
    }
}

} // namespace views
