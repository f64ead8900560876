#include "engine/trace/recorder.h"
#include "views/words/endingtext.h"

#include <QTest>

using trace::Ending;
using trace::Outcome;

namespace {

/// Three tasks without labels.
struct Fixture
{
    trace::Recorder trace;

    Fixture()
    {
        for (std::uint32_t number = 1; number <= 3; ++number)
            trace.addTask({.number = number});
    }
};

Ending failedWith(const char *name, const char *text)
{
    return {.outcome = Outcome::Failed, .failure = {.name = name, .text = text}};
}

} // namespace

class tst_EndingText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEndingIsToldInASentence_data()
    {
        QTest::addColumn<Ending>("ending");
        QTest::addColumn<QString>("text");
        QTest::newRow("done") << Ending{} << QString();
        QTest::newRow("stopped") << Ending{.outcome = Outcome::Stopped}
                                 << QStringLiteral("The run was stopped.");
        QTest::newRow("failed") << failedWith("ValueError", "no %1 here")
                                << QStringLiteral(
                                       "The main task failed with ValueError: no %1 here.");
        QTest::newRow("failed without a word")
            << failedWith("ValueError", "")
            << QStringLiteral("The main task failed with ValueError.");
        QTest::newRow("cancelled")
            << failedWith("CancelledError", "") << QStringLiteral("The main task was cancelled.");
        QTest::newRow("around main")
            << Ending{.outcome = Outcome::Failed,
                      .failure = {.name = "RuntimeError", .text = "Not held.", .ofRun = true}}
            << QStringLiteral("The run failed with RuntimeError: Not held.");
        QTest::newRow("around main, with no more known")
            << Ending{.outcome = Outcome::Failed,
                      .failure = {.name = {}, .text = {}, .ofRun = true}}
            << QStringLiteral("The run failed.");
        QTest::newRow("outgrown")
            << Ending{.outcome = Outcome::Failed, .outgrown = true}
            << QStringLiteral("The run was ended because what comes next is later than a run can "
                              "reach, 9 years; choose shorter times.");
        QTest::newRow("not begun") << failedWith("", "There is no file \"x\".")
                                   << QStringLiteral("There is no file \"x\".");
    }
    void anEndingIsToldInASentence()
    {
        QFETCH(Ending, ending);
        QTEST(views::endingText(ending), "text");
    }

    void whatNobodyAskedForIsToldTaskByTask()
    {
        Ending ending;
        ending.unnoticed
            = {{trace::TaskId{1}, {"ValueError", "a"}}, {trace::TaskId{2}, {"KeyError", ""}}};
        QCOMPARE(views::unnoticedTexts(Fixture().trace, ending),
                 QStringList({QStringLiteral("Task exception was never retrieved: Task-2 failed "
                                             "with ValueError: a."),
                              QStringLiteral("Task exception was never retrieved: Task-3 failed "
                                             "with KeyError.")}));
    }

    void aFutureThatNobodyAskedIsToldByWhatItStandsFor()
    {
        Ending ending;
        ending.unnoticed = {{.failure = {"ValueError", "a"}},
                            {.failure = {"KeyError", ""}, .future = trace::Reason::Gather}};
        QCOMPARE(views::unnoticedTexts(Fixture().trace, ending),
                 QStringList({QStringLiteral("Future exception was never retrieved: future failed "
                                             "with ValueError: a."),
                              QStringLiteral("Future exception was never retrieved: gather failed "
                                             "with KeyError.")}));
    }

    void whatTheLoopAloneHasSeenIsTold()
    {
        Ending ending;
        ending.unnoticed
            = {{trace::TaskId::None, {"RecursionError", ""}, trace::Notice::Callback},
               {trace::TaskId{1}, {"RuntimeError", "Not held."}, trace::Notice::Callback},
               {trace::TaskId{2}, {"KeyError", ""}, trace::Notice::Shutdown}};
        QCOMPARE(
            views::unnoticedTexts(Fixture().trace, ending),
            QStringList({QStringLiteral("Exception in a callback: RecursionError."),
                         QStringLiteral("Exception in a step of Task-2: RuntimeError: Not held."),
                         QStringLiteral("Unhandled exception at the end of the run: Task-3 failed "
                                        "with KeyError.")}));
    }
};

QTEST_APPLESS_MAIN(tst_EndingText)
#include "tst_endingtext.moc"
