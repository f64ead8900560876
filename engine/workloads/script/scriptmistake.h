#pragma once

#include "engine/scenario/parameter.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace engine {

/// A line and a column of a text, from 1; columns count characters.
struct TextPlace
{
    std::size_t line = 1;
    std::size_t column = 1;

    bool operator==(const TextPlace &) const = default;
};

/// Where the byte at \a offset stands in \a text, which is UTF-8.
TextPlace placeIn(std::string_view text, std::size_t offset);

/// What is wrong with a script, and where in its text. what() names the script, too.
class ScriptMistake : public scenario::ArgumentError
{
public:
    /// \a what and \a sentence are whole sentences, the second for who has the place in sight.
    ScriptMistake(const std::string &what, std::string sentence, TextPlace place)
        : ArgumentError(what)
        , m_sentence(std::move(sentence))
        , m_place(place)
    {
    }

    const std::string &sentence() const noexcept { return m_sentence; }
    TextPlace place() const noexcept { return m_place; }

private:
    std::string m_sentence;
    TextPlace m_place;
};

} // namespace engine
