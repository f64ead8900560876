#include "engine/workloads/random.h"

#include <QFile>
#include <QTest>

#include <limits>

using engine::Random;

// tests/golden/random.tsv has what CPython draws; every column starts from the seed again.
class tst_Random : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsAsPythonDoes_data()
    {
        QTest::addColumn<qint64>("seed");
        QTest::addColumn<QStringList>("small");
        QTest::addColumn<QStringList>("real");
        QTest::addColumn<QStringList>("large");
        QFile file(QStringLiteral(COROSCOPE_GOLDEN "/random.tsv"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        QStringList rows = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(rows.size() > 10);
        rows.removeFirst();
        for (const QString &row : rows) {
            const QStringList fields = row.split(u'\t');
            QCOMPARE(fields.size(), 4);
            QTest::addRow("seed %s", qPrintable(fields[0]))
                << fields[0].toLongLong() << fields[1].split(u',') << fields[2].split(u',')
                << fields[3].split(u',');
        }
    }
    void drawsAsPythonDoes()
    {
        QFETCH(qint64, seed);
        QFETCH(QStringList, small);
        QFETCH(QStringList, real);
        QFETCH(QStringList, large);
        Random randint(seed);
        for (const QString &number : small)
            QCOMPARE(randint.randint(0, 10), number.toLongLong());
        Random random(seed);
        for (const QString &number : real)
            QVERIFY(random.random() == number.toDouble()); // to the last bit
        Random wide(seed);
        for (const QString &number : large)
            QCOMPARE(wide.randint(0, std::int64_t{1} << 40), number.toLongLong());
    }

    void aRangeOfOneNumberStillDraws()
    {
        // randint(5, 5) throws getrandbits(1) until it is 0, so that the next draw is another.
        Random one(444);
        Random other(444);
        QCOMPARE(one.randint(5, 5), std::int64_t{5});
        QVERIFY(one.random() != other.random());
    }

    void theWidestRangeDrawsAsPythonDoes()
    {
        // random.seed(444); [random.randint(-2**63, 2**63 - 1) for _ in range(4)]
        constexpr auto Least = std::numeric_limits<std::int64_t>::min();
        constexpr auto Most = std::numeric_limits<std::int64_t>::max();
        Random random(444);
        QCOMPARE(random.randint(Least, Most), std::int64_t{-3914127871612569491});
        QCOMPARE(random.randint(Least, Most), std::int64_t{-287076759493180580});
        QCOMPARE(random.randint(Least, Most), std::int64_t{840416031030903575});
        QCOMPARE(random.randint(Least, Most), std::int64_t{-7854231804742089375});
        QCOMPARE(random.randint(0, 10), std::int64_t{9});
    }

    void aRangeOf32BitsDrawsAsPythonDoes()
    {
        // random.seed(444); [random.randint(0, 2**31) for _ in range(3)]
        Random random(444);
        for (const std::int64_t drawn : {1326692461, 1236154736, 56854717})
            QCOMPARE(random.randint(0, std::int64_t{1} << 31), drawn);
        QCOMPARE(random.randint(0, 10), std::int64_t{4});
    }

    void drawsStayWithinTheRange()
    {
        Random random(1);
        for (int i = 0; i < 10'000; ++i) {
            const std::int64_t drawn = random.randint(-3, 4);
            QVERIFY(drawn >= -3 && drawn <= 4);
            const double real = random.random();
            QVERIFY(real >= 0 && real < 1);
        }
    }
};

QTEST_APPLESS_MAIN(tst_Random)
#include "tst_random.moc"
