#pragma once

#include <type_traits>
#include <utility>

namespace engine {

/// Shares the ownership of a future, or of none.
template <class F>
class FutureRef
{
public:
    FutureRef() = default;
    explicit FutureRef(F *future) noexcept
        : m_future(future)
    {
        if (m_future != nullptr)
            m_future->retain();
    }
    FutureRef(const FutureRef &other) noexcept
        : FutureRef(other.m_future)
    {
    }
    /// Of a future that is of a class derived from F.
    template <class Derived, class = std::enable_if_t<std::is_convertible_v<Derived *, F *>>>
    FutureRef(const FutureRef<Derived> &other) noexcept
        : FutureRef(other.get())
    {
    }
    FutureRef(FutureRef &&other) noexcept
        : m_future(std::exchange(other.m_future, nullptr))
    {
    }
    FutureRef &operator=(FutureRef other) noexcept
    {
        std::swap(m_future, other.m_future);
        return *this;
    }
    ~FutureRef()
    {
        if (m_future != nullptr)
            m_future->release();
    }

    F *get() const noexcept { return m_future; }
    F *operator->() const noexcept { return m_future; }
    F &operator*() const noexcept { return *m_future; }
    explicit operator bool() const noexcept { return m_future != nullptr; }

private:
    F *m_future = nullptr;
};

} // namespace engine
