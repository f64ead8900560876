#include "views/model/rangehistory.h"

namespace views {

namespace {

std::optional<UnitRange> moved(std::vector<UnitRange> &from, std::vector<UnitRange> &to,
                               const UnitRange &current)
{
    if (from.empty())
        return {};
    to.push_back(current);
    const UnitRange range = from.back();
    from.pop_back();
    return range;
}

} // namespace

void RangeHistory::leave(const UnitRange &range, Move move)
{
    const bool continues = move != Move::Jump && move == m_last;
    m_last = move;
    if (continues)
        return;
    m_forward.clear();
    m_back.push_back(range);
    if (m_back.size() > Kept)
        m_back.erase(m_back.begin());
}

std::optional<UnitRange> RangeHistory::back(const UnitRange &current)
{
    settle();
    return moved(m_back, m_forward, current);
}

std::optional<UnitRange> RangeHistory::forward(const UnitRange &current)
{
    settle();
    return moved(m_forward, m_back, current);
}

void RangeHistory::clear()
{
    m_back.clear();
    m_forward.clear();
    settle();
}

} // namespace views
