#include "engine/workloads/script/pythontext.h"

#include "engine/workloads/script/printable.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>

namespace engine::python {

namespace {

bool isPrintable(char32_t character)
{
    if (character < 0x7f)
        return character >= 0x20;
    const auto *const range
        = std::lower_bound(Unprintable.begin(), Unprintable.end(), character,
                           [](const CharacterRange &r, char32_t c) { return r.last < c; });
    return range == Unprintable.end() || character < range->first;
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

char32_t takeCharacter(std::string_view &utf8) noexcept
{
    const auto first = static_cast<unsigned char>(utf8.front());
    const std::size_t length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    char32_t character = length == 1 ? first : first & (0x7fU >> length);
    for (std::size_t i = 1; i < length && i < utf8.size(); ++i)
        character = character << 6 | (static_cast<unsigned char>(utf8[i]) & 0x3fU);
    utf8.remove_prefix(std::min(length, utf8.size()));
    return character;
}

char32_t characterAt(std::string_view utf8, std::size_t position) noexcept
{
    for (; position > 0; --position)
        takeCharacter(utf8);
    return takeCharacter(utf8);
}

bool hasSurrogate(std::string_view utf8) noexcept
{
    // Their first byte is that of some characters below them, and the second tells.
    for (auto at = utf8.find('\xed'); at != std::string_view::npos;
         at = utf8.find('\xed', at + 1)) {
        if (at + 1 < utf8.size() && static_cast<unsigned char>(utf8[at + 1]) >= 0xa0)
            return true;
    }
    return false;
}

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
