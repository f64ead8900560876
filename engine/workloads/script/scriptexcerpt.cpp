#include "engine/workloads/script/scriptexcerpt.h"

#include "engine/workloads/script/pythontext.h"

#include <fmt/format.h>
#include <iterator>

namespace engine {

namespace {

using Json = ScriptValue;

/// \a json as JSON of ASCII characters.
void appendJson(std::string &text, const Json &json)
{
    const auto out = std::back_inserter(text);
    const auto appendString = [&](std::string_view string) {
        text += '"';
        while (!string.empty()) {
            const auto code = static_cast<std::uint32_t>(python::takeCharacter(string));
            if (code == '"' || code == '\\')
                text += '\\';
            if (code >= 0x20 && code < 0x7f)
                text += static_cast<char>(code);
            else if (code < 0x10000)
                fmt::format_to(out, "\\u{:04x}", code);
            else
                fmt::format_to(out, "\\u{:04x}\\u{:04x}", 0xd7c0 + (code >> 10),
                               0xdc00 + (code & 0x3ff));
        }
        text += '"';
    };
    switch (json.kind()) {
    case Json::Kind::None:
        text += "null";
        break;
    case Json::Kind::Bool:
        text += json.toDouble() != 0 ? "true" : "false";
        break;
    case Json::Kind::String:
        appendString(json.raw());
        break;
    case Json::Kind::List:
        text += '[';
        for (const Json &element : json.elements()) {
            if (&element != json.elements().data())
                text += ',';
            appendJson(text, element);
        }
        text += ']';
        break;
    case Json::Kind::Dict:
        text += '{';
        for (const auto &[key, value] : json.items()) {
            if (&key != &json.items().front().first)
                text += ',';
            appendString(key);
            text += ':';
            appendJson(text, value);
        }
        text += '}';
        break;
    default:
        text += json.repr();
    }
}

} // namespace

std::string excerpt(const Json &json)
{
    constexpr std::size_t Longest = 40;
    std::string text;
    appendJson(text, json);
    return text.size() <= Longest ? text : text.substr(0, Longest) + "…";
}

} // namespace engine
