#pragma once

#include "engine/sync/queuebase.h"

#include <deque>
#include <utility>

namespace engine {

/// A FIFO between tasks of one loop: asyncio.Queue. get() waits while it is empty and put() while
/// it is full; both serve in the order of arrival. Outlives the tasks that wait on it.
template <class T>
class Queue : public QueueBase
{
public:
    explicit Queue(std::string name, std::size_t maxsize = 0)
        : QueueBase(std::move(name), maxsize)
    {
    }

    /// What get() gives; await it for the item.
    class Get
    {
    public:
        explicit Get(Queue &queue) noexcept
            : m_queue(queue)
        {
        }
        class Awaiter final : public GetAwaiter
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
            Queue &m_items;
        };

    private:
        Queue &m_queue;
    };

    /// What put() gives; await it until the item is in the queue.
    class Put
    {
    public:
        Put(Queue &queue, T item)
            : m_queue(queue)
            , m_item(std::move(item))
        {
        }
        class Awaiter final : public PutAwaiter
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
            Queue &m_items;
            T m_item;
        };

    private:
        Queue &m_queue;
        T m_item;
    };

    Get get() noexcept { return Get(*this); }
    Put put(T item) { return Put(*this, std::move(item)); }

    /// Throws QueueEmpty when there is no item.
    T getNowait()
    {
        if (empty())
            throw QueueEmpty();
        T item = std::move(m_items.front());
        m_items.pop_front();
        itemTaken();
        return item;
    }

    /// Throws QueueFull when there is no place.
    void putNowait(T item)
    {
        if (full())
            throw QueueFull();
        m_items.push_back(std::move(item));
        itemPut();
    }

private:
    std::deque<T> m_items;
};

} // namespace engine
