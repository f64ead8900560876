#include "app/session/argumenttext.h"
#include "app/session/picturechoice.h"
#include "app/session/tracefile.h"
#include "engine/run/run.h"
#include "engine/trace/steps.h"
#include "engine/workloads/registry.h"
#include "tests/support/scenariorun.h"
#include "tests/support/tracetext.h"
#include "views/export/timelineexport.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// The picture of a run, as a person exports it without choosing anything.
QImage pictureOf(const std::shared_ptr<const trace::Trace> &trace, const views::RunInfo &info,
                 const QString &path)
{
    const auto model = std::make_shared<views::RunModel>(trace);
    model->advance();
    views::ExportOptions options = app::exportOptions({}, info, *model);
    options.model = model;
    views::exportTimeline(trace, path, options);
    return QImage(path);
}

} // namespace

class tst_SavedRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyScenarioLooksTheSameWhenItIsOpenedAgain_data()
    {
        QTest::addColumn<QString>("scenario");
        for (const scenario::Scenario &s : engine::scenarios())
            QTest::addRow("%s", s.name.c_str()) << QString::fromStdString(s.name);
    }

    void everyScenarioLooksTheSameWhenItIsOpenedAgain()
    {
        QFETCH(const QString, scenario);
        const scenario::Arguments arguments(*engine::findScenario(scenario.toStdString()));
        engine::VirtualClock clock;
        const auto trace = std::make_shared<trace::Recorder>();
        engine::Run run(engine::makeProgram(arguments), clock, *trace);
        while (run.step() != engine::Run::Status::Ended) {}
        const views::RunInfo info = app::infoOf(arguments, views::RunInfo::Origin::Simulated);
        const QString path = m_folder.filePath(scenario + QStringLiteral(".coroscope"));
        app::saveRun(*trace, info, run.ending(), path);

        const app::TraceFile file = app::readTraceFile(path, [] { return true; });
        QVERIFY(!file.isWritten);
        QVERIFY(!file.isStopped);
        QVERIFY(app::readTraceFile(path, [] { return false; }).isStopped);
        QCOMPARE(app::troubleTexts(file.report), QStringList());
        QVERIFY(file.ending == run.ending());
        QCOMPARE(file.info.title, info.title);
        QVERIFY(file.info.arguments == info.arguments);
        QCOMPARE(QString::fromStdString(trace::stepsText(*file.trace)),
                 QString::fromStdString(trace::stepsText(*trace)));
        const QImage before = pictureOf(trace, info, m_folder.filePath(QStringLiteral("a.png")));
        QVERIFY(!before.isNull());
        QVERIFY(pictureOf(file.trace, file.info, m_folder.filePath(QStringLiteral("b.png")))
                == before);
    }

    void whatIsAmissIsToldInTheSingularAndThePlural()
    {
        const auto texts = [](std::uint64_t count) {
            trace::TraceFileReport report;
            report.firstDamage = 70;
            report.damagedPlaces = count;
            report.leftOut = count;
            return app::troubleTexts(report);
        };
        QCOMPARE(texts(0), QStringList());
        QCOMPARE(texts(1),
                 (QStringList{
                     QStringLiteral("The file is damaged at byte 70; what was there is left out."),
                     QStringLiteral("A record that cannot be is left out.")}));
        QCOMPARE(texts(2),
                 (QStringList{QStringLiteral("The file is damaged in 2 places, first at byte 70; "
                                             "what was there is left out."),
                              QStringLiteral("2 records that cannot be are left out.")}));
    }

    void marksComeBackAtTheirPlaces()
    {
        const scenario::Arguments arguments(*engine::findScenario("queue"));
        engine::VirtualClock clock;
        const auto trace = std::make_shared<trace::Recorder>();
        engine::Run run(engine::makeProgram(arguments), clock, *trace);
        while (run.step() != engine::Run::Status::Ended) {}
        const std::size_t all = trace->records().size();
        const trace::Time wrong{1'000'000'000'000};
        const std::vector<trace::FileMark> marks{
            {0, trace::Time{0}, trace::TaskId::None, "first"},
            {50, trace->records()[49].time(), trace::TaskId{3}, "of a task"},
            {50, wrong, trace::TaskId::None, "as near as can be"},
            {60, trace->records()[59].time(), trace::TaskId::None, ""},
            {all, wrong, trace::TaskId::None, "q"}, // a text that the run has, too
        };
        const views::RunInfo info = app::infoOf(arguments, views::RunInfo::Origin::Simulated);
        const QString path = m_folder.filePath(QStringLiteral("marked.coroscope"));
        app::saveRun(*trace, info, run.ending(), path, marks);

        const app::TraceFile file = app::readTraceFile(path, [] { return true; });
        QCOMPARE(app::troubleTexts(file.report), QStringList());
        QVERIFY(file.ending == run.ending());
        QCOMPARE(file.trace->records().size(), all + marks.size());
        QStringList places;
        std::size_t others = 0;
        for (std::size_t i = 0; i < file.trace->records().size(); ++i) {
            const trace::Record &record = file.trace->records()[i];
            if (record.kind() != trace::Kind::Marked) {
                QVERIFY(record.kind() == trace->records()[others].kind());
                QVERIFY(record.subject == trace->records()[others].subject);
                QVERIFY(record.time() == trace->records()[others].time());
                ++others;
                continue;
            }
            places += QStringLiteral("%1 %2").arg(others).arg(
                QString::fromStdString(file.trace->text(trace::TextId{record.argument})));
        }
        QCOMPARE(places,
                 QStringList({QStringLiteral("0 first"), QStringLiteral("50 of a task"),
                              QStringLiteral("50 as near as can be"), QStringLiteral("60 "),
                              QStringLiteral("%1 q").arg(all - 1)}));
        QCOMPARE(QString::fromStdString(trace::stepsText(*file.trace)),
                 QString::fromStdString(trace::stepsText(*trace)));
        // None of them, in place of those that it has.
        const QString without = m_folder.filePath(QStringLiteral("without.coroscope"));
        app::saveRun(*file.trace, info, run.ending(), without, std::vector<trace::FileMark>());
        QCOMPARE(app::readTraceFile(without, [] { return true; }).trace->records().size(), all);
    }

    void whatIsGivenUpLeavesNoFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("given-up.coroscope"));
        const auto trace = support::scenarioTrace("queue");
        QVERIFY_THROWS_EXCEPTION(
            app::GivenUp, app::saveRun(*trace, {}, {}, path, std::nullopt, [] { return false; }));
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(tst_SavedRun)
#include "tst_savedrun.moc"
