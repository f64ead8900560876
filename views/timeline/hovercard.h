#pragma once

#include "views/analysis/awaitspans.h"
#include "views/style/segmentstyle.h"

#include <QString>
#include <QWidget>

#include <utility>
#include <vector>

namespace views {

/// What there is to say of one segment, in words.
struct SegmentSummary
{
    Glyph glyph = Glyph::None;
    QColor glyphColor;
    QString state; ///< "Waiting for an item in q"
    QString length; ///< "3.000 s"
    QString when; ///< "5.000 s to 8.000 s · steps 49 to 69"
    std::vector<std::pair<QString, QString>> details; ///< "At", "queue.cpp:42"; …

    /// All of it in one line, for a status bar and for those who do not see the card.
    QString line() const;
};

/// \a segment as it stands at \a cursor.
SegmentSummary summaryOf(const RunModel &model, const SegmentRef &segment, const Position &cursor,
                         const Theme &theme);

/// What \a task awaits within itself from the first to the last wait of \a span.
SegmentSummary summaryOf(const RunModel &model, trace::TaskId task, const AwaitSpan &span);

/// How many tasks of \a group, called \a name, do what when \a at has been reached.
SegmentSummary summaryOf(const RunModel &model, const TaskGroup &group, const QString &name,
                         const Position &at);

/// The card that shows a segment's summary beside the pointer. Takes no input.
class HoverCard : public QWidget
{
    Q_OBJECT

public:
    explicit HoverCard(QWidget *parent);

    void setTheme(const Theme &theme);
    /// Shows \a summary right below \a row, or above it, near \a x, within \a bounds; all in the
    /// parent's coordinates.
    void present(const SegmentSummary &summary, const QRect &row, int x, const QRect &bounds);
    const SegmentSummary &summary() const { return m_summary; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QSize wantedSize() const;

    Theme m_theme;
    SegmentSummary m_summary;
};

} // namespace views
