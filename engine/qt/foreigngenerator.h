#pragma once

#include "engine/qt/detached.h"
#include "engine/qt/externalwait.h"

#include <QCoroAsyncGenerator>

#include <memory>
#include <optional>
#include <utility>

namespace engine::qt {

/// The values of a QCoro::AsyncGenerator, for a task:
///
///     for (auto value = co_await values.next(); value; value = co_await values.next())
///
/// is `async for`. A value that is there at once costs no hop. A detached coroutine owns the
/// generator, which QCoro cannot destroy while that awaits something: when this is destroyed in
/// such a moment, the generator goes once what it awaits has come.
///
/// One task at a time. A cancelled next() loses no value: the next one brings it.
template <class T>
class ForeignGenerator
{
public:
    explicit ForeignGenerator(QCoro::AsyncGenerator<T> generator)
    {
        produce(std::move(generator), m_production);
    }
    ~ForeignGenerator()
    {
        m_production->abandoned = true;
        if (m_production->producer)
            std::exchange(m_production->producer, nullptr).destroy();
    }
    ForeignGenerator(const ForeignGenerator &) = delete;
    ForeignGenerator &operator=(const ForeignGenerator &) = delete;

    class Next;
    /// Await it for a value, or for nullopt when the generator has returned.
    ExternalWait<Next> next() const { return ExternalWait<Next>(m_production); }

private:
    struct Production
    {
        std::optional<T> value;
        std::exception_ptr error;
        std::coroutine_handle<> producer; ///< while it waits to be asked for a value
        Next *waiter = nullptr;
        bool ended = false;
        bool abandoned = false;

        bool hasOutcome() const noexcept { return value || error || ended; }
        void tell()
        {
            if (waiter != nullptr)
                waiter->arrive(error);
        }
    };

    /// Suspends the producer until somebody asks for the next value.
    class Request
    {
    public:
        explicit Request(Production &production) noexcept
            : m_production(production)
        {
        }
        bool await_ready() const noexcept { return m_production.abandoned; }
        void await_suspend(std::coroutine_handle<> producer) const noexcept
        {
            m_production.producer = producer;
        }
        void await_resume() const noexcept {}

    private:
        Production &m_production;
    };

    static Detached produce(QCoro::AsyncGenerator<T> generator,
                            std::shared_ptr<Production> production)
    {
        try {
            co_await Request(*production);
            for (auto value = co_await generator.begin(); value != generator.end();) {
                if (production->abandoned)
                    co_return;
                production->value.emplace(std::move(*value));
                production->tell();
                co_await Request(*production);
                if (production->abandoned)
                    co_return;
                co_await ++value;
            }
        } catch (...) {
            production->error = std::current_exception();
        }
        production->ended = true;
        production->tell();
    }

    const std::shared_ptr<Production> m_production = std::make_shared<Production>();
};

/// Waits for the next value of a generator.
template <class T>
class ForeignGenerator<T>::Next final : public ExternalFuture
{
public:
    using Source = std::shared_ptr<Production>;

    explicit Next(std::shared_ptr<Production> production)
        : ExternalFuture(trace::Reason::Generator)
        , m_production(std::move(production))
    {
        if (!m_production->hasOutcome() && m_production->producer)
            std::exchange(m_production->producer, nullptr).resume();
        if (m_production->hasOutcome()) {
            setDone(m_production->error);
            return;
        }
        m_production->waiter = this;
        begin();
    }
    ~Next() override
    {
        if (m_production->waiter == this)
            m_production->waiter = nullptr;
        if (done() && !cancelled())
            m_production->error = nullptr; // it has been thrown
    }

    std::optional<T> result() { return std::exchange(m_production->value, std::nullopt); }

private:
    const std::shared_ptr<Production> m_production;
};

} // namespace engine::qt
