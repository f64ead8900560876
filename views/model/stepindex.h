#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace views {

/// Which records of a log begin a task step: one bit a record with a count every 64, so that
/// both directions between records and steps are fast and cost 1.5 bits a record.
class StepIndex
{
public:
    /// Tells of the next record.
    void append(bool beginsStep);
    /// Tells of the next \a count records at once; \a beginsStep says for each, from 0, whether it
    /// begins a step.
    template <class BeginsStep>
    void append(std::size_t count, BeginsStep beginsStep)
    {
        for (std::size_t done = 0; done < count;) {
            openWord();
            const std::size_t first = m_records % WordSize;
            const std::size_t some = std::min(count - done, WordSize - first);
            std::uint64_t bits = 0;
            for (std::size_t i = 0; i < some; ++i)
                bits |= std::uint64_t{beginsStep(done + i)} << i;
            m_bits.back() |= bits << first;
            m_steps += static_cast<std::uint32_t>(std::popcount(bits));
            m_records += some;
            done += some;
        }
    }

    std::size_t records() const noexcept { return m_records; }
    /// Number of steps known.
    std::uint32_t steps() const noexcept { return m_steps; }

    /// The number of steps that begin before record \a record <= records(). This is also the
    /// place of that record on the Steps axis: step k reaches from k to k + 1, and whatever it
    /// does to others happens at its end.
    std::uint32_t before(std::size_t record) const noexcept;

    /// The record that begins step number \a step < steps(), from 0.
    std::size_t record(std::uint32_t step) const noexcept;
    /// Calls \a visit(step, record) for the steps [begin, end), at most steps().
    template <class Visit>
    void forEach(std::uint32_t begin, std::uint32_t end, Visit visit) const
    {
        if (begin >= end)
            return;
        const std::size_t first = record(begin);
        std::size_t word = first / WordSize;
        std::uint64_t bits = m_bits[word] >> (first % WordSize) << (first % WordSize);
        for (std::uint32_t step = begin; step < end; ++step, bits &= bits - 1) {
            while (bits == 0)
                bits = m_bits[++word];
            visit(step, word * WordSize + static_cast<std::size_t>(std::countr_zero(bits)));
        }
    }

private:
    static constexpr std::size_t WordSize = 64;

    void openWord();

    std::size_t m_records = 0;
    std::uint32_t m_steps = 0;
    std::vector<std::uint64_t> m_bits;
    std::vector<std::uint32_t> m_counts; ///< steps before each word
};

} // namespace views
