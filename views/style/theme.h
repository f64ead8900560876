#pragma once

#include <QColor>

#include <cstddef>

namespace views {

/// The colours of the program and of its pictures. Fill says a task's state, the accent belongs
/// to the hand (cursor, selection, focus, controls), and no state has it.
struct Theme
{
    bool dark = false;
    bool print = false; ///< black on white, patterns at full strength

    // Surfaces.
    QColor canvas;
    QColor panel;
    QColor bars; ///< menu, tool and status bar
    QColor line; ///< inside a panel
    QColor grid;
    QColor panelEdge;
    QColor controlEdge;
    QColor afterEnd; ///< the timeline beyond the end of the run

    // Text, strongest first. Never the third on a tint.
    QColor text1;
    QColor text2;
    QColor text3;

    QColor accent;
    QColor onAccent;

    // States of a task.
    QColor running;
    QColor ready;
    QColor waiting;
    QColor hatch; ///< pattern and outline of waiting
    QColor failed; ///< also a blocked loop
    QColor cancelled;
    QColor done;
    QColor flatTimer; ///< a sleep in rows too low for patterns
    QColor flatWait; ///< any other wait there

    // Text on a state's fill.
    QColor onRunning;
    QColor onWaiting;
    QColor onWaiting2;
    QColor onFailed;
    QColor onCancelled;
    QColor onDone;

    static const Theme &light();
    static const Theme &darkTheme();
    static const Theme &printing();

    /// The colour of the text that task number \a index prints (0, the main task: text1). Spread
    /// by the golden angle over the hues of OKLCH at one lightness, so neighbours differ.
    QColor identity(std::size_t index) const;
};

/// \a color with \a opacity, from 0 to 1.
QColor faded(QColor color, double opacity);

} // namespace views
