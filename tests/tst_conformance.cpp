#include "engine/run/run.h"
#include "engine/trace/steps.h"
#include "engine/workloads/registry.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

struct Result
{
    QString lines; ///< with the items' random text masked
    QString steps;
    qint64 elapsedNs = 0;
    trace::Outcome outcome = trace::Outcome::Done;
};

/// \a parameters: "--producers 3 --seed 7".
scenario::Arguments argumentsOf(const scenario::Scenario &scenario, const QString &parameters)
{
    scenario::Arguments arguments(scenario);
    const QStringList words = parameters.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i + 1 < words.size(); i += 2)
        arguments.set(words[i].mid(2).toStdString(), words[i + 1].toStdString());
    return arguments;
}

Result runOf(const QString &scenario, const QString &parameters)
{
    engine::VirtualClock clock;
    trace::Recorder trace;
    engine::Run run(
        engine::makeProgram(argumentsOf(*engine::findScenario(scenario.toStdString()), parameters)),
        clock, trace);
    while (run.step() != engine::Run::Status::Ended) {}
    Result result;
    for (std::size_t i = 0; i < trace.lines().size(); ++i)
        result.lines += QString::fromStdString(trace.lines()[i].text) + u'\n';
    // Python's item texts come from os.urandom().
    static const QRegularExpression item(QStringLiteral("<[0-9a-f]{10}>"));
    result.lines.replace(item, QStringLiteral("<item>"));
    result.steps = QString::fromStdString(trace::stepsText(trace));
    result.elapsedNs = clock.now().count();
    result.outcome = run.outcome();
    return result;
}

QString sha256(const QString &text)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

/// Of the golden data's outcome, which tells errors by their names.
QString outcomeText(const QString &golden)
{
    const bool isError = golden != QStringLiteral("ok") && golden != QStringLiteral("deadlock");
    return isError ? QStringLiteral("error") : golden;
}

QString outcomeText(trace::Outcome outcome)
{
    switch (outcome) {
    case trace::Outcome::Done:
        return QStringLiteral("ok");
    case trace::Outcome::Deadlocked:
        return QStringLiteral("deadlock");
    default:
        return QStringLiteral("error");
    }
}

QString goldenPath(const QString &file)
{
    return QStringLiteral(COROSCOPE_GOLDEN "/%1").arg(file);
}

QString goldenText(const QString &file)
{
    QFile in(goldenPath(file));
    return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()) : QString();
}

/// The file with digests of random cases. "random.tsv" holds draws of the generator instead.
QString digestFile(const QString &scenario)
{
    return scenario == QStringLiteral("random") ? QStringLiteral("random-program.tsv")
                                                : scenario + QStringLiteral(".tsv");
}

/// The rows of a golden table as maps from the column's name.
QList<QMap<QString, QString>> tableOf(const QString &file)
{
    QList<QMap<QString, QString>> table;
    QStringList rows = goldenText(file).split(u'\n', Qt::SkipEmptyParts);
    if (rows.isEmpty())
        return table;
    const QStringList columns = rows.takeFirst().split(u'\t');
    for (const QString &row : rows) {
        const QStringList fields = row.split(u'\t');
        QMap<QString, QString> map;
        for (qsizetype i = 0; i < columns.size() && i < fields.size(); ++i)
            map.insert(columns[i], fields[i]);
        table.append(map);
    }
    return table;
}

} // namespace

// tests/golden/ has what CPython 3.11 prints and does, made by tests/oracle/golden.py. Scenarios
// of the registry are compared as soon as there is golden data of their name.
class tst_Conformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Where the names of scripts in the golden data start.
        QVERIFY(QDir::setCurrent(QStringLiteral(COROSCOPE_GOLDEN)));
    }

    void theQueueHasItsGoldenData()
    {
        QVERIFY(tableOf(QStringLiteral("queue.tsv")).size() >= 200);
        QVERIFY(!tableOf(QStringLiteral("queue-index.tsv")).isEmpty());
    }

    void everyLineAndStepIsCPythons_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("parameters");
        for (const scenario::Scenario &s : engine::scenarios()) {
            const QString scenario = QString::fromStdString(s.name);
            for (const auto &row : tableOf(scenario + QStringLiteral("-index.tsv")))
                QTest::newRow(qPrintable(row[QStringLiteral("name")]))
                    << scenario << row[QStringLiteral("name")] << row[QStringLiteral("parameters")];
        }
    }
    void everyLineAndStepIsCPythons()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, name);
        QFETCH(QString, parameters);
        Result result;
        QVERIFY_THROWS_NO_EXCEPTION(result = runOf(scenario, parameters));
        // As lists, so that a failure names the first difference.
        QCOMPARE(result.lines.split(u'\n'), goldenText(name + QStringLiteral(".out")).split(u'\n'));
        QCOMPARE(result.steps.split(u'\n'),
                 goldenText(name + QStringLiteral(".steps")).split(u'\n'));
    }

    void digestsAreCPythons_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<QString>("expected");
        for (const scenario::Scenario &s : engine::scenarios()) {
            const QString scenario = QString::fromStdString(s.name);
            for (const auto &row : tableOf(digestFile(scenario)))
                QTest::addRow("%s %s", s.name.c_str(),
                              qPrintable(row[QStringLiteral("parameters")]))
                    << scenario << row[QStringLiteral("parameters")]
                    << QStringLiteral("lines %1, steps %2, %3 ns, %4, stdout %5, steps %6")
                           .arg(row[QStringLiteral("lines")], row[QStringLiteral("steps")],
                                row[QStringLiteral("elapsed_ns")],
                                outcomeText(row[QStringLiteral("outcome")]),
                                row[QStringLiteral("stdout_sha256")],
                                row[QStringLiteral("steps_sha256")]);
        }
    }
    void digestsAreCPythons()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, parameters);
        Result result;
        QVERIFY_THROWS_NO_EXCEPTION(result = runOf(scenario, parameters));
        QTEST(QStringLiteral("lines %1, steps %2, %3 ns, %4, stdout %5, steps %6")
                  .arg(result.lines.count(u'\n'))
                  .arg(result.steps.count(u'\n'))
                  .arg(result.elapsedNs)
                  .arg(outcomeText(result.outcome), sha256(result.lines), sha256(result.steps)),
              "expected");
    }
};

QTEST_APPLESS_MAIN(tst_Conformance)
#include "tst_conformance.moc"
