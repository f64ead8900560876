#include "engine/trace/recorder.h"

#include <QTest>

#include <set>

using namespace std::chrono_literals;
using trace::Kind;
using trace::Record;
using trace::Recorder;

class tst_Trace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecordKeepsItsTimeKindAndArguments()
    {
        Recorder trace;
        trace.record(3s, Kind::Suspended, 7, 9);
        QCOMPARE(trace.records().size(), std::size_t{1});
        const Record &record = trace.records()[0];
        QCOMPARE(record.time(), trace::Time(3s));
        QCOMPARE(record.kind(), Kind::Suspended);
        QCOMPARE(record.task(), trace::TaskId{7});
        QCOMPARE(record.wait(), trace::WaitId{9});
    }

    void aRecordReachesTwoYears()
    {
        Recorder trace;
        trace.record(trace::Time(std::chrono::hours(2 * 365 * 24)), Kind::Finished, 0);
        QCOMPARE(trace.records()[0].time(), trace::Time(std::chrono::hours(2 * 365 * 24)));
    }

    void theFirstStepOfATurnStillTellsItsException()
    {
        Recorder trace;
        const trace::TextId error = trace.intern("CancelledError");
        trace.record(0s, Kind::Resumed, 0, static_cast<std::uint32_t>(error) | Record::FirstOfTurn);
        trace.record(0s, Kind::Resumed, 1, static_cast<std::uint32_t>(error));
        QVERIFY(trace.records()[0].firstOfTurn());
        QCOMPARE(trace.records()[0].exception(), error);
        QVERIFY(!trace.records()[1].firstOfTurn());
        QCOMPARE(trace.records()[1].exception(), error);
    }

    void whoWokeATaskIsATaskACauseOrNeither()
    {
        const auto wokenBy
            = [](std::uint32_t waker) { return Record::of(0s, Kind::Ready, 0, waker); };
        const auto number = [](auto id) { return static_cast<std::uint32_t>(id); };
        QVERIFY(wokenBy(0).isByTask());
        QVERIFY(wokenBy(Record::FirstCause - 1).isByTask());
        QCOMPARE(wokenBy(Record::FirstCause - 1).byCause(), trace::CauseId::None);
        for (const trace::CauseId cause :
             {trace::CauseId{0},
              trace::CauseId{number(trace::Waker::Timer) - Record::FirstCause - 1}}) {
            QVERIFY(!wokenBy(Record::waker(cause)).isByTask());
            QCOMPARE(wokenBy(Record::waker(cause)).byCause(), cause);
        }
        for (const trace::Waker waker :
             {trace::Waker::Timer, trace::Waker::External, trace::Waker::None}) {
            QVERIFY(!wokenBy(number(waker)).isByTask());
            QCOMPARE(wokenBy(number(waker)).byCause(), trace::CauseId::None);
        }
    }

    void whoWaitsForAnItemAPlaceOrNewsWaitsInLine()
    {
        QStringList words;
        for (const trace::WaitKind &kind : trace::BuiltInWaitKinds) {
            if (kind.inLine)
                words.append(
                    QString::fromUtf8(kind.word.data(), static_cast<qsizetype>(kind.word.size())));
        }
        QCOMPARE(words.join(u' '), QStringLiteral("queue.get queue.put lock semaphore condition"));
    }

    void equalTextsShareAnId()
    {
        Recorder trace;
        const trace::TextId first = trace.intern("main");
        QCOMPARE(trace.intern(std::string("main")), first);
        QVERIFY(trace.intern("produce") != first);
        QCOMPARE(trace.text(first), std::string("main"));
    }

    void theEmptyTextIsEmpty()
    {
        Recorder trace;
        QCOMPARE(trace.intern(""), trace::TextId::Empty);
        QCOMPARE(trace.text(trace::TextId::Empty), std::string());
    }

    void equalPlacesShareAnId()
    {
        Recorder trace;
        const char *file = "engine/workloads/queueworkload.cpp";
        const trace::SiteId site = trace.intern(file, "produce", 12);
        QCOMPARE(trace.intern(file, "produce", 12), site);
        QVERIFY(trace.intern(file, "produce", 13) != site);
        QCOMPARE(trace.text(trace.site(site).file), std::string(file));
        QCOMPARE(trace.text(trace.site(site).function), std::string("produce"));
        QCOMPARE(trace.site(site).line, std::uint32_t{12});
    }

    void equalWaitsShareAnIdHoweverManyThereAre()
    {
        // More than the cache in front of the table holds, so that its places are fought for.
        constexpr std::uint32_t Count = 5'000;
        const auto waitOf = [](std::uint32_t i) {
            trace::Wait wait;
            wait.reason = i % 2 == 0 ? trace::Reason::Sleep : trace::Reason::QueueGet;
            wait.what = i / 3;
            wait.amount = i / 2;
            return wait;
        };
        Recorder trace;
        std::vector<trace::WaitId> ids;
        for (std::uint32_t i = 0; i < Count; ++i)
            ids.push_back(trace.intern(waitOf(i)));
        QCOMPARE(std::set(ids.begin(), ids.end()).size(), std::size_t{Count});
        for (std::uint32_t i = 0; i < Count; ++i) {
            QCOMPARE(trace.intern(waitOf(i)), ids[i]);
            QVERIFY(trace.wait(ids[i]) == waitOf(i));
        }
    }

    void aTaskWithoutANameIsCalledByItsNumber()
    {
        Recorder trace;
        trace::TaskInfo unnamed;
        unnamed.number = 3;
        trace::TaskInfo named;
        named.name = trace.intern("watchdog");
        QCOMPARE(trace.taskName(trace.addTask(unnamed)), std::string("Task-3"));
        QCOMPARE(trace.taskName(trace.addTask(named)), std::string("watchdog"));
    }

    void printedTextIsKeptLineByLine()
    {
        Recorder trace;
        trace.print(1s, trace::TaskId{4}, "one\n\nthree");
        QCOMPARE(trace.lines().size(), std::size_t{3});
        QCOMPARE(trace.lines()[0].text, std::string("one"));
        QCOMPARE(trace.lines()[1].text, std::string());
        QCOMPARE(trace.lines()[2].text, std::string("three"));
        QCOMPARE(trace.records().size(), std::size_t{3});
        QCOMPARE(trace.records()[2].kind(), Kind::Printed);
        QCOMPARE(trace.records()[2].task(), trace::TaskId{4});
        QCOMPARE(trace.records()[2].argument, std::uint32_t{2});
    }

    void withoutRecordingOnlyTransitionsAreDropped()
    {
        Recorder trace;
        trace.setRecording(false);
        trace.print(1s, trace::TaskId{4}, "said");
        QVERIFY(trace.records().empty());
        QCOMPARE(trace.lines()[0].text, std::string("said"));
        trace.setRecording(true);
        trace.record(2s, Kind::Finished, 4);
        QCOMPARE(trace.records().size(), std::size_t{1});
    }

    void anObjectKeepsItsKindNameAndCapacity()
    {
        Recorder trace;
        const trace::ObjectId id = trace.addObject({trace.intern("queue"), trace.intern("q"), 5});
        QCOMPARE(trace.text(trace.object(id).kind), std::string("queue"));
        QCOMPARE(trace.text(trace.object(id).name), std::string("q"));
        QCOMPARE(trace.object(id).capacity, std::uint32_t{5});
    }
};

QTEST_APPLESS_MAIN(tst_Trace)
#include "tst_trace.moc"
