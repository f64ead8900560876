#include "tests/support/textlines.h"

namespace support {

QStringList textLines(std::string_view text)
{
    QStringList lines;
    const auto bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    for (const QByteArray &line : bytes.split('\n')) {
        if (const QByteArray trimmed = line.trimmed(); !trimmed.isEmpty())
            lines.append(QString::fromUtf8(trimmed));
    }
    return lines;
}

} // namespace support
