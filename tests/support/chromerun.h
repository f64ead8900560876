#pragma once

#include "engine/trace/io/chromeimport.h"
#include "engine/trace/steps.h"
#include "tests/support/strings.h"

#include <QStringList>

#include <algorithm>
#include <cstring>
#include <string>

namespace support {

/// Bytes in memory.
class TextBytes final : public trace::ByteSource
{
public:
    explicit TextBytes(std::string text)
        : m_text(std::move(text))
    {
    }
    std::uint64_t size() override { return m_text.size(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override
    {
        if (offset >= m_text.size())
            return 0;
        const std::size_t count = std::min(into.size(), m_text.size() - std::size_t(offset));
        std::memcpy(into.data(), m_text.data() + offset, count);
        return count;
    }
    bool isBeingWritten() override { return false; }

private:
    std::string m_text;
};

inline trace::ChromeImport import(const std::string &text)
{
    TextBytes bytes(text);
    return trace::readChromeTrace(bytes, [](double) { return true; }).value();
}

/// Time in us, task, what, and its wait, one transition a row.
inline QStringList rows(const trace::Trace &trace)
{
    static const QStringList words{QStringLiteral("created"),  QStringLiteral("ready"),
                                   QStringLiteral("runs"),     QStringLiteral("waits"),
                                   QStringLiteral("done"),     QStringLiteral("failed"),
                                   QStringLiteral("cancelled")};
    QStringList rows;
    for (std::size_t i = 0; i < trace.records().size(); ++i) {
        const trace::Record record = trace.records()[i];
        QString row = QStringLiteral("%1 %2 %3")
                          .arg(record.time().count() / 1000)
                          .arg(QString::fromStdString(trace.taskName(record.task())),
                               words.value(int(record.kind()), QStringLiteral("?")));
        if (record.kind() == trace::Kind::Suspended)
            row += u' ' + QString::fromStdString(trace::waitText(trace, record.wait()));
        if (record.kind() == trace::Kind::Failed)
            row += u' ' + QString::fromStdString(trace.text(record.exception()));
        rows += row;
    }
    return rows;
}

} // namespace support
