#include "views/model/onelinetext.h"

#include <QTest>

#include <utility>

using views::oneLine;

class tst_OneLineText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotStandInALineHasASignThatStandsForIt()
    {
        constexpr char16_t Break = 0x21B5;
        constexpr char16_t Replacement = 0xFFFD;
        using Sign = std::pair<char16_t, char16_t>;
        for (const auto &[code, shown] :
             {Sign{0x00, 0x2400},        Sign{0x08, 0x2408},        Sign{0x09, 0x09},
              Sign{0x0A, Break},         Sign{0x0B, Break},         Sign{0x0D, Break},
              Sign{0x0E, 0x240E},        Sign{0x1F, 0x241F},        Sign{0x20, 0x20},
              Sign{0x7E, 0x7E},          Sign{0x7F, 0x2421},        Sign{0x80, Replacement},
              Sign{0x84, Replacement},   Sign{0x85, Break},         Sign{0x86, Replacement},
              Sign{0x9F, Replacement},   Sign{0xA0, 0xA0},          Sign{0xE4, 0xE4},
              Sign{0x2027, 0x2027},      Sign{0x2028, Break},       Sign{0x2029, Break},
              Sign{0x202A, Replacement}, Sign{0x202E, Replacement}, Sign{0x202F, 0x202F},
              Sign{0x2065, 0x2065},      Sign{0x2066, Replacement}, Sign{0x2069, Replacement},
              Sign{0x206A, 0x206A}})
            QVERIFY2(oneLine(QString(QChar(code))) == QString(QChar(shown)),
                     qPrintable(QString::number(code, 16)));
    }
    void everySignOfATextIsLookedAt()
    {
        QCOMPARE(oneLine(QStringLiteral("\none\r\ntwo\n")), QStringLiteral("↵one↵↵two↵"));
        QCOMPARE(oneLine(QStringLiteral("plain")), QStringLiteral("plain"));
        QCOMPARE(oneLine(QString()), QString());
    }
};

QTEST_APPLESS_MAIN(tst_OneLineText)
#include "tst_onelinetext.moc"
