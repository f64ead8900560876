#pragma once

namespace engine {

/// One cancel() among those that pass a request on to what is waited for, each within the one
/// before: without end where tasks wait in a circle. Counts what CPython's stack counts, a level
/// for a task and one for a gather(), and throws RecursionError where that stack ends.
class CancelLevel
{
public:
    CancelLevel()
    {
        if (s_depth == Deepest)
            throwTooDeep();
        ++s_depth;
    }
    ~CancelLevel() { --s_depth; }
    CancelLevel(const CancelLevel &) = delete;
    CancelLevel &operator=(const CancelLevel &) = delete;

private:
    static constexpr int Deepest = 975; ///< CPython's 1000 less what runs before the first of them
    [[noreturn]] static void throwTooDeep();

    static inline constinit thread_local int s_depth = 0;
};

} // namespace engine
