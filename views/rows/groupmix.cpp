#include "views/rows/groupmix.h"

#include "views/model/mixwalker.h"
#include "views/rows/barpainter.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace views {

namespace {

constexpr std::size_t LeastTasks = 3; // that a frame adds in any case
constexpr double Margin = 3; // above and under the picture
constexpr double BandHeight = 4; // of the steps, above
constexpr double TickWidth = 2;

// From the foot up: what keeps the loop busy first, what waits last.
constexpr std::array Order{State::Running,  State::Blocking,   State::Ready, State::Waiting,
                           State::Sleeping, State::Cancelling, State::Lost};
static_assert(Order.size() == TimedStates);

} // namespace

QColor GroupMix::colorOf(State state, const Theme &theme)
{
    return BarPainter(theme, RowMetrics(1)).flat(LooksOfStates[static_cast<std::size_t>(state)]);
}

void GroupMix::drawSample(QPainter &painter, const Theme &theme, const QRectF &place)
{
    double bottom = place.bottom();
    for (const State state : {State::Ready, State::Waiting, State::Sleeping}) {
        painter.fillRect(
            QRectF(place.left(), bottom - place.height() / 3, place.width(), place.height() / 3),
            colorOf(state, theme));
        bottom -= place.height() / 3;
    }
}

void GroupMix::add(const RunModel &model, trace::TaskId task)
{
    const TimeAxis axis(m_wanted.axis, m_wanted.range, m_wanted.size.width());
    const auto sum = [this](std::size_t x, Units, const MixWalker::Stretch &stretch) {
        m_columns[x].steps += stretch.steps;
        for (std::size_t s = 0; s < TimedStates; ++s)
            m_columns[x].mix[s] += stretch.mix[s];
    };
    walkColumns(model, task, axis, m_wanted.size.width(), sum);
}

QImage GroupMix::picture(const Theme &theme, double ratio) const
{
    QImage image(m_wanted.size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    std::array<QRgb, TimedStates> colours{};
    for (const State state : Order)
        colours[static_cast<std::size_t>(state)] = qPremultiply(colorOf(state, theme).rgba());
    const TimeAxis axis(m_wanted.axis, m_wanted.range, m_wanted.size.width());
    const int height = image.height();
    const int band = static_cast<int>(std::lround(BandHeight * ratio));
    const int tick = static_cast<int>(std::lround(TickWidth * ratio));
    std::vector<QRgb *> lines;
    lines.reserve(static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y)
        lines.push_back(reinterpret_cast<QRgb *>(image.scanLine(y)));
    for (int x = 0; x < image.width(); ++x) {
        const Column &column = m_columns[static_cast<std::size_t>(x)];
        const Units length = axis.toUnits(x + 1) - axis.toUnits(x);
        const double whole
            = static_cast<double>(length) * static_cast<double>(std::max<std::size_t>(1, m_next));
        double filled = 0;
        int y = height;
        for (const State state : Order) {
            filled += static_cast<double>(column.mix[static_cast<std::size_t>(state)]) / whole;
            const int until = height - static_cast<int>(std::lround(filled * (height - band - 1)));
            for (; length > 0 && y > until; --y)
                lines[static_cast<std::size_t>(y - 1)][x]
                    = colours[static_cast<std::size_t>(state)];
        }
        for (int i = 0; column.steps > 0 && i < band; ++i) {
            QRgb *line = lines[static_cast<std::size_t>(i)];
            std::fill(line + x, line + std::min(x + tick, image.width()), theme.running.rgb());
        }
    }
    return image;
}

void GroupMix::draw(QPainter &painter, const RunModel &model, std::span<const trace::TaskId> tasks,
                    const TimeAxis &axis, const QRectF &row, double ratio, const Theme &theme,
                    const QDeadlineTimer &until)
{
    const QRectF place = row.adjusted(0, Margin, 0, -Margin);
    const View now{model.records(), tasks.size(), axis.range(), axis.kind(),
                   (place.size() * ratio).toSize().expandedTo({1, 1})};
    // One that is on its way comes to its end first: a run that grows would never be seen.
    if (now != m_wanted
        && (m_next >= m_wanted.tasks || now.range != m_wanted.range || now.axis != m_wanted.axis
            || now.size != m_wanted.size)) {
        m_wanted = now;
        m_next = 0;
        m_columns.assign(static_cast<std::size_t>(now.size.width()), {});
        m_isExact = false;
    }
    for (std::size_t added = 0;
         m_next < m_wanted.tasks && (added < LeastTasks || !until.hasExpired()); ++added)
        add(model, tasks[m_next++]);
    if (!m_isExact && m_next >= m_wanted.tasks) {
        m_image = picture(theme, ratio);
        m_shown = m_wanted;
        m_isExact = m_wanted == now;
    }
    if (m_image.isNull() || m_shown.axis != axis.kind())
        return;
    const double left = axis.toX(m_shown.range.begin);
    painter.drawImage(QRectF(place.left() + left, place.top(), axis.toX(m_shown.range.end) - left,
                             place.height()),
                      m_image);
}

} // namespace views
