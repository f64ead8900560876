#pragma once

#include "app/transcript/scriptoperation.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// The operations of one task, as they become known one after the other: what it holds encloses
/// what it does meanwhile, and an exception leaves whatever is let go before the next operation.
class TaskScript
{
public:
    /// Limits are told as finely as \a resolution.
    explicit TaskScript(trace::Time resolution);

    void add(ScriptOperation operation);
    /// Before all others, when there is no more.
    void addFirst(ScriptOperation operation);
    /// Before the last, which goes on.
    void addBeforeLast(ScriptOperation operation);
    /// Of what is open; null: nothing has been done in it.
    ScriptOperation *last();

    /// \a word: "lock", "sem" or "cond"; \a name: of the object, as JSON.
    void hold(const std::string &word, const std::string &name, trace::Time begin);
    /// False: it does not hold \a name, or holds what it came to hold later; it is an operation of
    /// its own, then, and not the end of a block.
    bool release(const std::string &name);
    /// Another task releases \a name.
    void lose(const std::string &name);

    void beginGroup(const std::string &name, trace::Time begin);
    /// The block of the group becomes its last operation; none is open that began in it.
    void endGroup(const std::string &name);
    bool isInGroup(const std::string &name) const;

    /// The last operation ends with \a exception; a limit has passed at \a limit, where there is
    /// one.
    void interrupt(const std::string &exception, std::optional<trace::Time> limit = std::nullopt);
    bool isInterrupted() const noexcept { return m_interruption.has_value(); }
    /// It has caught what was thrown into its last operation.
    void calm() { m_interruption.reset(); }

    // The end of the task, if it has one.
    void finish();
    void fail(const std::string &exception);
    /// Returns when the limit has passed that was set by nobody in it: it was cancelled then.
    std::optional<trace::Time> cancel();
    /// Nothing has woken it any more: it was cancelled in the last operation, or is lost.
    bool endsInside() const noexcept { return m_endsInside; }

    /// All of it, when there is no more.
    ScriptBlock take();

private:
    struct Frame
    {
        std::string word; ///< "lock", "sem", "cond", "task_group"; of the body none
        std::string name;
        ScriptBlock operations{};
        trace::Time begin{0};
    };
    struct Interruption
    {
        std::string exception;
        std::optional<trace::Time> limit;
        std::size_t frame = 0;
        std::size_t operation = 0; ///< in it, the last
    };
    struct Catch
    {
        std::string exception;
        std::size_t operation = 0; ///< of the body
    };

    void settle();
    void close();
    void dissolve(std::size_t frame);
    void dissolveHolds();
    void raise(const std::string &exception);

    trace::Time m_resolution;
    std::vector<Frame> m_frames;
    std::optional<Interruption> m_interruption;
    std::optional<Catch> m_catch; ///< the last, when nothing encloses it
    bool m_endsInside = true;
};

} // namespace app
