#include "app/session/argumenttext.h"
#include "app/session/picturechoice.h"
#include "app/session/tracefile.h"
#include "engine/run/run.h"
#include "engine/trace/steps.h"
#include "engine/workloads/registry.h"
#include "tests/support/tracetext.h"
#include "views/export/timelineexport.h"

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

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(tst_SavedRun)
#include "tst_savedrun.moc"
