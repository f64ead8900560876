#include "views/rows/legend.h"

#include "views/model/deadline.h"
#include "views/model/loadcolumns.h"
#include "views/rows/barpainter.h"
#include "views/rows/delayband.h"
#include "views/rows/findingpainter.h"
#include "views/rows/ghostpainter.h"
#include "views/rows/groupmix.h"
#include "views/rows/nestedpainter.h"
#include "views/rows/overlaypainter.h"
#include "views/words/waitwords.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <optional>
#include <vector>

namespace views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(views::Legend)
};

/// What the kinds of wait with the words \a words are for: "a lock or a semaphore".
QString namesText(const std::vector<std::string_view> &words)
{
    QStringList names;
    for (const std::string_view word : words) {
        const WaitWords own = waitWords(word);
        names += own.unnamed.isEmpty() ? own.label : own.unnamed;
    }
    return names.join(Words::tr(" or "));
}

/// \a names of what is waited for, where several kinds of wait have the style.
QString meaning(SegmentStyle style, const QString &names)
{
    switch (style) {
    case SegmentStyle::Ready:
        return Words::tr("ready");
    case SegmentStyle::Running:
        return Words::tr("runs");
    case SegmentStyle::Blocking:
        return Words::tr("holds the loop");
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
    case SegmentStyle::Event:
        return Words::tr("waits for %1").arg(names);
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
constexpr double BeforeColumnText = 12;
constexpr double PinWidth = 20;
constexpr std::size_t MostCulprits = 64; // asked for whom they have delayed
constexpr Units LeastDelays = 40; // to a range: the painter shows no narrower ones
constexpr Units Pixels = 1'000; // of a range, about: what is shorter than one is not seen as such

} // namespace

Legend::Legend(const RunModel &model, const UnitRange &range, AxisKind axis,
               const TimelineLayout *rows)
{
    std::vector<bool> shown(model.taskCount(), rows == nullptr);
    if (rows != nullptr) {
        for (const TimelineLayout::Row &row : rows->rows()) {
            if (row.kind == TimelineLayout::Row::Kind::Task)
                shown[static_cast<std::size_t>(row.task)] = true;
        }
    }

    std::set<trace::Reason> waits;
    for (std::size_t i = 0; i < model.trace().waits().size(); ++i) {
        const trace::Reason reason = model.trace().waits()[i].reason;
        const SegmentStyle style = styleOf(model.trace().waitKind(reason).shape);
        if (isWait(style) && style != SegmentStyle::Timer)
            waits.insert(reason);
    }
    std::set<trace::Reason> seen;
    m_hasQueues = !model.queues().empty();
    m_hasBusy = !isLoadEmpty(model, TrackId::Kind::Busy);
    m_hasLag = !isLoadEmpty(model, TrackId::Kind::Lag);
    std::vector<SegmentRef> culprits;
    const Units pixel = range.length() / Pixels;
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
        if (isEnd(track.state(last)) && model.start({task, last}, axis) >= range.begin)
            m_ends.insert(track.state(last));
        for (const std::uint32_t cancel : model.outlivedCancels(task))
            m_cancels = m_cancels
                || (model.start({task, cancel}, axis) >= range.begin
                    && model.start({task, cancel}, axis) <= range.end);
        // What occurs in a task and lasts is known from its sums.
        const Mix mix = model.mix(task, {range.begin, range.end + 1}, axis);
        // On the Steps axis a step is as wide as any other.
        const bool ticks = axis == AxisKind::Clock;
        bool nothingNew = !ticks || (m_steps && m_pairs && m_dense);
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
                m_dense = m_dense
                    || (lastStep && track.start(i) > *lastStep
                        && (track.start(i) - *lastStep).count() < pixel);
                lastStep = track.start(i);
            }
            if (state == State::Blocking && ticks && culprits.size() < MostCulprits)
                culprits.push_back({task, i});
            // Only the end of the run settles what the last segment is.
            bool &known = settled[static_cast<std::size_t>(state)];
            const SegmentRef segment{task, i};
            const bool lasts = mix[static_cast<std::size_t>(state)] > 0;
            if (((known || !lasts) && i + 1 < track.size())
                || model.end(segment, axis) == model.start(segment, axis))
                continue;
            m_styles.insert(styleOf(model, segment));
            if (const trace::Wait *wait = state == State::Waiting ? model.wait(segment) : nullptr)
                seen.insert(wait->reason);
            known = state != State::Waiting
                || std::includes(seen.begin(), seen.end(), waits.begin(), waits.end());
        }
    }
    std::map<SegmentStyle, std::vector<std::string_view>> words;
    for (const trace::Reason reason : seen) {
        const trace::WaitKind &kind = model.trace().waitKind(reason);
        words[styleOf(kind.shape)].push_back(kind.word);
    }
    for (const SegmentStyle style : {SegmentStyle::Lock, SegmentStyle::Event})
        m_names[style] = namesText(words[style]);
    findDelays(model, range, shown, culprits);
}

void Legend::findDelays(const RunModel &model, const UnitRange &range,
                        const std::vector<bool> &shown, const std::vector<SegmentRef> &culprits)
{
    const Units seen = range.length() / LeastDelays;
    for (const SegmentRef &culprit : culprits) {
        const UnitRange blocked{std::max(range.begin, model.start(culprit, AxisKind::Clock)),
                                std::min(range.end, model.end(culprit, AxisKind::Clock))};
        for (std::uint32_t t = 0; t < model.taskCount() && blocked.length() > seen; ++t) {
            const trace::TaskId task{t};
            if (!shown[t] || task == culprit.task
                || model.trace().task(task).loop != model.trace().task(culprit.task).loop)
                continue;
            const Mix mix = model.mix(task, blocked, AxisKind::Clock);
            const auto last = model.segmentAt(task, blocked.end - 1, AxisKind::Clock);
            const auto due = last && model.state(*last) == State::Sleeping
                ? deadlineOf(model, *last)
                : std::nullopt;
            const Units late = due ? blocked.end - std::max(blocked.begin, due->count()) : 0;
            if (mix[static_cast<std::size_t>(State::Ready)] > seen || late > seen) {
                m_delays = true;
                return;
            }
        }
    }
}

struct Legend::Brushes
{
    const Theme &theme;
    const Fonts &fonts;
    RowMetrics metrics{20};
    BarPainter bars{theme, metrics};
};

struct Legend::Sign
{
    double width = SwatchWidth;
    QString text;
    std::function<void(QPainter &, const Brushes &, double x, double top)> draw;
};

QString Legend::namesOf(SegmentStyle style) const
{
    const auto names = m_names.find(style);
    return names != m_names.end() ? names->second : QString();
}

std::vector<Legend::Sign> Legend::signs() const
{
    std::vector<Sign> signs;
    const auto tick = [](QPainter &p, const Brushes &with, double x, double top) {
        p.fillRect(QRectF(x, top + with.metrics.tickTop(), 3, with.metrics.tickHeight),
                   with.theme.running);
    };
    if (m_steps)
        signs.push_back({3, Words::tr("runs a step"), tick});
    if (m_pairs)
        signs.push_back({8, Words::tr("two or more in one instant"),
                         [tick](QPainter &p, const Brushes &with, double x, double top) {
                             tick(p, with, x, top);
                             tick(p, with, x + 5, top);
                         }});
    if (m_dense)
        signs.push_back({SwatchWidth, Words::tr("many steps, close together"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             with.bars.draw(p, SegmentStyle::Timer, x, x + SwatchWidth, top, {});
                             p.fillRect(QRectF(x, top + with.metrics.tickTop(), SwatchWidth, 3),
                                        with.theme.running);
                         }});
    for (const SegmentStyle style : m_styles) {
        signs.push_back({SwatchWidth, meaning(style, namesOf(style)),
                         [style](QPainter &p, const Brushes &with, double x, double top) {
                             with.bars.draw(p, style, x, x + SwatchWidth, top, {});
                             if (!isWait(style) && style != SegmentStyle::Lost)
                                 return;
                             const QPointF centre(x + SwatchWidth / 2,
                                                  top + with.metrics.row / 2.0);
                             if (isWait(style))
                                 p.fillRect(QRectF(centre.x() - 7, top + with.metrics.barTop() + 1,
                                                   14, with.metrics.bar - 2),
                                            with.theme.waiting);
                             drawGlyph(p, glyphOf(style), centre, 12, with.theme.onWaiting);
                         }});
    }
    if (m_delays)
        signs.push_back({SwatchWidth, Words::tr("late: a step holds the loop"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             const QRectF band(x, top, SwatchWidth, with.metrics.row);
                             drawDelayBand(p, with.theme, band);
                             p.setFont(with.fonts.labelBold);
                             p.setPen(with.theme.text1);
                             p.drawText(band, Qt::AlignCenter, QStringLiteral("+0.8"));
                         }});
    if (m_cancels)
        signs.push_back({10, Words::tr("outlives a cancellation"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             with.bars.drawCancel(p, x + 1, top);
                         }});
    for (const State end : m_ends) {
        signs.push_back({static_cast<double>(RowMetrics(20).capWidth), meaning(end),
                         [end](QPainter &p, const Brushes &with, double x, double top) {
                             with.bars.drawCap(p, end, x, top);
                         }});
    }
    return signs;
}

std::vector<Legend::Sign> Legend::pinSigns() const
{
    const auto pin = [](QPainter &p, const QColor &color, double width, double x, double top) {
        const double middle = x + PinWidth / 2;
        p.fillRect(QRectF(middle - width / 2, top + 4, width, 14), color);
        p.setPen(Qt::NoPen);
        p.setBrush(color);
        p.drawEllipse(QPointF(middle, top + 4), 2.5, 2.5);
    };
    std::vector<Sign> signs;
    if (m_hasQueues && m_beside.queues)
        signs.push_back({PinWidth, Words::tr("most items at an instant"),
                         [pin](QPainter &p, const Brushes &with, double x, double top) {
                             p.fillRect(QRectF(x, top + 17, PinWidth, 2), with.theme.text1);
                             pin(p, with.theme.text1, 2, x, top);
                         }});
    if (m_beside.ready)
        signs.push_back({PinWidth, Words::tr("most ready at an instant"),
                         [pin](QPainter &p, const Brushes &with, double x, double top) {
                             pin(p, with.theme.ready, 3, x, top);
                         }});
    return signs;
}

std::vector<Legend::Sign> Legend::besideSigns() const
{
    std::vector<Sign> signs;
    if (m_beside.cursor)
        signs.push_back({10, Words::tr("the cursor"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             p.fillRect(QRectF(x + 4, top + 2, 1, 16), with.theme.accent);
                             p.setPen(Qt::NoPen);
                             p.setBrush(with.theme.accent);
                             p.drawPolygon(QPolygonF({QPointF(x, top + 2), QPointF(x + 9, top + 2),
                                                      QPointF(x + 4.5, top + 9)}));
                         }});
    if (m_beside.selection)
        signs.push_back({SwatchWidth, Words::tr("selected"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             OverlayPainter::drawFrame(p, with.theme,
                                                       QRectF(x + 2, top + 3, SwatchWidth - 4, 14));
                         }});
    const auto arrow = [](OverlayPainter::ArrowStyle style) {
        return [style](QPainter &p, const Brushes &with, double x, double top) {
            OverlayPainter::drawArrow(p, with.theme, {x + 4, top + 4},
                                      {x + SwatchWidth - 2, top + 16}, style);
        };
    };
    if (m_beside.wakes)
        signs.push_back({SwatchWidth, Words::tr("wakes"), arrow({.main = true})});
    if (m_beside.cancels)
        signs.push_back({SwatchWidth, Words::tr("cancels"), arrow({.main = true, .cancel = true})});
    if (m_beside.bundles)
        signs.push_back({SwatchWidth, Words::tr("several wakes"), arrow({.several = true})});
    if (m_beside.reference)
        signs.push_back({SwatchWidth, Words::tr("depth in the reference"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             p.setPen(referencePen(with.theme));
                             p.drawLine(QPointF(x, top + 10), QPointF(x + SwatchWidth, top + 10));
                         }});
    if (m_beside.ghost)
        signs.push_back({SwatchWidth, Words::tr("what it did in the reference"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             GhostPainter::drawSample(p, with.theme,
                                                      QRectF(x, top + 8, SwatchWidth, 4));
                         }});
    if (m_beside.parting)
        signs.push_back({14, Words::tr("where the two runs part"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             GhostPainter::drawPartingSign(p, with.theme, {x + 7, top + 10});
                         }});
    const auto finding = [](bool fault) {
        return [fault](QPainter &p, const Brushes &with, double x, double top) {
            FindingPainter::drawSign(p, with.theme, {x + 5, top + 13}, 6, fault);
        };
    };
    if (m_beside.mixes)
        signs.push_back({SwatchWidth, Words::tr("folded: ready, waiting, asleep"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             GroupMix::drawSample(p, with.theme,
                                                  QRectF(x, top + 3, SwatchWidth, 15));
                         }});
    if (m_beside.nested)
        signs.push_back({SwatchWidth, Words::tr("a coroutine that it awaits"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             NestedPainter::drawSample(p, with.theme,
                                                       QRectF(x, top + with.metrics.barTop(),
                                                              SwatchWidth, with.metrics.bar));
                         }});
    if (m_beside.faults)
        signs.push_back({10, Words::tr("found to be wrong"), finding(true)});
    if (m_beside.findings)
        signs.push_back({10, Words::tr("found, worth knowing"), finding(false)});
    return signs;
}

std::vector<Legend::Sign> Legend::loadSigns() const
{
    std::vector<Sign> signs;
    const auto curve
        = [](QPainter &p, const Brushes &with, const QColor &area, double x, double top) {
              p.fillRect(QRectF(x, top + 5, SwatchWidth, 13), area);
              p.fillRect(QRectF(x, top + 4, SwatchWidth, 2), with.theme.text1);
          };
    if (m_beside.busy && m_hasBusy)
        signs.push_back({SwatchWidth, Words::tr("share of the time that steps run"),
                         [curve](QPainter &p, const Brushes &with, double x, double top) {
                             curve(p, with, busyColor(with.theme), x, top);
                         }});
    if (m_beside.lag && m_hasLag) {
        signs.push_back({SwatchWidth, Words::tr("how late what was ready or due ran"),
                         [curve](QPainter &p, const Brushes &with, double x, double top) {
                             QColor area = with.theme.hatch;
                             area.setAlphaF(0.22F);
                             curve(p, with, area, x, top);
                         }});
        signs.push_back({SwatchWidth, Words::tr("from here on a step holds the loop"),
                         [](QPainter &p, const Brushes &with, double x, double top) {
                             p.setPen(thresholdPen(with.theme));
                             p.drawLine(QPointF(x, top + 10.5),
                                        QPointF(x + SwatchWidth, top + 10.5));
                         }});
    }
    return signs;
}

std::vector<Legend::Sign> Legend::signsOfColumns() const
{
    std::vector<Sign> all = signs();
    for (std::vector<Sign> others : {pinSigns(), loadSigns(), besideSigns()})
        std::move(others.begin(), others.end(), std::back_inserter(all));
    return all;
}

void Legend::Beside::setTracks(const std::set<TrackId::Kind> &tracks)
{
    queues = tracks.contains(TrackId::Kind::Queue);
    ready = tracks.contains(TrackId::Kind::Ready);
    busy = tracks.contains(TrackId::Kind::Busy);
    lag = tracks.contains(TrackId::Kind::Lag);
}

void Legend::Beside::addArrows(const std::vector<WakeArrow> &arrows)
{
    for (const WakeArrow &arrow : arrows) {
        (arrow.cancel ? cancels : wakes) = true;
        bundles = bundles || arrow.count > 1;
    }
}

double Legend::draw(QPainter *painter, const QRectF &area, const Theme &theme,
                    const Fonts &fonts) const
{
    const Brushes with{theme, fonts};
    std::vector<Sign> all = signs();
    for (std::vector<Sign> others : {loadSigns(), besideSigns()})
        std::move(others.begin(), others.end(), std::back_inserter(all));
    const QFontMetricsF text(fonts.second);
    double x = area.left();
    double y = area.top();
    for (const Sign &sign : all) {
        const double width = sign.width + BeforeText + text.horizontalAdvance(sign.text);
        if (x > area.left() && x + width > area.right()) {
            x = area.left();
            y += LineHeight;
        }
        if (painter) {
            sign.draw(*painter, with, x, y);
            painter->setFont(fonts.second);
            painter->setPen(theme.text1);
            painter->drawText(
                QPointF(x + sign.width + BeforeText, y + (with.metrics.row + text.capHeight()) / 2),
                sign.text);
        }
        x += width + BetweenEntries;
    }
    return all.empty() ? 0 : y + LineHeight - area.top();
}

double Legend::drawColumns(QPainter *painter, const QRectF &area, int most, const Theme &theme,
                           const Fonts &fonts) const
{
    const Brushes with{theme, fonts};
    const std::vector<Sign> all = signsOfColumns();
    const QFontMetricsF text(fonts.second);
    double widest = 0;
    for (const Sign &sign : all)
        widest = std::max(widest, text.horizontalAdvance(sign.text));
    const double each = SwatchWidth + BeforeColumnText + widest + BetweenEntries;
    const int columns
        = std::clamp(static_cast<int>((area.width() + BetweenEntries) / each), 1, most);
    const int rows = (static_cast<int>(all.size()) + columns - 1) / columns;
    for (int i = 0; painter && i < static_cast<int>(all.size()); ++i) {
        const Sign &sign = all[static_cast<std::size_t>(i)];
        const int column = i / rows;
        const double x = area.left() + std::floor(area.width() / columns) * column;
        const double y = area.top() + LineHeight * (i % rows);
        // All stand in the middle of one column, as wide as the widest.
        sign.draw(*painter, with, x + std::floor((SwatchWidth - sign.width) / 2), y);
        painter->setFont(fonts.second);
        painter->setPen(theme.text1);
        painter->drawText(QPointF(x + SwatchWidth + BeforeColumnText,
                                  y + (with.metrics.row + text.capHeight()) / 2),
                          sign.text);
    }
    return rows * LineHeight;
}

QStringList Legend::meanings() const
{
    QStringList meanings;
    for (const Sign &sign : signsOfColumns())
        meanings += sign.text;
    return meanings;
}

} // namespace views
