#include "engine/workloads/pythontext.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>

namespace engine::python {

namespace {

struct Range
{
    char32_t first;
    char32_t last;
};

// What str.isprintable() refuses of the characters that occur in practice.
constexpr std::array<Range, 13> Unprintable{{{0x00, 0x1f},
                                             {0x7f, 0xa0},
                                             {0xad, 0xad},
                                             {0x1680, 0x1680},
                                             {0x2000, 0x200f},
                                             {0x2028, 0x202f},
                                             {0x205f, 0x206f},
                                             {0x3000, 0x3000},
                                             {0xd800, 0xf8ff},
                                             {0xfeff, 0xfeff},
                                             {0xfff0, 0xfffb},
                                             {0xe0000, 0xe0fff},
                                             {0xf0000, 0x10ffff}}};

bool isPrintable(char32_t character)
{
    return std::none_of(Unprintable.begin(), Unprintable.end(), [character](const Range &range) {
        return character >= range.first && character <= range.last;
    });
}

/// Takes the first character off valid UTF-8.
char32_t takeCharacter(std::string_view &utf8)
{
    const auto first = static_cast<unsigned char>(utf8.front());
    const std::size_t length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    char32_t character = length == 1 ? first : first & (0x7fU >> length);
    for (std::size_t i = 1; i < length && i < utf8.size(); ++i)
        character = character << 6 | (static_cast<unsigned char>(utf8[i]) & 0x3fU);
    utf8.remove_prefix(std::min(length, utf8.size()));
    return character;
}

void appendEscaped(std::string &text, char32_t character)
{
    const auto code = static_cast<std::uint32_t>(character);
    const auto out = std::back_inserter(text);
    if (code == '\n')
        text += "\\n";
    else if (code == '\r')
        text += "\\r";
    else if (code == '\t')
        text += "\\t";
    else if (code <= 0xff)
        fmt::format_to(out, "\\x{:02x}", code);
    else if (code <= 0xffff)
        fmt::format_to(out, "\\u{:04x}", code);
    else
        fmt::format_to(out, "\\U{:08x}", code);
}

} // namespace

std::string repr(bool value)
{
    return value ? "True" : "False";
}

std::string repr(std::int64_t value)
{
    return fmt::format("{}", value);
}

std::string repr(double value)
{
    std::string text = fmt::format("{}", value);
    if (text.find_first_not_of("-0123456789") == std::string::npos)
        text += ".0";
    return text;
}

std::string repr(std::string_view utf8)
{
    const bool hasSingle = utf8.find('\'') != std::string_view::npos;
    const bool hasDouble = utf8.find('"') != std::string_view::npos;
    const char quote = hasSingle && !hasDouble ? '"' : '\'';
    std::string text(1, quote);
    while (!utf8.empty()) {
        const std::string_view from = utf8;
        const char32_t character = takeCharacter(utf8);
        if (character == static_cast<char32_t>(quote) || character == U'\\')
            text += '\\';
        if (isPrintable(character))
            text += from.substr(0, from.size() - utf8.size());
        else
            appendEscaped(text, character);
    }
    return text + quote;
}

std::string repr(const char *utf8)
{
    return repr(std::string_view(utf8));
}

std::string listText(const std::vector<std::string> &reprs)
{
    return fmt::format("[{}]", fmt::join(reprs, ", "));
}

} // namespace engine::python
