#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Python's repr() of values, since what programs print is compared with Python's output.
namespace engine::python {

std::string repr(bool value);
std::string repr(std::int64_t value);
/// The shortest text that reads back equal, always with a point or an exponent: "1.0", "1e+16".
std::string repr(double value);
/// In quotes, with escapes for what str.isprintable() refuses. \a utf8 is well-formed, but that a
/// lone surrogate may stand in it as if it were a character.
std::string repr(std::string_view utf8);
std::string repr(const char *utf8);

/// Takes the first character off such a text, which is not empty.
char32_t takeCharacter(std::string_view &utf8) noexcept;
/// The character at a \a position in it, counted in characters.
char32_t characterAt(std::string_view utf8, std::size_t position) noexcept;
constexpr bool isSurrogate(char32_t character) noexcept
{
    return character >= 0xd800 && character < 0xe000;
}
/// It cannot be encoded: a lone surrogate stands in it.
bool hasSurrogate(std::string_view utf8) noexcept;

/// "[a, b]", of texts that are reprs already.
std::string listText(const std::vector<std::string> &reprs);

template <class T>
std::string repr(const std::vector<T> &list)
{
    std::vector<std::string> reprs;
    reprs.reserve(list.size());
    for (const T &element : list)
        reprs.push_back(repr(element));
    return listText(reprs);
}

} // namespace engine::python
