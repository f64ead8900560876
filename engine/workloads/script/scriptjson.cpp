#include "engine/workloads/script/scriptjson.h"

#include "engine/scenario/realnumber.h"
#include "engine/workloads/script/scriptmistake.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <unordered_map>

namespace engine {

namespace {

// As deep as CPython's json reads them and repr() in a task writes them, by its recursion limit.
constexpr int DeepestJson = 980;
// Python's own, sys.get_int_max_str_digits().
constexpr std::size_t MostDigits = 4300;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void appendUtf8(std::string &text, unsigned code)
{
    const auto tail
        = [&](unsigned shift) { text += static_cast<char>(0x80U | ((code >> shift) & 0x3fU)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xc0U | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xe0U | code >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0U | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

/// The bytes of the well-formed character that \a text starts with; 0 when it is none.
std::size_t characterLength(std::string_view text)
{
    const auto byte
        = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80U)
            return 0;
    }
    const unsigned start = first << 8 | byte(1); // tells overlong forms, surrogates, and too large
    const bool good = length == 2 ? first >= 0xc2
        : length == 3             ? start >= 0xe0a0 && (start < 0xeda0 || first > 0xed)
                                  : start >= 0xf090 && start < 0xf490;
    return good ? length : 0;
}

class Reader
{
public:
    Reader(std::string_view text, const std::string &source, std::vector<std::size_t> *begins)
        : m_text(text)
        , m_source(source)
        , m_begins(begins)
    {
        if (m_text.starts_with("\xef\xbb\xbf"))
            m_at = 3;
    }

    ScriptValue document()
    {
        ScriptValue value = this->value(0);
        if (skipBlanks() != '\0' || m_at < m_text.size())
            refuse("there is more after the end");
        return value;
    }

private:
    [[noreturn]] void refuse(std::string_view what) const
    {
        const TextPlace place = placeIn(m_text, m_at);
        throw ScriptMistake(fmt::format("{} is not JSON: line {}, column {}: {}.", m_source,
                                        place.line, place.column, what),
                            fmt::format("This is not JSON: {}.", what), place);
    }
    /// It is JSON, but \a what is wrong with the value that begins at \a at.
    [[noreturn]] void refuseValue(const std::string &what, std::size_t at) const
    {
        throw ScriptMistake(fmt::format("{}: {}.", m_source, what), fmt::format("{}.", what),
                            placeIn(m_text, at));
    }

    /// The next character that is no blank, or NUL at the end.
    char skipBlanks()
    {
        m_at = std::min(m_text.find_first_not_of(" \t\n\r", m_at), m_text.size());
        return peek();
    }
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(std::string_view word)
    {
        const bool there = m_text.substr(m_at).starts_with(word);
        m_at += there ? word.size() : 0;
        return there;
    }

    ScriptValue value(int depth)
    {
        const char first = skipBlanks();
        if (depth > DeepestJson)
            refuseValue(fmt::format("lists and objects may be nested up to {} deep", DeepestJson),
                        m_at);
        if (m_begins != nullptr)
            m_begins->push_back(m_at);
        if (first == '"')
            return ScriptValue::string(string());
        if (first == '[')
            return list(depth);
        if (first == '{')
            return object(depth);
        constexpr double Infinity = std::numeric_limits<double>::infinity();
        if (take("null"))
            return {};
        if (take("true"))
            return ScriptValue::boolean(true);
        if (take("false"))
            return ScriptValue::boolean(false);
        if (take("NaN"))
            return ScriptValue::number(std::numeric_limits<double>::quiet_NaN());
        if (take("Infinity"))
            return ScriptValue::number(Infinity);
        if (take("-Infinity"))
            return ScriptValue::number(-Infinity);
        return number();
    }

    ScriptValue list(int depth)
    {
        ++m_at;
        ScriptValue::List elements;
        if (skipBlanks() != ']') {
            do {
                elements.push_back(value(depth + 1));
            } while (goesOn(']', "a comma or the list's end, ], is missing here"));
        }
        ++m_at;
        return ScriptValue::list(std::move(elements));
    }

    ScriptValue object(int depth)
    {
        ++m_at;
        ScriptValue::Dict items;
        std::vector<std::size_t> firsts; // of the values that begin with each item's
        std::unordered_map<std::string, std::size_t> places;
        if (skipBlanks() != '}') {
            do {
                if (skipBlanks() != '"')
                    refuse("a name in quotes is missing here");
                const std::size_t at = m_at;
                std::string name = string();
                const auto [known, isNew] = places.try_emplace(name, items.size());
                if (!isNew && namesParts(depth))
                    refuseTwice(name, at);
                if (skipBlanks() != ':')
                    refuse("a colon is missing here");
                ++m_at;
                const std::size_t first = m_begins != nullptr ? m_begins->size() : 0;
                m_names.push_back(name);
                ScriptValue value = this->value(depth + 1);
                m_names.pop_back();
                if (isNew) {
                    items.emplace_back(std::move(name), std::move(value));
                    firsts.push_back(first);
                } else { // the last value, in the place of the first
                    items[known->second].second = std::move(value);
                    moveBegins(firsts, known->second, first);
                }
            } while (goesOn('}', "a comma or the object's end, }, is missing here"));
        }
        ++m_at;
        return ScriptValue::dict(std::move(items));
    }

    /// There is a comma, and not yet \a end.
    bool goesOn(char end, std::string_view otherwise)
    {
        const char next = skipBlanks();
        if (next == end)
            return false;
        if (next != ',')
            refuse(otherwise);
        ++m_at;
        return true;
    }

    /// An object so deep is the script's own: what it names twice would be lost.
    bool namesParts(int depth) const
    {
        return depth == 0
            || (depth == 1 && !m_names.empty()
                && (m_names.front() == "objects" || m_names.front() == "tasks"));
    }

    /// The values from number \a last on take the place of \a item and what is in it; \a firsts has
    /// the numbers at which items begin.
    void moveBegins(std::vector<std::size_t> &firsts, std::size_t item, std::size_t last)
    {
        if (m_begins == nullptr)
            return;
        const std::size_t end = item + 1 < firsts.size() ? firsts[item + 1] : last;
        const std::size_t old = end - firsts[item];
        const std::size_t added = m_begins->size() - last;
        const auto at = [this](std::size_t number) {
            return m_begins->begin() + static_cast<std::ptrdiff_t>(number);
        };
        std::rotate(at(firsts[item]), at(last), m_begins->end());
        m_begins->erase(at(firsts[item] + added), at(firsts[item] + added + old));
        for (std::size_t i = item + 1; i < firsts.size(); ++i)
            firsts[i] += added - old;
    }

    [[noreturn]] void refuseTwice(const std::string &name, std::size_t at) const
    {
        refuseValue(m_names.empty()
                        ? fmt::format("\"{}\" is given twice; give it once", name)
                        : fmt::format("\"{}\" is given twice in \"{}\"; give each name once", name,
                                      m_names.back()),
                    at);
    }

    std::string string()
    {
        ++m_at;
        std::string text;
        while (peek() != '"') {
            if (m_at == m_text.size())
                refuse("the text is cut short: its closing quote is missing");
            if (peek() == '\\') {
                escape(text);
                continue;
            }
            if (static_cast<unsigned char>(peek()) < 0x20)
                refuse("control characters in a text are written as escapes, such as \\n");
            const std::size_t length = characterLength(m_text.substr(m_at));
            if (length == 0)
                refuse("this is not UTF-8");
            text += m_text.substr(m_at, length);
            m_at += length;
        }
        ++m_at;
        return text;
    }

    void escape(std::string &text)
    {
        static constexpr std::string_view Letters = "\"\\/bfnrt";
        static constexpr std::string_view Characters = "\"\\/\b\f\n\r\t";
        const char letter = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (letter == 'u') {
            unsigned code = codeUnit().value_or(NoCode);
            if (code == NoCode)
                refuse("\\u is followed by four hexadecimal digits");
            // Two surrogates are one character, one alone stays what it is.
            const std::size_t after = m_at;
            if (code >= 0xd800 && code < 0xdc00) {
                const unsigned low = codeUnit().value_or(0);
                if (low >= 0xdc00 && low < 0xe000)
                    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                else
                    m_at = after;
            }
            appendUtf8(text, code);
            return;
        }
        const auto which = letter == '\0' ? std::string_view::npos : Letters.find(letter);
        if (which == std::string_view::npos)
            refuse("after a backslash comes one of \" \\ / b f n r t u");
        text += Characters[which];
        m_at += 2;
    }

    /// Takes \uXXXX, if it is there.
    std::optional<unsigned> codeUnit()
    {
        constexpr std::size_t Digits = 4;
        const std::string_view escape = m_text.substr(m_at, 2 + Digits);
        if (escape.size() < 2 + Digits || !escape.starts_with("\\u"))
            return std::nullopt;
        unsigned code = 0;
        const auto [end, error]
            = std::from_chars(escape.data() + 2, escape.data() + 2 + Digits, code, 16);
        if (error != std::errc() || end != escape.data() + 2 + Digits)
            return std::nullopt;
        m_at += 2 + Digits;
        return code;
    }

    ScriptValue number()
    {
        std::size_t end = m_at;
        const auto is = [&](char c) { return end < m_text.size() && m_text[end] == c; };
        const auto digits = [&] {
            const std::size_t from = end;
            while (end < m_text.size() && isDigit(m_text[end]))
                ++end;
            return end > from;
        };
        if (is('-'))
            ++end;
        if (is('0'))
            ++end;
        else if (!digits())
            refuse(m_at == m_text.size() ? "a value is missing: the file ends here"
                                         : "a value is missing here: a number, a text in quotes, "
                                           "a list, an object, true, false or null");
        const std::size_t wholeEnd = end;
        if (is('.')) {
            ++end;
            if (!digits())
                end = wholeEnd;
        }
        const std::size_t fractionEnd = end;
        if (is('e') || is('E')) {
            ++end;
            if (is('+') || is('-'))
                ++end;
            if (!digits())
                end = fractionEnd;
        }
        std::string token(m_text.substr(m_at, end - m_at));
        if (end > wholeEnd) {
            m_at = end;
            return ScriptValue::number(*scenario::readReal(token));
        }
        if (token.size() - (token.front() == '-' ? 1 : 0) > MostDigits)
            refuse(fmt::format("an integer may have up to {} digits", MostDigits));
        m_at = end;
        return ScriptValue::integer(token == "-0" ? "0" : std::move(token));
    }

    static constexpr unsigned NoCode = ~0U;

    std::string_view m_text;
    const std::string &m_source;
    std::vector<std::size_t> *m_begins;
    std::size_t m_at = 0;
    std::vector<std::string> m_names; ///< of the items that are being read, the outermost first
};

} // namespace

ScriptValue parseScriptJson(std::string_view text, const std::string &source,
                            std::vector<std::size_t> *begins)
{
    return Reader(text, source, begins).document();
}

} // namespace engine
