#include "views/timeline/timelinekeys.h"

#include <QGuiApplication>
#include <QKeyEvent>

#include <algorithm>
#include <array>

namespace views {

namespace {

using enum TimelineCommand;

struct Binding
{
    TimelineCommand command;
    QKeyCombination key;
};

// The one table of the timeline's keys.
constexpr std::array Bindings{
    Binding{ZoomIn, Qt::Key_W},
    Binding{ZoomIn, Qt::Key_Plus},
    Binding{ZoomIn, Qt::Key_Equal},
    Binding{ZoomIn, Qt::CTRL | Qt::Key_Plus},
    Binding{ZoomIn, Qt::CTRL | Qt::Key_Equal},
    Binding{ZoomInFast, Qt::SHIFT | Qt::Key_W},
    Binding{ZoomOut, Qt::Key_S},
    Binding{ZoomOut, Qt::Key_Minus},
    Binding{ZoomOut, Qt::Key_Underscore},
    Binding{ZoomOut, Qt::CTRL | Qt::Key_Minus},
    Binding{ZoomOutFast, Qt::SHIFT | Qt::Key_S},
    Binding{PanLeft, Qt::Key_A},
    Binding{PanLeft, Qt::SHIFT | Qt::Key_Left},
    Binding{PanLeftFast, Qt::SHIFT | Qt::Key_A},
    Binding{PanRight, Qt::Key_D},
    Binding{PanRight, Qt::SHIFT | Qt::Key_Right},
    Binding{PanRightFast, Qt::SHIFT | Qt::Key_D},
    Binding{ToStart, Qt::Key_Home},
    Binding{ToEnd, Qt::Key_End},
    Binding{PageUp, Qt::Key_PageUp},
    Binding{PageDown, Qt::Key_PageDown},
    Binding{FitAll, Qt::Key_0},
    Binding{FitAll, Qt::CTRL | Qt::Key_0},
    Binding{FitAll, Qt::CTRL | Qt::Key_Home},
    Binding{FitSelection, Qt::Key_F},
    Binding{PreviousSegment, Qt::Key_Left},
    Binding{PreviousSegment, Qt::Key_Comma},
    Binding{NextSegment, Qt::Key_Right},
    Binding{NextSegment, Qt::Key_Period},
    Binding{PreviousTask, Qt::Key_Up},
    Binding{NextTask, Qt::Key_Down},
    Binding{Waker, Qt::Key_BracketLeft},
    Binding{Woken, Qt::Key_BracketRight},
    Binding{Back, Qt::ALT | Qt::Key_Left},
    Binding{Forward, Qt::ALT | Qt::Key_Right},
    Binding{NamesWider, Qt::ALT | Qt::SHIFT | Qt::Key_Right},
    Binding{NamesNarrower, Qt::ALT | Qt::SHIFT | Qt::Key_Left},
    Binding{TracksHigher, Qt::ALT | Qt::SHIFT | Qt::Key_Up},
    Binding{TracksLower, Qt::ALT | Qt::SHIFT | Qt::Key_Down},
    Binding{Filter, Qt::Key_Slash},
    Binding{Clear, Qt::Key_Escape},
    Binding{Activate, Qt::Key_Return},
    Binding{Activate, Qt::Key_Enter},
    Binding{CopySentence, Qt::CTRL | Qt::Key_C},
    Binding{Pin, Qt::SHIFT | Qt::Key_P},
    Binding{UnfoldTask, Qt::SHIFT | Qt::Key_Z},
    Binding{FoldGroup, Qt::Key_Z},
    Binding{Menu, Qt::SHIFT | Qt::Key_F10},
    Binding{Menu, Qt::Key_Menu},
};

/// The key at the place where a US keyboard has W, A, S and D, whatever is printed on it.
Qt::Key keyByPlace(const QKeyEvent &event)
{
    const auto printed = static_cast<Qt::Key>(event.key());
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return printed;
    const QString platform = QGuiApplication::platformName();
    struct Place
    {
        quint32 evdev;
        quint32 windows;
        Qt::Key key;
    };
    constexpr std::array Places{Place{25, 0x11, Qt::Key_W}, Place{38, 0x1E, Qt::Key_A},
                                Place{39, 0x1F, Qt::Key_S}, Place{40, 0x20, Qt::Key_D}};
    const bool evdev
        = platform == QLatin1String("xcb") || platform.startsWith(QLatin1String("wayland"));
    const bool windows = platform == QLatin1String("windows");
    for (const Place &place : Places) {
        if ((evdev && event.nativeScanCode() == place.evdev)
            || (windows && event.nativeScanCode() == place.windows))
            return place.key;
    }
    return printed;
}

} // namespace

QList<QKeySequence> keysOf(TimelineCommand command)
{
    QList<QKeySequence> keys;
    for (const Binding &binding : Bindings) {
        if (binding.command == command)
            keys += QKeySequence(binding.key);
    }
    return keys;
}

std::optional<TimelineCommand> commandOf(const QKeyEvent &event)
{
    const Qt::Key key = keyByPlace(event);
    Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    // Shift only reaches the sign that is printed: + is Shift and = on many keyboards.
    const bool letter = key >= Qt::Key_A && key <= Qt::Key_Z;
    if (key < Qt::Key_Escape && !letter)
        modifiers &= ~Qt::ShiftModifier;
    const auto *const found
        = std::find_if(Bindings.begin(), Bindings.end(), [&](const Binding &binding) {
              return binding.key == QKeyCombination(modifiers, key);
          });
    return found == Bindings.end() ? std::nullopt : std::optional(found->command);
}

} // namespace views
