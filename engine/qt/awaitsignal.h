#pragma once

#include "engine/qt/externalwait.h"
#include "engine/qt/objectfuture.h"

#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace engine::qt {

namespace detail {

template <class... Args>
struct LastIsEmpty : std::false_type
{
};
template <class Last>
struct LastIsEmpty<Last> : std::is_empty<std::decay_t<Last>>
{
};
template <class First, class... Rest>
requires(sizeof...(Rest) > 0) struct LastIsEmpty<First, Rest...> : LastIsEmpty<Rest...>
{
};

/// How many of a signal's parameters say something: an empty class at the end is Qt's mark of a
/// private signal, such as QTimer::timeout().
template <class... Args>
inline constexpr std::size_t SignalValues = sizeof...(Args) - (LastIsEmpty<Args...>::value ? 1 : 0);

} // namespace detail

/// Waits for one emission of a signal with the parameters Args.
template <class Sender, class... Args>
class SignalFuture final : public ObjectFuture
{
public:
    struct Source
    {
        const Sender *sender;
        void (Sender::*signal)(Args...);
    };

    explicit SignalFuture(const Source &source)
        : ObjectFuture(trace::Reason::Signal)
    {
        QObject::connect(source.sender, source.signal, &context(), [this](Args... args) {
            if (!m_values)
                m_values = firstOf(std::make_index_sequence<Count>(), std::tie(args...));
            arrive();
        });
        begin(*source.sender);
    }

    /// Nothing, the argument, or the tuple of the arguments.
    auto result()
    {
        if constexpr (Count == 1)
            return std::get<0>(std::move(*m_values));
        else if constexpr (Count > 1)
            return std::move(*m_values);
    }

private:
    static constexpr std::size_t Count = detail::SignalValues<Args...>;

    template <std::size_t... Index, class Values>
    static auto firstOf(std::index_sequence<Index...>, const Values &values)
    {
        return std::tuple<std::decay_t<std::tuple_element_t<Index, std::tuple<Args...>>>...>(
            std::get<Index>(values)...);
    }

    std::optional<decltype(firstOf(std::make_index_sequence<Count>(),
                                   std::declval<std::tuple<std::decay_t<Args> &...>>()))>
        m_values;
};

/// Awaits the next emission of \a signal, and gives what it carries: nothing, a value, or a tuple.
/// What is emitted while nobody awaits is missed. \a object lives when this is awaited;
/// SenderDestroyed is thrown when it dies before it emits.
template <class Object, class Sender, class... Args>
auto qtSignal(const Object *object, void (Sender::*signal)(Args...))
{
    return ExternalWait<SignalFuture<Sender, Args...>>({object, signal});
}

} // namespace engine::qt
