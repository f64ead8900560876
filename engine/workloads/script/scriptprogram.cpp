#include "engine/workloads/script/scriptprogram.h"

#include "engine/core/blocking.h"
#include "engine/core/error.h"
#include "engine/run/print.h"
#include "engine/workloads/script/pythontext.h"
#include "engine/workloads/script/scriptbody.h"

#include <algorithm>

namespace engine {

namespace {

constexpr int PoolWorkers = 2;

/// Throws UnicodeEncodeError when \a text cannot be printed.
const std::string &encodable(const std::string &text)
{
    if (python::hasSurrogate(text))
        throw UnicodeEncodeError(text);
    return text;
}

} // namespace

ScriptProgram::ScriptProgram(Script script)
    : m_script(std::move(script))
    , m_tasks(m_script.tasks.size())
{
    for (const Script::Object &object : m_script.objects)
        addObject(object);
}

void ScriptProgram::afterRun()
{
    try {
        print("{}", encodable(fmt::format("main returned {}", m_result.text())));
    } catch (const UnicodeEncodeError &error) {
        print("main raised {}", error.name());
    }
    print("time elapsed: {:.3f} seconds", perfCounter());
}

bool ScriptProgram::afterError(const std::exception_ptr &error)
{
    const auto types = defaultCaught();
    if (std::none_of(types.begin(), types.end(),
                     [&](const ExceptionType *type) { return isInstance(error, *type); }))
        return false;
    print("main raised {}", errorName(error));
    print("time elapsed: {:.3f} seconds", perfCounter());
    return true;
}

void ScriptProgram::spawn(std::size_t task, TaskGroup *group)
{
    const TaskNames names{m_script.tasks[task].name, {}};
    Task<ScriptValue> coroutine = body(task);
    m_tasks[task].spawned = group != nullptr ? group->createTask(std::move(coroutine), names)
                                             : createTask(std::move(coroutine), names);
    m_tasks[task].started = true;
}

ScriptProgram::Handle ScriptProgram::start(std::size_t task)
{
    return createTask(startInline(task, 0), {{}, m_script.tasks[task].name});
}

Task<ScriptValue> ScriptProgram::startInline(std::size_t task, int nesting)
{
    m_tasks[task].started = true;
    return body(task, nesting);
}

void ScriptProgram::tell(const std::string &text)
{
    print("{}", encodable(fmt::format("[{:.3f}] {}", perfCounter(), text)));
}

Task<> ScriptProgram::main(std::unique_ptr<Executor> pool)
{
    pool = std::make_unique<Executor>(PoolWorkers);
    m_pool = pool.get();
    m_result = co_await body(m_script.main);
}

Task<ScriptValue> ScriptProgram::body(std::size_t task, int nesting)
{
    // Each has four frames on CPython's stack of 1000, as a script is run there.
    constexpr int DeepestNesting = 243;
    const std::string &name = m_script.tasks[task].name;
    tell(fmt::format("{} starts", name));
    ScriptValue value;
    ScriptBody body(*this, name, nesting);
    try {
        if (nesting > DeepestNesting)
            throw RecursionError();
        value = co_await body.block(m_script.tasks[task].operations);
    } catch (...) {
        tell(fmt::format("{} raises {}", name, errorName(std::current_exception())));
        throw;
    }
    tell(fmt::format("{} ends", name));
    if (value.isNone())
        value = ScriptValue::string(name);
    co_return value;
}

void ScriptProgram::addObject(const Script::Object &object)
{
    const std::string &name = object.name;
    const std::size_t number = object.number;
    const SourceSite site = SourceSite::here(); // a default argument would be within std::variant
    switch (object.kind) {
    case Script::Kind::Queue:
        m_objects.emplace_back(std::in_place_type<Queue<ScriptValue>>, name, number, site);
        break;
    case Script::Kind::LifoQueue:
        m_objects.emplace_back(std::in_place_type<LifoQueue<ScriptValue>>, name, number, site);
        break;
    case Script::Kind::PriorityQueue:
        m_objects.emplace_back(std::in_place_type<PriorityQueue<ScriptValue>>, name, number, site);
        break;
    case Script::Kind::Lock:
        m_objects.emplace_back(std::in_place_type<Lock>, name, site);
        break;
    case Script::Kind::Semaphore:
        m_objects.emplace_back(std::in_place_type<Semaphore>, name, number,
                               Semaphore::Kind::Counting, site);
        break;
    case Script::Kind::BoundedSemaphore:
        m_objects.emplace_back(std::in_place_type<Semaphore>, name, number,
                               Semaphore::Kind::Bounded, site);
        break;
    case Script::Kind::Event:
        m_objects.emplace_back(std::in_place_type<Event>, name, site);
        break;
    case Script::Kind::Condition:
        m_objects.emplace_back(std::in_place_type<Condition>, name, site);
        break;
    case Script::Kind::Future:
        m_objects.emplace_back(std::in_place_type<Future<ScriptValue>>);
        break;
    case Script::Kind::TaskGroup:
        m_objects.emplace_back(std::in_place_type<Group>, std::make_shared<TaskGroup>());
        break;
    }
}

} // namespace engine
