#include "tests/support/driven.h"

#include "engine/trace/steps.h"
#include "tests/support/textlines.h"

#include <QTest>

namespace support {

namespace {

constexpr int PatienceMs = 60'000;

} // namespace

Driven::Driven(Main main, const engine::qt::RunSettings &settings)
    : Driven(engine::ProgramMaker([main = std::move(main)] { return programOf(main); }), settings)
{
}

Driven::Driven(engine::ProgramMaker makeProgram, const engine::qt::RunSettings &settings)
    : m_driver(std::move(makeProgram), settings, m_trace)
{
}

bool Driven::toEnd()
{
    start();
    return ended() || m_ended.wait(PatienceMs);
}

bool Driven::toWaitFor(trace::Reason reason)
{
    start();
    return QTest::qWaitFor(
        [&] {
            const auto &records = m_trace->records();
            for (std::size_t i = 0; i < records.size(); ++i) {
                if (records[i].kind() == trace::Kind::Suspended
                    && m_trace->wait(records[i].wait()).reason == reason)
                    return true;
            }
            return ended();
        },
        PatienceMs);
}

void Driven::stop()
{
    m_driver.requestStop();
    if (!ended())
        m_ended.wait(PatienceMs);
}

trace::Ending Driven::ending() const
{
    return m_ended.at(0).at(0).value<trace::Ending>();
}

QStringList Driven::lines() const
{
    QStringList lines;
    for (std::size_t i = 0; i < m_trace->lines().size(); ++i)
        lines.append(QString::fromStdString(m_trace->lines()[i].text));
    return lines;
}

QStringList Driven::steps() const
{
    QStringList rows = textLines(trace::stepsText(*m_trace));
    for (QString &row : rows) {
        row = row.section(QLatin1Char('\t'), 1)
                  .replace(QLatin1Char('\t'), QLatin1Char(' '))
                  .trimmed();
    }
    return rows;
}

QStringList Driven::waits() const
{
    QStringList rows;
    const auto &records = m_trace->records();
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (records[i].kind() != trace::Kind::Suspended)
            continue;
        const trace::Wait &wait = m_trace->wait(records[i].wait());
        rows.append(QStringLiteral("%1 %2")
                        .arg(QString::fromStdString(trace::waitText(*m_trace, records[i].wait())))
                        .arg(m_trace->site(m_trace->siteOf(wait)).line));
    }
    return rows;
}

void Driven::start()
{
    if (!std::exchange(m_started, true))
        m_driver.start();
}

} // namespace support
