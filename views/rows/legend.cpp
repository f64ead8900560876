#include "views/rows/legend.h"

#include "views/rows/barpainter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::Legend)
};

QString meaning(SegmentStyle style)
{
    switch (style) {
    case SegmentStyle::Ready:
        return Words::tr("ready");
    case SegmentStyle::Running:
        return Words::tr("runs");
    case SegmentStyle::Blocking:
        return Words::tr("blocks the loop");
    case SegmentStyle::Cancelling:
        return Words::tr("cancelling");
    case SegmentStyle::Lost:
        return Words::tr("nothing can wake it");
    case SegmentStyle::Timer:
        return Words::tr("sleeps");
    case SegmentStyle::QueueGet:
        return Words::tr("waits for an item");
    case SegmentStyle::QueuePut:
        return Words::tr("waits for room");
    case SegmentStyle::QueueJoin:
        return Words::tr("joins a queue");
    case SegmentStyle::Task:
        return Words::tr("awaits a task");
    case SegmentStyle::Gather:
        return Words::tr("gathers tasks");
    case SegmentStyle::Lock:
        return Words::tr("waits for a lock");
    case SegmentStyle::Event:
        return Words::tr("waits for an event");
    case SegmentStyle::Network:
        return Words::tr("waits for input or output");
    case SegmentStyle::Executor:
        return Words::tr("waits for a job");
    case SegmentStyle::Generator:
        return Words::tr("waits for the next value");
    case SegmentStyle::Other:
        return Words::tr("waits for something else");
    }
    return {};
}

QString meaning(State end)
{
    switch (end) {
    case State::Failed:
        return Words::tr("failed");
    case State::Cancelled:
        return Words::tr("cancelled");
    default:
        return Words::tr("done");
    }
}

constexpr double LineHeight = 24;
constexpr double SwatchWidth = 28;
constexpr double BetweenEntries = 26;
constexpr double BeforeText = 7;

struct Entry
{
    double width = SwatchWidth;
    QString text;
    std::function<void(QPainter &, double x, double top)> draw;
};

} // namespace

Legend::Legend(const TrackModel &model, const UnitRange &range, AxisKind axis,
               const TimelineLayout *rows)
{
    std::vector<bool> shown(model.taskCount(), rows == nullptr);
    if (rows != nullptr) {
        for (const TimelineLayout::Row &row : rows->rows()) {
            if (row.kind == TimelineLayout::Row::Kind::Task)
                shown[static_cast<std::size_t>(row.task)] = true;
        }
    }

    std::set<SegmentStyle> waits;
    for (std::size_t i = 0; i < model.trace().waits().size(); ++i) {
        const trace::Shape shape = model.trace().waitKind(model.trace().waits()[i].reason).shape;
        const SegmentStyle style = styleOf(shape);
        if (isWait(style) && style != SegmentStyle::Timer)
            waits.insert(style);
    }
    // States of which nothing more can be found: a long run has millions of segments.
    std::array<bool, TimedStates> settled{};
    for (std::uint32_t t = 0; t < model.taskCount(); ++t) {
        const trace::TaskId task{t};
        const TaskTrack &track = model.track(task);
        if (!shown[t])
            continue;
        const auto at = [&](Units where) {
            const auto segment = model.segmentAt(task, where, axis);
            return segment ? segment->index : TaskTrack::None;
        };
        // With all that begins at the first instant.
        const std::size_t first = at(range.begin - 1);
        const std::size_t last = at(range.end);
        if (last == TaskTrack::None)
            continue;
        if (track.isLost() && last + 1 == track.size())
            m_styles.insert(SegmentStyle::Lost);
        if (isEnd(track.state(last)))
            m_ends.insert(track.state(last));
        for (const std::uint32_t cancel : model.outlivedCancels(task))
            m_cancels = m_cancels
                || (model.start({task, cancel}, axis) >= range.begin
                    && model.start({task, cancel}, axis) <= range.end);
        // What occurs in a task and lasts is known from its sums.
        const Mix mix = model.mix(task, {range.begin, range.end + 1}, axis);
        // On the Steps axis a step is as wide as any other.
        const bool ticks = axis == AxisKind::Clock;
        bool nothingNew = !ticks || (m_steps && m_pairs);
        for (std::size_t state = 0; state < TimedStates; ++state)
            nothingNew = nothingNew && (settled[state] || mix[state] == 0);
        if (nothingNew)
            continue;
        std::optional<trace::Time> lastStep;
        for (std::size_t i = first == TaskTrack::None ? 0 : first; i <= last; ++i) {
            const State state = track.state(i);
            if (isEnd(state))
                continue;
            if (isRunning(state) && ticks) {
                m_steps = true;
                m_pairs = m_pairs || lastStep == track.start(i);
                lastStep = track.start(i);
            }
            // Only the end of the run settles what the last segment is.
            bool &known = settled[static_cast<std::size_t>(state)];
            const SegmentRef segment{task, i};
            const bool lasts = mix[static_cast<std::size_t>(state)] > 0;
            if (((known || !lasts) && i + 1 < track.size())
                || model.end(segment, axis) == model.start(segment, axis))
                continue;
            m_styles.insert(styleOf(model, segment));
            known = state != State::Waiting
                || std::includes(m_styles.begin(), m_styles.end(), waits.begin(), waits.end());
        }
    }
}

double Legend::draw(QPainter *painter, const QRectF &area, const Theme &theme,
                    const Fonts &fonts) const
{
    const RowMetrics metrics(20);
    const BarPainter bars(theme, metrics);
    std::vector<Entry> entries;
    const auto tick = [&](QPainter &p, double x, double top) {
        p.fillRect(QRectF(x, top + metrics.tickTop(), 3, metrics.tickHeight), theme.running);
    };
    if (m_steps)
        entries.push_back({3, Words::tr("runs a step"), tick});
    if (m_pairs)
        entries.push_back(
            {8, Words::tr("two or more in one instant"), [&](QPainter &p, double x, double top) {
                 tick(p, x, top);
                 tick(p, x + 5, top);
             }});
    for (const SegmentStyle style : m_styles) {
        entries.push_back({SwatchWidth, meaning(style),
                           [&bars, &metrics, &theme, style](QPainter &p, double x, double top) {
                               bars.draw(p, style, x, x + SwatchWidth, top, {});
                               if (!isWait(style) && style != SegmentStyle::Lost)
                                   return;
                               const QPointF centre(x + SwatchWidth / 2, top + metrics.row / 2.0);
                               if (isWait(style))
                                   p.fillRect(QRectF(centre.x() - 7, top + metrics.barTop() + 1, 14,
                                                     metrics.bar - 2),
                                              theme.waiting);
                               drawGlyph(p, glyphOf(style), centre, 12, theme.onWaiting);
                           }});
    }
    if (m_cancels)
        entries.push_back(
            {10, Words::tr("outlives a cancellation"),
             [&bars](QPainter &p, double x, double top) { bars.drawCancel(p, x + 1, top); }});
    for (const State end : m_ends) {
        entries.push_back(
            {static_cast<double>(metrics.capWidth), meaning(end),
             [&bars, end](QPainter &p, double x, double top) { bars.drawCap(p, end, x, top); }});
    }

    const QFontMetricsF text(fonts.second);
    double x = area.left();
    double y = area.top();
    for (const Entry &entry : entries) {
        const double width = entry.width + BeforeText + text.horizontalAdvance(entry.text);
        if (x > area.left() && x + width > area.right()) {
            x = area.left();
            y += LineHeight;
        }
        if (painter) {
            entry.draw(*painter, x, y);
            painter->setFont(fonts.second);
            painter->setPen(theme.text1);
            painter->drawText(
                QPointF(x + entry.width + BeforeText, y + (metrics.row + text.capHeight()) / 2),
                entry.text);
        }
        x += width + BetweenEntries;
    }
    return entries.empty() ? 0 : y + LineHeight - area.top();
}

} // namespace views
