#pragma once

#include <QFont>
#include <QFontDatabase>
#include <QString>

#include <array>

/// The fonts with which painting is tested: chosen by the tests, whatever the machine prefers.
namespace support {

inline const std::array Families{QStringLiteral("DejaVu Sans"), QStringLiteral("Noto Sans"),
                                 QStringLiteral("Noto Sans CJK SC")};

inline bool isInstalled(const QString &family)
{
    return QFontDatabase::hasFamily(family);
}

/// What to say of a test that is skipped without \a family.
inline QString whyNot(const QString &family)
{
    return QStringLiteral("%1 is not installed: the packages fonts-dejavu-core, fonts-noto-core "
                          "and fonts-noto-cjk have the fonts of these tests")
        .arg(family);
}

inline QFont fontOf(const QString &family, int pixelSize = 13)
{
    QFont font(family);
    font.setPixelSize(pixelSize);
    return font;
}

} // namespace support
