#include "views/model/stepindex.h"

namespace views {

void StepIndex::append(bool beginsStep)
{
    openWord();
    if (beginsStep) {
        m_bits.back() |= std::uint64_t{1} << (m_records % WordSize);
        ++m_steps;
    }
    ++m_records;
}

void StepIndex::openWord()
{
    if (m_records % WordSize == 0) {
        m_bits.push_back(0);
        m_counts.push_back(m_steps);
    }
}

std::uint32_t StepIndex::before(std::size_t record) const noexcept
{
    if (record >= m_records)
        return m_steps;
    const std::uint64_t below = (std::uint64_t{1} << (record % WordSize)) - 1;
    return m_counts[record / WordSize]
        + static_cast<std::uint32_t>(std::popcount(m_bits[record / WordSize] & below));
}

std::size_t StepIndex::record(std::uint32_t step) const noexcept
{
    const auto after = std::upper_bound(m_counts.begin(), m_counts.end(), step);
    const auto word = static_cast<std::size_t>(after - m_counts.begin()) - 1;
    std::uint64_t bits = m_bits[word];
    for (std::uint32_t skipped = m_counts[word]; skipped < step; ++skipped)
        bits &= bits - 1;
    return word * WordSize + static_cast<std::size_t>(std::countr_zero(bits));
}

} // namespace views
