#pragma once

#include "engine/sync/queuebase.h"

#include <deque>
#include <utility>
#include <vector>

namespace engine {

/// Items between tasks of one loop. get() waits while it is empty and put() while it is full; both
/// serve in the order of arrival. Which item comes next is up to Items. Outlives the tasks that
/// wait on it. asyncio.Queue and its subclasses; use Queue, LifoQueue or PriorityQueue.
template <class T, class Items>
class QueueOf : public QueueBase
{
public:
    explicit QueueOf(std::string name, std::size_t maxsize = 0,
                     const SourceSite &site = SourceSite::here())
        : QueueBase(std::move(name), maxsize, site)
    {
    }

    /// What get() gives; await it for the item.
    class Get
    {
    public:
        explicit Get(QueueOf &queue) noexcept
            : m_queue(queue)
        {
        }
        class Awaiter : public GetAwaiter
        {
        public:
            Awaiter(const Get &get, const SourceSite &site) noexcept
                : GetAwaiter(get.m_queue, site)
                , m_items(get.m_queue)
            {
            }
            T await_resume()
            {
                this->resumed();
                return m_items.getNowait();
            }

        private:
            QueueOf &m_items;
        };

    private:
        QueueOf &m_queue;
    };

    /// What put() gives; await it until the item is in the queue.
    class Put
    {
    public:
        Put(QueueOf &queue, T item)
            : m_queue(queue)
            , m_item(std::move(item))
        {
        }
        class Awaiter : public PutAwaiter
        {
        public:
            Awaiter(Put &&put, const SourceSite &site)
                : PutAwaiter(put.m_queue, site)
                , m_items(put.m_queue)
                , m_item(std::move(put.m_item))
            {
            }
            void await_resume()
            {
                this->resumed();
                m_items.putNowait(std::move(m_item));
            }

        private:
            QueueOf &m_items;
            T m_item;
        };

    private:
        QueueOf &m_queue;
        T m_item;
    };

    Get get() noexcept { return Get(*this); }
    Put put(T item) { return Put(*this, std::move(item)); }

    /// Throws QueueEmpty when there is no item.
    T getNowait()
    {
        if (empty())
            throw QueueEmpty();
        T item = changing([&] { return m_items.take(); });
        itemTaken();
        return item;
    }

    /// Throws QueueFull when there is no place.
    void putNowait(T item)
    {
        if (full())
            throw QueueFull();
        changing([&] { m_items.add(std::move(item)); });
        itemPut();
    }

private:
    /// Does it, and counts anew when items that have no order broke it off.
    template <class Change>
    auto changing(const Change &change)
    {
        if constexpr (Items::Compares) {
            try {
                return change();
            } catch (...) {
                itemsLeft(m_items.size());
                throw;
            }
        } else {
            return change();
        }
    }

    Items m_items;
};

template <class T>
class FirstInFirstOut
{
public:
    static constexpr bool Compares = false;

    void add(T item) { m_items.push_back(std::move(item)); }
    T take()
    {
        T item = std::move(m_items.front());
        m_items.pop_front();
        return item;
    }

private:
    std::deque<T, PoolAllocator<T>> m_items;
};

template <class T>
class LastInFirstOut
{
public:
    static constexpr bool Compares = false;

    void add(T item) { m_items.push_back(std::move(item)); }
    T take()
    {
        T item = std::move(m_items.back());
        m_items.pop_back();
        return item;
    }

private:
    std::vector<T> m_items;
};

/// The least item first, by operator<: the heap of Python's heapq move for move, so that of items
/// of which neither is less the same one comes first. What operator<() throws leaves as it leaves
/// heapq: add() has added the item, take() has lost one.
template <class T>
class LeastFirst
{
public:
    static constexpr bool Compares = true;

    std::size_t size() const noexcept { return m_items.size(); }
    void add(T item)
    {
        m_items.push_back(std::move(item));
        rise(0, m_items.size() - 1);
    }
    T take()
    {
        T last = std::move(m_items.back());
        m_items.pop_back();
        if (m_items.empty())
            return last;
        T least = std::exchange(m_items.front(), std::move(last));
        sinkToLeafAndRise();
        return least;
    }

private:
    // heapq._siftdown()
    void rise(std::size_t top, std::size_t place)
    {
        while (place > top) {
            const std::size_t parent = (place - 1) / 2;
            if (!(m_items[place] < m_items[parent]))
                break;
            std::swap(m_items[place], m_items[parent]);
            place = parent;
        }
    }
    // heapq._siftup()
    void sinkToLeafAndRise()
    {
        std::size_t place = 0;
        for (std::size_t child = 1; child < m_items.size(); child = 2 * place + 1) {
            if (child + 1 < m_items.size() && !(m_items[child] < m_items[child + 1]))
                ++child;
            std::swap(m_items[place], m_items[child]);
            place = child;
        }
        rise(0, place);
    }

    std::vector<T> m_items;
};

template <class T>
using Queue = QueueOf<T, FirstInFirstOut<T>>;
template <class T>
using LifoQueue = QueueOf<T, LastInFirstOut<T>>;
template <class T>
using PriorityQueue = QueueOf<T, LeastFirst<T>>;

} // namespace engine
