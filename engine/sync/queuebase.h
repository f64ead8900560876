#pragma once

#include "engine/core/error.h"
#include "engine/sync/tracedobject.h"
#include "engine/sync/waiter.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace engine {

class QueueEmpty : public Error
{
public:
    QueueEmpty()
        : Error("QueueEmpty")
    {
    }
};

class QueueFull : public Error
{
public:
    QueueFull()
        : Error("QueueFull")
    {
    }
};

/// The part of a queue that does not depend on its items: who waits, how many items are
/// unfinished, and the traced depth. asyncio/queues.py, with the waiting side in the awaiters.
class QueueBase : public TracedObject
{
public:
    std::size_t size() const noexcept { return m_size; }
    bool empty() const noexcept { return m_size == 0; }
    bool full() const noexcept { return m_maxsize > 0 && m_size >= m_maxsize; }
    std::size_t maxsize() const noexcept { return m_maxsize; }
    /// Items put for which taskDone() has not been called.
    std::size_t unfinished() const noexcept { return m_unfinished; }

    /// An item that was got has been dealt with; the last one ends every join(). Throws
    /// ValueError when called more often than items were put.
    void taskDone();

protected:
    /// \a maxsize 0: unbounded. \a name is what the timeline calls the queue.
    QueueBase(std::string name, std::size_t maxsize, const SourceSite &site);
    ~QueueBase() = default;

    /// What get(), put() and join() of an item-less queue share: waiting in a line and, when a
    /// getter's item or a putter's place has gone to somebody else meanwhile, waiting again.
    class LineAwaiter : public Waiter
    {
    protected:
        LineAwaiter(QueueBase &queue, WaiterList &line, trace::Reason reason,
                    const SourceSite &site) noexcept
            : Waiter(site)
            , m_queue(queue)
            , m_line(line)
            , m_reason(reason)
        {
        }

        template <class Promise>
        void lineUp(std::coroutine_handle<Promise> coroutine)
        {
            m_line.append(*this);
            suspend(coroutine, LineAwaiter::what());
        }
        void lineUpAgain();
        QueueBase &queue() const noexcept { return m_queue; }

    private:
        trace::Wait what() final { return m_queue.wait(m_reason); }

        QueueBase &m_queue;
        WaiterList &m_line;
        trace::Reason m_reason;
    };

    class GetAwaiter : public LineAwaiter
    {
    public:
        bool await_ready() const noexcept { return !queue().empty(); }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> coroutine)
        {
            lineUp(coroutine);
        }

    protected:
        GetAwaiter(QueueBase &queue, const SourceSite &site) noexcept
            : LineAwaiter(queue, queue.m_getters, trace::Reason::QueueGet, site)
        {
        }
        /// To be called first in await_resume().
        void resumed()
        {
            if (task() != nullptr && task()->hasDelivery()) [[unlikely]]
                throwDelivery();
        }

    private:
        bool proceed() override;
        void throwDelivery();
    };

    class PutAwaiter : public LineAwaiter
    {
    public:
        bool await_ready() const noexcept { return !queue().full(); }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> coroutine)
        {
            lineUp(coroutine);
        }

    protected:
        PutAwaiter(QueueBase &queue, const SourceSite &site) noexcept
            : LineAwaiter(queue, queue.m_putters, trace::Reason::QueuePut, site)
        {
        }
        /// To be called first in await_resume().
        void resumed()
        {
            if (task() != nullptr && task()->hasDelivery()) [[unlikely]]
                throwDelivery();
        }

    private:
        bool proceed() override;
        void throwDelivery();
    };

    /// An item has been appended: put_nowait() after _put().
    void itemPut();
    /// An item has been removed: get_nowait() after _get().
    void itemTaken();
    /// Neither has succeeded, and \a count items are there.
    void itemsLeft(std::size_t count);

public:
    /// What join() gives.
    class Join
    {
    public:
        explicit Join(QueueBase &queue) noexcept
            : m_queue(queue)
        {
        }

        class Awaiter : public LineAwaiter
        {
        public:
            Awaiter(const Join &join, const SourceSite &site) noexcept
                : LineAwaiter(join.m_queue, join.m_queue.m_joiners, trace::Reason::QueueJoin, site)
            {
            }
            bool await_ready() const noexcept { return queue().m_unfinished == 0; }
            template <class Promise>
            void await_suspend(std::coroutine_handle<Promise> coroutine)
            {
                lineUp(coroutine);
            }
            void await_resume() { deliver(); }
        };

    private:
        QueueBase &m_queue;
    };

    /// Waits until every item that was put has been reported done.
    Join join() noexcept { return Join(*this); }

private:
    void recordDepth();

    std::size_t m_maxsize;
    std::size_t m_size = 0;
    std::size_t m_unfinished = 0;
    WaiterList m_getters;
    WaiterList m_putters;
    WaiterList m_joiners;
};

} // namespace engine
