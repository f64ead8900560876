#pragma once

#include "tests/support/fontfamilies.h"

#include <QApplication>
#include <QTest>

#include <cstdio>

namespace support {

/// Runs the tests of Test with the family of fonts that COROSCOPE_TEST_FONT names, or with the
/// first of Families, whatever the machine prefers. Says why it does not when that is not
/// installed.
template <class Test>
int runWithFont(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    const QString family = qEnvironmentVariable("COROSCOPE_TEST_FONT", QString(Families.front()));
    if (!isInstalled(family)) {
        std::puts(qPrintable(whyNot(family)));
        return 0;
    }
    QApplication::setFont(fontOf(family));
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace support

/// QTEST_MAIN() for whatever paints text.
#define PAINTING_TEST_MAIN(Test)                                                                   \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        return support::runWithFont<Test>(argc, argv);                                             \
    }
