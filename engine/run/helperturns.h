#pragma once

namespace engine {

/// The turns that asyncio.run() spends at its end on loop.shutdown_asyncgens() and
/// loop.shutdown_default_executor(): for each a task that is done in its first turn, and whose
/// callback, in the next, stops the loop.
class HelperTurns
{
public:
    bool areOver() const noexcept { return m_left == 0; }
    /// A turn is over. \a stopped: the program has stopped the loop in it, which ends the run of a
    /// helper that is done too; its callback then stops the loop that runs for the next.
    void pass(bool stopped) noexcept
    {
        const bool ends = stopped || m_isCallbackDue;
        m_isCallbackDue = m_begins;
        m_begins = ends;
        m_left -= ends ? 1 : 0;
    }

private:
    int m_left = 2; ///< helpers whose run has not ended
    bool m_begins = true; ///< one, in the next turn
    bool m_isCallbackDue = false; ///< in the next turn: of one that is done
};

} // namespace engine
