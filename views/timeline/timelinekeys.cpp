#include "views/timeline/selection.h"
#include "views/timeline/timelineview_p.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>
#include <array>
#include <cmath>

namespace views {

namespace {

constexpr double KeyPan = 0.1; // of the width

/// The key at the place where a US keyboard has W, A, S and D, whatever is printed on it.
int physicalKey(const QKeyEvent &event)
{
    const QString platform = QGuiApplication::platformName();
    const bool evdev
        = platform == QStringLiteral("xcb") || platform.startsWith(QStringLiteral("wayland"));
    const bool windows = platform == QStringLiteral("windows");
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return event.key();
    switch (event.nativeScanCode()) {
    case 25:
        return evdev ? Qt::Key_W : event.key();
    case 38:
        return evdev ? Qt::Key_A : event.key();
    case 39:
        return evdev ? Qt::Key_S : event.key();
    case 40:
        return evdev ? Qt::Key_D : event.key();
    case 0x11:
        return windows ? Qt::Key_W : event.key();
    case 0x1E:
        return windows ? Qt::Key_A : event.key();
    case 0x1F:
        return windows ? Qt::Key_S : event.key();
    case 0x20:
        return windows ? Qt::Key_D : event.key();
    default:
        return event.key();
    }
}

} // namespace

double TimelineView::Private::zoomCentre() const
{
    const double width = axis().width();
    const QRect plots = geometry.plots();
    if (q->underMouse() && plots.contains(hovered.toPoint()))
        return hovered.x() - plots.left();
    if (model) {
        const double x = axis().toX(model->at(cursor(), axisKind));
        if (x > 0 && x < width)
            return x;
    }
    return width / 2;
}

bool TimelineView::Private::moveSelection(int key, Qt::KeyboardModifiers modifiers)
{
    constexpr std::array Moves{Qt::Key_Left,        Qt::Key_Right,       Qt::Key_Up,
                               Qt::Key_Down,        Qt::Key_Comma,       Qt::Key_Period,
                               Qt::Key_BracketLeft, Qt::Key_BracketRight};
    if (std::find(Moves.begin(), Moves.end(), key) == Moves.end()
        || modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const Units middle = range.begin + range.length() / 2;
    std::optional<SegmentRef> wanted;
    if (!selection) {
        const auto row = layout.firstBelow(scroll);
        for (std::size_t i = row; i < layout.rows().size() && !wanted; ++i) {
            if (layout.rows()[i].kind == TimelineLayout::Row::Kind::Task)
                wanted = model->segmentAt(layout.rows()[i].task, middle, axisKind);
        }
    } else {
        const Units begin = std::max(range.begin, model->start(*selection, axisKind));
        const Units end = std::min(range.end, model->end(*selection, axisKind));
        const Units within = begin + std::max<Units>(0, end - begin) / 2;
        switch (key) {
        case Qt::Key_Left:
        case Qt::Key_Comma:
            wanted = selection::previous(*model, *selection, axisKind);
            break;
        case Qt::Key_Right:
        case Qt::Key_Period:
            wanted = selection::next(*model, *selection, axisKind);
            break;
        case Qt::Key_Up:
            wanted = selection::inRow(*model, layout, selection->task, -1, within, axisKind);
            break;
        case Qt::Key_Down:
            wanted = selection::inRow(*model, layout, selection->task, 1, within, axisKind);
            break;
        case Qt::Key_BracketLeft:
            wanted = selection::waker(*model, *selection);
            break;
        case Qt::Key_BracketRight:
            wanted = selection::woken(*model, *selection);
            break;
        default:
            return false;
        }
    }
    if (wanted) {
        select(wanted);
        reveal(*wanted);
    }
    return true;
}

bool TimelineView::Private::key(QKeyEvent *event)
{
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool alt = event->modifiers() & Qt::AltModifier;
    const double width = axis().width();
    const double fast = shift ? 3 : 1;
    if (isEmpty())
        return false;
    hideCard();
    switch (physicalKey(*event)) {
    case Qt::Key_W:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(std::pow(1.25, fast), zoomCentre(), RangeHistory::Move::Keys);
        return true;
    case Qt::Key_S:
    case Qt::Key_Minus:
    case Qt::Key_Underscore:
        zoom(std::pow(1.25, -fast), zoomCentre(), RangeHistory::Move::Keys);
        return true;
    case Qt::Key_A:
        pan(-width * KeyPan * fast, RangeHistory::Move::Keys);
        return true;
    case Qt::Key_D:
        pan(width * KeyPan * fast, RangeHistory::Move::Keys);
        return true;
    case Qt::Key_F:
        if (control)
            return false;
        q->fitSelection();
        return true;
    case Qt::Key_0:
        q->fitAll();
        return true;
    case Qt::Key_Home:
        if (control) {
            q->fitAll();
        } else {
            pan(axis().toX(0) - width / 20, RangeHistory::Move::Keys);
        }
        return true;
    case Qt::Key_End:
        pan(axis().toX(runLimits().end) - width * 0.95, RangeHistory::Move::Keys);
        return true;
    case Qt::Key_PageUp:
        scrollTo(scroll - geometry.rows.height());
        return true;
    case Qt::Key_PageDown:
        scrollTo(scroll + geometry.rows.height());
        return true;
    case Qt::Key_Slash:
        filterField->setFocus(Qt::ShortcutFocusReason);
        filterField->selectAll();
        return true;
    case Qt::Key_Escape:
        q->clearSelection();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!selection)
            return false;
        Q_EMIT q->taskActivated(selection->task);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (alt) {
            const auto there
                = event->key() == Qt::Key_Left ? history.back(range) : history.forward(range);
            if (there)
                setRange(*there);
            return true;
        }
        if (shift) {
            pan((event->key() == Qt::Key_Left ? -1 : 1) * width * KeyPan, RangeHistory::Move::Keys);
            return true;
        }
        break;
    default:
        break;
    }
    return moveSelection(event->key(), event->modifiers());
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (!d->key(event))
        QWidget::keyPressEvent(event);
}

} // namespace views
