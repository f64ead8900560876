#include "engine/workloads/agenworkload.h"

#include "engine/sync/gather.h"
#include "engine/sync/sleep.h"
#include "engine/task/asyncgenerator.h"
#include "engine/workloads/script/pythontext.h"
#include "engine/workloads/stopwatch.h"

#include <algorithm>
#include <ranges>
#include <string>
#include <vector>

namespace engine {

namespace {

/// A natural number of any size, in decimal: Python's integers have no end, and 2 ** 1000 has 302
/// digits.
class Natural
{
public:
    Natural twice() const
    {
        std::string digits;
        int carry = 0;
        for (const char digit : std::ranges::reverse_view(m_digits)) {
            const int doubled = 2 * (digit - '0') + carry;
            digits += static_cast<char>('0' + doubled % 10);
            carry = doubled / 10;
        }
        if (carry > 0)
            digits += '1';
        std::reverse(digits.begin(), digits.end());
        return Natural(std::move(digits));
    }
    int modulo(int divisor) const
    {
        int rest = 0;
        for (const char digit : m_digits)
            rest = (rest * 10 + digit - '0') % divisor;
        return rest;
    }
    static Natural one() { return Natural("1"); }
    const std::string &text() const noexcept { return m_digits; }

private:
    explicit Natural(std::string digits)
        : m_digits(std::move(digits))
    {
    }

    std::string m_digits;
};

std::string listText(const std::vector<Natural> &numbers)
{
    std::vector<std::string> texts;
    texts.reserve(numbers.size());
    for (const Natural &number : numbers)
        texts.push_back(number.text());
    return python::listText(texts);
}

class AgenProgram final : public Program
{
public:
    explicit AgenProgram(const scenario::Arguments &arguments)
        : m_count(arguments.integer("count"))
        , m_delay(arguments.real("delay"))
        , m_consumers(arguments.integer("consumers"))
    {
    }

    Task<> main() override { return all_main(); }

    void afterRun() override
    {
        print("{}", listText(m_everything));
        print("{}", listText(m_some));
        sayElapsed();
    }

private:
    AsyncGenerator<Natural> powersOfTwo()
    {
        Natural power = Natural::one();
        for (std::int64_t exponent = 0; exponent < m_count; ++exponent) {
            co_yield power;
            power = power.twice();
            co_await sleep(m_delay);
        }
    }

    // NOLINTNEXTLINE(readability-identifier-naming): shown beside Python's coroutine of this name
    Task<> loop_over(std::int64_t consumer)
    {
        const AsyncGenerator<Natural> powers = powersOfTwo();
        for (auto power = co_await powers.next(); power; power = co_await powers.next())
            print("consumer {} got {}", consumer, power->text());
        print("consumer {} done", consumer);
    }

    // NOLINTNEXTLINE(readability-identifier-naming): shown beside Python's coroutine of this name
    Task<> all_main()
    {
        std::vector<TaskHandle<>> loops;
        for (std::int64_t consumer = 0; consumer < m_consumers; ++consumer)
            loops.push_back(
                createTask(loop_over(consumer), {{}, fmt::format("Consumer {}", consumer)}));
        co_await gather(std::move(loops));
        m_everything = co_await collect(powersOfTwo());
        // power // 3 % 5 == 0
        const auto keep = [](const Natural &power) { return power.modulo(15) / 3 == 0; };
        m_some = co_await collect(powersOfTwo(), keep);
    }

    std::int64_t m_count;
    double m_delay;
    std::int64_t m_consumers;
    std::vector<Natural> m_everything;
    std::vector<Natural> m_some;
};

} // namespace

Workload agenWorkload()
{
    using scenario::Parameter;
    scenario::Scenario s;
    s.name = "agen";
    s.title = "Asynchronous generators";
    s.group = "Composing";
    s.summary = "Loops over generators that sleep take turns; two comprehensions in one task do "
                "not, and take twice the time.";
    s.parameters = {
        Parameter::integer("count", "Values", 10, 0, LargestCount,
                           "Powers of two that each generator yields.")
            .withSlider(20),
        Parameter::real("delay", "Sleep", 0.1, 0, LongestSeconds,
                        "Seconds that a generator sleeps after each value."),
        Parameter::integer("consumers", "Consumers", 1, 0, LargestCount,
                           "Tasks that loop over a generator of their own at the same time.")
            .withSlider(8),
    };
    return {std::move(s), makeProgramOf<AgenProgram>};
}

} // namespace engine
