#pragma once

#include <cstddef>
#include <functional>
#include <utility>

namespace app {

// The parts of a transcript, by the time that they take of its whole.
inline constexpr double ReadingShare = 0.22;
inline constexpr double AwaitedShare = 0.02;
inline constexpr double WritingShare = 0.46;
inline constexpr double FoldingShare = 0.24;
inline constexpr double TextShare = 0.06;

/// Thrown where a transcript is no longer wanted.
class TranscriptGivenUp
{
};

/// How far a transcript has come, which is made in parts, one after the other.
class TranscriptProgress
{
public:
    /// Is told the share that is done, from 0 to 1, and says whether to go on.
    using GoOn = std::function<bool(double)>;

    explicit TranscriptProgress(GoOn goOn = {})
        : m_goOn(std::move(goOn))
    {
    }

    /// The part that takes \a share of the whole begins.
    void begin(double share)
    {
        m_begin += m_share;
        m_share = share;
        ask(0);
    }
    /// \a done of the \a all things of the part are done. Asks now and then, and throws
    /// TranscriptGivenUp when it is told not to go on.
    void tell(std::size_t done, std::size_t all)
    {
        if (++m_told % ThingsAtOnce == 0)
            ask(all == 0 ? 1 : static_cast<double>(done) / static_cast<double>(all));
    }

private:
    static constexpr std::size_t ThingsAtOnce = 4096; // about a millisecond

    void ask(double share)
    {
        if (m_goOn && !m_goOn(m_begin + m_share * share))
            throw TranscriptGivenUp();
    }

    GoOn m_goOn;
    double m_begin = 0; ///< of the part
    double m_share = 0;
    std::size_t m_told = 0; ///< so often
};

} // namespace app
