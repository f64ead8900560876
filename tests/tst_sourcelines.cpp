#include "engine/run/run.h"
#include "engine/trace/recorder.h"
#include "engine/workloads/registry.h"
#include "tests/support/foreignrun.h"
#include "views/analysis/sourcelines.h"

#include <QTest>

#include <map>
#include <set>

using namespace views;

namespace {

QString fileOf(const trace::Trace &trace, const SourceLine &line)
{
    return QString::fromStdString(trace.text(line.file));
}

/// "app.py:52 through 0; pool.py:31 here 0": all marks, with the numbers of the tasks.
QString text(const trace::Trace &trace, const SourceLines &lines)
{
    QStringList parts;
    for (const LineMark &mark : lines.marks) {
        QString part = QStringLiteral("%1:%2").arg(fileOf(trace, mark.at)).arg(mark.at.line);
        const auto add = [&](const char *how, const std::vector<trace::TaskId> &tasks) {
            if (!tasks.empty())
                part += QLatin1Char(' ') + QLatin1String(how);
            for (const trace::TaskId task : tasks)
                part += QStringLiteral(" %1").arg(static_cast<std::uint32_t>(task));
        };
        add("here", mark.here);
        add("through", mark.through);
        parts += part;
    }
    parts.sort();
    return parts.join(QStringLiteral("; "));
}

std::shared_ptr<trace::Recorder> runOf(const QString &scenario)
{
    engine::VirtualClock clock;
    auto trace = std::make_shared<trace::Recorder>();
    engine::Run run(
        engine::makeProgram(scenario::Arguments(*engine::findScenario(scenario.toStdString()))),
        clock, *trace);
    while (run.step() != engine::Run::Status::Ended) {}
    return trace;
}

/// The marks as a replay of the log has them, record by record: the independent answer. By line,
/// who stands there and who passes through.
using Replayed = std::map<SourceLine, std::pair<std::set<trace::TaskId>, std::set<trace::TaskId>>>;

class Replay
{
public:
    explicit Replay(const trace::Trace &trace)
        : m_trace(trace)
    {
    }
    void read(const trace::Record &record)
    {
        switch (record.kind()) {
        case trace::Kind::Suspended:
            m_suspended[record.task()] = m_trace.wait(record.wait()).chain;
            break;
        case trace::Kind::Resumed:
            m_suspended.erase(record.task());
            break;
        default:
            break;
        }
    }
    Replayed marks() const
    {
        Replayed marks;
        for (const auto &[task, chain] : m_suspended) {
            const std::vector<SourceLine> lines = linesOf(m_trace, chain);
            for (std::size_t i = 0; i < lines.size(); ++i) {
                auto &[here, through] = marks[lines[i]];
                (i == 0 ? here : through).insert(task);
            }
        }
        return marks;
    }

private:
    const trace::Trace &m_trace;
    std::map<trace::TaskId, trace::ChainId> m_suspended;
};

Replayed asSets(const SourceLines &lines)
{
    Replayed marks;
    for (const LineMark &mark : lines.marks)
        marks[mark.at]
            = {{mark.here.begin(), mark.here.end()}, {mark.through.begin(), mark.through.end()}};
    return marks;
}

} // namespace

class tst_SourceLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWaitOfAKindThatNobodyKnowsStandsInItsLine()
    {
        const support::ForeignRun run;
        RunModel model(run.trace());
        model.advance();
        const auto marks = [&](std::size_t records) {
            return text(model.trace(), sourceLinesAt(model, records));
        };
        QCOMPARE(marks(0), QString());
        QCOMPARE(marks(4), QString()); // it runs
        const QString suspended = QStringLiteral("app.py:52 through 0; pool.py:31 here 0");
        QCOMPARE(marks(5), suspended);
        QCOMPARE(marks(7), suspended); // ready, and so still there
        QCOMPARE(marks(8), QString());
        QCOMPARE(marks(10), suspended);
        QCOMPARE(marks(model.records()), QString());
    }

    void whatTheReplaySaysIsSaidOfEveryMoment_data()
    {
        QTest::addColumn<QString>("scenario");
        for (const char *name : {"queue", "lock", "tree", "agen", "cancel", "condition", "chain",
                                 "philosophers", "chat", "timeout"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void whatTheReplaySaysIsSaidOfEveryMoment()
    {
        QFETCH(const QString, scenario);
        const auto trace = runOf(scenario);
        RunModel model(trace);
        model.advance();
        Replay replay(*trace);
        std::size_t most = 0;
        for (std::size_t i = 0; i < model.records(); ++i) {
            replay.read(trace->records()[i]);
            const SourceLines lines = sourceLinesAt(model, i + 1);
            most = std::max(most, lines.marks.size());
            QVERIFY2(asSets(lines) == replay.marks(), qPrintable(QString::number(i)));
        }
        QVERIFY(most >= 2);
    }

    void whoHasStoodThereLongestIsFirst()
    {
        const auto trace = runOf(QStringLiteral("queue"));
        RunModel model(trace);
        model.advance();
        const SourceLines lines = sourceLinesAt(model, model.positionAfterStep(66).records);
        const auto most = std::max_element(
            lines.marks.begin(), lines.marks.end(),
            [](const LineMark &a, const LineMark &b) { return a.here.size() < b.here.size(); });
        QStringList names;
        for (const trace::TaskId task : most->here)
            names += model.label(task);
        QCOMPARE(names.size(), 8);
        QCOMPARE(names.first(3).join(u','), QStringLiteral("Consumer 3,Consumer 9,Consumer 1"));
        QCOMPARE(lines.at(most->at), &*most);
        QCOMPARE(lines.at({most->at.file, 1}), nullptr);
        QVERIFY(lines.in(most->at.file).size() >= 3);
        for (const LineMark &mark : lines.in(most->at.file))
            QCOMPARE(mark.at.file, most->at.file);
        QVERIFY(lines.in(trace::TextId::Empty).empty());
    }

    void aStepIsInTheLineWhereItStopped()
    {
        const support::ForeignRun run;
        RunModel model(run.trace());
        model.advance();
        QVERIFY(!stepAt(model, 3));
        const auto first = stepAt(model, 4);
        QVERIFY(first);
        QCOMPARE(first->task, run.fetch());
        const auto lines = linesOf(model.trace(), chainOf(model, *first));
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(fileOf(model.trace(), lines[0]), QStringLiteral("pool.py"));
        QCOMPARE(lines[1].line, 52U);
        QCOMPARE(stepAt(model, 7), first); // nothing has run since
        const auto last = stepAt(model, model.records());
        QCOMPARE(chainOf(model, *last), trace::ChainId::None); // it has ended there
        QCOMPARE(chainAt(model, run.fetch(), 4), trace::ChainId::None);
        QVERIFY(chainAt(model, run.fetch(), 5) != trace::ChainId::None);
    }

    void aCoroutineThatAwaitsItselfIsCountedOnce()
    {
        trace::TraceBuilder builder;
        trace::TaskInfo info;
        info.number = 1;
        const trace::TaskId task = builder.add(info);
        const trace::SiteId site
            = builder.add(trace::Site{builder.text("deep.py"), builder.text("dive"), 7});
        trace::ChainId chain = trace::ChainId::None;
        for (int depth = 0; depth < 3; ++depth)
            chain = builder.add(trace::ChainNode{chain, site});
        trace::Wait wait;
        wait.reason = trace::Reason::Future;
        wait.chain = chain;
        const trace::WaitId waits = builder.add(wait);
        using support::append;
        append(builder, trace::Time{0}, trace::Kind::Created, task, trace::TaskId::None);
        append(builder, trace::Time{0}, trace::Kind::Resumed, task);
        append(builder, trace::Time{0}, trace::Kind::Suspended, task, waits);
        RunModel model(builder.trace());
        model.advance();
        QCOMPARE(text(model.trace(), sourceLinesAt(model, 3)),
                 QStringLiteral("deep.py:7 here 0 through 0"));
    }

    void whatHasNoFileOrNoLineStandsInNone()
    {
        trace::TraceBuilder builder;
        const trace::TextId function = builder.text("f");
        const trace::TextId file = builder.text("a.py");
        const trace::SiteId whole = builder.add(trace::Site{file, function, 3});
        const trace::SiteId noLine = builder.add(trace::Site{file, function, 0});
        const trace::SiteId noFile = builder.add(trace::Site{trace::TextId::Empty, function, 3});
        const trace::Trace &trace = *builder.trace();
        QVERIFY(lineOf(trace, whole) == (SourceLine{file, 3}));
        QVERIFY(!lineOf(trace, noLine));
        QVERIFY(!lineOf(trace, noFile));
        QVERIFY(!lineOf(trace, trace::SiteId::None));
    }

    void ofAStepThatStillRunsTheLineIsNotKnown()
    {
        const support::ForeignRun run;
        RunModel model(run.trace());
        model.advance(8);
        const auto step = stepAt(model, model.records());
        QVERIFY(step.has_value());
        QCOMPARE(chainOf(model, *step), trace::ChainId::None);
        QCOMPARE(stepAt(model, 1000), step);
    }
};

QTEST_APPLESS_MAIN(tst_SourceLines)

#include "tst_sourcelines.moc"
