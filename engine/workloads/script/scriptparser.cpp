#include "engine/workloads/script/scriptparser.h"

#include "engine/scenario/parameter.h"
#include "engine/workloads/script/pythontext.h"
#include "engine/workloads/script/scriptbody.h"
#include "engine/workloads/script/scriptexcerpt.h"
#include "engine/workloads/script/scriptforms.h"
#include "engine/workloads/script/scriptjson.h"
#include "engine/workloads/script/scriptmistake.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <map>

namespace engine {

namespace {

using Verb = Script::Verb;
using Kind = Script::Kind;
using Json = ScriptValue;

constexpr std::size_t MostOperations = 100'000;
constexpr std::uint64_t MostPerformed = 1'000'000;
constexpr int DeepestBlock = 64;
constexpr double Infinity = std::numeric_limits<double>::infinity();

/// A whole number within the bounds.
std::optional<std::int64_t> wholeNumber(const Json &json, std::int64_t least, std::int64_t most)
{
    if (json.kind() != Json::Kind::Integer)
        return std::nullopt;
    const double number = json.toDouble(); // exact, within the bounds that scripts have
    if (!(number >= static_cast<double>(least) && number <= static_cast<double>(most)))
        return std::nullopt;
    return static_cast<std::int64_t>(number);
}

/// Counts \a from and the values in it, as they begin, up to \a wanted; true: it is one of them.
bool countTo(const Json &from, const Json &wanted, std::size_t &count)
{
    if (&from == &wanted)
        return true;
    ++count;
    const auto &elements = from.elements();
    const auto &items = from.items();
    return std::any_of(elements.begin(), elements.end(),
                       [&](const Json &element) { return countTo(element, wanted, count); })
        || std::any_of(items.begin(), items.end(),
                       [&](const auto &item) { return countTo(item.second, wanted, count); });
}

class Parser
{
public:
    Parser(std::string_view text, std::string source)
        : m_text(text)
        , m_source(std::move(source))
        , m_json(parseScriptJson(text, m_source, &m_begins))
    {
    }

    Script script()
    {
        const Json *tasks = m_json.find("tasks");
        if (tasks == nullptr || !tasks->isDict())
            refuse(tasks == nullptr ? m_json : *tasks,
                   "a script is an object with \"objects\" and \"tasks\", and \"tasks\" is an "
                   "object of lists of operations");
        if (const Json *objects = m_json.find("objects"))
            readObjects(*objects);
        readTasks(*tasks);
        return std::move(m_script);
    }

private:
    /// \a wrong is part of m_json.
    [[noreturn]] void refuse(const Json &wrong, const std::string &what) const
    {
        const std::string sentence = what + (what.ends_with('?') ? "" : ".");
        std::size_t number = 0;
        countTo(m_json, wrong, number);
        throw ScriptMistake(fmt::format("{}: {}", m_source, sentence), sentence,
                            placeIn(m_text, m_begins[number]));
    }

    void refuseSurrogates(const char *what, const std::string &name, const Json &json) const
    {
        if (python::hasSurrogate(name))
            refuse(json,
                   fmt::format("{} cannot be called {}: half of a character stands in the name",
                               what, excerpt(Json::string(name))));
    }

    void readObjects(const Json &json)
    {
        if (!json.isDict())
            refuse(
                json,
                fmt::format("\"objects\" is an object of [kind, argument], not {}", excerpt(json)));
        for (const auto &[name, description] : json.items()) {
            refuseSurrogates("an object", name, description);
            m_objects.emplace(name, m_script.objects.size());
            m_script.objects.push_back(object(name, description));
        }
    }

    Script::Object object(const std::string &name, const Json &json) const
    {
        const auto &elements = json.elements();
        const auto kinds = scriptKinds();
        const auto kind = !elements.empty() && elements[0].isString()
            ? std::find_if(kinds.begin(), kinds.end(),
                           [&](const ScriptKind &k) { return k.word == elements[0].raw(); })
            : kinds.end();
        if (kind == kinds.end()) {
            std::vector<std::string_view> words;
            for (const ScriptKind &k : kinds)
                words.push_back(k.word);
            refuse(json,
                   fmt::format("objects.{}: an object is [kind] or [kind, argument], with one of "
                               "the kinds {}, not {}",
                               name, fmt::join(words, ", "), excerpt(json)));
        }
        const bool isSemaphore
            = kind->kind == Kind::Semaphore || kind->kind == Kind::BoundedSemaphore;
        Script::Object object{name, kind->kind, isSemaphore ? 1U : 0U};
        if (elements.size() > (kind->hasNumber ? 2U : 1U))
            refuse(json,
                   fmt::format("objects.{}: {} takes {}, not {}", name, kind->word,
                               kind->hasNumber ? "one argument" : "no argument", excerpt(json)));
        if (elements.size() == 2) {
            const std::int64_t least = isSemaphore ? 0 : -LargestNumber;
            const auto number = wholeNumber(elements[1], least, LargestNumber);
            if (!number)
                refuse(elements[1],
                       fmt::format("objects.{}: the argument of a {} is a whole number from {} to "
                                   "{}, not {}",
                                   name, kind->word, least, LargestNumber, excerpt(elements[1])));
            object.number = static_cast<std::size_t>(std::max<std::int64_t>(0, *number));
        }
        return object;
    }

    void readTasks(const Json &json)
    {
        if (json.find("main") == nullptr)
            refuse(json, "there is no task main, with which the program begins");
        for (const auto &[name, operations] : json.items()) {
            if (name.empty())
                refuse(operations, "a task has a name, which is not empty");
            refuseSurrogates("a task", name, operations);
            const auto object = m_objects.find(name);
            if (object != m_objects.end() && kindOf(object->second).kind == Kind::Future)
                refuse(operations,
                       fmt::format("{}: this is the name of a task and of a future; give them "
                                   "different names",
                                   name));
            m_tasks.emplace(name, m_script.tasks.size());
            m_script.tasks.push_back({name, {}});
        }
        m_script.main = m_tasks.at("main");
        for (const auto &[name, operations] : json.items()) {
            m_task = name;
            m_script.tasks[m_tasks.at(name)].operations
                = block(operationsOf(name, operations, json), {}, 0);
        }
    }

    /// What stands at a task's \a name in \a tasks: its operations, or the name of another task
    /// that has them.
    const Json &operationsOf(const std::string &name, const Json &json, const Json &tasks) const
    {
        const Json *const other = json.isString() ? tasks.find(json.raw()) : nullptr;
        const Json &operations = other != nullptr ? *other : json;
        if (!operations.isList())
            refuse(json,
                   fmt::format("{}: a task is a list of operations, or the name of a task that has "
                               "one, not {}",
                               name, excerpt(json)));
        return operations;
    }

    const ScriptKind &kindOf(std::size_t object) const
    {
        return scriptKinds()[static_cast<std::size_t>(m_script.objects[object].kind)];
    }

    std::vector<Script::Operation> block(const Json &json, const std::string &place, int depth)
    {
        const Json::List &elements = json.elements();
        if (depth > DeepestBlock)
            refuse(json,
                   fmt::format("{}.{}: operations may be nested up to {} deep", m_task, place,
                               DeepestBlock));
        m_operations += elements.size();
        if (m_operations > MostOperations)
            refuse(json, fmt::format("a script may have up to {} operations", MostOperations));
        perform(elements.size(), json);
        std::vector<Script::Operation> operations;
        operations.reserve(elements.size());
        for (std::size_t position = 0; position < elements.size(); ++position)
            operations.push_back(operation(elements[position],
                                           place.empty() ? fmt::format("{}", position)
                                                         : fmt::format("{}.{}", place, position),
                                           depth));
        return operations;
    }

    /// Counts what is done as often as the repetitions around it say.
    void perform(std::uint64_t count, const Json &json)
    {
        m_performed += m_times * count;
        if (m_performed > MostPerformed)
            refuse(json,
                   fmt::format("a script may do up to {} operations, repetitions counted",
                               MostPerformed));
    }

    Script::Operation operation(const Json &json, std::string place, int depth)
    {
        const std::string where = fmt::format("{}.{}", m_task, place);
        const Json::List &elements = json.elements();
        if (elements.empty() || !elements[0].isString())
            refuse(json,
                   fmt::format("{}: an operation is a list that starts with a word, such as "
                               "[\"sleep\", 10], not {}",
                               where, excerpt(json)));
        const ScriptForm &form = this->form(where, json);

        Script::Operation operation;
        operation.verb = form.verb;
        operation.word = form.word;
        operation.place = std::move(place);
        operation.exception = findExceptionType("ValueError");
        operation.caught = defaultCaught();
        const std::uint64_t timesAround = m_times;
        for (std::size_t i = 0; i < form.count(); ++i) {
            if (!take(form.operands[i], elements[i + 1], operation, depth))
                refuse(elements[i + 1],
                       fmt::format("{}: {} takes {} as operand {}, not {}", where, form.word,
                                   describe(form.operands[i]), i + 1,
                                   found(form.operands[i], elements[i + 1])));
        }
        m_times = timesAround;
        return operation;
    }

    /// The one of the word that has as many operands.
    const ScriptForm &form(const std::string &where, const Json &json) const
    {
        const Json::List &elements = json.elements();
        const auto &word = elements[0].raw();
        std::vector<std::string> others;
        for (const ScriptForm &form : scriptForms()) {
            if (form.word != word)
                continue;
            if (form.count() + 1 == elements.size())
                return form;
            others.push_back(operandsText(form));
        }
        if (others.empty())
            refuse(elements[0], unknownWord(where, elements[0]));
        refuse(json,
               fmt::format("{}: {} takes {}, not {}", where, word, fmt::join(others, "; or "),
                           excerpt(json)));
    }

    static std::string unknownWord(const std::string &where, const Json &word)
    {
        std::vector<std::string> words;
        for (const ScriptForm &form : scriptForms()) {
            if (std::find(words.begin(), words.end(), form.word) == words.end())
                words.emplace_back(form.word);
        }
        const std::string near = scenario::suggestion(word.raw(), words);
        return near.empty() ? fmt::format("{}: there is no operation {}; there are {}", where,
                                          excerpt(word), fmt::join(words, ", "))
                            : fmt::format("{}: there is no operation {}; did you mean \"{}\"?",
                                          where, excerpt(word), near);
    }

    /// What stands in the place of an operand, for a message.
    std::string found(Operand operand, const Json &json) const
    {
        if (operand == Operand::Awaitables && json.isList()) {
            const auto wrong
                = std::find_if(json.elements().begin(), json.elements().end(),
                               [&](const Json &one) { return !awaitable(one).has_value(); });
            return found(Operand::Awaitable, *wrong);
        }
        if (operand == Operand::Exceptions && json.isList()) {
            const auto wrong
                = std::find_if(json.elements().begin(), json.elements().end(), [](const Json &one) {
                      return !one.isString() || findExceptionType(one.raw()) == nullptr;
                  });
            return excerpt(*wrong);
        }
        const bool isName = operand >= Operand::Queue || operand == Operand::Task
            || operand == Operand::Awaitable;
        if (!json.isString() || !isName)
            return excerpt(json);
        const auto object = m_objects.find(json.raw());
        return object == m_objects.end()
            ? fmt::format("{}, which there is not", excerpt(json))
            : fmt::format("{}, which is a {}", excerpt(json), kindOf(object->second).word);
    }

    /// False when \a json is no such operand.
    bool take(Operand operand, const Json &json, Script::Operation &into, int depth)
    {
        switch (operand) {
        case Operand::Limit:
            return json.isNone() || takeMilliseconds(json, -Infinity, Infinity, into);
        case Operand::Delay:
            return takeMilliseconds(json, -Infinity, Infinity, into);
        case Operand::Duration:
            return takeMilliseconds(json, 0, LongestBlocking, into);
        case Operand::Task: {
            const auto task = awaitable(json);
            if (task && !task->isFuture)
                into.awaitables.push_back(*task);
            return task && !task->isFuture;
        }
        case Operand::Awaitable:
            if (const auto one = awaitable(json))
                into.awaitables.push_back(*one);
            return !into.awaitables.empty();
        case Operand::Awaitables:
            return json.isList()
                && std::all_of(json.elements().begin(), json.elements().end(),
                               [&](const Json &one) {
                                   const auto found = awaitable(one);
                                   if (found)
                                       into.awaitables.push_back(*found);
                                   return found.has_value();
                               });
        case Operand::When:
            return takeWhen(json, into);
        case Operand::Truth:
            into.flag = json.isNumber() && json.toDouble() != 0;
            return json.isNumber();
        case Operand::Times:
            if (!takeCount(json, MostRepetitions, into))
                return false;
            perform(into.count, json); // an empty round takes its time too
            m_times *= into.count;
            return true;
        case Operand::Block:
            return takeBlock(json, into, depth);
        case Operand::Value:
            into.value = json;
            return true;
        case Operand::Count:
            return takeCount(json, LargestNumber, into);
        case Operand::Exception:
            into.exception = json.isString() ? findExceptionType(json.raw()) : nullptr;
            return into.exception != nullptr && into.exception->canBeRaised;
        case Operand::Exceptions:
            into.caught.clear();
            return json.isList()
                && std::all_of(json.elements().begin(), json.elements().end(),
                               [&](const Json &one) {
                                   into.caught.push_back(
                                       one.isString() ? findExceptionType(one.raw()) : nullptr);
                                   return into.caught.back() != nullptr;
                               });
        case Operand::Text:
            if (json.isString())
                into.text = json.raw();
            return json.isString() && !python::hasSurrogate(json.raw());
        default:
            return takeObject(operand, json, into);
        }
    }

    bool takeBlock(const Json &json, Script::Operation &into, int depth)
    {
        if (!json.isList())
            return false;
        // The blocks of a try are told apart: "3.t.0", "3.e.0", "3.f.0".
        static constexpr std::string_view Letters = "tef";
        std::string place = into.place;
        if (into.verb == Verb::Try)
            place += fmt::format(".{}", Letters[into.blocks.size()]);
        const std::uint64_t timesAround = m_times;
        if (into.verb == Verb::AsCompleted)
            m_times *= into.awaitables.size();
        into.blocks.push_back(block(json, place, depth + 1));
        m_times = timesAround;
        return true;
    }

    static bool takeWhen(const Json &json, Script::Operation &into)
    {
        if (!json.isString())
            return false;
        if (json.raw() == "FIRST_COMPLETED")
            into.when = ReturnWhen::FirstCompleted;
        else if (json.raw() == "FIRST_EXCEPTION")
            into.when = ReturnWhen::FirstException;
        else
            return json.raw() == "ALL_COMPLETED";
        return true;
    }

    static bool takeCount(const Json &json, std::int64_t most, Script::Operation &into)
    {
        const auto count = wholeNumber(json, 0, most);
        into.count = static_cast<std::size_t>(count.value_or(0));
        return count.has_value();
    }

    static bool takeMilliseconds(const Json &json, double least, double most,
                                 Script::Operation &into)
    {
        if (!json.isNumber() || json.kind() == Json::Kind::Bool)
            return false;
        const double milliseconds = json.toDouble();
        if (!(milliseconds >= least && milliseconds <= most))
            return false;
        into.seconds = milliseconds / 1000;
        return true;
    }

    /// The task or future that \a json names.
    std::optional<Script::Awaitable> awaitable(const Json &json) const
    {
        if (!json.isString())
            return std::nullopt;
        const auto task = m_tasks.find(json.raw());
        if (task != m_tasks.end())
            return Script::Awaitable{false, task->second};
        const auto object = m_objects.find(json.raw());
        if (object == m_objects.end() || kindOf(object->second).kind != Kind::Future)
            return std::nullopt;
        return Script::Awaitable{true, object->second};
    }

    bool takeObject(Operand operand, const Json &json, Script::Operation &into) const
    {
        const auto object = json.isString() ? m_objects.find(json.raw()) : m_objects.end();
        if (object == m_objects.end() || !accepts(operand, m_script.objects[object->second].kind))
            return false;
        into.object = object->second;
        return true;
    }

    std::string_view m_text;
    std::string m_source;
    std::vector<std::size_t> m_begins;
    Json m_json; ///< of the text
    Script m_script;
    std::map<std::string, std::size_t> m_objects;
    std::map<std::string, std::size_t> m_tasks;
    std::string m_task; ///< that is being read
    std::size_t m_operations = 0;
    std::uint64_t m_performed = 0;
    std::uint64_t m_times = 1; ///< that what is being read is done
};

} // namespace

Script parseScript(std::string_view text, const std::string &source)
{
    return Parser(text, source).script();
}

} // namespace engine
