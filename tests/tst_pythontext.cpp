#include "engine/workloads/script/pythontext.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

#include <limits>

namespace python = engine::python;

namespace {

constexpr unsigned Block = 4096;

/// Surrogates too, as if they were characters.
void appendUtf8(std::string &text, unsigned code)
{
    const auto tail = [&](unsigned shift) { text += char(0x80U | (code >> shift & 0x3fU)); };
    if (code < 0x80) {
        text += char(code);
    } else if (code < 0x800) {
        text += char(0xc0U | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        text += char(0xe0U | code >> 12);
        tail(6);
        tail(0);
    } else {
        text += char(0xf0U | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace

// tests/golden/repr.tsv has digests of Python's own repr() of every code point.
class tst_PythonText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reprOfEveryCharacterIsPythons()
    {
        QFile file(QStringLiteral(COROSCOPE_GOLDEN "/repr.tsv"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        QStringList rows = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        rows.removeFirst();
        QCOMPARE(rows.size(), 0x110000 / int(Block));
        QStringList result;
        for (unsigned first = 0; first < 0x110000; first += Block) {
            std::string text;
            for (unsigned code = first; code < first + Block; ++code)
                appendUtf8(text, code);
            const QByteArray digest = QCryptographicHash::hash(
                QByteArray::fromStdString(python::repr(std::string_view(text))),
                QCryptographicHash::Sha256);
            result.append(QStringLiteral("%1\t%2")
                              .arg(first, 0, 16)
                              .arg(QString::fromLatin1(digest.toHex())));
        }
        QCOMPARE(result, rows);
    }

    void repr_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("repr");
        QTest::newRow("plain") << "a b"
                               << "'a b'";
        QTest::newRow("single quote") << "it's"
                                      << "\"it's\"";
        QTest::newRow("both quotes") << "\"it's\""
                                     << "'\"it\\'s\"'";
        QTest::newRow("controls") << "\n\r\t\x1b\x7f\\"
                                  << R"('\n\r\t\x1b\x7f\\')";
        QTest::newRow("format character") << QStringLiteral("\u00ad\u200b") << R"('\xad\u200b')";
        QTest::newRow("unassigned")
            << QStringLiteral("\u0378\U000e0fff") << R"('\u0378\U000e0fff')";
        QTest::newRow("variation selector")
            << QStringLiteral("❤\ufe0f\U000e0100") << QStringLiteral("'❤\ufe0f\U000e0100'");
    }
    void repr()
    {
        QFETCH(QString, text);
        QTEST(QString::fromStdString(python::repr(std::string_view(text.toStdString()))), "repr");
    }

    void reprOfFloats()
    {
        constexpr double Infinity = std::numeric_limits<double>::infinity();
        QCOMPARE(python::repr(1.0), std::string("1.0"));
        QCOMPARE(python::repr(-0.0), std::string("-0.0"));
        QCOMPARE(python::repr(1e16), std::string("1e+16"));
        QCOMPARE(python::repr(1e-5), std::string("1e-05"));
        QCOMPARE(python::repr(-Infinity), std::string("-inf"));
        QCOMPARE(python::repr(std::numeric_limits<double>::quiet_NaN()), std::string("nan"));
    }

    void halvesOfCharactersAreFound()
    {
        QVERIFY(!python::hasSurrogate("\xed\x9f\xbf \xee\x80\x80 plain"));
        QVERIFY(python::hasSurrogate("half: \xed\xa0\x80"));
        QVERIFY(python::hasSurrogate("\xed\xbf\xbf"));
        QCOMPARE(python::characterAt("é\xed\xa0\x80z", 1), char32_t{0xd800});
        QCOMPARE(python::repr("\xed\xa0\x80"), std::string(R"('\ud800')"));
    }
};

QTEST_APPLESS_MAIN(tst_PythonText)
#include "tst_pythontext.moc"
