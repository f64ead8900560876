#pragma once

#include <cassert>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace engine {

template <class T>
class IntrusiveList;

/// The place of a T in an IntrusiveList<T>; a T derives from it. In one list at a time, which it
/// leaves when it is destroyed.
template <class T>
class ListLinks
{
public:
    ListLinks(const ListLinks &) = delete;
    ListLinks &operator=(const ListLinks &) = delete;

    bool isInList() const noexcept { return m_next != nullptr; }
    /// Leaves its list, if it is in one.
    void leaveList() noexcept
    {
        if (isInList())
            unlink();
    }

protected:
    ListLinks() = default;
    ~ListLinks() { leaveList(); }

private:
    friend class IntrusiveList<T>;

    void unlink() noexcept
    {
        m_previous->m_next = m_next;
        m_next->m_previous = m_previous;
        m_next = nullptr;
    }

    ListLinks *m_previous = nullptr; ///< of use only in a list
    ListLinks *m_next = nullptr; ///< null: in no list
};

/// Elements in the order of their arrival, linked through themselves: none is allocated, owned or
/// searched for. The list's own links close the circle, so that no element is a special one.
template <class T>
class IntrusiveList
{
    template <class Element>
    class Iterator
    {
        using Links
            = std::conditional_t<std::is_const_v<Element>, const ListLinks<T>, ListLinks<T>>;

    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = Element *;
        using reference = Element &;

        Iterator() = default;
        explicit Iterator(Links *links) noexcept
            : m_links(links)
        {
        }
        Element &operator*() const noexcept { return static_cast<Element &>(*m_links); }
        Iterator &operator++() noexcept
        {
            m_links = m_links->m_next;
            return *this;
        }
        Iterator operator++(int) noexcept { return std::exchange(*this, std::next(*this)); }
        bool operator==(const Iterator &) const = default;

    private:
        Links *m_links = nullptr;
    };

public:
    IntrusiveList() noexcept
    {
        m_ends.m_previous = &m_ends;
        m_ends.m_next = &m_ends;
    }
    IntrusiveList(const IntrusiveList &) = delete;
    IntrusiveList &operator=(const IntrusiveList &) = delete;
    /// The elements that are left are in no list any more.
    ~IntrusiveList()
    {
        while (takeFirst() != nullptr) {}
        m_ends.m_next = nullptr;
    }

    bool empty() const noexcept { return m_ends.m_next == &m_ends; }
    /// The list is not empty.
    T &first() const noexcept
    {
        assert(!empty());
        return static_cast<T &>(*m_ends.m_next);
    }
    /// \a element, which is in no list, comes last.
    void append(T &element) noexcept
    {
        ListLinks<T> &links = element;
        assert(!links.isInList());
        links.m_previous = m_ends.m_previous;
        links.m_next = &m_ends;
        m_ends.m_previous->m_next = &links;
        m_ends.m_previous = &links;
    }
    /// Null when the list is empty.
    T *takeFirst() noexcept
    {
        if (empty())
            return nullptr;
        ListLinks<T> &links = *m_ends.m_next;
        links.unlink();
        return &static_cast<T &>(links);
    }

    // Whoever goes through the elements may append others, and must not take away the one it is at.
    auto begin() noexcept { return Iterator<T>(m_ends.m_next); }
    auto end() noexcept { return Iterator<T>(&m_ends); }
    auto begin() const noexcept { return Iterator<const T>(m_ends.m_next); }
    auto end() const noexcept { return Iterator<const T>(&m_ends); }

private:
    ListLinks<T> m_ends; ///< the first is its next, the last its previous
};

} // namespace engine
