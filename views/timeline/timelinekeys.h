#pragma once

#include <QKeySequence>
#include <QList>

#include <optional>

class QKeyEvent;

namespace views {

/// What a key can do to the timeline. The program's actions offer the same in menus and help.
enum class TimelineCommand {
    ZoomIn,
    ZoomInFast,
    ZoomOut,
    ZoomOutFast,
    PanLeft,
    PanLeftFast,
    PanRight,
    PanRightFast,
    ToStart,
    ToEnd,
    PageUp,
    PageDown,
    FitAll,
    FitSelection,
    PreviousSegment,
    NextSegment,
    PreviousTask,
    NextTask,
    Waker,
    Woken,
    Back,
    Forward,
    NamesWider,
    NamesNarrower,
    TracksHigher,
    TracksLower,
    SizesAsTheyCome,
    HideTrack,
    Filter,
    FilterToTask,
    Clear,
    Activate,
    MeasureSelection,
    CursorToSelection,
    CopySentence,
    Pin,
    UnfoldTask,
    FoldGroup,
    FoldAll,
    UnfoldAll,
    Menu,
};

/// The keys of \a command, the one to show first. Of letters that stand for a place on the
/// keyboard (W, A, S, D) the one that a US keyboard has there.
QList<QKeySequence> keysOf(TimelineCommand command);

/// What \a event means to the timeline; nothing: not one of its keys.
std::optional<TimelineCommand> commandOf(const QKeyEvent &event);

} // namespace views
