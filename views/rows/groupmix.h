#pragma once

#include "views/model/runmodel.h"
#include "views/style/theme.h"

#include <QDeadlineTimer>
#include <QImage>
#include <QRect>

#include <cstddef>
#include <span>
#include <vector>

class QPainter;

namespace views {

/// What the tasks of a folded group do, in the row of its header: in every column as high as their
/// number those that run, are ready, wait, and so on, over the exact time that they do, and a band
/// above where steps begin. Painted task by task as far as frames have time; what was painted for
/// another range stands in meanwhile.
class GroupMix
{
public:
    /// The colour of what is in \a state, one that lasts.
    static QColor colorOf(State state, const Theme &theme);
    /// A little of one for a legend.
    static void drawSample(QPainter &painter, const Theme &theme, const QRectF &place);

    /// Paints \a tasks of \a model into \a row, as wide as \a axis, with \a ratio pixels of the
    /// screen to one; what needs longer than \a until is left to the next call. Another theme needs
    /// another GroupMix.
    void draw(QPainter &painter, const RunModel &model, std::span<const trace::TaskId> tasks,
              const TimeAxis &axis, const QRectF &row, double ratio, const Theme &theme,
              const QDeadlineTimer &until);
    /// Is what was painted last all there is? Otherwise the next call goes on.
    bool isExact() const noexcept { return m_isExact; }

private:
    /// What a picture shows.
    struct View
    {
        std::size_t records = 0;
        std::size_t tasks = 0;
        UnitRange range;
        AxisKind axis = AxisKind::Clock;
        QSize size; ///< in pixels of the picture

        bool operator==(const View &) const = default;
    };
    struct Column
    {
        Mix mix{};
        std::size_t steps = 0;
    };

    void add(const RunModel &model, trace::TaskId task);
    QImage picture(const Theme &theme, double ratio) const;

    QImage m_image;
    View m_shown; ///< in the image
    View m_wanted; ///< what is being summed up
    std::vector<Column> m_columns;
    std::size_t m_next = 0; ///< the task to be added
    bool m_isExact = false;
};

} // namespace views
