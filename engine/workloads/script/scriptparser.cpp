#include "engine/workloads/script/scriptparser.h"

#include "engine/scenario/parameter.h"
#include "engine/workloads/script/scriptjson.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <system_error>

namespace engine {

namespace {

using Json = nlohmann::ordered_json;
using Verb = Script::Verb;
using Kind = Script::Kind;

constexpr std::size_t LargestFile = 16U << 20;
constexpr std::size_t MostOperations = 100'000;
constexpr int DeepestBlock = 64;
constexpr double LongestMilliseconds = 1e9;
constexpr std::int64_t LargestNumber = INT32_MAX;

struct KindWord
{
    std::string_view word;
    Kind kind;
};
constexpr std::array<KindWord, 5> Kinds{{{"queue", Kind::Queue},
                                         {"lock", Kind::Lock},
                                         {"semaphore", Kind::Semaphore},
                                         {"event", Kind::Event},
                                         {"condition", Kind::Condition}}};

enum class Operand : std::uint8_t {
    None,
    Delay, ///< milliseconds, perhaps negative
    Duration, ///< milliseconds, not negative
    Task,
    Tasks,
    Truth,
    Block,
    Value,
    Count,
    Queue,
    Event,
    Condition,
    Lockable, ///< what `async with` takes: a lock, semaphore or condition
    Waitable, ///< an event or a condition
};

struct Form
{
    std::string_view word;
    Verb verb;
    std::array<Operand, 4> operands;

    std::size_t count() const
    {
        return static_cast<std::size_t>(std::find(operands.begin(), operands.end(), Operand::None)
                                        - operands.begin());
    }
};
constexpr std::array Forms{
    Form{"sleep", Verb::Sleep, {Operand::Delay}},
    Form{"burn", Verb::Burn, {Operand::Duration}},
    Form{"exec", Verb::Exec, {Operand::Duration}},
    Form{"spawn", Verb::Spawn, {Operand::Task}},
    Form{"await", Verb::Await, {Operand::Task}},
    Form{"cancel", Verb::Cancel, {Operand::Task}},
    Form{"gather", Verb::Gather, {Operand::Tasks, Operand::Truth}},
    Form{"wait_for", Verb::WaitFor, {Operand::Task, Operand::Delay}},
    Form{"shield", Verb::Shield, {Operand::Task}},
    Form{"timeout", Verb::Timeout, {Operand::Delay, Operand::Block}},
    Form{"lock", Verb::With, {Operand::Lockable, Operand::Block}},
    Form{"sem", Verb::With, {Operand::Lockable, Operand::Block}},
    Form{"cond", Verb::With, {Operand::Lockable, Operand::Block}},
    Form{"try", Verb::Try, {Operand::Block, Operand::Block, Operand::Block, Operand::Truth}},
    Form{"raise", Verb::Raise, {}},
    Form{"return", Verb::Return, {Operand::Value}},
    Form{"put", Verb::Put, {Operand::Queue, Operand::Value}},
    Form{"get", Verb::Get, {Operand::Queue}},
    Form{"done", Verb::Done, {Operand::Queue}},
    Form{"join", Verb::Join, {Operand::Queue}},
    Form{"set", Verb::Set, {Operand::Event}},
    Form{"clear", Verb::Clear, {Operand::Event}},
    Form{"wait", Verb::Wait, {Operand::Waitable}},
    Form{"notify", Verb::Notify, {Operand::Condition, Operand::Count}},
};

std::string describe(Operand operand)
{
    switch (operand) {
    case Operand::Delay:
        return fmt::format("a number of milliseconds from -{0:.0f} to {0:.0f}",
                           LongestMilliseconds);
    case Operand::Duration:
        return fmt::format("a number of milliseconds from 0 to {:.0f}", LongestMilliseconds);
    case Operand::Task:
        return "the name of a task";
    case Operand::Tasks:
        return "a list of names of tasks";
    case Operand::Truth:
        return "true or false";
    case Operand::Block:
        return "a list of operations";
    case Operand::Value:
        return "a value";
    case Operand::Count:
        return fmt::format("a whole number from 0 to {}", LargestNumber);
    case Operand::Queue:
        return "the name of a queue";
    case Operand::Event:
        return "the name of an event";
    case Operand::Condition:
        return "the name of a condition";
    case Operand::Lockable:
        return "the name of a lock, semaphore or condition";
    case Operand::Waitable:
        return "the name of an event or a condition";
    case Operand::None:
        break;
    }
    return {};
}

bool accepts(Operand operand, Kind kind)
{
    switch (operand) {
    case Operand::Queue:
        return kind == Kind::Queue;
    case Operand::Event:
        return kind == Kind::Event;
    case Operand::Condition:
        return kind == Kind::Condition;
    case Operand::Lockable:
        return kind == Kind::Lock || kind == Kind::Semaphore || kind == Kind::Condition;
    case Operand::Waitable:
        return kind == Kind::Event || kind == Kind::Condition;
    default:
        return false;
    }
}

/// \a json for a message: short, and without what a terminal would not show.
std::string excerpt(const Json &json)
{
    constexpr std::size_t Longest = 40;
    const std::string text = json.dump(-1, ' ', true);
    return text.size() <= Longest ? text : text.substr(0, Longest) + "…";
}

std::string pythonRepr(const Json &json)
{
    switch (json.type()) {
    case Json::value_t::null:
        return "None";
    case Json::value_t::boolean:
        return python::repr(json.get<bool>());
    case Json::value_t::string:
        return python::repr(std::string_view(json.get_ref<const std::string &>()));
    case Json::value_t::number_float:
        return python::repr(json.get<double>());
    case Json::value_t::array: {
        std::vector<std::string> elements;
        for (const Json &element : json)
            elements.push_back(pythonRepr(element));
        return python::listText(elements);
    }
    case Json::value_t::object: {
        std::string text;
        for (const auto &[key, value] : json.items())
            text += fmt::format("{}{}: {}", text.empty() ? "" : ", ",
                                python::repr(std::string_view(key)), pythonRepr(value));
        return fmt::format("{{{}}}", text);
    }
    default:
        return json.dump(); // integers
    }
}

ScriptValue toValue(const Json &json)
{
    if (json.is_null())
        return {};
    if (json.is_string())
        return ScriptValue::string(json.get<std::string>());
    return ScriptValue::other(pythonRepr(json));
}

class Parser
{
public:
    explicit Parser(std::string source)
        : m_source(std::move(source))
    {
    }

    Script script(const Json &json)
    {
        if (!json.is_object() || !json.contains("tasks") || !json["tasks"].is_object())
            refuse("a script is an object with \"objects\" and \"tasks\", and \"tasks\" is an "
                   "object of lists of operations");
        if (json.contains("objects"))
            readObjects(json["objects"]);
        readTasks(json["tasks"]);
        return std::move(m_script);
    }

private:
    [[noreturn]] void refuse(const std::string &what) const
    {
        throw scenario::ArgumentError(
            fmt::format("{}: {}{}", m_source, what, what.ends_with('?') ? "" : "."));
    }

    void readObjects(const Json &json)
    {
        if (!json.is_object())
            refuse(
                fmt::format("\"objects\" is an object of [kind, argument], not {}", excerpt(json)));
        for (const auto &[name, description] : json.items()) {
            m_objects.emplace(name, m_script.objects.size());
            m_script.objects.push_back(object(name, description));
        }
    }

    Script::Object object(const std::string &name, const Json &json) const
    {
        const auto *const kind = json.is_array() && !json.empty() && json[0].is_string()
            ? std::find_if(
                Kinds.begin(), Kinds.end(),
                [&](const KindWord &k) { return json[0].get_ref<const std::string &>() == k.word; })
            : Kinds.end();
        if (kind == Kinds.end())
            refuse(fmt::format("objects.{}: an object is [kind] or [kind, argument], with one of "
                               "the kinds queue, lock, semaphore, event and condition, not {}",
                               name, excerpt(json)));
        Script::Object object{name, kind->kind, kind->kind == Kind::Semaphore ? 1U : 0U};
        const bool hasNumber = kind->kind == Kind::Queue || kind->kind == Kind::Semaphore;
        if (json.size() > (hasNumber ? 2U : 1U))
            refuse(fmt::format("objects.{}: {} takes {}, not {}", name, kind->word,
                               hasNumber ? "one argument" : "no argument", excerpt(json)));
        if (json.size() == 2) {
            const std::int64_t least = kind->kind == Kind::Queue ? -LargestNumber : 0;
            const Json &number = json[1];
            if (!number.is_number_integer() || number < least || number > LargestNumber)
                refuse(fmt::format("objects.{}: the argument of a {} is a whole number from {} to "
                                   "{}, not {}",
                                   name, kind->word, least, LargestNumber, excerpt(number)));
            object.number
                = static_cast<std::size_t>(std::max<std::int64_t>(0, number.get<std::int64_t>()));
        }
        return object;
    }

    void readTasks(const Json &json)
    {
        if (!json.contains("main"))
            refuse("there is no task main, with which the program begins");
        for (const auto &[name, operations] : json.items()) {
            if (name.empty())
                refuse("a task has a name, which is not empty");
            m_tasks.emplace(name, m_script.tasks.size());
            m_script.tasks.push_back({name, {}});
        }
        m_script.main = m_tasks.at("main");
        for (const auto &[name, operations] : json.items()) {
            if (!operations.is_array())
                refuse(fmt::format("{}: a task is a list of operations, not {}", name,
                                   excerpt(operations)));
            m_task = name;
            m_script.tasks[m_tasks.at(name)].operations = block(operations, {}, 0);
        }
    }

    std::vector<Script::Operation> block(const Json &json, const std::string &place, int depth)
    {
        if (depth > DeepestBlock)
            refuse(fmt::format("{}.{}: operations may be nested up to {} deep", m_task, place,
                               DeepestBlock));
        m_operations += json.size();
        if (m_operations > MostOperations)
            refuse(fmt::format("a script may have up to {} operations", MostOperations));
        std::vector<Script::Operation> operations;
        for (std::size_t position = 0; position < json.size(); ++position)
            operations.push_back(operation(json[position],
                                           place.empty() ? fmt::format("{}", position)
                                                         : fmt::format("{}.{}", place, position),
                                           depth));
        return operations;
    }

    Script::Operation operation(const Json &json, std::string place, int depth)
    {
        const std::string where = fmt::format("{}.{}", m_task, place);
        if (!json.is_array() || json.empty() || !json[0].is_string())
            refuse(fmt::format("{}: an operation is a list that starts with a word, such as "
                               "[\"sleep\", 10], not {}",
                               where, excerpt(json)));
        const auto &word = json[0].get_ref<const std::string &>();
        const auto *const form = std::find_if(Forms.begin(), Forms.end(),
                                              [&](const Form &f) { return f.word == word; });
        if (form == Forms.end())
            refuse(unknownWord(where, json[0]));
        if (json.size() != form->count() + 1)
            refuse(fmt::format("{}: {} takes {}, not {}", where, word, operandsText(*form),
                               excerpt(json)));

        Script::Operation operation;
        operation.verb = form->verb;
        operation.word = form->word;
        operation.place = std::move(place);
        for (std::size_t i = 0; i < form->count(); ++i) {
            if (!take(form->operands[i], json[i + 1], operation, depth))
                refuse(fmt::format("{}: {} takes {} as operand {}, not {}", where, word,
                                   describe(form->operands[i]), i + 1,
                                   found(form->operands[i], json[i + 1])));
        }
        return operation;
    }

    static std::string unknownWord(const std::string &where, const Json &word)
    {
        std::vector<std::string> words;
        words.reserve(Forms.size());
        for (const Form &form : Forms)
            words.emplace_back(form.word);
        const std::string near = scenario::suggestion(word.get_ref<const std::string &>(), words);
        return near.empty() ? fmt::format("{}: there is no operation {}; there are {}", where,
                                          excerpt(word), fmt::join(words, ", "))
                            : fmt::format("{}: there is no operation {}; did you mean \"{}\"?",
                                          where, excerpt(word), near);
    }

    static std::string operandsText(const Form &form)
    {
        if (form.count() == 0)
            return "no operand";
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < form.count(); ++i)
            texts.push_back(describe(form.operands[i]));
        return fmt::format("{}", fmt::join(texts, " and "));
    }

    /// What stands in the place of an operand, for a message.
    std::string found(Operand operand, const Json &json) const
    {
        if (operand == Operand::Tasks && json.is_array()) {
            const auto wrong = std::find_if(json.begin(), json.end(), [&](const Json &task) {
                return !task.is_string() || !m_tasks.contains(task.get_ref<const std::string &>());
            });
            return found(Operand::Task, *wrong);
        }
        if (!json.is_string())
            return excerpt(json);
        const auto object = m_objects.find(json.get_ref<const std::string &>());
        if (operand >= Operand::Queue && object != m_objects.end()) {
            const auto kind = static_cast<std::size_t>(m_script.objects[object->second].kind);
            return fmt::format("{}, which is a {}", excerpt(json), Kinds[kind].word);
        }
        return operand >= Operand::Queue || operand == Operand::Task
            ? fmt::format("{}, which there is not", excerpt(json))
            : excerpt(json);
    }

    /// False when \a json is no such operand.
    bool take(Operand operand, const Json &json, Script::Operation &into, int depth)
    {
        switch (operand) {
        case Operand::Delay:
        case Operand::Duration:
            return takeMilliseconds(json, operand == Operand::Delay ? -LongestMilliseconds : 0,
                                    into);
        case Operand::Task:
            return takeTask(json, into);
        case Operand::Tasks:
            return json.is_array() && std::all_of(json.begin(), json.end(), [&](const Json &task) {
                       return takeTask(task, into);
                   });
        case Operand::Truth:
            into.flag = json.is_number() ? json != 0 : json == true;
            return json.is_boolean() || json.is_number();
        case Operand::Block: {
            if (!json.is_array())
                return false;
            // The blocks of a try are told apart: "3.t.0", "3.e.0", "3.f.0".
            static constexpr std::string_view Letters = "tef";
            std::string place = into.place;
            if (into.verb == Verb::Try)
                place += fmt::format(".{}", Letters[into.blocks.size()]);
            into.blocks.push_back(block(json, place, depth + 1));
            return true;
        }
        case Operand::Value:
            into.value = toValue(json);
            return true;
        case Operand::Count:
            if (!json.is_number_integer() || json < 0 || json > LargestNumber)
                return false;
            into.count = json.get<std::size_t>();
            return true;
        default:
            return takeObject(operand, json, into);
        }
    }

    static bool takeMilliseconds(const Json &json, double least, Script::Operation &into)
    {
        if (!json.is_number())
            return false;
        const auto milliseconds = json.get<double>();
        if (!(milliseconds >= least && milliseconds <= LongestMilliseconds))
            return false;
        into.seconds = milliseconds / 1000;
        return true;
    }

    bool takeTask(const Json &json, Script::Operation &into) const
    {
        const auto task
            = json.is_string() ? m_tasks.find(json.get_ref<const std::string &>()) : m_tasks.end();
        if (task == m_tasks.end())
            return false;
        into.tasks.push_back(task->second);
        return true;
    }

    bool takeObject(Operand operand, const Json &json, Script::Operation &into) const
    {
        const auto object = json.is_string() ? m_objects.find(json.get_ref<const std::string &>())
                                             : m_objects.end();
        if (object == m_objects.end() || !accepts(operand, m_script.objects[object->second].kind))
            return false;
        into.object = object->second;
        return true;
    }

    std::string m_source;
    Script m_script;
    std::map<std::string, std::size_t> m_objects;
    std::map<std::string, std::size_t> m_tasks;
    std::string m_task; ///< that is being read
    std::size_t m_operations = 0;
};

[[noreturn]] void cannotRead(const std::string &path, const std::string &why)
{
    throw scenario::ArgumentError(fmt::format("Cannot read the script {}: {}.", path, why));
}

} // namespace

Script parseScript(std::string_view text, const std::string &source)
{
    return Parser(source).script(parseScriptJson(text, source));
}

Script readScript(const std::string &path)
{
    if (path.empty())
        throw scenario::ArgumentError(
            "--file must be given: the path of a program written as JSON.");
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        cannotRead(path, "it is a folder; name a file");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        cannotRead(path, std::generic_category().message(errno));
    std::string text(LargestFile + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad())
        cannotRead(path, std::generic_category().message(errno));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > LargestFile)
        cannotRead(path, fmt::format("it is larger than {} MiB", LargestFile >> 20));
    return parseScript(text, path);
}

} // namespace engine
