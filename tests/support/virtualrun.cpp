#include "tests/support/virtualrun.h"

#include "engine/trace/steps.h"
#include "tests/support/textlines.h"

namespace support {

namespace {

/// Whether stepsText() has a row for \a record.
bool isStep(const trace::Record &record)
{
    switch (record.kind()) {
    case trace::Kind::Created:
    case trace::Kind::Resumed:
    case trace::Kind::Suspended:
    case trace::Kind::Finished:
    case trace::Kind::Failed:
    case trace::Kind::Cancelled:
        return true;
    default:
        return false;
    }
}

} // namespace

VirtualRun::VirtualRun(Main main)
    : m_run(std::make_unique<engine::Run>(programOf(std::move(main)), m_clock, m_trace))
{
    noteTurns();
}

bool VirtualRun::step()
{
    engine::EventLoop &loop = m_run->loop();
    const auto deadline = loop.nextDeadline();
    if (loop.turnIsOver() && (loop.hasReady() || (deadline && *deadline <= loop.now())))
        ++m_turn;
    const bool ended = m_run->step() == engine::Run::Status::Ended;
    noteTurns();
    return !ended;
}

VirtualRun &VirtualRun::toEnd()
{
    while (step()) {}
    return *this;
}

void VirtualRun::noteTurns()
{
    m_turnOfRecord.resize(m_trace.records().size(), m_turn);
}

QStringList VirtualRun::steps() const
{
    QStringList rows = textLines(trace::stepsText(m_trace));
    std::size_t record = 0;
    for (QString &row : rows) {
        while (!isStep(m_trace.records()[record]))
            ++record;
        const double seconds = static_cast<double>(m_trace.records()[record].timeNs) / 1e9;
        const QString rest
            = row.section(QLatin1Char('\t'), 1).replace(QLatin1Char('\t'), QLatin1Char(' '));
        row = QStringLiteral("%1 %2s %3").arg(m_turnOfRecord[record]).arg(seconds).arg(rest);
        ++record;
    }
    return rows;
}

QStringList VirtualRun::lines() const
{
    QStringList lines;
    for (std::size_t i = 0; i < m_trace.lines().size(); ++i)
        lines.append(QString::fromStdString(m_trace.lines()[i].text));
    return lines;
}

} // namespace support
