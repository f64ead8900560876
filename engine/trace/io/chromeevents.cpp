#include "engine/trace/io/chromeevents.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace trace {

namespace {

constexpr std::size_t BufferSize = 1U << 20;
constexpr int End = -1;

/// What is read of "args".
struct Argument
{
    std::string_view key;
    std::string ChromeEvent::*field;
};
constexpr std::array Arguments{
    Argument{"name", &ChromeEvent::argument},
    Argument{"task", &ChromeEvent::task},
    Argument{"coroutine", &ChromeEvent::coroutine},
    Argument{"items", &ChromeEvent::items},
    Argument{"record", &ChromeEvent::record},
    Argument{"until", &ChromeEvent::until},
    Argument{"ends", &ChromeEvent::ends},
    Argument{"by", &ChromeEvent::by},
    Argument{"turn", &ChromeEvent::turn},
    Argument{"throws", &ChromeEvent::throws},
    Argument{"kind", &ChromeEvent::kind},
    Argument{"amount", &ChromeEvent::amount},
    Argument{"of", &ChromeEvent::of},
};

/// The text cannot be gone on with.
struct Broken
{
};

bool isBlank(int c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr unsigned NoCharacter = 0xfffd;

void appendUtf8(std::string &text, unsigned code)
{
    if (code < 0x80) {
        text += static_cast<char>(code);
        return;
    }
    const bool four = code >= 0x10000;
    const bool three = code >= 0x800;
    text += static_cast<char>(four        ? 0xf0U | code >> 18
                                  : three ? 0xe0U | code >> 12
                                          : 0xc0U | code >> 6);
    if (four)
        text += static_cast<char>(0x80U | (code >> 12 & 0x3fU));
    if (three)
        text += static_cast<char>(0x80U | (code >> 6 & 0x3fU));
    text += static_cast<char>(0x80U | (code & 0x3fU));
}

/// Microseconds as nanoseconds: what is written without an exponent to the last digit.
std::optional<std::int64_t> nanoseconds(std::string_view number)
{
    const auto dot = std::min(number.find('.'), number.size());
    std::string digits(number.substr(0, dot));
    std::string_view fraction = number.substr(std::min(dot + 1, number.size()));
    const bool plain = number.find_first_of("eE") == std::string_view::npos;
    if (plain) {
        for (int i = 0; i < 3; ++i) {
            digits += fraction.empty() ? '0' : fraction.front();
            fraction.remove_prefix(fraction.empty() ? 0 : 1);
        }
        std::int64_t exact = 0;
        const auto [end, error]
            = std::from_chars(digits.data(), digits.data() + digits.size(), exact);
        if (error == std::errc() && end == digits.data() + digits.size())
            return exact;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    constexpr double Most = 9.2e15;
    if (error != std::errc() || end != number.data() + number.size() || !(std::abs(value) < Most))
        return std::nullopt;
    return std::llround(value * 1000);
}

} // namespace

ChromeEvents::ChromeEvents(ByteSource &bytes)
    : m_bytes(bytes)
    , m_buffer(BufferSize)
{
    try {
        if (skipBlanks() == 0xef) { // a byte order mark
            for (int i = 0; i < 3; ++i)
                take();
        }
        if (isNext('[')) {
            take();
            return;
        }
        expect('{');
        while (!isNext('}')) {
            readString(m_key);
            expect(':');
            if (m_key == "traceEvents" && isNext('[')) {
                take();
                return;
            }
            skipValue();
            if (isNext(','))
                take();
        }
    } catch (const Broken &) {
        // As below: there was no list up to there.
    }
    throw ChromeEventsError("there is no list of events");
}

bool ChromeEvents::areIn(ByteSource &bytes)
{
    std::byte first{};
    for (std::uint64_t at = 0; bytes.read(at, {&first, 1}) == 1; ++at) {
        const auto c = static_cast<unsigned char>(first);
        if (c == '{' || c == '[')
            return true;
        if (!isBlank(c) && !(at < 3 && (c == 0xef || c == 0xbb || c == 0xbf)))
            return false;
    }
    return false;
}

bool ChromeEvents::next(ChromeEvent &event)
{
    if (m_cut)
        return false;
    event = {};
    try {
        if (isNext(']'))
            return false;
        if (std::exchange(m_begun, true)) {
            expect(',');
            // Programs that die leave one behind the last event, and no end.
            if (skipBlanks() == ']')
                return false;
        }
        expect('{');
        while (!isNext('}')) {
            readString(m_key);
            expect(':');
            readField(event);
            if (isNext(','))
                take();
        }
        take();
        return true;
    } catch (const Broken &) {
        m_cut = true;
        return false;
    }
}

double ChromeEvents::share()
{
    const auto size = static_cast<double>(m_bytes.size());
    return size > 0 ? std::min(1.0, static_cast<double>(m_next) / size) : 1;
}

int ChromeEvents::peek()
{
    if (m_at == m_filled) {
        m_filled = m_bytes.read(m_next, m_buffer);
        m_next += m_filled;
        m_at = 0;
        if (m_filled == 0)
            return End;
    }
    return static_cast<unsigned char>(m_buffer[m_at]);
}

int ChromeEvents::take()
{
    const int c = peek();
    if (c != End)
        ++m_at;
    return c;
}

int ChromeEvents::skipBlanks()
{
    while (isBlank(peek()))
        ++m_at;
    return peek();
}

void ChromeEvents::expect(char c)
{
    if (skipBlanks() != c)
        throw Broken();
    take();
}

bool ChromeEvents::isNext(char c)
{
    const int next = skipBlanks();
    if (next == End)
        throw Broken();
    return next == c;
}

void ChromeEvents::readString(std::string &text)
{
    expect('"');
    text.clear();
    unsigned high = 0; // the first half of a character beyond the first 65,536
    const auto leaveHalf = [&] {
        if (std::exchange(high, 0) != 0)
            appendUtf8(text, NoCharacter);
    };
    for (int c = take(); c != '"'; c = take()) {
        if (c == End)
            throw Broken();
        if (c != '\\') {
            leaveHalf();
            text += static_cast<char>(c);
            continue;
        }
        static constexpr std::string_view Letters = "bfnrt";
        static constexpr std::string_view Characters = "\b\f\n\r\t";
        const int letter = take();
        if (letter == End)
            throw Broken();
        if (letter != 'u') {
            leaveHalf();
            const auto which = Letters.find(static_cast<char>(letter));
            text += which == std::string_view::npos ? static_cast<char>(letter) : Characters[which];
            continue;
        }
        const unsigned code = readCodeUnit();
        const bool isLow = code >= 0xdc00 && code < 0xe000;
        if (isLow && high != 0) {
            appendUtf8(text, 0x10000 + (high - 0xd800) * 0x400 + (code - 0xdc00));
            high = 0;
            continue;
        }
        leaveHalf();
        if (code >= 0xd800 && code < 0xdc00)
            high = code;
        else
            appendUtf8(text, isLow ? NoCharacter : code);
    }
    leaveHalf();
}

/// Four digits; NoCharacter where they are none.
unsigned ChromeEvents::readCodeUnit()
{
    std::string digits;
    for (int i = 0; i < 4; ++i)
        digits += static_cast<char>(take());
    unsigned code = 0;
    const auto [end, error]
        = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    return error == std::errc() && end == digits.data() + digits.size() ? code : NoCharacter;
}

/// A text, or what a number or word is written as.
void ChromeEvents::readScalar(std::string &text)
{
    const int first = skipBlanks();
    if (first == '"') {
        readString(text);
    } else if (first == '{' || first == '[') {
        text.clear();
        skipValue();
    } else {
        text.clear();
        for (int c = peek(); c != End && c != ',' && c != '}' && c != ']' && !isBlank(c);
             c = peek())
            text += static_cast<char>(take());
        if (text.empty())
            throw Broken();
    }
}

void ChromeEvents::skipValue()
{
    std::size_t depth = 0;
    std::string ignored;
    do {
        const int c = skipBlanks();
        if (c == '{' || c == '[') {
            ++depth;
            take();
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
            take();
        } else if ((c == ',' || c == ':') && depth > 0) {
            take();
        } else {
            readScalar(ignored);
        }
    } while (depth > 0);
}

void ChromeEvents::readField(ChromeEvent &event)
{
    if (m_key == "ph") {
        readScalar(m_number);
        event.phase = m_number.size() == 1 ? m_number.front() : '\0';
    } else if (m_key == "name") {
        readScalar(event.name);
    } else if (m_key == "cat") {
        readScalar(event.category);
    } else if (m_key == "pid") {
        readScalar(event.process);
    } else if (m_key == "tid") {
        readScalar(event.thread);
    } else if (m_key == "id") {
        readScalar(event.id);
    } else if (m_key == "record") {
        readScalar(event.record);
    } else if (m_key == "id2" && isNext('{')) {
        readNestedId(event);
    } else if (m_key == "ts") {
        event.at = readMicroseconds();
    } else if (m_key == "dur") {
        event.took = readMicroseconds();
    } else if (m_key == "args" && isNext('{')) {
        readArguments(event);
    } else {
        skipValue();
    }
}

void ChromeEvents::readArguments(ChromeEvent &event)
{
    take();
    while (!isNext('}')) {
        readString(m_key);
        expect(':');
        const auto *const known
            = std::find_if(Arguments.begin(), Arguments.end(),
                           [this](const Argument &one) { return one.key == m_key; });
        if (known != Arguments.end())
            readScalar(event.*known->field);
        else
            skipValue();
        if (isNext(','))
            take();
    }
    take();
}

void ChromeEvents::readNestedId(ChromeEvent &event)
{
    take();
    while (!isNext('}')) {
        readString(m_key);
        expect(':');
        readScalar(event.id);
        event.id.insert(0, m_key + ' ');
        if (isNext(','))
            take();
    }
    take();
}

std::optional<std::int64_t> ChromeEvents::readMicroseconds()
{
    readScalar(m_number);
    return nanoseconds(m_number);
}

} // namespace trace
