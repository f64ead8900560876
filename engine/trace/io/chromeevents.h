#pragma once

#include "engine/trace/io/bytesource.h"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace trace {

/// Bytes that are no Chrome Trace Event JSON.
class ChromeEventsError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// One event of Chrome Trace Event JSON, as far as it is looked into here.
struct ChromeEvent
{
    char phase = '\0'; ///< 'X', 'B', 'E', 'b', 'e', 'M', …; NUL: it has none
    std::string name;
    std::string category;
    std::string process; ///< "pid" as it stands there, number or text
    std::string thread; ///< "tid"
    std::string id; ///< "id", or what "id2" has
    std::optional<std::int64_t> at; ///< ns
    std::optional<std::int64_t> took; ///< ns
    // In "args", as it stands there
    std::string argument; ///< "name"
    std::string task;
    std::string coroutine;
    std::string items;
    std::string record; ///< or beside "args"
    std::string until;
    std::string ends;
    std::string by;
    std::string turn;
    std::string throws;
    std::string kind;
    std::string amount;
    std::string of;
};

/// Reads the events of Chrome Trace Event JSON one after the other, in both of its forms: a list of
/// events, or an object with such a list as "traceEvents". Holds some of the bytes at a time.
class ChromeEvents
{
public:
    /// Reads up to the first event. Throws ChromeEventsError where there is no such list.
    explicit ChromeEvents(ByteSource &bytes);

    /// Whether \a bytes begin as JSON does, and no trace file.
    static bool areIn(ByteSource &bytes);

    /// Reads the next one; false: there are no more, or none that can be read.
    bool next(ChromeEvent &event);
    /// Once next() has said false: what is there ends amid an event, or is no JSON from there on.
    bool isCut() const noexcept { return m_cut; }
    /// The share of the bytes that has been read, from 0 to 1.
    double share();

private:
    int peek();
    int take();
    int skipBlanks();
    void expect(char c);
    bool isNext(char c);
    void readString(std::string &text);
    unsigned readCodeUnit();
    void readScalar(std::string &text);
    void skipValue();
    void readField(ChromeEvent &event);
    void readArguments(ChromeEvent &event);
    void readNestedId(ChromeEvent &event);
    std::optional<std::int64_t> readMicroseconds();

    ByteSource &m_bytes;
    std::vector<std::byte> m_buffer;
    std::size_t m_at = 0; ///< in the buffer
    std::size_t m_filled = 0;
    std::uint64_t m_next = 0; ///< the offset behind the buffer
    bool m_begun = false; ///< an event has been read
    bool m_cut = false;
    std::string m_key;
    std::string m_number;
};

} // namespace trace
