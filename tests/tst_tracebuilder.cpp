#include "engine/trace/tracebuilder.h"

#include <QTest>

#include <functional>

using namespace std::chrono_literals;
using trace::Kind;
using trace::Record;
using trace::TraceBuilder;

namespace {

std::uint32_t index(auto id)
{
    return static_cast<std::uint32_t>(id);
}

/// What the builder says of \a wrong; empty when it takes it.
QString refusal(const std::function<void()> &wrong)
{
    try {
        wrong();
    } catch (const trace::TraceError &error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

/// A builder with one task, which has been created.
struct Begun
{
    TraceBuilder builder;

    Begun()
    {
        builder.add(trace::TaskInfo{});
        builder.append(Record::of(0ns, Kind::Created, 0, index(trace::TaskId::None)));
    }
    QString refusalOf(Kind kind, std::uint32_t subject, std::uint32_t argument = 0,
                      trace::Time time = 0ns)
    {
        const std::size_t before = builder.trace()->records().size();
        const QString said
            = refusal([&] { builder.append(Record::of(time, kind, subject, argument)); });
        // What is refused leaves nothing behind.
        if (builder.trace()->records().size() != before + (said.isEmpty() ? 1 : 0))
            return QStringLiteral("%1 records more")
                .arg(builder.trace()->records().size() - before);
        return said;
    }
};

} // namespace

class tst_TraceBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsInOrderIsTaken()
    {
        Begun begun;
        QCOMPARE(begun.refusalOf(Kind::Resumed, 0, Record::FirstOfTurn, 5ns), QString());
        QCOMPARE(begun.refusalOf(Kind::Finished, 0, 0, 5ns), QString());
        QCOMPARE(begun.refusalOf(Kind::Ended, index(trace::Outcome::Done), 0, 6ns), QString());
        QCOMPARE(begun.builder.trace()->records().size(), std::size_t{4});
        QVERIFY(begun.builder.trace()->records()[1].firstOfTurn());
    }

    void anIdThatDoesNotExistIsRefused_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint32>("subject");
        QTest::addColumn<quint32>("argument");
        QTest::addColumn<QString>("said");
        const auto row
            = [](const char *name, Kind kind, quint32 subject, quint32 argument, const char *said) {
                  QTest::newRow(name)
                      << static_cast<int>(kind) << subject << argument << QString::fromLatin1(said);
              };
        row("task", Kind::Resumed, 7, 0, "record 1, of kind 2: task 7 does not exist");
        row("next task", Kind::Resumed, 1, 0, "record 1, of kind 2: task 1 does not exist");
        row("next task that prints", Kind::Marked, 1, 0,
            "record 1, of kind 20: task 1 does not exist");
        row("next text", Kind::Failed, 0, 1, "record 1, of kind 5: text 1 does not exist");
        row("next text of a step", Kind::Resumed, 0, 1,
            "record 1, of kind 2: text 1 does not exist");
        row("no task", Kind::Resumed, 0xFFFF'FFFF, 0,
            "record 1, of kind 2: task 4294967295 does not exist");
        row("waker", Kind::Ready, 0, 1, "record 1, of kind 1: task or cause 1 does not exist");
        row("cause", Kind::Ready, 0, Record::FirstCause,
            "record 1, of kind 1: task or cause 2147483648 does not exist");
        row("wait", Kind::Suspended, 0, 0, "record 1, of kind 3: wait 0 does not exist");
        row("object", Kind::Depth, 0, 3, "record 1, of kind 9: object 0 does not exist");
        row("text", Kind::Failed, 0, 9, "record 1, of kind 5: text 9 does not exist");
        row("line", Kind::Printed, 0, 0, "record 1, of kind 10: line 0 does not exist");
        row("outcome", Kind::Ended, 4, 0, "record 1, of kind 11: outcome 4 does not exist");
        row("chain", Kind::Blocked, 0, 0, "record 1, of kind 19: chain 0 does not exist");
        row("nothing", Kind::Finished, 0, 1, "record 1, of kind 4: number 1 does not exist");
    }
    void anIdThatDoesNotExistIsRefused()
    {
        QFETCH(int, kind);
        QFETCH(quint32, subject);
        QFETCH(quint32, argument);
        Begun begun;
        QTEST(begun.refusalOf(static_cast<Kind>(kind), subject, argument), "said");
    }

    void whatHasBeenAddedExistsAndWhatComesNextDoesNot()
    {
        Begun begun;
        TraceBuilder &builder = begun.builder;
        QCOMPARE(index(builder.text("one")), 1U);
        builder.add(trace::Site{trace::TextId{1}, trace::TextId{1}, 1});
        builder.add(trace::Object{trace::TextId{1}, trace::TextId{1}, 0, trace::SiteId{0}});
        builder.add(trace::Cause{trace::TextId{1}, trace::TextId{1}, 0});
        builder.add(trace::ChainNode{trace::ChainId::None, trace::SiteId{0}});
        builder.add(trace::ChainNode{trace::ChainId{0}, trace::SiteId::None});
        trace::Wait wait;
        wait.reason = trace::Reason::QueueGet;
        wait.what = 0;
        wait.chain = trace::ChainId{1};
        builder.add(wait);
        QCOMPARE(builder.addLine("line"), 0U);

        QCOMPARE(begun.refusalOf(Kind::Resumed, 0, 1), QString());
        QVERIFY(!begun.refusalOf(Kind::Resumed, 0, 2).isEmpty());
        QCOMPARE(begun.refusalOf(Kind::Depth, 0, 2), QString());
        QVERIFY(!begun.refusalOf(Kind::Depth, 1, 2).isEmpty());
        QCOMPARE(begun.refusalOf(Kind::Blocked, 0, 1), QString());
        QVERIFY(!begun.refusalOf(Kind::Blocked, 0, 2).isEmpty());
        QCOMPARE(begun.refusalOf(Kind::Suspended, 0, 0), QString());
        QVERIFY(!begun.refusalOf(Kind::Suspended, 0, 1).isEmpty());
        QCOMPARE(begun.refusalOf(Kind::Ready, 0, Record::FirstCause), QString());
        QVERIFY(!begun.refusalOf(Kind::Ready, 0, Record::FirstCause + 1).isEmpty());
        for (const auto waker : {trace::Waker::Timer, trace::Waker::External, trace::Waker::None})
            QCOMPARE(begun.refusalOf(Kind::Ready, 0, index(waker)), QString());
        QVERIFY(!begun.refusalOf(Kind::Ready, 0, index(trace::Waker::Timer) - 1).isEmpty());
        QCOMPARE(begun.refusalOf(Kind::Printed, index(trace::TaskId::None), 0), QString());
        QCOMPARE(begun.refusalOf(Kind::Printed, 0, 0), QString());
        QVERIFY(!begun.refusalOf(Kind::Printed, 0, 1).isEmpty());
        QVERIFY(!begun.refusalOf(Kind::Printed, 1, 0).isEmpty());
        QCOMPARE(begun.refusalOf(Kind::Ended, index(trace::Outcome::Stopped)), QString());
    }

    void onlyTransitionsEndWithTheirTask_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("transition");
        for (const Kind kind : {Kind::Created, Kind::Ready, Kind::Resumed, Kind::Suspended,
                                Kind::Finished, Kind::Failed, Kind::Cancelled, Kind::Lost})
            QTest::addRow("kind %d", static_cast<int>(kind)) << static_cast<int>(kind) << true;
        for (const Kind kind :
             {Kind::CancelRequested, Kind::Depth, Kind::Printed, Kind::Ended, Kind::Acquired,
              Kind::Released, Kind::Renamed, Kind::Unretrieved, Kind::LoopRuns, Kind::LoopStops,
              Kind::LoopIdle, Kind::Blocked, Kind::Marked})
            QTest::addRow("kind %d", static_cast<int>(kind)) << static_cast<int>(kind) << false;
    }
    void onlyTransitionsEndWithTheirTask()
    {
        QFETCH(int, kind);
        QFETCH(bool, transition);
        // Whatever number 0 of anything is.
        for (const Kind end : {Kind::Finished, Kind::Failed, Kind::Cancelled}) {
            Begun begun;
            begun.builder.add(trace::Object{});
            begun.builder.add(trace::ChainNode{});
            begun.builder.add(trace::Wait{});
            begun.builder.addLine("line");
            QCOMPARE(begun.refusalOf(end, 0), QString());
            const QString said = begun.refusalOf(static_cast<Kind>(kind), 0);
            QCOMPARE(said.isEmpty(), !transition);
            QVERIFY(!transition || said.endsWith(QStringLiteral(" before")));
        }
    }

    void timeDoesNotRunBackwards()
    {
        Begun begun;
        QCOMPARE(begun.refusalOf(Kind::Resumed, 0, 0, 5ns), QString());
        QCOMPARE(
            begun.refusalOf(Kind::Finished, 0, 0, 4ns),
            QStringLiteral("record 2: its time, 4 ns, is before that of the one before, 5 ns"));
        QCOMPARE(begun.refusalOf(Kind::Finished, 0, 0, 5ns), QString());
    }

    void aTaskLivesOnce()
    {
        Begun begun;
        begun.builder.add(trace::TaskInfo{});
        QCOMPARE(begun.refusalOf(Kind::Resumed, 1),
                 QStringLiteral("record 1, of kind 2: task 1 has not been created yet"));
        QCOMPARE(begun.refusalOf(Kind::Created, 0, index(trace::TaskId::None)),
                 QStringLiteral("record 1, of kind 0: task 0 has been created before"));
        QCOMPARE(begun.refusalOf(Kind::Cancelled, 0), QString());
        QCOMPARE(begun.refusalOf(Kind::Ready, 0, index(trace::Waker::Timer)),
                 QStringLiteral("record 2, of kind 1: task 0 has ended before"));
    }

    void nothingFollowsTheEnd()
    {
        Begun begun;
        QCOMPARE(begun.refusalOf(Kind::Ended, 0), QString());
        QCOMPARE(begun.refusalOf(Kind::Printed, 0),
                 QStringLiteral("record 2: it follows the end of the run"));
    }

    void aKindThatIsNotKnownIsKept()
    {
        Begun begun;
        QCOMPARE(begun.refusalOf(Kind{60}, 4'000'000'000, 17), QString());
        QVERIFY(begun.builder.trace()->records()[1].kind() == Kind{60});
        // The first that is not known, too.
        QCOMPARE(begun.refusalOf(Kind{trace::KindSchemas.size()}, 4'000'000'000, 17), QString());
    }

    void tablesPointOnlyToWhatTheyHold()
    {
        TraceBuilder builder;
        const auto added
            = [&builder](const auto &entry) { return refusal([&] { builder.add(entry); }); };
        QCOMPARE(added(trace::Site{trace::TextId{5}, trace::TextId::Empty, 1}),
                 QStringLiteral("site 0: text 5 does not exist"));
        QCOMPARE(added(trace::Object{trace::TextId{1}}),
                 QStringLiteral("object 0: text 1 does not exist"));
        QCOMPARE(added(trace::ChainNode{trace::ChainId{0}}),
                 QStringLiteral("chain 0: its parent, chain 0, does not exist yet"));
        QCOMPARE(added(trace::ChainNode{trace::ChainId::None, trace::SiteId{2}}),
                 QStringLiteral("chain 0: site 2 does not exist"));
        trace::TaskInfo orphan;
        orphan.creator = trace::TaskId{0};
        QCOMPARE(added(orphan), QStringLiteral("task 0: its creator, task 0, does not exist yet"));
        trace::Wait wait;
        wait.reason = trace::Reason{23};
        QCOMPARE(added(wait), QStringLiteral("wait 0: kind 23 does not exist"));
        wait.reason = trace::Reason::QueueGet;
        wait.what = 0;
        QCOMPARE(added(wait), QStringLiteral("wait 0: it is for object 0, which does not exist"));
        wait.reason = trace::Reason::Task;
        QCOMPARE(added(wait), QStringLiteral("wait 0: it is for task 0, which does not exist"));
        wait.reason = trace::Reason::Sleep;
        wait.what = index(trace::ObjectId::None);
        wait.amount = -1;
        QCOMPARE(added(wait), QStringLiteral("wait 0: -1 is no amount"));
        wait.amount = 0;
        wait.chain = trace::ChainId{0};
        QCOMPARE(added(wait), QStringLiteral("wait 0: chain 0 does not exist"));
        wait.chain = trace::ChainId::None;
        wait.what = 0;
        QCOMPARE(added(wait), QStringLiteral("wait 0: it is for object 0, which does not exist"));
        QCOMPARE(added(trace::ChainNode{trace::ChainId::None, trace::SiteId{0}}),
                 QStringLiteral("chain 0: site 0 does not exist"));
        QCOMPARE(added(trace::WaitKind{}), QStringLiteral("kind of wait 23: it has no word"));
        QCOMPARE(added(trace::WaitKind{"x", trace::Shape{99}}),
                 QStringLiteral(
                     "kind of wait 23, x: its shape, object or amount is of a newer version"));
        QVERIFY(builder.trace()->waits().empty() && builder.trace()->tasks().empty());
    }

    void aWaitMayTakeNoTime()
    {
        TraceBuilder builder;
        trace::Wait wait;
        wait.reason = trace::Reason::Sleep;
        wait.amount = 0;
        QCOMPARE(index(builder.add(wait)), 0U);
    }

    void aKindOfWaitIsOfThisVersion()
    {
        TraceBuilder builder;
        using trace::Amount;
        using trace::Shape;
        using trace::WaitKind;
        using trace::WaitsOn;
        QCOMPARE(index(builder.add(WaitKind{"last", Shape::Other, WaitsOn::Task, Amount::Count})),
                 23U);
        for (const WaitKind &newer :
             {WaitKind{"x", static_cast<Shape>(static_cast<int>(Shape::Other) + 1)},
              WaitKind{"x", Shape::Lock, static_cast<WaitsOn>(4)},
              WaitKind{"x", Shape::Lock, WaitsOn::Task, static_cast<Amount>(3)}})
            QVERIFY(refusal([&] { builder.add(newer); }).endsWith(QStringLiteral("newer version")));
    }

    void theWordOfANewKindOfWaitIsAText()
    {
        TraceBuilder builder;
        builder.add(trace::BuiltInWaitKinds[2]);
        QCOMPARE(builder.trace()->texts().size(), std::size_t{1}); // the empty one
        builder.add(trace::WaitKind{"redis.get"});
        QCOMPARE(builder.trace()->text(trace::TextId{1}), std::string("redis.get"));
        builder.add(trace::Site{trace::TextId{1}, trace::TextId::Empty, 1});
        QCOMPARE(builder.trace()->sites().size(), std::size_t{1});
    }

    void kindsOfWaitAreTheEnginesOrNew()
    {
        TraceBuilder builder;
        QVERIFY(builder.add(trace::BuiltInWaitKinds[2]) == trace::Reason::QueueGet);
        const trace::WaitKind redis{"redis.get"};
        const trace::Reason reason = builder.add(redis);
        QVERIFY(reason == trace::Reason{23});
        QVERIFY(builder.add(trace::WaitKind{std::string("redis.get")}) == reason);
        QVERIFY(builder.trace()->waitKind(reason) == redis);
        // The same word for something else is another kind.
        QVERIFY(builder.add(trace::WaitKind{"redis.get", trace::Shape::Lock}) != reason);
    }
};

QTEST_APPLESS_MAIN(tst_TraceBuilder)
#include "tst_tracebuilder.moc"
