#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <functional>

class QPainter;
class QWidget;

namespace support {

/// What a widget or a painter draws, one thing after the other: which words stand where and in what
/// colour, which shapes are filled or outlined. For questions that a picture answers only pixel by
/// pixel. All places are of what is drawn on.
class Drawn
{
public:
    /// Words in one line and one font.
    struct Words
    {
        QString text;
        QRectF box; ///< from the left of the first to the right of the last, as high as the font
        QFont font;
        QColor colour;
    };
    /// A line, rectangle, polygon or path.
    struct Shape
    {
        QRectF box; ///< without the width of its line
        QColor fill; ///< invalid: none
        QColor line; ///< invalid: none
    };

    /// Has \a widget, which need not be in sight, drawn with all that is in it.
    static Drawn by(QWidget &widget);
    /// Has \a paint draw on something as large as \a size.
    static Drawn on(const QSize &size, const std::function<void(QPainter &)> &paint);

    const QList<Words> &words() const noexcept { return m_words; }
    const QList<Shape> &shapes() const noexcept { return m_shapes; }

    /// The words \a text; null where they are not.
    const Words *find(const QString &text) const;
    bool has(const QString &text) const { return find(text) != nullptr; }
    /// All words, in the order in which they are drawn.
    QStringList texts() const;
    /// Those words of which not all is in sight.
    QStringList cutOff() const;
    /// Those words that stand upon others.
    QStringList overlapping() const;
    /// Those whose middle is in \a area, from left to right.
    QList<Words> wordsIn(const QRectF &area) const;
    QStringList textsIn(const QRectF &area) const;
    /// Those shapes that are filled with \a fill.
    QList<Shape> filled(const QColor &fill) const;
    /// Those shapes that have a line in \a line.
    QList<Shape> outlined(const QColor &line) const;

private:
    class Engine;
    class Device;

    QRectF m_frame;
    QList<Words> m_words;
    QList<Shape> m_shapes;
};

} // namespace support
