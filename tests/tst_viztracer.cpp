#include "engine/trace/io/chromeimport.h"
#include "tests/support/chromerun.h"

#include <QTest>

#include <fmt/format.h>

using support::import;
using support::rows;
using support::strings;
using trace::ChromeImport;

namespace {

// As VizTracer calls the functions of asyncio from Python 3.11 on.
const char *const Run = "Handle._run (/py/asyncio/events.py:78)";
const char *const Turn = "BaseEventLoop._run_once (/py/asyncio/base_events.py:1845)";
const char *const Create = "BaseEventLoop.create_task (/py/asyncio/base_events.py:429)";

/// Events of a program whose loop runs in thread 1, and whose tasks are threads of their own
/// numbers.
class Program
{
public:
    Program &call(int thread, double at, double took, const std::string &name)
    {
        add(fmt::format(R"("ph": "X", "pid": 1, "tid": {}, "ts": {}, "dur": {}, "name": "{}")",
                        thread, at, took, name));
        return *this;
    }
    Program &named(int thread, const char *name)
    {
        add(fmt::format(
            R"("ph": "M", "pid": 1, "tid": {}, "name": "thread_name", "args": {{"name": "{}"}})",
            thread, name));
        return *this;
    }
    ChromeImport run() const { return import("[" + m_events + "]"); }

private:
    void add(const std::string &event)
    {
        m_events += (m_events.empty() ? "{" : ",\n{") + event + "}";
    }

    std::string m_events;
};

/// Who has created whom, "-" for nobody, and when, in us.
QStringList births(const trace::Trace &trace)
{
    QStringList births;
    for (std::size_t i = 0; i < trace.records().size(); ++i) {
        const trace::Record record = trace.records()[i];
        if (record.kind() != trace::Kind::Created)
            continue;
        const trace::TaskInfo &info = trace.task(record.task());
        const bool isByTask = info.creator != trace::TaskId::None;
        if (record.isByTask() && record.byTask() != info.creator)
            return strings({"the record and the task say different things"});
        births += QStringLiteral("%1 by %2 at %3")
                      .arg(QString::fromStdString(trace.taskName(record.task())),
                           isByTask ? QString::fromStdString(trace.taskName(info.creator))
                                    : QStringLiteral("-"))
                      .arg(record.time().count() / 1000);
    }
    return births;
}

/// main, which creates one and two in the first turn of the loop; they begin in the second.
Program twoBirths()
{
    Program program;
    program.named(2, "main").named(3, "one").named(4, "two");
    program.call(1, 0, 5, Create).call(1, 10, 20, Turn).call(1, 12, 15, Run);
    program.call(2, 13, 12, "main (w.py:9)").call(2, 14, 3, Create).call(2, 18, 3, Create);
    program.call(1, 40, 30, Turn).call(1, 41, 9, Run).call(1, 51, 9, Run);
    program.call(3, 42, 7, "one (w.py:1)").call(4, 52, 7, "two (w.py:5)");
    return program;
}

} // namespace

// What VizTracer writes with --log_async of programs with asyncio.
class tst_VizTracer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theThreadOfALoopIsNoTaskAndOneOfItsCallsIsAStep()
    {
        // As VizTracer writes a loop with --log_async: the coroutines of a task that is cancelled
        // are entered the innermost first.
        const auto slice = [](int thread, double at, double took, const char *name) {
            return fmt::format(
                R"({{"ph": "X", "pid": 1, "tid": {}, "ts": {}, "dur": {}, "name": "{}"}},)", thread,
                at, took, name);
        };
        const char *run = "Handle._run (/py/asyncio/events.py:78)";
        const char *work = "work (w.py:1)";
        const char *get = "Queue.get (/py/asyncio/queues.py:149)";
        const ChromeImport import = ::import(
            R"([{"ph": "M", "pid": 1, "name": "process_name", "args": {"name": "MainProcess"}},
            {"ph": "M", "pid": 1, "tid": 7, "name": "thread_name", "args": {"name": "worker"}},)"
            + slice(1, 0, 100, "<module> (w.py:1)") + slice(1, 10, 10, run) + slice(7, 11, 8, work)
            + slice(7, 12, 6, get) + slice(7, 13, 4, "deque.append") + slice(1, 30, 10, run)
            + slice(7, 31, 8, work) + slice(7, 32, 1, get)
            + slice(7, 34, 4, "sleep (/py/asyncio/tasks.py:627)")
            + slice(7, 35, 2, "loop.call_later") + slice(1, 50, 10, run)
            + slice(7, 51, 2, "sleep (/py/asyncio/tasks.py:627)") + slice(7, 55, 4, work)
            + R"({"ph": "X", "pid": 2, "tid": 9, "ts": 51, "dur": 1, "name": "elsewhere"}])");
        QStringList worker;
        for (const QString &row : rows(*import.trace)) {
            if (row.contains(QStringLiteral(" worker ")))
                worker += row;
        }
        QCOMPARE(worker,
                 (QStringList{QStringLiteral("11 worker created"), QStringLiteral("11 worker runs"),
                              QStringLiteral("19 worker waits queue.get"),
                              QStringLiteral("31 worker ready"), QStringLiteral("31 worker runs"),
                              QStringLiteral("39 worker waits asyncio.sleep"),
                              QStringLiteral("51 worker ready"), QStringLiteral("51 worker runs"),
                              QStringLiteral("59 worker done")}));
        QCOMPARE(import.trace->tasks().size(), std::size_t{2});
        QVERIFY(import.hasWaits);
        QCOMPARE(import.title, std::string());
        // Where it waits: the coroutine of asyncio's, within the program's own.
        const trace::Wait &wait = import.trace->wait(trace::WaitId{0});
        const trace::ChainNode &inner = import.trace->chain(wait.chain);
        QCOMPARE(import.trace->text(import.trace->site(inner.site).function),
                 std::string("Queue.get"));
        const trace::ChainNode &outer = import.trace->chain(inner.parent);
        QCOMPARE(import.trace->text(import.trace->site(outer.site).file), std::string("w.py"));
    }

    void aLoopWhoseTasksAreNotToldApartIsATask()
    {
        // As VizTracer writes it without --log_async.
        const ChromeImport run = import(R"json([
            {"ph": "X", "pid": 1, "tid": 1, "ts": 0, "dur": 9, "name": "Handle._run (/py/asyncio/events.py:78)"},
            {"ph": "X", "pid": 1, "tid": 1, "ts": 1, "dur": 3, "name": "work (w.py:1)"}])json");
        QCOMPARE(run.trace->tasks().size(), std::size_t{1});
        QCOMPARE(run.calls, 1U);
    }

    void aThreadBesideALoopTellsNothingOfItsTasks()
    {
        const char *loop = R"json({"ph": "X", "pid": 1, "tid": 1, "ts": 0, "dur": 9,
            "name": "Handle._run (/py/asyncio/events.py:78)"},)json";
        const char *executor = R"({"ph": "X", "pid": 1, "tid": 2, "ts": 1, "dur": 2, "name": "job"},
            {"ph": "X", "pid": 1, "tid": 2, "ts": 8, "dur": 9, "name": "job"})";
        const char *task
            = R"(, {"ph": "X", "pid": 1, "tid": 3, "ts": 1, "dur": 3, "name": "work"})";
        const auto tasks = [](const std::string &events) {
            QStringList names;
            const ChromeImport run = import("[" + events + "]");
            for (std::size_t i = 0; i < run.trace->tasks().size(); ++i)
                names += QString::fromStdString(
                    run.trace->taskName(trace::TaskId{static_cast<std::uint32_t>(i)}));
            return names;
        };
        QCOMPARE(tasks(std::string(loop) + executor), strings({"thread 1", "thread 2"}));
        QCOMPARE(tasks(std::string(loop) + executor + task), strings({"thread 2", "thread 3"}));
    }

    void whoIsCreatedInATurnBeginsInTheNext()
    {
        const ChromeImport run = twoBirths().run();
        QCOMPARE(births(*run.trace),
                 strings({"main by - at 0", "one by main at 14", "two by main at 18"}));
        QCOMPARE(run.foundlings, 0U);
        // From then on they are ready.
        QStringList one;
        for (const QString &row : rows(*run.trace)) {
            if (row.contains(QStringLiteral(" one ")))
                one += row;
        }
        QCOMPARE(one, strings({"14 one created", "42 one runs", "49 one done"}));
        QVERIFY(!run.isOurs);
    }

    void whereOthersBeginThanWereCreatedNobodyIsKnownToHaveCreatedThem()
    {
        // As one that was there before.
        Program program = twoBirths();
        program.named(5, "old").call(1, 61, 8, Run).call(5, 62, 6, "old (w.py:20)");
        const ChromeImport run = program.run();
        QCOMPARE(births(*run.trace),
                 strings({"main by - at 0", "one by - at 42", "two by - at 52", "old by - at 62"}));
        QCOMPARE(run.foundlings, 3U);
        // Without turns, as where only some functions are traced.
        const ChromeImport none = Program()
                                      .named(2, "main")
                                      .named(3, "one")
                                      .call(1, 12, 15, Run)
                                      .call(2, 13, 12, "main (w.py:9)")
                                      .call(2, 14, 3, Create)
                                      .call(1, 41, 9, Run)
                                      .call(3, 42, 7, "one (w.py:1)")
                                      .run();
        QCOMPARE(none.foundlings, 2U);
    }

    void anEagerTaskBeginsWhileItIsCreated()
    {
        Program program;
        program.named(2, "main").named(3, "eager").named(4, "inner").named(5, "later");
        program.call(1, 0, 5, Create).call(1, 10, 80, Turn).call(1, 12, 70, Run);
        program.call(2, 13, 60, "main (w.py:9)").call(2, 14, 30, Create);
        program.call(3, 16, 20, "eager (w.py:1)").call(3, 18, 10, Create);
        program.call(4, 20, 5, "inner (w.py:5)").call(2, 50, 3, Create);
        program.call(1, 100, 20, Turn).call(1, 101, 9, Run).call(5, 102, 5, "later (w.py:7)");
        const ChromeImport run = program.run();
        QCOMPARE(births(*run.trace),
                 strings({"main by - at 0", "eager by main at 14", "inner by eager at 18",
                          "later by main at 50"}));
        QCOMPARE(run.foundlings, 0U);
    }

    void beforePython311FunctionsHaveNoClasses()
    {
        Program program;
        program.named(2, "main").named(3, "one");
        program.call(1, 0, 5, "create_task (/py/asyncio/base_events.py:436)");
        program.call(1, 10, 20, "_run_once (/py/asyncio/base_events.py:1815)");
        program.call(1, 12, 15, "_run (/py/asyncio/events.py:78)");
        program.call(2, 13, 12, "main (w.py:9)");
        program.call(2, 13.5, 4, "create_task (/py/asyncio/tasks.py:351)");
        program.call(2, 14, 3, "create_task (/py/asyncio/base_events.py:436)");
        program.call(1, 40, 10, "_run_once (/py/asyncio/base_events.py:1815)");
        program.call(1, 41, 9, "_run (/py/asyncio/events.py:78)");
        program.call(3, 42, 7, "one (w.py:1)").call(3, 43, 5, "get (/py/asyncio/queues.py:149)");
        program.call(1, 60, 10, "_run_once (/py/asyncio/base_events.py:1815)");
        program.call(1, 61, 9, "_run (/py/asyncio/events.py:78)");
        program.call(3, 62, 7, "one (w.py:1)").call(3, 63, 2, "get (/py/asyncio/queues.py:149)");
        program.call(3, 66, 2, "acquire (/py/asyncio/locks.py:92)"); // a lock's, or a semaphore's
        program.call(1, 80, 9, "_run (/py/asyncio/events.py:78)");
        program.call(3, 82, 6, "one (w.py:1)").call(3, 83, 2, "acquire (/py/asyncio/locks.py:92)");
        const ChromeImport run = program.run();
        QCOMPARE(births(*run.trace), strings({"main by - at 0", "one by main at 14"}));
        QStringList waits;
        for (const QString &row : rows(*run.trace)) {
            if (row.contains(QStringLiteral(" waits ")))
                waits += row;
        }
        QCOMPARE(waits, strings({"49 one waits queue.get", "69 one waits not recorded"}));
    }
};

QTEST_APPLESS_MAIN(tst_VizTracer)
#include "tst_viztracer.moc"
