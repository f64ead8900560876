#include "engine/workloads/script/scriptjson.h"

#include "engine/scenario/parameter.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace engine {

namespace {

using Json = nlohmann::ordered_json;

// A block in a block costs two levels, and the innermost may hold values of some depth.
constexpr int DeepestJson = 200;

/// Refuses what the library would take.
class ParseWatch
{
public:
    explicit ParseWatch(const std::string &source)
        : m_source(source)
    {
    }

    void see(int depth, Json::parse_event_t event, const Json &parsed)
    {
        if (depth > DeepestJson)
            throw scenario::ArgumentError(fmt::format(
                "{}: lists and objects may be nested up to {} deep.", m_source, DeepestJson));
        if (event == Json::parse_event_t::object_start)
            m_objects.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            m_objects.pop_back();
        else if (event == Json::parse_event_t::key)
            see(parsed.get_ref<const std::string &>());
    }

private:
    struct Names
    {
        std::set<std::string> all;
        std::string last;
    };

    void see(const std::string &name)
    {
        Names &names = m_objects.back();
        if (!names.all.insert(name).second) {
            const bool outermost = m_objects.size() == 1;
            throw scenario::ArgumentError(
                outermost ? fmt::format("{}: \"{}\" is given twice; give it once.", m_source, name)
                          : fmt::format("{}: \"{}\" is given twice in \"{}\"; give each name once.",
                                        m_source, name, m_objects[m_objects.size() - 2].last));
        }
        names.last = name;
    }

    const std::string &m_source;
    std::vector<Names> m_objects; ///< that are open, the outermost first
};

/// The library's message without its code and without the raw text that it quotes.
std::string syntaxMessage(const Json::exception &error)
{
    std::string_view what = error.what();
    what = what.substr(0, what.find("; last read"));
    constexpr std::string_view Lead = "parse error at ";
    const auto lead = what.find(Lead);
    if (lead != std::string_view::npos)
        return std::string(what.substr(lead + Lead.size()));
    const auto bracket = what.find("] ");
    return std::string(bracket == std::string_view::npos ? what : what.substr(bracket + 2));
}

} // namespace

Json parseScriptJson(std::string_view text, const std::string &source)
{
    ParseWatch watch(source);
    try {
        return Json::parse(text,
                           [&watch](int depth, Json::parse_event_t event, const Json &parsed) {
                               watch.see(depth, event, parsed);
                               return true;
                           });
    } catch (const Json::exception &error) {
        throw scenario::ArgumentError(
            fmt::format("{} is not JSON: {}.", source, syntaxMessage(error)));
    }
}

} // namespace engine
