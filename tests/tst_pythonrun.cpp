#include "app/session/pythonrun.h"
#include "engine/workloads/registry.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using app::PythonRun;

namespace {

scenario::Arguments threeProducers()
{
    scenario::Arguments arguments(*engine::findScenario("queue"));
    arguments.set("producers", "3");
    return arguments;
}

} // namespace

/// With a program in place of the real one, which tst_cli has run CPython.
class tst_PythonRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theProgramIsToldWhatToRunAndWhereToKeepIt()
    {
        PythonRun run(program(QStringLiteral("echo \"$*\" >%1\n"
                                             "for last; do :; done\n"
                                             "echo $TMPDIR >\"$last\"\n")
                                  .arg(path("told"))));
        const QSignalSpy failed(&run, &PythonRun::failed);
        QSignalSpy recorded(&run, &PythonRun::recorded);
        run.start(threeProducers());
        QTRY_COMPARE(recorded.count(), 1);
        QCOMPARE(failed.count(), 0);
        const QString file = recorded.first().first().toString();
        QCOMPARE(contents(path("told")), "parity queue --producers 3 --save " + file.toUtf8());
        // What it leaves behind goes with the run.
        QCOMPARE(contents(file), QFileInfo(file).path().toUtf8());
        run.start(threeProducers());
        QTRY_COMPARE(recorded.count(), 2);
        QVERIFY(recorded.at(1).first().toString() != file);
    }
    void whyItFailedIsToldWithoutTheNameOfTheProgram()
    {
        PythonRun run(
            program(QStringLiteral("echo 'coroscope: There is no Python.' >&2\nexit 2\n")));
        QSignalSpy failed(&run, &PythonRun::failed);
        run.start(threeProducers());
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().toString(), QStringLiteral("There is no Python."));
    }
    void thatItFailedWithoutAWordIsTold()
    {
        PythonRun run(program(QStringLiteral("exit 1\n")));
        QSignalSpy failed(&run, &PythonRun::failed);
        run.start(threeProducers());
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().toString(),
                 QStringLiteral("CPython did not run it to its end."));
    }
    void aProgramThatIsNotThereIsNamed()
    {
        PythonRun run(path("missing"));
        QSignalSpy failed(&run, &PythonRun::failed);
        run.start(threeProducers());
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().toString(),
                 path("missing") + QStringLiteral(" cannot be started."));
    }
    void whatIsGivenUpSaysNothingMore()
    {
        PythonRun run(
            program(QStringLiteral("echo $$ >%1\nexec sleep 1000\n").arg(path("process"))));
        const QSignalSpy failed(&run, &PythonRun::failed);
        const QSignalSpy recorded(&run, &PythonRun::recorded);
        run.start(threeProducers());
        QTRY_VERIFY(!contents(path("process")).isEmpty());
        const QString process
            = QStringLiteral("/proc/") + QString::fromUtf8(contents(path("process")));
        QVERIFY(QFile::exists(process));
        run.stop();
        QVERIFY(!QFile::exists(process));
        run.stop(); // again, when nothing runs
        QCoreApplication::processEvents();
        QCOMPARE(failed.count() + recorded.count(), 0);
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    /// An executable script of a shell.
    QString program(const QString &text) const
    {
        QFile file(path("program"));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\n" + text.toUtf8());
        file.setPermissions(file.permissions() | QFile::ExeOwner);
        return file.fileName();
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(tst_PythonRun)

#include "tst_pythonrun.moc"
