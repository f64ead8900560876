#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace views {

/// Which lines of a program in C++ and of the same program in Python say the same, as far as that
/// can be read from the text. Functions are matched by their name, `randSleep` with `rand_sleep`;
/// their lines by the names and words that they share, in order, and a line that awaits only with
/// one that awaits. A function whose name the other program does not have is matched with the one
/// that it has most in common with, or with none. Lines are counted from 0.
class LineMatch
{
public:
    LineMatch() = default;
    LineMatch(const QString &cpp, const QString &python);

    /// The line of Python that says what \a line of C++ does, or nothing.
    std::optional<int> pythonOf(int line) const { return at(m_python, line); }
    std::optional<int> cppOf(int line) const { return at(m_cpp, line); }
    /// The same for the nearest line within the function of \a line that has one, and that line
    /// itself: where one looks for what has no counterpart.
    struct Pair
    {
        int cpp = 0;
        int python = 0;

        bool operator==(const Pair &) const = default;
    };
    std::optional<Pair> nearest(int line) const;
    /// How many lines have a counterpart.
    int count() const;

    /// After which lines so many rows are to stay empty, for lines that say the same to stand side
    /// by side within functions of one name.
    const std::vector<int> &cppGaps() const noexcept { return m_cppGaps; }
    const std::vector<int> &pythonGaps() const noexcept { return m_pythonGaps; }

private:
    /// Makes the lines from one pair to the next as many on both sides.
    void even(const Pair &from, const Pair &to);
    static std::optional<int> at(const std::vector<int> &lines, int line);

    std::vector<int> m_python; ///< by line of C++; -1: none
    std::vector<int> m_cpp;
    std::vector<int> m_cppGaps;
    std::vector<int> m_pythonGaps;
    std::vector<int> m_function; ///< by line of C++: where its function begins; -1: in none
};

} // namespace views
